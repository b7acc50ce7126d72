"""The words by which behaviours are recognised in one language, as trainers write them."""

from collections.abc import Mapping
from typing import Literal

from trainer.domain.codebook import Code
from trainer.domain.values import Frozen, Language, Words
from trainer.language.durations import Durations


class Cues(Frozen):
    """One language's cues. The notation of a cue is that of `trainer.language.matching`.

    `negators` undo a cue that follows them in the same clause, `reported` undoes what follows it as somebody
    else's words, `conditional` undoes an offer; `asking` and `requesting` mark a question and a request. `speakers` are
    the names under which a transcript writes who speaks: words after one of them and a colon are not the agent's own;
    `fillers` are what is said while one thinks.
    """

    kind: Literal["cues"]
    language: Language
    negators: tuple[Words, ...]
    reported: tuple[Words, ...]
    conditional: tuple[Words, ...]
    asking: tuple[Words, ...]
    requesting: tuple[Words, ...]
    asks_name: tuple[Words, ...]
    speakers: tuple[Words, ...]
    durations: Durations
    fillers: tuple[Words, ...] = ()
    codes: Mapping[Code, tuple[Words, ...]]
