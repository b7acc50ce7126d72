"""Small values for tests: each is valid as it is, and a test names only what it is about."""

from datetime import UTC, datetime, timedelta

from trainer.domain.call import Event, EventKind, Header, Turn
from trainer.domain.customer.memory import Customer
from trainer.domain.people import Person, Role
from trainer.domain.persona import CustomerState
from trainer.domain.progress import Attempt
from trainer.domain.scorecard import CriterionGrade, Evidence, Scorecard, Scored
from trainer.domain.values import Language

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def a_header(id: str = "call-1", trainee: str = "lina", began: datetime = NOON) -> Header:
    """A call that has begun to ring."""
    return Header(
        id=id,
        trainee=trainee,
        language="en",
        persona="angry",
        scenario="double_charge",
        rubric="foundations",
        seed=7,
        began=began,
        versions=(("persona", "0123456789abcdef"),),
    )


def a_customer(anger: float = 70) -> Customer:
    """A customer who is this angry."""
    return Customer(state=CustomerState(anger=anger, confusion=10, hesitation=0, trust=30, patience=80))


def a_turn(number: int = 1, text: str = "Good morning, how can I help?") -> Turn:
    """An agent's turn."""
    return Turn(number=number, speaker="agent", text=text, at=number * 3.5, customer=a_customer())


def an_event(kind: EventKind = "answered", at: float = 0, detail: str = "") -> Event:
    """Something that happened besides words."""
    return Event(kind=kind, at=at, detail=detail)


def a_scorecard(total: float | None = 50.0) -> Scorecard:
    """A grade that rests on one quote."""
    outcome = Scored(level=2, evidence=(Evidence(turn=1, quote="how can I help"),))
    return Scorecard(
        rubric="foundations",
        language="en",
        grades=(CriterionGrade(criterion="opening", weight=1, top=3, outcome=outcome),),
        critical=(),
        total=total,
        passed=None if total is None else total >= 50,
        graded_by="embedded",
        graded_at=NOON,
        versions={"rubric": "0123456789abcdef"},
    )


def a_person(name: str = "lina", role: Role = Role.TRAINEE, language: Language = "en") -> Person:
    """Someone with an account."""
    return Person(name=name, role=role, language=language)


def an_attempt(number: int = 1, **changed: object) -> Attempt:
    """An official, graded, passed call; each number is an hour later."""
    plain: dict[str, object] = {
        "call": f"call-{number}",
        "trainee": "lina",
        "began": NOON + timedelta(hours=number),
        "persona": "en/angry",
        "scenario": "en/billed-twice",
        "rubric": "foundations",
        "ended": True,
        "total": 90.0,
        "passed": True,
        "graded": True,
        "levels": (("empathy", 50.0),),
    }
    return Attempt.model_validate({**plain, **changed})
