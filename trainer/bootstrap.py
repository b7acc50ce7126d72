"""The composition root: the only place that knows which adapter is used. Heavy ones are imported when needed."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from trainer import __version__
from trainer.content.catalogue import YamlCatalogue
from trainer.content.editing import YamlEditor
from trainer.domain.cost import Tariff
from trainer.domain.values import LANGUAGES, Language
from trainer.embedded.guard import EmbeddedGuard
from trainer.embedded.judge import EmbeddedJudge
from trainer.embedded.reader import EmbeddedReader
from trainer.embedded.voice import EmbeddedVoice
from trainer.errors import BadInput
from trainer.language.codebook import Codebook
from trainer.language.pack import LanguagePack, Packs
from trainer.models import Models, tariff, with_chosen
from trainer.ports import Clock, Guard, Ids, Judge, Passwords, Reader, Store, Voice
from trainer.services.access import Access
from trainer.services.accounts import Accounts
from trainer.services.assignments import Assignments
from trainer.services.authoring import Authoring
from trainer.services.calls import Calls
from trainer.services.certification import Certification
from trainer.services.coaching import Coach
from trainer.services.doorkeeping import Keeper
from trainer.services.grading import Grading
from trainer.services.history import History
from trainer.services.proving import Proving
from trainer.services.regrading import Regrading
from trainer.services.rehearsal import Rehearsal
from trainer.services.review import Review
from trainer.services.second_reading import SecondReading
from trainer.services.spending import Spending
from trainer.services.survey import Survey
from trainer.services.trail import Trail
from trainer.services.waiting import Grades
from trainer.settings import Settings
from trainer.store.memory import MemoryStore
from trainer.system import Argon2Passwords, RandomIds, SystemClock


class LazyPacks(Mapping[Language, LanguagePack]):
    """Language packs, each read when a call first needs it."""

    def __init__(self, catalogue: YamlCatalogue) -> None:
        self._catalogue = catalogue
        self._read: dict[Language, LanguagePack] = {}

    def __getitem__(self, language: Language) -> LanguagePack:
        if language not in self._read:
            self._read[language] = self._catalogue.pack(language)
        return self._read[language]

    def __iter__(self) -> Iterator[Language]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


class ModelSource(Protocol):
    """Where models come from; each use has what is embedded until a model is set for it."""

    def wording(self, authored: Voice, guard: Guard) -> Voice:
        """Who words the customers."""
        ...

    def second_reader(self, codebook: Callable[[Language], Codebook]) -> Reader | None:
        """Who reads beside the embedded reader."""
        ...

    def judging(self, embedded: Judge) -> Judge:
        """Who judges."""
        ...


@dataclass(frozen=True)
class Services:
    """The use cases over one store, one clock and one source of ids."""

    catalogue: YamlCatalogue
    store: Store
    clock: Clock
    ids: Ids
    packs: Packs
    models: ModelSource | None = None
    """Models before, or beside, what is embedded."""
    booked: Spending | None = None
    """The ledger that the models are booked in."""
    passwords: Passwords = field(default_factory=Argon2Passwords)

    @cached_property
    def spending(self) -> Spending:
        """What models have taken."""
        return self.booked or Spending(self.store, self.clock, Tariff())

    @cached_property
    def voice(self) -> Voice:
        """Words the customers."""
        authored = EmbeddedVoice(self.packs)
        return self.models.wording(authored, self.guard) if self.models else authored

    @cached_property
    def reader(self) -> EmbeddedReader:
        """Hears what the agent does."""
        return EmbeddedReader(self.packs)

    @cached_property
    def guard(self) -> EmbeddedGuard:
        """Looks at what a customer is about to say."""
        return EmbeddedGuard(self.packs)

    @cached_property
    def access(self) -> Access:
        """Who may see which calls."""
        return Access(self.store, self.store)

    @cached_property
    def calls(self) -> Calls:
        """Calls from ring to hang-up."""
        return Calls(
            self.catalogue,
            self.store,
            self.access,
            self.reader,
            self.voice,
            self.guard,
            self.clock,
            self.ids,
            self._second_reading,
        )

    @cached_property
    def _second_reading(self) -> SecondReading | None:
        reader = self.models.second_reader(self.catalogue.codebook) if self.models else None
        return SecondReading(reader) if reader else None

    @cached_property
    def grading(self) -> Grading:
        """Scorecards; where a model judges, the embedded grade stands beside."""
        embedded = EmbeddedJudge()
        judge = self.models.judging(embedded) if self.models else embedded
        return self._graded_by(judge, embedded) if judge is not embedded else self.replaying

    @cached_property
    def replaying(self) -> Grading:
        """Scorecards that come out the same whenever they are asked for."""
        return self._graded_by(EmbeddedJudge())

    def _graded_by(self, judge: Judge, beside: Judge | None = None) -> Grading:
        engine = engine_versions()
        return Grading(
            self.catalogue, self.access, self.store, self.store, self.reader, judge, self.clock, engine, beside
        )

    @cached_property
    def grades(self) -> Grades:
        """Scorecards that may take their time."""
        return Grades(self.grading, self.access, self.store)

    @cached_property
    def coach(self) -> Coach:
        """Looking back, and trying again."""
        return Coach(self.catalogue, self.store, self.access, self.store, self.clock, self.ids)

    @cached_property
    def regrading(self) -> Regrading:
        """Grading again."""
        return Regrading(self.store, self.store, self.replaying)

    @cached_property
    def survey(self) -> Survey:
        """The customer's own words afterwards."""
        return Survey(self.catalogue, self.access, self.replaying)

    @cached_property
    def review(self) -> Review:
        """People over grades."""
        return Review(self.catalogue, self.access, self.store, self.store, self.store, self.clock)

    @cached_property
    def keeper(self) -> Keeper:
        """Who is let in."""
        return Keeper(self.store, self.passwords, self.clock)

    @cached_property
    def accounts(self) -> Accounts:
        """Who may come in."""
        return Accounts(self.store, self.store, self.store, self.keeper, self.passwords, self.clock, self.ids)

    @cached_property
    def assignments(self) -> Assignments:
        """Calls that people are asked to take."""
        return Assignments(self.catalogue, self.store, self.store, self.store, self.clock, self.ids)

    @cached_property
    def certification(self) -> Certification:
        """Who may take calls alone."""
        store = self.store
        return Certification(self.catalogue, self.access, store, store, store, self.clock, self.ids)

    @cached_property
    def trail(self) -> Trail:
        """Who did what."""
        return Trail(self.store, self.store, self.store)

    @cached_property
    def rehearsal(self) -> Rehearsal:
        """Practice agents against our customers."""
        return Rehearsal(self.catalogue, self.reader, self.voice, self.guard)

    @cached_property
    def proving(self) -> Proving:
        """Practice agents against what trainers write; without a model, so that a verdict comes out the same again."""
        authored = EmbeddedVoice(self.packs)
        rehearsal = Rehearsal(self.catalogue, self.reader, authored, self.guard)
        return Proving(self.catalogue, rehearsal, self.replaying)

    @cached_property
    def authoring(self) -> Authoring:
        """What trainers write."""
        return Authoring(self.catalogue, YamlEditor(), self.store, self.store, self.proving, self.clock)

    @cached_property
    def history(self) -> History:
        """What people have done."""
        return History(self.store, self.store)


