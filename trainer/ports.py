"""What the services need of the world. Protocols only; each has an adapter, and a fake under the same contract."""

import random
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, Field

from trainer.domain.call import Call, Entry, Header, Turn, Usage
from trainer.domain.codebook import Behaviour
from trainer.domain.cost import Spent, Use
from trainer.domain.customer.memory import Customer
from trainer.domain.moves import Act
from trainer.domain.people import Person
from trainer.domain.persona import Persona
from trainer.domain.practice import PracticeAgent
from trainer.domain.review import ReviewAct
from trainer.domain.rubric import Criterion, Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.scorecard import Outcome, Scorecard
from trainer.domain.speech import Manner, Recognised, Side, Sound
from trainer.domain.transcript import Measures, Transcript
from trainer.domain.values import Frozen, Language

Shape = TypeVar("Shape", bound=BaseModel)


class Clock(Protocol):
    """The time of day, always with a zone."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...


class Ids(Protocol):
    """Fresh names and seeds."""

    def new(self) -> str:
        """An id that nobody can guess."""
        ...

    def seed(self) -> int:
        """A seed for a call's randomness."""
        ...


class Listening(Frozen):
    """What a reader may know of the call while it reads a turn; no scenario is known of a bare transcript.

    `before` is what the customer had just said; `formulas` are the words of sympathy that were used before, case
    folded; `answers` the earlier turns that answered one of the scenario's questions, with the question.
    """

    language: Language
    before: str = ""
    formulas: frozenset[str] = frozenset()
    answers: tuple[tuple[str, str], ...] = ()
    persona: Persona | None = None
    scenario: Scenario | None = None
    customer: Customer | None = None


class Readings(Frozen):
    """What a reader heard in a turn, and who it was."""

    behaviours: tuple[Behaviour, ...]
    by: str
    usage: Usage | None = None


class Reader(Protocol):
    """Reads what an agent did in a turn."""

    name: str

    def hear(self, text: str, listening: Listening) -> Readings:
        """The behaviours in the turn, each with an exact slice of it, in order; `ModelFailed` when it cannot tell."""
        ...


class FirstReader(Reader, Protocol):
    """A reader that the customer can wait for: it never fails, and takes no longer than a breath."""

    def read(self, text: str, listening: Listening) -> tuple[Behaviour, ...]:
        """The behaviours in the turn, each with an exact slice of it, in order."""
        ...

    def measure(self, text: str, language: Language) -> Measures:
        """The size of an utterance of either side."""
        ...


class Moment(Frozen):
    """Where the call stands when the customer is about to speak."""

    persona: Persona
    scenario: Scenario
    customer: Customer
    turns: tuple[Turn, ...] = ()

    @property
    def heard(self) -> str:
        """All that the agent has said."""
        return "\n".join(turn.text for turn in self.turns if turn.speaker == "agent")


class Worded(Frozen):
    """Words for a move; `used` are the keys of the lines and scenario sentences that made them.

    `by` is who worded it; `instead` says, as the code of a fault, why it is not (all) in a model's words.
    """

    text: str
    used: tuple[str, ...]
    by: str = "embedded"
    instead: str = ""
    usage: Usage | None = None


Show = Callable[[str], None]
"""Shows a sentence of the customer as soon as it stands."""


class Voice(Protocol):
    """Words the customer's move."""

    name: str

    def word(self, act: Act, moment: Moment, rng: random.Random, show: Show, /) -> Worded | None:
        """Words for the act, or `None` when nothing fresh is left to say for it.

        What is shown early is the beginning of the words that are returned.
        """
        ...


Breach = Literal["agents_part", "assistant_talk", "instructions", "language", "fact_too_early", "invented"]
"""A rule that a customer's words would break."""


class Guard(Protocol):
    """Looks at a customer's words before they are shown."""

    def breaches(self, text: str, act: Act, scenario: Scenario, customer: Customer, heard: str) -> tuple[Breach, ...]:
        """The rules broken by these words of a customer who is about to do this; `heard` is all the agent said."""
        ...

    def carries(self, text: str, plain: str, language: Language) -> bool:
        """Whether the words hold every figure and code that the plain words do."""
        ...


