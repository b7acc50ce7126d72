"""A scripted agent: one line a turn, and directives for what is not words."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from trainer.domain.call import Call
from trainer.domain.people import Person
from trainer.errors import BadInput
from trainer.services.calls import Calls

Directive = Literal["say", "hold", "silence", "interrupt", "transfer", "escalate", "hangup"]
_SECONDS = re.compile(r"\d{1,4}(\.\d+)?")
MOST_SECONDS = 3_600
WORDS_PER_SECOND = 2.5
"""The pace of ordinary conversation, about 150 words a minute; our judgement."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the scripted agent does."""

    kind: Directive
    text: str = ""
    seconds: float = 0


def read_script(lines: Iterable[str], file: str) -> tuple[Step, ...]:
    """The steps of a script; blank lines are passed over, a bad directive is `BadInput` with its place."""
    return tuple(read_step(line.strip(), file, number) for number, line in enumerate(lines, 1) if line.strip())


def read_step(line: str, file: str, number: int) -> Step:
    """One line of a script."""
    if not line.startswith(":"):
        return Step("say", line)
    name, _, rest = line[1:].partition(" ")
    rest = rest.strip()
    match name:
        case "hold" | "silence":
            return Step(name, seconds=_seconds(rest, file, number))
        case "transfer" if rest:
            return Step("transfer", rest)
        case "interrupt" | "escalate" | "hangup" if not rest:
            return Step(name)
    raise BadInput("script.directive", file=file, line=number, given=line[:60])


def _seconds(given: str, file: str, number: int) -> float:
    if not _SECONDS.fullmatch(given) or float(given) > MOST_SECONDS:
        raise BadInput("script.seconds", file=file, line=number, given=given[:60])
    return float(given)


class Rehearsed:
    """Takes steps in a call on a clock that `pass_` moves."""

    def __init__(self, calls: Calls, person: Person, pass_: Callable[[float], None]) -> None:
        self._calls = calls
        self._person = person
        self._pass = pass_

    def take(self, call: Call, step: Step) -> Call:
        """The call after the step."""
        match step.kind:
            case "say":
                self._pass(max(1.0, len(step.text.split()) / WORDS_PER_SECOND))
                return self._calls.say(self._person, call.id, step.text)
            case "hold":
                self._calls.hold(self._person, call.id)
                self._pass(step.seconds)
                return self._calls.take_off_hold(self._person, call.id)
            case "silence":
                self._pass(step.seconds)
                return self._calls.fall_silent(self._person, call.id, step.seconds)
            case "interrupt":
                return self._calls.interrupt(self._person, call.id)
            case "transfer":
                return self._calls.transfer(self._person, call.id, step.text)
            case "escalate":
                return self._calls.escalate(self._person, call.id)
            case "hangup":
                return self._calls.hang_up(self._person, call.id)
