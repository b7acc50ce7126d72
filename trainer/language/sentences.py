"""Sentences and clauses of folded text."""

import re
from dataclasses import dataclass

from trainer.domain.text import Folded

_SENTENCE = re.compile(r"[^.!?؟…\n]*(?:[.!?؟…\n]+|$)")
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


def clause_before(sentence: Sentence, position: int, reach: int) -> str:
    """What stands in the same clause before a position of the folded text, at most `reach` characters of it."""
    end = position - sentence.start
    # Cut first: a sentence may be 100,000 characters long and hold as many cues.
    return _CLAUSE_BREAK.split(sentence.text[max(0, end - reach) : end])[-1]


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(re.findall(r"\w+", text))