class Judgement(Frozen):
    """An outcome for each criterion, in their order, and who gave them.

    `versions` are what besides rubric and words shaped them; `instead` says, as the code of a fault, why another judge
    than the one that was asked gave them.
    """

    outcomes: tuple[Outcome, ...]
    by: str
    versions: Mapping[str, str] = Field(default_factory=dict)
    usage: Usage | None = None
    instead: str = ""


class Judge(Protocol):
    """Proposes an outcome for each criterion of a call."""

    name: str

    def judge(self, criteria: Sequence[Criterion], transcript: Transcript) -> Judgement:
        """The outcomes, with quotes that are exact slices of agent turns; `ModelFailed` when it must wait."""
        ...


class SpeechToText(Protocol):
    """Understands what an agent says."""

    name: str

    def recognise(self, sound: Sound, language: Language) -> Recognised:
        """What was understood, empty where nothing was said; `SpeechFailed` when it cannot tell."""
        ...


class TextToSpeech(Protocol):
    """Speaks for the customers."""

    name: str

    def speak(self, text: str, language: Language, manner: Manner) -> Sound:
        """The sound of a clause; `SpeechFailed` when there is none."""
        ...


class Line(Protocol):
    """The line to the agent's headset. What is sent to somebody who has gone is lost."""

    async def tell(self, message: Mapping[str, object]) -> None:
        """What the page should show or do."""
        ...

    async def play(self, sound: Sound) -> None:
        """Sound that is heard after what was played before."""
        ...


class SoundStore(Protocol):
    """Keeps recordings of calls; only of those whose agent agreed to it."""

    def add(self, call: str, side: Side, at: float, samples: bytes) -> None:
        """Put samples, 16,000 a second, at so many seconds of the call."""
        ...

    def exists(self, call: str) -> bool:
        """Whether anything of a call was recorded."""
        ...


class VoiceActivity(Protocol):
    """Hears whether somebody speaks; one for each call."""

    def likelihood(self, window: bytes) -> float:
        """How likely a window of 32 ms, 16,000 samples a second, holds a voice, 0-1."""
        ...


class Message(Frozen):
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    text: str


class Generated(Frozen, Generic[Shape]):
    """A value of the shape that was asked for, and what it took."""

    value: Shape
    usage: Usage = Usage()


class Piece(Frozen):
    """A part of a streamed text; `usage` comes with the last one, where the endpoint tells it."""

    text: str
    usage: Usage | None = None


class ChatModel(Protocol):
    """A language model. Whatever goes wrong is a `ModelFailed`; being cancelled ends the request.

    A text or value is handed over only when the model said that it was finished: what was cut off is a failure.
    """

    name: str

    async def generate(self, messages: Sequence[Message], shape: type[Shape], within: float) -> Generated[Shape]:
        """A value of this shape, within so many seconds by the clock on the wall."""
        ...

    def stream(self, messages: Sequence[Message], within: float) -> AsyncGenerator[Piece]:
        """The text as it comes. It may fail after some of it: who shows it early must be able to take it back."""
        ...

    async def aclose(self) -> None:
        """Let go of the connections."""
        ...


class Ledger(Protocol):
    """Who books what models take."""

    def allows(self) -> bool:
        """Whether another request may be made."""
        ...

    def book(self, use: Use, model: str, usage: Usage) -> None:
        """Record what a request took."""
        ...


