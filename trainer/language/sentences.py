"""Sentences and clauses of folded text."""

import re
from dataclasses import dataclass

from trainer.domain.text import Folded

# The point of "34.50" or "3.11.2026" ends nothing.
_SENTENCE = re.compile(r"(?:[^.!?؟…\n]|(?<=\d)\.(?=\d))*(?:[.!?؟…\n]+|$)")
# A comma before "that" opens no new thought: "You said, that I ...", "Казахте, че ще ...".
_CLAUSE_BREAK = re.compile(r"[,،](?!\s*(?:че|дали|that|ان|انه|انك|انكم|اني)\b)|[;؛:()–—\"«»“”]| - ")
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


def same_clause(between: str) -> bool:
    """Whether what stands before and after this piece of folded text is in one clause."""
    return not _CLAUSE_BREAK.search(between)


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(re.findall(r"\w+", text))
