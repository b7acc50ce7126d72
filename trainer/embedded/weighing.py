"""Cues propose, weights dispose: what a stretch of words as a whole says for and against each code."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from trainer.domain.codebook import Code
from trainer.domain.customer.reactions import HURTS
from trainer.embedded.utterance import Utterance
from trainer.language.pack import CODES, LanguagePack
from trainer.language.sentences import Sentence
from trainer.language.weights import END, START, Token, tokens

WHOLE = 14
"""Words up to which a sentence is weighed as a whole; people who type in haste write ten clauses without a stop."""
WINDOW = 12
"""Words of a window in a longer sentence."""
STEP = 6
"""Words from one window to the next."""
BY_CUE_ALONE = frozenset({Code.ADVISES, Code.UNDERSTANDS, Code.SHARES, Code.BRIGHTENS})
"""What the weights were not fitted for, and do not look at."""
FEWEST = 3
"""Words from which a hurt may be read that no cue had found: "Well." hurts nobody."""
SURE = 0.5
"""The score from which such a hurt is believed: hurts are rarer at work than among the sentences fitted on."""


class Hit(NamedTuple):
    """A code and the slice of the folded text that shows it, or denies it; `guessed` where no cue had found it."""

    code: Code
    start: int
    end: int
    denied: bool = False
    guessed: bool = False


class Window(NamedTuple):
    """A stretch of a sentence, with what is known of it besides its words."""

    start: int
    end: int
    words: tuple[str, ...]
    extras: tuple[str, ...]


class Stretch(NamedTuple):
    """A sentence's windows, and the cues that stand in it."""

    windows: list[Window]
    hits: list[Hit]


def weighed(utterance: Utterance, hits: list[Hit], pack: LanguagePack) -> list[Hit]:
    """The hits that hold and what no cue had found; codes that have no weights stay as they are."""
    codes = pack.codes
    plain = [hit for hit in hits if not hit.denied]
    if codes is None:
        return plain
    kept = [hit for hit in plain if hit.code not in codes.labels]
    for stretch in stretches(utterance, hits, pack):
        for code, (score, window) in _heard(stretch, codes.labels, pack).items():
            cues = [hit for hit in stretch.hits if hit.code is code]
            kept += [hit for hit in cues if not hit.denied]
            if not cues and not (code in HURTS and _doubtful(score, window)):
                kept.append(Hit(code, window.start, window.end, guessed=True))
    return kept


def _doubtful(score: float, window: Window) -> bool:
    return score < SURE or sum(word not in (START, END) for word in window.words) < FEWEST


def _heard(stretch: Stretch, labels: tuple[str, ...], pack: LanguagePack) -> dict[Code, tuple[float, Window]]:
    """Each code that holds somewhere in the stretch, with the window that says so most loudly, and how loudly."""
    best: dict[str, tuple[float, Window]] = {}
    for window in stretch.windows:
        for label, score in zip(labels, pack.weigh(CODES, window.words, window.extras), strict=True):
            if score > 0 and (label not in best or score > best[label][0]):
                best[label] = (score, window)
    return {Code(label): loudest for label, loudest in best.items()}


def stretches(utterance: Utterance, hits: list[Hit], pack: LanguagePack) -> Iterator[Stretch]:
    """Each sentence as it is weighed."""
    ordered = sorted(hits, key=lambda hit: hit.start)
    starts = [hit.start for hit in ordered]
    for sentence in utterance.sentences:
        mine = ordered[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        words = turned(tokens(sentence.text, sentence.start), utterance.undone(sentence))
        marks = (*_marks(utterance, sentence), *_manners(words, mine, pack))
        yield Stretch([_window(words, part, mine, marks) for part in _parts(len(words))], mine)


def _parts(count: int) -> Iterable[range]:
    if count <= WHOLE:
        return [range(count)]
    starts = [*range(0, count - WINDOW, STEP), count - WINDOW]
    return [range(start, start + WINDOW) for start in starts]


def _window(words: list[Token], part: range, hits: list[Hit], marks: tuple[str, ...]) -> Window:
    texts = [word.text for word in words[part.start : part.stop]]
    edges = ([START] if part.start == 0 else [], [END] if part.stop == len(words) else [])
    inside = words[part.start : part.stop]
    return Window(inside[0].start, inside[-1].end, (*edges[0], *texts, *edges[1]), (*cues_within(inside, hits), *marks))


def cues_within(words: list[Token], hits: list[Hit]) -> tuple[str, ...]:
    """The names under which the weights know the cues that stand among these words."""
    start, end = words[0].start, words[-1].end
    inside = (hit for hit in hits if start <= hit.start < end and hit.code not in BY_CUE_ALONE)
    return tuple(dict.fromkeys(f"{'denied' if hit.denied else 'cue'}:{hit.code}" for hit in inside))


def _marks(utterance: Utterance, sentence: Sentence) -> Iterator[str]:
    if utterance.abbreviates(sentence):
        yield "abbreviation"
    if utterance.is_question(sentence):
        yield "question"
    if utterance.is_request(sentence):
        yield "request"


def _manners(words: list[Token], hits: list[Hit], pack: LanguagePack) -> Iterator[str]:
    """What the weights fitted on sets of other people's labels say of the whole sentence."""
    if not pack.manners:
        return
    texts, cues = edged(words), cues_within(words, hits)
    for measure in pack.manners:
        (score,) = pack.weigh(measure, texts, cues)
        if score > 0:
            yield measure


def turned(words: list[Token], undone: list[tuple[int, int]]) -> list[Token]:
    """The words, those within a negator's reach marked as other words."""
    if not undone:
        return words
    return [
        one._replace(text=f"¬{one.text}") if any(start <= one.start < end for start, end in undone) else one
        for one in words
    ]


def edged(words: list[Token]) -> tuple[str, ...]:
    """The words of a whole text, between its edges."""
    return (START, *(word.text for word in words), END)
