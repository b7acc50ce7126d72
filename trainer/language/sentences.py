"""Sentences and clauses of folded text."""

import re
from dataclasses import dataclass

from trainer.domain.text import Folded

_SENTENCE = re.compile(r"[^.!?؟…\n]*(?:[.!?؟…\n]+|$)")
_CLAUSE_BREAK = re.compile(r"[,،;؛:()–—\"«»“”]| - ")
QUESTION_MARKS = ("?", "؟")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's place in the folded text; `end` is past its closing mark."""

    start: int
    end: int
    text: str

    @property
    def marked_question(self) -> bool:
        """Whether it ends in a question mark."""
        return self.text.rstrip().endswith(QUESTION_MARKS)


def sentences(folded: Folded) -> list[Sentence]:
    """The sentences that hold at least one letter or digit, in order."""
    return [
        Sentence(match.start(), match.end(), match.group())
        for match in _SENTENCE.finditer(folded.text)
        if any(character.isalnum() for character in match.group())
    ]


def clause_before(sentence: Sentence, position: int) -> str:
    """What stands in the same clause before a position of the folded text."""
    before = sentence.text[: position - sentence.start]
    return _CLAUSE_BREAK.split(before)[-1]


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(re.findall(r"\w+", text))
