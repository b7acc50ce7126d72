"""What one field cannot know: whether cues can be read, lines can be filled, and files fit the place they lie in."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from trainer.content.source import Location, Source
from trainer.content.validating import Content
from trainer.domain.certification import Programme
from trainer.domain.moves import REQUIRED_SLOTS, SLOTS, Move, MoveLines
from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario
from trainer.domain.values import LANGUAGES, Language
from trainer.errors import Fault
from trainer.language.cues import Cues
from trainer.language.filling import slots_in
from trainer.language.folding import fold
from trainer.language.guard import GuardCues
from trainer.language.lines import Lines
from trainer.language.matching import faults_in


def crossing_faults(source: Source, content: Content) -> Iterator[Fault]:
    """The faults of a valid file that only show when its parts are held together."""
    match content:
        case Persona():
            yield from _lines_faults(source, content.lines, content.language, ("lines",))
        case Scenario():
            yield from _scenario_cues(source, content)
            yield from _scenario_sentences(source, content)
        case Cues():
            yield from _cue_lists(source, content)
        case GuardCues():
            for name in ("agents_part", "assistant_talk", "instructions"):
                yield from _cue_faults(source, getattr(content, name), content.language, (name,))
        case Programme():
            yield from _programme(source, content)
        case Lines():
            yield from _lines_faults(source, content.moves, content.language, ("moves",))
            yield from _missing(source, content)
    yield from _folder(source, content)


def _missing(source: Source, content: Lines) -> Iterator[Fault]:
    for move in Move:
        if move not in content.moves:
            yield source.fault("content.move_missing", ("moves",), move=move)


def _programme(source: Source, content: Programme) -> Iterator[Fault]:
    """What nobody could ever fulfil."""
    if content.passing > content.calls:
        yield source.fault("content.programme_passing", ("passing",), passing=content.passing, calls=content.calls)
    if sum(content.temperaments.values()) > content.passing:
        yield source.fault("content.programme_temperaments", ("temperaments",), passing=content.passing)


def _folder(source: Source, content: Content) -> Iterator[Fault]:
    """A file under `en/` that says it is Bulgarian would never be found."""
    language = getattr(content, "language", None)
    folders = [part for part in PurePath(source.file).parts if part in LANGUAGES]
    if language and folders and folders[-1] != language:
        yield source.fault("content.wrong_folder", ("language",), language=language, folder=folders[-1])


def _cue_faults(source: Source, cues: Iterable[str], language: Language, location: Location) -> Iterator[Fault]:
    for index, problem in faults_in(cues, language):
        yield source.fault("content.bad_cue", (*location, index), problem=problem)


def _cue_lists(source: Source, content: Cues) -> Iterator[Fault]:
    for name in ("negators", "reported", "conditional", "asking", "requesting", "asks_name"):
        yield from _cue_faults(source, getattr(content, name), content.language, (name,))
    for code, cues in content.codes.items():
        yield from _cue_faults(source, cues, content.language, ("codes", code.value))


def _scenario_cues(source: Source, content: Scenario) -> Iterator[Fault]:
    lists: list[tuple[Location, tuple[str, ...]]] = []
    lists += [(("facts", index, "asked_by"), one.asked_by) for index, one in enumerate(content.facts)]
    lists += [(("remedies", index, "said_by"), one.said_by) for index, one in enumerate(content.remedies)]
    lists += [(("questions", index, "answered_by"), one.answered_by) for index, one in enumerate(content.questions)]
    lists += [(("doubts", index, "met_by"), one.met_by) for index, one in enumerate(content.doubts)]
    lists += [(("beliefs", index, "corrected_by"), one.corrected_by) for index, one in enumerate(content.beliefs)]
    for location, cues in lists:
        yield from _cue_faults(source, cues, content.language, location)


def _scenario_sentences(source: Source, content: Scenario) -> Iterator[Fault]:
    spoken: list[tuple[Location, tuple[str, ...]]] = [
        (("opening",), content.opening),
        (("problem",), content.problem),
        (("wish",), content.wish),
    ]
    spoken += [(("facts", index, "says"), one.says) for index, one in enumerate(content.facts)]
    spoken += [(("questions", index, "asks"), one.asks) for index, one in enumerate(content.questions)]
    spoken += [(("doubts", index, "says"), one.says) for index, one in enumerate(content.doubts)]
    spoken += [(("beliefs", index, "says"), one.says) for index, one in enumerate(content.beliefs)]
    spoken += [(("news", index, "says"), one.says) for index, one in enumerate(content.news)]
    for location, sentences in spoken:
        for index, sentence in enumerate(sentences):
            for slot in sorted(slots_in(sentence)):
                yield source.fault("content.slot_unknown", (*location, index), slot=slot, allowed="-")


def _lines_faults(source: Source, moves: MoveLines, language: Language, location: Location) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for move, bands in moves.items():
        for mood, lines in bands.items():
            for index, line in enumerate(lines):
                here = (*location, move.value, mood.value, index)
                yield from _slot_faults(source, move, line, here)
                plain = "".join(one for one in fold(line, language).text if one.isalnum() or one in "{}|")
                if plain in seen and line.strip("{}") not in SLOTS.get(move, ()):
                    yield source.fault("content.line_twice", here, first=seen[plain])
                seen.setdefault(plain, source.line_of(here))


def _slot_faults(source: Source, move: Move, line: str, location: Location) -> Iterator[Fault]:
    slots, allowed = slots_in(line), SLOTS.get(move, frozenset())
    for slot in sorted(slots - allowed):
        yield source.fault("content.slot_unknown", location, slot=slot, allowed=", ".join(sorted(allowed)) or "-")
    required = REQUIRED_SLOTS.get(move)
    if required and required not in slots:
        yield source.fault("content.slot_missing", location, slot=required)
