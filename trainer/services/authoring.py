"""Writing customers, situations, rubrics and programmes: drafts, trials, and versions that never change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import TypeAdapter

from trainer.domain.authoring import (
    ContentKind,
    Published,
    Saved,
    Standing,
    State,
    Withdrawn,
    WritingAct,
    before,
    fits,
    standing,
    version_of,
)
from trainer.domain.certification import Programme
from trainer.domain.people import Person
from trainer.domain.persona import Persona
from trainer.domain.proving import Finding
from trainer.domain.rights import Deed
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.errors import BadInput, Conflict, ContentError, Fault, NotFound
from trainer.ports import Authored, Catalogue, Clock, Editor, JournalStore, Shelf
from trainer.services.access import require
from trainer.services.journals import Journal
from trainer.services.proving import Proving

_ACT: TypeAdapter[Saved | Published | Withdrawn] = TypeAdapter(WritingAct)
KINDS: tuple[ContentKind, ...] = ("persona", "scenario", "rubric", "programme")
LONGEST = 400_000
"""Characters of a text; the largest of ours has a tenth of it."""


class Listed(NamedTuple):
    """A piece in a list: what it is, and how it stands."""

    kind: ContentKind
    name: str
    state: State


class Change(NamedTuple):
    """Something that was done to a piece: by whom, when, what, and which text it left, if any."""

    by: str
    at: datetime
    kind: str
    version: str


class Work(NamedTuple):
    """A piece on the bench: its text as it is worked on, how it stands, and what was done to it, newest first."""

    kind: ContentKind
    name: str
    text: str
    standing: Standing
    changes: tuple[Change, ...]
    back: str
    """The text to go back to; empty where there is none."""

    @property
    def after(self) -> int:
        """How many acts it has; what was read must still be so when it is changed."""
        return len(self.changes)


class Authoring:
    """What trainers do with what they write. Every text that was put away stays."""

    def __init__(
        self,
        catalogue: Catalogue,
        editor: Editor,
        shelf: Shelf,
        journal: JournalStore,
        proving: Proving,
        clock: Clock,
    ) -> None:
        self._catalogue = catalogue
        self._editor = editor
        self._shelf = shelf
        self._journal = journal
        self._proving = proving
        self._acts: Journal[WritingAct] = Journal(journal, "content", _ACT, clock)

    def pieces(self, person: Person) -> Sequence[Listed]:
        """Everything that is written or being written, by kind and name."""
        require(person, Deed.WRITE_CONTENT)
        written = self._acts.by_subject()
        return [one for kind in KINDS for one in self._of_kind(kind, written)]

    def work(self, person: Person, kind: ContentKind, name: str) -> Work:
        """A piece on the bench; `NotFound` where nobody has begun it."""
        require(person, Deed.WRITE_CONTENT)
        acts, shipped = self._acts.of(_subject(kind, name)), self._shipped(kind, name)
        if not acts and not shipped:
            raise NotFound("authoring.unknown", name=name[:80])
        now = standing(acts, shipped)
        changes = tuple(reversed([*self._changes(kind, name)]))
        return Work(kind, name, self.text(kind, name, now.draft), now, changes, before(acts, shipped))

    def text(self, kind: ContentKind, name: str, version: str) -> str:
        """The text of a version; that of the file where it was never put away."""
        return self._shelf.text(version) or self._catalogue.shipped_text(kind, name)

    def begin(self, person: Person, kind: ContentKind, name: str, text: str) -> None:
        """A new piece; `Conflict` where one has that name, `BadInput` where nothing can be called that."""
        require(person, Deed.WRITE_CONTENT)
        if not fits(kind, name):
            raise BadInput("authoring.name", name=name[:80])
        if self._shipped(kind, name) or self._acts.of(_subject(kind, name)):
            raise Conflict("authoring.taken", name=name)
        self._put(person, kind, name, text, after=0)

    def save(self, person: Person, kind: ContentKind, name: str, text: str, after: int) -> None:
        """Put a draft away, faulty or not; `Conflict` when somebody else has changed it meanwhile."""
        found = self.work(person, kind, name)
        if found.after != after:
            raise Conflict("authoring.moved_on", by=found.changes[0].by)
        if version_of(text) != found.standing.draft:
            self._put(person, kind, name, text, after)

    def publish(self, person: Person, kind: ContentKind, name: str) -> Sequence[Finding]:
        """Put the draft in force, unless something speaks against it, which is then returned.

        `ContentError` with every fault of a draft that cannot be used.
        """
        found = self.work(person, kind, name)
        piece = self._editor.load(kind, name, found.text)
        if found.standing.state in ("shipped", "published"):
            raise Conflict("authoring.nothing_new")
        if findings := self.tried(piece, name):
            return findings
        version = version_of(found.text)
        # The text first: whoever is told of a version can read it.
        self._shelf.put_text(version, found.text)
        self._acts.enter(person, _subject(kind, name), Published(version=version), found.after)
        self._shelf.publish(kind, name, version)
        return ()

    def withdraw(self, person: Person, kind: ContentKind, name: str) -> None:
        """Offer what was published no more; calls that are going on keep it."""
        found = self.work(person, kind, name)
        if not found.standing.published:
            raise Conflict("authoring.not_published")
        self._acts.enter(person, _subject(kind, name), Withdrawn(), found.after)
        self._shelf.publish(kind, name, "")

    def tried(self, piece: Authored, name: str) -> Sequence[Finding]:
        """What practice agents found against it."""
        match piece:
            case Persona():
                return self._proving.persona(piece, name)
            case Scenario():
                return self._proving.scenario(piece, name)
            case Rubric():
                return self._proving.rubric(piece)
            case Programme():
                self._catalogue.rubric(piece.rubric)
                return ()

    def faults(self, kind: ContentKind, name: str, text: str) -> Sequence[Fault]:
        """Everything that is wrong with a text."""
        if len(text) > LONGEST:
            return (Fault("content.too_large", {"most": LONGEST}),)
        return self._editor.faults(kind, name, text)

    def load(self, kind: ContentKind, name: str, text: str) -> Authored | None:
        """What a text says; nothing where it cannot be used."""
        try:
            return self._editor.load(kind, name, text)
        except ContentError:
            return None

    def values(self, text: str) -> Mapping[str, object]:
        """The fields of a text."""
        return self._editor.values(text)

    def rewrite(self, text: str, values: Mapping[str, object]) -> str:
        """A text with these fields in the place of its own."""
        return self._editor.rewrite(text, values)

    def _put(self, person: Person, kind: ContentKind, name: str, text: str, after: int) -> None:
        if not text.strip() or len(text) > LONGEST:
            raise BadInput("authoring.length", most=LONGEST)
        version = version_of(text)
        # What the file says now is kept too: it may be another one after the next release.
        for one in (self._catalogue.shipped_text(kind, name), text):
            if one:
                self._shelf.put_text(version_of(one), one)
        self._acts.enter(person, _subject(kind, name), Saved(version=version), after)

    def _of_kind(self, kind: ContentKind, written: Mapping[str, tuple[WritingAct, ...]]) -> Iterator[Listed]:
        begun = {one.partition("/")[2] for one in written if one.startswith(f"{kind}/")}
        for name in sorted({*self._catalogue.shipped(kind), *begun}):
            acts = written.get(_subject(kind, name), ())
            yield Listed(kind, name, standing(acts, self._shipped(kind, name)).state)

    def _shipped(self, kind: ContentKind, name: str) -> str:
        """The version of the file of that name; empty where there is none."""
        if name not in self._catalogue.shipped(kind):
            return ""
        return version_of(self._catalogue.shipped_text(kind, name))

    def _changes(self, kind: ContentKind, name: str) -> Iterator[Change]:
        for one in self._journal.read_book("content", _subject(kind, name)):
            act = _ACT.validate_json(one.body)
            yield Change(one.by, one.at, act.kind, "" if isinstance(act, Withdrawn) else act.version)


def _subject(kind: ContentKind, name: str) -> str:
    return f"{kind}/{name}"