def engine_versions() -> dict[str, str]:
    """What besides rubric and transcript shapes a grade: our release, each language's cues, weights and codebook."""
    folder = Path(__file__).parent / "language"
    reader = {one: [folder / one / "cues.yaml", *_weights(folder / one)] for one in LANGUAGES}
    return {
        "first_ring": __version__,
        **{f"reader.{one}": _hash(paths) for one, paths in reader.items()},
        **{f"codebook.{one}": _hash([folder / one / "codebook.yaml"]) for one in LANGUAGES},
    }


def _weights(folder: Path) -> list[Path]:
    return sorted((folder / "weights").glob("*.json"))


def _hash(paths: list[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def services_without_record(content: Path, clock: Clock, ids: Ids) -> Services:
    """Services over a store that is forgotten with the process."""
    store = MemoryStore()
    catalogue = YamlCatalogue(content, store)
    return Services(catalogue, store, clock, ids, LazyPacks(catalogue))


def services_on_record(settings: Settings) -> Services:
    """Services over the record in the data folder."""
    from trainer.store.sqlite import SqliteStore

    store = SqliteStore(data_folder(settings) / "first_ring.db")
    catalogue = YamlCatalogue(settings.content, store)
    clock = SystemClock()
    spending = Spending(store, clock, tariff(settings), settings.daily_budget)
    models = Models(with_chosen(settings), spending)
    return Services(catalogue, store, clock, RandomIds(), LazyPacks(catalogue), models, spending)


def data_folder(settings: Settings) -> Path:
    """The data folder, made when it is not there; `BadInput` when it cannot be written."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        if not os.access(settings.data, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput("data.unwritable", folder=str(settings.data), reason=reason) from error
    return settings.data
