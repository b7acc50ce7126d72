"""What the customers' prompts cost: `python -m bench.tokens --file MODEL.gguf [--json]`.

The same ten-turn calls word for word, as our prompts ask for them and as a plain chat would, with the whole persona and
scenario in its system prompt and the talk as its history. Counted by the server: prompt tokens, less those it had
cached. Each call begins with a cold cache.
"""

import argparse
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from statistics import fmean
from typing import Any

import httpx
from ruamel.yaml import YAML

from bench.fidelity_calls import Cell, agents, call_of, services
from bench.plain import everything
from trainer.domain.call import Call
from trainer.domain.moves import Act
from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario
from trainer.domain.values import LANGUAGES, Language
from trainer.llm.inprocess import GgufServer
from trainer.llm.prompting import asked
from trainer.ports import Message, Moment

CONTEXT = 32_768
"""Tokens that the longest of these prompts fits into, whatever the model was trained with."""
TURNS = 10
"""Turns of the customer in a call."""


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, required=True, help="any model; only its tokens count")
    parser.add_argument("--language", choices=LANGUAGES, help="one language alone")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    report = {
        language: spent(arguments.file, language) for language in LANGUAGES if arguments.language in (None, language)
    }
    if arguments.json:
        print(json.dumps(report))
    else:
        for language, row in report.items():
            print(f"{language}: ours {row['ours']:.0f}; the talk alone {row['talk']:.0f}")
            for how, name in (("told the least", "least"), ("given persona and scenario whole", "whole")):
                print(f"    a plain chat {how}: {_figure(row[name])}, ours is {_share(row['ours'], row[name])} of it")


def _figure(tokens: float | None) -> str:
    return f"{tokens:.0f}" if tokens is not None else "more than this model reads"


def _share(ours: float | None, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}" if ours is not None and theirs is not None else "less than any measured part"


def spent(file: Path, language: Language) -> dict[str, float | None]:
    """Uncached prompt tokens a call: ours, a plain chat's told little or much, and those of the bare talk."""
    rows = [_one(file, language, temperament) for temperament in ("angry", "confused", "hesitant")]
    return {name: _mean([row[name] for row in rows]) for name in rows[0]}


def _mean(values: list[int | None]) -> float | None:
    known = [one for one in values if one is not None]
    return fmean(known) if len(known) == len(values) else None


def _one(file: Path, language: Language, temperament: str) -> dict[str, int | None]:
    call = _call(language, temperament)
    persona = services().catalogue.persona(call.header.persona)
    scenario = services().catalogue.scenario(call.header.scenario)
    return {
        "ours": _uncached(file, list(_ours(call, persona, scenario))),
        "least": _uncached(file, list(_plain(call, everything(persona, scenario)))),
        "whole": _uncached(file, list(_plain(call, whole(persona, scenario)))),
        "talk": _uncached(file, list(_plain(call, "."))),
    }


def whole(persona: Persona, scenario: Scenario) -> str:
    """All of the persona and of the customer's side of the scenario as data; one wording of each thing."""
    theirs = scenario.model_dump(mode="json", exclude_defaults=True, exclude={"record", "knowledge", "policy"})
    return _as_yaml(persona.model_dump(mode="json", exclude_defaults=True)) + _as_yaml(_first_wordings(theirs))


def _first_wordings(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _first_wordings(one) for name, one in value.items()}
    if isinstance(value, list):
        sentences = all(isinstance(one, str) for one in value)
        return _first_wordings(value[0]) if value and sentences else [_first_wordings(one) for one in value]
    return value


def _as_yaml(value: Any) -> str:
    out = StringIO()
    YAML().dump(value, out)
    return out.getvalue()


def _call(language: Language, temperament: str) -> Call:
    cell = Cell(language, f"{language}/{temperament}", f"{language}/billed-twice", "apology")
    return call_of(cell, agents(language, None)["apology"], seed=3)


def _ours(call: Call, persona: Persona, scenario: Scenario) -> Iterator[tuple[Message, ...]]:
    for number, turn in enumerate(call.turns[: 2 * TURNS]):
        if turn.speaker == "customer" and turn.move:
            before = call.turns[:number]
            moment = Moment(persona=persona, scenario=scenario, customer=before[-1].customer, turns=before)
            yield asked(turn.text, Act(move=turn.move), moment)


def _plain(call: Call, told: str) -> Iterator[tuple[Message, ...]]:
    roles = {"agent": "user", "customer": "assistant"}
    talk = [Message.model_validate({"role": roles[one.speaker], "text": one.text}) for one in call.turns]
    head = Message(role="system", text=told)
    for number, turn in enumerate(call.turns[: 2 * TURNS]):
        if turn.speaker == "customer":
            yield (head, *talk[:number])


def _uncached(file: Path, requests: list[tuple[Message, ...]]) -> int | None:
    """The tokens that were not in the cache; `None` where a prompt is longer than the model's context."""
    total = 0
    with GgufServer(file, context=CONTEXT) as server, httpx.Client(timeout=600) as client:
        for messages in requests:
            body = {"messages": [{"role": one.role, "content": one.text} for one in messages], "max_tokens": 1}
            answer = client.post(f"{server.url}/chat/completions", json=body)
            if answer.status_code == 400:
                return None
            usage = answer.json()["usage"]
            total += usage["prompt_tokens"] - usage["prompt_tokens_details"]["cached_tokens"]
    return total


if __name__ == "__main__":
    main()
