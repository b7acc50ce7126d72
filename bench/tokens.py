"""What the customers' prompts cost: `python -m bench.tokens --file MODEL.gguf [--json]`.

The same ten-turn calls word for word, as our prompts ask for them and as a plain chat would, with the whole persona and
scenario in its system prompt and the talk as its history. Counted by the server: prompt tokens, less those it had
cached. Each call begins with a cold cache.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import httpx

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

ROOT = Path(__file__).parent.parent
CONTEXT = 32_768
"""Tokens that the longest of these prompts fits into, whatever the model was trained with."""
TURNS = 10
"""Turns of the customer in a call."""


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, required=True, help="any model; only its tokens count")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    report = {language: spent(arguments.file, language) for language in LANGUAGES}
    if arguments.json:
        print(json.dumps(report))
    else:
        for language, row in report.items():
            least = _beside("told the least", row["plain"], row["share"])
            files = _beside("given the files", row["files"], row["share_of_files"])
            print(f"{language}: ours {row['ours']:.0f}; {least}; {files}")


def _beside(how: str, tokens: float, share: float) -> str:
    return f"a plain chat {how} {tokens:.0f}, share {share:.2f}"


def spent(file: Path, language: Language) -> dict[str, float]:
    """Uncached prompt tokens a call, ours and a plain chat's."""
    ours, plain, files = [], [], []
    for temperament in ("angry", "confused", "hesitant"):
        call = _call(language, temperament)
        persona = services().catalogue.persona(call.header.persona)
        scenario = services().catalogue.scenario(call.header.scenario)
        ours.append(_uncached(file, list(_ours(call, persona, scenario))))
        plain.append(_uncached(file, list(_plain(call, everything(persona, scenario)))))
        files.append(_uncached(file, list(_plain(call, _files(call)))))
    return {
        "ours": fmean(ours),
        "plain": fmean(plain),
        "share": sum(ours) / sum(plain),
        "files": fmean(files),
        "share_of_files": sum(ours) / sum(files),
    }


def _files(call: Call) -> str:
    """Persona and scenario as their authors wrote them, which is what a chat is given by whoever spares the trouble."""
    header = call.header
    return "\n".join(
        f"{(ROOT / kind / f'{name}.yaml').read_text(encoding='utf-8')}"
        for kind, name in (("personas", header.persona), ("scenarios", header.scenario))
    )


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


def _uncached(file: Path, requests: list[tuple[Message, ...]]) -> int:
    total = 0
    with GgufServer(file, context=CONTEXT) as server, httpx.Client(timeout=600) as client:
        for messages in requests:
            body = {"messages": [{"role": one.role, "content": one.text} for one in messages], "max_tokens": 1}
            usage = client.post(f"{server.url}/chat/completions", json=body).json()["usage"]
            total += usage["prompt_tokens"] - usage["prompt_tokens_details"]["cached_tokens"]
    return total


if __name__ == "__main__":
    main()
