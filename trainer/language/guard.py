"""What a customer would never say, in the words of one language."""

from typing import Literal

from trainer.domain.values import Frozen, Language, Words


class GuardCues(Frozen):
    """Cues of what no customer says: the agent's part, an assistant's talk, their own instructions.

    The notation is that of `trainer.language.matching`.
    """

    kind: Literal["guard"]
    language: Language
    agents_part: tuple[Words, ...]
    assistant_talk: tuple[Words, ...]
    instructions: tuple[Words, ...]
