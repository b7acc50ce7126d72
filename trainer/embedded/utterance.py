"""An agent's turn, folded and cut into sentences, with what its cues depend on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.text import Folded
from trainer.domain.values import Language
from trainer.language.cues import Cues
from trainer.language.folding import fold
from trainer.language.matching import CueIndex, Found, Label, index_of
from trainer.language.sentences import Sentence, same_clause, sentences, words_in

_REACH = 80
"""How many folded characters before a cue can still turn its meaning."""
NEAR = 3
"""How many words may stand between a negator and what it undoes."""
_REACHED = re.compile(r"(?:[^\w,،;؛:.!?؟]*\w+){1,3}")
APART = 3
"""Words between two marks of a question that make them two questions."""
_OPENING_WORDS = re.compile(r"\W*(?:\w+\W+){0,3}\w*")


@dataclass(frozen=True, slots=True)
class Turners:
    """What turns the meaning of a cue that follows it in the same clause, and what makes a sentence ask."""

    negation: CueIndex[str]
    report: CueIndex[str]
    condition: CueIndex[str]
    asking: CueIndex[str]
    requesting: CueIndex[str]


def turners(cues: Cues) -> Turners:
    """The turners of a language."""
    lists = (cues.negators, cues.reported, cues.conditional, cues.asking, cues.requesting)
    return Turners(*(index_of(one, cues.language) for one in lists))


class Utterance:
    """One agent turn as the reader looks at it."""

    def __init__(self, text: str, language: Language, cues: Cues) -> None:
        self.text = text
        self.language = language
        self.folded: Folded = fold(text, language)
        self.sentences = sentences(self.folded)
        self._turners = turners(cues)
        self._questions: dict[int, bool] = {}
        self._requests: dict[int, bool] = {}
        self._turned: dict[tuple[int, str], list[int]] = {}

    def behaviour(self, code: Code, start: int, end: int, about: str | None = None) -> Behaviour:
        """A behaviour read from a slice of the folded text; it quotes the original."""
        first, last = self.folded.span(start, end)
        return Behaviour(code=code, quote=self.text[first:last], start=first, end=last, about=about)

    def of_sentence(self, code: Code, sentence: Sentence, about: str | None = None) -> Behaviour:
        """A behaviour that a whole sentence shows."""
        lead = len(sentence.text) - len(sentence.text.lstrip())
        return self.behaviour(code, sentence.start + lead, sentence.end, about)

    def of_whole(self, code: Code, about: str | None = None) -> Behaviour:
        """A behaviour that the whole turn shows."""
        lead = len(self.text) - len(self.text.lstrip())
        quote = self.text.strip()
        return Behaviour(code=code, quote=quote, start=lead, end=lead + len(quote), about=about)

    def matches(self, cues: tuple[str, ...]) -> Iterator[tuple[Sentence, int, int]]:
        """Where any of these cues stands, with its sentence."""
        for sentence, found in self.find(index_of(cues, self.language)):
            yield sentence, found.start, found.end

    def find(self, index: CueIndex[Label]) -> Iterator[tuple[Sentence, Found[Label]]]:
        """Where the cues of an index stand, each with the sentence it begins in; both run from left to right."""
        remaining = iter(self.sentences)
        sentence = next(remaining, None)
        for found in index.find(self.folded):
            while sentence is not None and sentence.end <= found.start:
                sentence = next(remaining, None)
            if sentence is None:
                return
            yield sentence, found

    def negated(self, sentence: Sentence, position: int) -> bool:
        """Whether a negator stands up to three words before, in the same clause."""
        return any(words_in(between) <= NEAR for between in self._since(sentence, "negation", position))

    def undone(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The stretches of the sentence that stand within a negator's reach."""
        ends = self._ends(sentence, "negation")
        return [(sentence.start + end, sentence.start + end + _reach(sentence, end)) for end in ends]

    def reported(self, sentence: Sentence, position: int) -> bool:
        """Whether what stands there is told as somebody else's words."""
        return any(True for _ in self._since(sentence, "report", position))

    def conditional(self, sentence: Sentence, position: int) -> bool:
        """Whether what stands there is only supposed."""
        return any(True for _ in self._since(sentence, "condition", position))

    def _since(self, sentence: Sentence, turner: str, position: int) -> Iterator[str]:
        """What stands between each turner and the position, where both are in one clause."""
        here = position - sentence.start
        for end in self._ends(sentence, turner):
            if here - _REACH <= end <= here and same_clause(between := sentence.text[end:here]):
                yield between

    def _ends(self, sentence: Sentence, turner: str) -> list[int]:
        key = (sentence.start, turner)
        if key not in self._turned:
            index: CueIndex[str] = getattr(self._turners, turner)
            self._turned[key] = [found.end for found in index.find(_plain(sentence.text))]
        return self._turned[key]

    def is_question(self, sentence: Sentence) -> bool:
        """Whether the sentence asks: by its mark, or by how it opens."""
        if sentence.start not in self._questions:
            opening = _OPENING_WORDS.match(sentence.text)
            opens = _holds(self._turners.asking, _plain(opening.group() if opening else ""))
            self._questions[sentence.start] = sentence.marked_question or opens
        return self._questions[sentence.start]

    def questions_in(self, sentence: Sentence) -> int:
        """How many things the sentence asks: "when, where and how much?" are three."""
        if not self.is_question(sentence):
            return 0
        asked, last = 0, -1
        for found in self._turners.asking.find(_plain(sentence.text)):
            if last < 0 or words_in(sentence.text[last : found.start]) >= APART:
                asked += 1
                last = found.end
        return max(1, asked)

    def abbreviates(self, sentence: Sentence) -> bool:
        """Whether a word of it is all capitals, as abbreviations are, while the rest is not."""
        first, last = self.folded.span(sentence.start, sentence.end)
        words = re.findall(r"[^\W\d_]{2,}", self.text[first:last])
        capitals = sum(word.isupper() for word in words)
        return bool(0 < capitals <= max(1, len(words) // 2))

    def is_request(self, sentence: Sentence) -> bool:
        """Whether the sentence wants to be told something."""
        if sentence.start not in self._requests:
            self._requests[sentence.start] = _holds(self._turners.requesting, _plain(sentence.text))
        return self._requests[sentence.start]


def _reach(sentence: Sentence, position: int) -> int:
    after = _REACHED.match(sentence.text, position)
    return len(after.group()) if after else 0


def _plain(folded_text: str) -> Folded:
    """A piece of text that has been folded already, looked at by itself."""
    return Folded(folded_text, folded_text, ())


def _holds(index: CueIndex[str], folded: Folded) -> bool:
    return next(index.find(folded), None) is not None
