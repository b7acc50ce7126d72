"""The Catalogue of the files in a folder, read when they are first asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from trainer.content.library import FOLDERS, File, files_under, load, version_of
from trainer.content.pieces import Pieces
from trainer.content.weights import read_weights
from trainer.domain.authoring import ContentKind
from trainer.domain.certification import Programme
from trainer.domain.persona import Persona, Temperament
from trainer.domain.practice import Manners, PracticeAgent, PracticeExamples, PracticeWords
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.values import Language
from trainer.errors import ContentError, NotFound
from trainer.language.aloud import AloudWords
from trainer.language.codebook import Codebook
from trainer.language.cues import Cues
from trainer.language.guard import GuardCues
from trainer.language.lines import Lines
from trainer.language.pack import LanguagePack
from trainer.ports import Shelf

Kind = TypeVar(
    "Kind",
    Cues,
    Lines,
    Codebook,
    Manners,
    PracticeWords,
    PracticeExamples,
    GuardCues,
    AloudWords,
)


_EXAMPLES = "examples.yaml"


class YamlCatalogue:
    """Personas, scenarios and rubrics by their path under the folder of their kind, without the ending."""

    def __init__(self, root: Path, shelf: Shelf | None = None) -> None:
        self._root = root
        self._pieces = Pieces(root, shelf)
        self._read: dict[Path, File] = {}

    def persona(self, name: str, version: str = "") -> Persona:
        """The persona of that id; `NotFound` or, when its text is faulty, `ContentError`."""
        return self._pieces.get("persona", name, Persona, version)

    def scenario(self, name: str, version: str = "") -> Scenario:
        """The scenario of that id; `NotFound` or, when its text is faulty, `ContentError`."""
        return self._pieces.get("scenario", name, Scenario, version)

    def rubric(self, name: str, version: str = "") -> Rubric:
        """The rubric of that id; `NotFound` or, when its text is faulty, `ContentError`."""
        return self._pieces.get("rubric", name, Rubric, version)

    def programme(self, name: str, version: str = "") -> Programme:
        """The programme of that id; `NotFound` or, when its text is faulty, `ContentError`."""
        return self._pieces.get("programme", name, Programme, version)

    def programmes(self) -> Sequence[str]:
        """The ids of the programmes, in order."""
        return self._pieces.names("programme")

    def personas(self) -> Sequence[str]:
        """The ids of the personas, in order."""
        return self._pieces.names("persona")

    def scenarios(self) -> Sequence[str]:
        """The ids of the scenarios, in order."""
        return self._pieces.names("scenario")

    def rubrics(self) -> Sequence[str]:
        """The ids of the rubrics, in order."""
        return self._pieces.names("rubric")

    def version(self, kind: str, name: str, then: str = "") -> str:
        """The hash of the text that the thing is read from."""
        return self._pieces.version(kind, name, then)

    def keep(self, kind: str, name: str) -> str:
        """The same, and the text is kept."""
        return self._pieces.keep(kind, name)

    def text(self, kind: ContentKind, name: str) -> str:
        """What the thing is written like; empty where nothing of that name is offered."""
        return self._pieces.text(kind, name)

    def shipped_text(self, kind: ContentKind, name: str) -> str:
        """What the file of that id is written like."""
        return self._pieces.shipped_text(kind, name)

    def shipped(self, kind: ContentKind) -> Sequence[str]:
        """The ids of that kind which lie in files."""
        return self._pieces.shipped(kind)

    def pack(self, language: Language) -> LanguagePack:
        """The cues and lines of a language."""
        folder = self._root / "trainer" / "language" / language
        temperaments: dict[Temperament, Lines] = {}
        for path in sorted((folder / "lines").glob("*.yaml")):
            lines = self._load(path, Lines)
            temperaments[lines.temperament] = lines
        weights = (read_weights(path) for path in sorted((folder / "weights").glob("*.json")))
        cues = self._load(folder / "cues.yaml", Cues)
        guard = self._load(folder / "guard.yaml", GuardCues)
        return LanguagePack(language, cues, guard, temperaments, {one.measures: one for one in weights})

    def aloud(self, language: Language) -> AloudWords:
        """What figures are read with in a language."""
        return self._load(self._root / "trainer" / "language" / language / "aloud.yaml", AloudWords)

    def practice(self, language: Language, words: Path | None = None) -> Sequence[PracticeAgent]:
        """The practice agents of a language, best first; `words` is another folder of what they say, by language."""
        folder = self._root / "trainer" / "practice"
        manners = self._load(folder / "manners.yaml", Manners).agents
        spoken = (words or folder) / language
        found = [self._load(path, PracticeWords) for path in sorted(spoken.glob("*.yaml")) if path.name != _EXAMPLES]
        examples = self._load(spoken / _EXAMPLES, PracticeExamples).scenarios if (spoken / _EXAMPLES).exists() else {}
        agents = [
            PracticeAgent(name=one.agent, manner=manners[one.agent], words=one.words, examples=examples)
            for one in found
            if one.agent in manners
        ]
        return sorted(agents, key=lambda one: -one.manner.quality)

    def practice_agent(self, language: Language, name: str) -> PracticeAgent:
        """The practice agent of that name; `NotFound` when there is none."""
        known = {one.name: one for one in self.practice(language)}
        if name not in known:
            raise NotFound("content.no_such_agent", id=name[:80], hint=", ".join(known))
        return known[name]

    def codebook(self, language: Language) -> Codebook:
        """What each behaviour means, in a language."""
        return self._load(self._root / "trainer" / "language" / language / "codebook.yaml", Codebook)

    def files(self) -> list[File]:
        """Every content file as it is now; only those that have changed are read again."""
        folders = [folder for name in FOLDERS if (folder := self._root / name).is_dir()]
        return [self._current(path) for folder in folders for path in files_under(folder)]

    def _current(self, path: Path) -> File:
        known = self._read.get(path)
        if known is None or known.version != version_of(path):
            self._read[path] = known = load(path, self._root)
        return known

    def _load(self, path: Path, model: type[Kind]) -> Kind:
        if path not in self._read:
            self._read[path] = load(path, self._root)
        file = self._read[path]
        if not isinstance(file.content, model):
            raise ContentError(file.faults)
        return file.content