class Catalogue(Protocol):
    """The published personas, scenarios and rubrics. Unknown ids raise `NotFound`."""

    def persona(self, name: str) -> Persona:
        """The persona of that id."""
        ...

    def scenario(self, name: str) -> Scenario:
        """The scenario of that id."""
        ...

    def rubric(self, name: str) -> Rubric:
        """The rubric of that id."""
        ...

    def personas(self) -> Sequence[str]:
        """The ids of the personas, by language and name."""
        ...

    def scenarios(self) -> Sequence[str]:
        """The ids of the scenarios, by language and name."""
        ...

    def rubrics(self) -> Sequence[str]:
        """The ids of the rubrics, by name."""
        ...

    def practice_agent(self, language: Language, name: str) -> PracticeAgent:
        """The practice agent of that name; `NotFound` when there is none."""
        ...

    def version(self, kind: str, name: str) -> str:
        """The hash of the file that the thing was read from."""
        ...


class CallStore(Protocol):
    """The record of calls. Whatever a method has returned from is durable."""

    def begin(self, header: Header) -> None:
        """Record that the phone rings."""
        ...

    def append(self, call: str, after: int, entries: Sequence[Entry]) -> None:
        """Append entries to a call that has `after` of them; `Conflict` when it has another number."""
        ...

    def call(self, call: str) -> Call:
        """The whole call; `NotFound` when there is none."""
        ...

    def calls_of(self, trainee: str | None = None) -> Sequence[Call]:
        """The calls of a trainee, or of everyone, newest first."""
        ...

    def numbered(self, after: int, most: int) -> Sequence[tuple[int, str]]:
        """Up to so many calls with a number over `after`, oldest first: number and id."""
        ...

    def count(self) -> int:
        """How many calls there are."""
        ...


class ScoreStore(Protocol):
    """The record of grades; the first of a call is never replaced."""

    def keep(self, call: str, card: Scorecard) -> None:
        """Append a scorecard to those of a call."""
        ...

    def cards(self, call: str) -> Sequence[Scorecard]:
        """The scorecards of a call, oldest first."""
        ...

    def ungraded(self, most: int) -> Sequence[str]:
        """Up to so many calls that have no scorecard, newest first."""
        ...


class ReviewStore(Protocol):
    """The record of what people did with grades."""

    def review(self, call: str, after: int, act: ReviewAct) -> None:
        """Append an act to a call that has `after` of them; `Conflict` when it has another number."""
        ...

    def acts(self, call: str) -> Sequence[ReviewAct]:
        """What was done to the grade of a call, oldest first."""
        ...


class PeopleStore(Protocol):
    """Accounts. `password_hash` is whatever the sign-in made of the password."""

    def add_person(self, person: Person, password_hash: str) -> None:
        """Record a person; `Conflict` when the name is taken."""
        ...

    def person(self, name: str) -> Person | None:
        """The person of that name."""
        ...

    def password_hash(self, name: str) -> str | None:
        """The stored hash of their password."""
        ...

    def people(self) -> Sequence[Person]:
        """Everyone, by name."""
        ...

    def choose_language(self, name: str, language: Language) -> None:
        """Remember the language that a person reads; `NotFound` when nobody has that name."""
        ...

    def change_person(self, person: Person) -> None:
        """Change everything about a person but their password; `NotFound` when nobody has that name."""
        ...

    def set_password(self, name: str, password_hash: str) -> None:
        """Give a person another password; `NotFound` when nobody has that name."""
        ...

    def note_wrong(self, name: str, at: datetime) -> None:
        """Remember a wrong password for a name, whether anybody has it or not."""
        ...

    def wrong(self, name: str, since: datetime) -> Sequence[datetime]:
        """When wrong passwords were given for a name after that moment, oldest first."""
        ...

    def forget_wrong(self, name: str) -> None:
        """Forget the wrong passwords of a name."""
        ...


class SpendingStore(Protocol):
    """The record of what models took."""

    def spend(self, spent: Spent) -> None:
        """Append what a request took."""
        ...

    def spent(self, since: date) -> Sequence[Spent]:
        """What was taken from that day on, summed by day, use and model, newest first."""
        ...


class Store(CallStore, ScoreStore, ReviewStore, PeopleStore, SpendingStore, Protocol):
    """Calls, grades, people and costs in one place."""
