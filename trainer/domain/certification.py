"""Certification: what a programme asks for, how far somebody is, and the certificates that were given."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from trainer.domain.persona import Temperament
from trainer.domain.progress import Attempt
from trainer.domain.review import Statement
from trainer.domain.values import Frozen, Key, Language, Localised, Percent

Fresh = Literal["any", "pairing", "scenario"]
"""What must be new in a call: nothing, customer and situation together, or the situation whoever calls."""


class Programme(Frozen):
    """What must be shown: `passing` of the last `calls` official ones at `mark` or more, and who has to be among them.

    A certificate is valid for so many months.
    """

    kind: Literal["programme"]
    name: Localised
    about: Localised
    rubric: Key
    language: Language | None = None
    calls: Annotated[int, Field(ge=1, le=50)]
    passing: Annotated[int, Field(ge=1, le=50)]
    mark: Percent
    fresh: Fresh = "pairing"
    temperaments: Mapping[Temperament, Annotated[int, Field(ge=1, le=20)]] = Field(default_factory=dict)
    no_critical_error: bool = True
    valid_months: Annotated[int, Field(ge=1, le=120)] = 12


class Condition(Frozen):
    """One line of the way to a certificate: what is there of what is wanted; `temperament` where it is about one."""

    kind: Literal["calls", "temperament", "critical", "contested"]
    have: int
    want: int
    temperament: Temperament | None = None

    @property
    def met(self) -> bool:
        """Whether it holds; of errors and open contests there must be none."""
        return self.have == 0 if self.kind in ("critical", "contested") else self.have >= self.want


class Way(Frozen):
    """How far somebody is, line by line, and the calls that it is read from."""

    conditions: tuple[Condition, ...]
    calls: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether everything but the sign-off is there."""
        return all(one.met for one in self.conditions)


TemperamentOf = Callable[[str], Temperament | None]


def way(
    programme: Programme, attempts: Iterable[Attempt], temperament_of: TemperamentOf, since: datetime | None = None
) -> Way:
    """How far these attempts of one person lead; `since` the last certificate or refusal one begins anew."""
    counted = _counted(programme, attempts, since)
    good = [one for one in counted if one.total is not None and one.total >= programme.mark and one.passed]
    met = [temperament_of(one.persona) for one in good]
    conditions = [Condition(kind="calls", have=len(good), want=programme.passing)]
    conditions += [
        Condition(kind="temperament", have=met.count(kind), want=want, temperament=kind)
        for kind, want in programme.temperaments.items()
    ]
    if programme.no_critical_error:
        errors = sum(1 for one in counted if one.critical)
        conditions.append(Condition(kind="critical", have=errors, want=0))
    contested = sum(1 for one in counted if "contested" in dict(one.why))
    conditions.append(Condition(kind="contested", have=contested, want=0))
    return Way(conditions=tuple(conditions), calls=tuple(one.call for one in counted))


def _counted(programme: Programme, attempts: Iterable[Attempt], since: datetime | None) -> Sequence[Attempt]:
    """The last official calls of the programme that were on something new, oldest first."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for one in sorted(attempts, key=lambda attempt: attempt.began):
        if not one.answered or (since is not None and one.began < since):
            continue
        key = _key(programme.fresh, one)
        new = key not in seen or programme.fresh == "any"
        # Another try of a call was practice on the same thing.
        seen.add(key)
        if new and _belongs(programme, one):
            found.append(one)
    return found[-programme.calls :]


def _key(fresh: Fresh, attempt: Attempt) -> tuple[str, ...]:
    return (attempt.scenario,) if fresh == "scenario" else (attempt.persona, attempt.scenario)


def _belongs(programme: Programme, attempt: Attempt) -> bool:
    spoken = programme.language in (None, attempt.language)
    return attempt.official and attempt.graded and spoken and attempt.rubric == programme.rubric


class Issued(Frozen):
    """A person has signed: the certificate with this code, on these calls, valid until then."""

    kind: Literal["issued"] = "issued"
    by: str
    at: datetime
    code: str
    calls: tuple[str, ...]
    until: datetime
    version: str


class Refused(Frozen):
    """A person has refused to sign, and says why."""

    kind: Literal["refused"] = "refused"
    by: str
    at: datetime
    words: Statement


class Revoked(Frozen):
    """A certificate has been taken back, with a reason."""

    kind: Literal["revoked"] = "revoked"
    by: str
    at: datetime
    code: str
    words: Statement


CertificateAct = Annotated[Issued | Refused | Revoked, Field(discriminator="kind")]
State = Literal["none", "valid", "expired", "revoked", "refused"]


class Standing(Frozen):
    """How a person stands in a programme: the state, and the acts that it comes from."""

    state: State
    issued: Issued | None = None
    last: CertificateAct | None = None

    @property
    def since(self) -> datetime | None:
        """From when calls count for the next certificate."""
        return self.last.at if self.last else None


def standing(acts: Sequence[CertificateAct], now: datetime) -> Standing:
    """What the acts on one person in one programme come to."""
    last = acts[-1] if acts else None
    issued = next((one for one in reversed(acts) if isinstance(one, Issued)), None)
    match last:
        case None:
            state: State = "none"
        case Revoked():
            state = "revoked"
        case Refused():
            # Who holds a certificate that still runs keeps it when another one is refused.
            revoked = any(isinstance(one, Revoked) and issued and one.code == issued.code for one in acts)
            state = "valid" if issued and not revoked and issued.until > now else "refused"
        case Issued():
            state = "valid" if last.until > now else "expired"
    return Standing(state=state, issued=issued, last=last)


def months_after(moment: datetime, months: int) -> datetime:
    """The same day so many months later, or the last of a shorter month."""
    index = moment.month - 1 + months
    year, month = moment.year + index // 12, index % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
