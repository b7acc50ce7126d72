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
from trainer.domain.call import Call
from trainer.domain.moves import Act
from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario
from trainer.domain.values import LANGUAGES, Language
from trainer.llm.inprocess import GgufServer
from trainer.llm.prompting import asked
from trainer.ports import Message, Moment

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
            print(f"{language}: ours {row['ours']:.0f}, a plain chat {row['plain']:.0f}, share {row['share']:.2f}")


def spent(file: Path, language: Language) -> dict[str, float]:
    """Uncached prompt tokens a call, ours and a plain chat's."""
    ours, plain = [], []
    for temperament in ("angry", "confused", "hesitant"):
        call = _call(language, temperament)
        persona = services().catalogue.persona(call.header.persona)
        scenario = services().catalogue.scenario(call.header.scenario)
        ours.append(_uncached(file, list(_ours(call, persona, scenario))))
        plain.append(_uncached(file, list(_plain(call, persona, scenario))))
    return {"ours": fmean(ours), "plain": fmean(plain), "share": sum(ours) / sum(plain)}


def _call(language: Language, temperament: str) -> Call:
    cell = Cell(language, f"{language}/{temperament}", f"{language}/billed-twice", "apology")
    return call_of(cell, agents(language, None)["apology"], seed=3)


def _ours(call: Call, persona: Persona, scenario: Scenario) -> Iterator[tuple[Message, ...]]:
    for number, turn in enumerate(call.turns[: 2 * TURNS]):
        if turn.speaker == "customer" and turn.move:
            before = call.turns[:number]
            moment = Moment(persona=persona, scenario=scenario, customer=before[-1].customer, turns=before)
            yield asked(turn.text, Act(move=turn.move), moment)


def _plain(call: Call, persona: Persona, scenario: Scenario) -> Iterator[tuple[Message, ...]]:
    roles = {"agent": "user", "customer": "assistant"}
    talk = [Message.model_validate({"role": roles[one.speaker], "text": one.text}) for one in call.turns]
    head = Message(role="system", text=_everything(persona, scenario))
    for number, turn in enumerate(call.turns[: 2 * TURNS]):
        if turn.speaker == "customer":
            yield (head, *talk[:number])


def _everything(persona: Persona, scenario: Scenario) -> str:
    """What somebody who has no engine must tell the model at the start; one wording of each thing."""
    facts = [f"- {one.says[0]}" for one in scenario.facts]
    asks = [f"- {one.asks[0]}" for one in scenario.questions]
    doubts = [f"- {one.says[0]}" for one in scenario.doubts]
    beliefs = [f"- {one.says[0]}" for one in scenario.beliefs]
    news = [f"- {one.says[0]}" for one in scenario.news]
    return "\n".join(
        [
            f"You play {persona.full_name}, a {persona.temperament} customer of {scenario.company}: {scenario.title}.",
            persona.summary,
            f"You speak like this: {persona.dialect}. Never speak for the agent. One or two sentences.",
            f"You open with: {scenario.opening[0]} Your problem: {scenario.problem[0]} You want: {scenario.wish[0]}",
            "Tell these only when asked:",
            *facts,
            "You want to know:",
            *asks,
            "You doubt:",
            *doubts,
            "You believe:",
            *beliefs,
            "In the middle of the call this happens:",
            *news,
            "You are satisfied only when the feeling is acknowledged and the matter is settled.",
        ]
    )


def _uncached(file: Path, requests: list[tuple[Message, ...]]) -> int:
    total = 0
    with GgufServer(file) as server, httpx.Client(timeout=600) as client:
        for messages in requests:
            body = {"messages": [{"role": one.role, "content": one.text} for one in messages], "max_tokens": 1}
            usage = client.post(f"{server.url}/chat/completions", json=body).json()["usage"]
            total += usage["prompt_tokens"] - usage["prompt_tokens_details"]["cached_tokens"]
    return total


if __name__ == "__main__":
    main()
