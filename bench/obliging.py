"""What a model would answer that keeps every form: verdicts and readings with quotes from what it was shown."""

import json
import re
from collections.abc import Mapping
from typing import Any

from trainer.domain.codebook import Code

_TURN = re.compile(r"^\[(\d+)\] (?:agent|الموظف|служител): (.+)$", re.MULTILINE)
_CRITERION = re.compile(r"^([a-z][a-z0-9_-]*) \(", re.MULTILINE)
_SAID = re.compile(r"(?:agent|الموظف|служител): <<<(.+)>>>", re.DOTALL)


def obliging(request: Mapping[str, Any]) -> str:
    """An answer to a judge's, a reader's or a customer's prompt, as the schema of the request tells them apart."""
    head, said = request["messages"][0]["content"], request["messages"][-1]["content"]
    properties = request.get("response_format", {}).get("json_schema", {}).get("schema", {}).get("properties", {})
    if "verdicts" in properties:
        return verdicts(head, request["messages"][1]["content"], said)
    if "behaviours" in properties:
        return readings(said)
    return "Nobody does a thing about it."


def verdicts(head: str, call: str, last: str, level: int = 2) -> str:
    """One verdict for each criterion that the rubric, or the repair, names."""
    number, words = _TURN.findall(call)[0]
    asked = [one for one in _CRITERION.findall(head) if last == call or one in last]
    quotes = [{"turn": int(number), "words": words}]
    return json.dumps(
        {"verdicts": [{"criterion": one, "quotes": quotes, "reason": "So it is.", "level": level} for one in asked]}
    )


def readings(said: str, code: Code = Code.REASSURES) -> str:
    """One behaviour, shown by the whole turn."""
    found = _SAID.search(said)
    return json.dumps({"behaviours": [{"code": code, "quote": found.group(1)}] if found else []})
