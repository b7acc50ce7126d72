"""A call as an append-only record of turns and events, and what can be read off it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, FiniteFloat

from trainer.domain.codebook import Behaviour
from trainer.domain.customer.memory import Customer
from trainer.domain.moves import Move
from trainer.domain.persona import CustomerState
from trainer.domain.speech import Spoken
from trainer.domain.values import Frozen, Language

Speaker = Literal["agent", "customer"]
EventKind = Literal[
    "answered", "held", "resumed", "silence", "interrupted", "transferred", "escalated", "read", "cut_short", "hung_up",
    "disposed", "noted",
]  # fmt: skip
EndedBy = Literal["customer", "agent", "script"]
Reason = Literal["resolved", "left", "supervisor", "hangup", "end_of_script"]

Disposition = Literal["settled", "follow_up", "passed_on", "not_settled", "wrong_number"]
"""What an agent says became of a call, when they wrap it up."""
DISPOSITIONS: tuple[Disposition, ...] = ("settled", "follow_up", "passed_on", "not_settled", "wrong_number")
MAX_WORDS = 2_000
"""The longest turn, in characters, that a call takes from an agent."""


class Usage(Frozen):
    """Tokens of one request to a model; `cached` of the prompt's came from the endpoint's cache."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            prompt=self.prompt + other.prompt,
            cached=self.cached + other.cached,
            completion=self.completion + other.completion,
        )


class Turn(Frozen):
    """One utterance, numbered from 1; `at` is seconds since the call began.

    An agent's turn carries the behaviours read in it, a customer's the move it words, the facts it told and who
    worded it; `instead` is the code of the fault for which a model did not word it, or not all of it. `customer` is the
    whole customer after the turn, `spoken` how a turn of the agent's came out of sound.
    """

    type: Literal["turn"] = "turn"
    number: Annotated[int, Field(ge=1)]
    speaker: Speaker
    text: str
    at: FiniteFloat
    customer: Customer
    behaviours: tuple[Behaviour, ...] = ()
    move: Move | None = None
    told: tuple[str, ...] = ()
    worded_by: str | None = None
    instead: str = ""
    usage: Usage | None = None
    spoken: Spoken | None = None

    @property
    def state(self) -> CustomerState:
        """The customer's state after the turn."""
        return self.customer.state


class Event(Frozen):
    """Anything else that happens in a call; `seconds` is how long it lasted, where that means something.

    A customer who was cut short in their `turn` was heard for so many `seconds`, up to the words of the `detail`.
    What a second reader has `read` in an agent's turn comes with its number, and counts from the next one.
    """

    type: Literal["event"] = "event"
    kind: EventKind
    at: FiniteFloat
    by: EndedBy = "agent"
    seconds: FiniteFloat = 0
    detail: str = ""
    behaviours: tuple[Behaviour, ...] = ()
    turn: int = 0
    usage: Usage | None = None


Entry = Annotated[Turn | Event, Field(discriminator="type")]


QUIET = frozenset({"read", "cut_short"})
"""Events that the customer does not answer at once: they count with the next turn."""


class Ending(Frozen):
    """Who ended the call, and the first reason that holds."""

    by: EndedBy
    reason: Reason


class Branch(Frozen):
    """Where another try begins: a call, and the agent's turn that is taken back."""

    call: str
    turn: Annotated[int, Field(ge=1)]


class Header(Frozen):
    """What is fixed when the phone begins to ring. `versions` names the hash of each thing that shapes the call.

    Private practice is not `official` and nobody else's to see; another try has a `branch`, and is private too.
    """

    id: str
    trainee: str
    language: Language
    persona: str
    scenario: str
    rubric: str
    seed: int
    began: datetime
    versions: tuple[tuple[str, str], ...] = ()
    branch: Branch | None = None
    official: bool = True

    def version(self, kind: str) -> str:
        """The hash of the persona, the scenario or the rubric that it was begun with; empty where none was noted."""
        return dict(self.versions).get(kind, "")

    @property
    def counts(self) -> bool:
        """Whether it counts for anything, and may be seen by those who lead."""
        return self.official and self.branch is None


class WrapUp(Frozen):
    """What an agent writes down after a call: what became of it, and a note for whoever comes next."""

    disposition: str = ""
    note: str = ""


class Call(Frozen):
    """One trainee, one persona, one scenario, one rubric, from ring to wrap-up."""

    header: Header
    entries: tuple[Entry, ...] = ()

    @property
    def id(self) -> str:
        """The call's id."""
        return self.header.id

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The utterances, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, Turn))

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything else, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, Event))

    @property
    def customer(self) -> Customer | None:
        """The customer after the last turn, or `None` before the first."""
        turns = self.turns
        return turns[-1].customer if turns else None

    @property
    def answered(self) -> bool:
        """Whether the agent has picked up."""
        return any(event.kind == "answered" for event in self.events)

    @property
    def on_hold(self) -> bool:
        """Whether the customer is waiting on hold."""
        kinds = [event.kind for event in self.events if event.kind in ("held", "resumed")]
        return bool(kinds) and kinds[-1] == "held"

    @property
    def wrapped_up(self) -> "WrapUp | None":
        """What the agent wrote down afterwards, the latest of each; `None` before they did."""
        said = {event.kind: event.detail for event in self.events if event.kind in ("disposed", "noted")}
        return WrapUp(disposition=said.get("disposed", ""), note=said.get("noted", "")) if said else None

    @property
    def ended(self) -> bool:
        """Whether somebody has hung up."""
        return any(event.kind == "hung_up" for event in self.events)

    def with_(self, *entries: Turn | Event) -> "Call":
        """The same call with these entries appended."""
        return self.model_copy(update={"entries": (*self.entries, *entries)})


def usage_of(call: Call) -> Usage:
    """What models took for a call: for its words, and for what was read in them."""
    entries: tuple[Turn | Event, ...] = call.entries
    return sum((one.usage for one in entries if one.usage is not None), Usage())


def ending(call: Call) -> Ending | None:
    """How the call ended, or `None` while it goes on."""
    last = next((event for event in call.events if event.kind == "hung_up"), None)
    if last is None:
        return None
    customer = call.customer
    if customer is not None and customer.resolved:
        return Ending(by=last.by, reason="resolved")
    if last.by == "customer":
        return Ending(by=last.by, reason="left")
    if customer is not None and customer.supervisor:
        return Ending(by=last.by, reason="supervisor")
    return Ending(by=last.by, reason="end_of_script" if last.by == "script" else "hangup")
