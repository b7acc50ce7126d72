"""An agent's turn, folded and cut into sentences, with what its cues depend on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.text import Folded
from trainer.domain.values import Language
from trainer.language.cues import Cues
from trainer.language.folding import fold
from trainer.language.matching import Pattern, compile_cues, expression, find
from trainer.language.sentences import Sentence, clause_before, sentences

_REACH = 80
"""How many folded characters before a cue can still turn its meaning."""
_OPENING_WORDS = re.compile(r"\W*(?:\w+\W+){0,3}\w*")


@dataclass(frozen=True, slots=True)
class Turners:
    """What turns the meaning of a cue that follows it in the same clause."""

    negation: Pattern
    report: Pattern
    condition: Pattern
    asking: Pattern
    requesting: Pattern


@lru_cache(maxsize=16)
def turners(
    negators: tuple[str, ...],
    reported: tuple[str, ...],
    conditional: tuple[str, ...],
    asking: tuple[str, ...],
    requesting: tuple[str, ...],
    language: Language,
) -> Turners:
    """The compiled turners of a language."""
    near = "|".join(expression(cue, language) for cue in negators) or "(?!)"
    return Turners(
        negation=re.compile(rf"(?<!\w)(?:{near})(?:\W+\w+){{0,3}}\W*$"),
        report=compile_cues(reported, language),
        condition=compile_cues(conditional, language),
        asking=compile_cues(asking, language),
        requesting=compile_cues(requesting, language),
    )


class Utterance:
    """One agent turn as the reader looks at it."""

    def __init__(self, text: str, language: Language, cues: Cues) -> None:
        self.text = text
        self.language = language
        self.folded: Folded = fold(text, language)
        self.sentences = sentences(self.folded)
        self._turners = turners(cues.negators, cues.reported, cues.conditional, cues.asking, cues.requesting, language)

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
        yield from self.located(find(compile_cues(cues, self.language), self.folded))

    def located(self, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[Sentence, int, int]]:
        """Each span with the sentence it begins in; both run from left to right."""
        remaining = iter(self.sentences)
        sentence = next(remaining, None)
        for start, end in spans:
            while sentence is not None and sentence.end <= start:
                sentence = next(remaining, None)
            if sentence is None:
                return
            yield sentence, start, end

    def negated(self, sentence: Sentence, position: int) -> bool:
        """Whether a negator stands up to three words before, in the same clause."""
        return bool(self._turners.negation.search(clause_before(sentence, position)[-_REACH:]))

    def reported(self, sentence: Sentence, position: int) -> bool:
        """Whether what stands there is told as somebody else's words."""
        return bool(self._turners.report.search(clause_before(sentence, position)[-_REACH:]))

    def conditional(self, sentence: Sentence, position: int) -> bool:
        """Whether what stands there is only supposed."""
        return bool(self._turners.condition.search(clause_before(sentence, position)[-_REACH:]))

    def is_question(self, sentence: Sentence) -> bool:
        """Whether the sentence asks: by its mark, or by how it opens."""
        opening = _OPENING_WORDS.match(sentence.text)
        return sentence.marked_question or bool(self._turners.asking.search(opening.group() if opening else ""))

    def is_request(self, sentence: Sentence) -> bool:
        """Whether the sentence wants to be told something."""
        return bool(self._turners.requesting.search(sentence.text))
