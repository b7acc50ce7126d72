"""Filling a line: slots from the scenario, and forms that agree with the speaker's own sex."""

import re
from collections.abc import Mapping

from trainer.domain.persona import Persona

_FORMS = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_SLOT = re.compile(r"\{([a-z_]+)\}")


def slots_in(text: str) -> frozenset[str]:
    """The slots that a line asks for."""
    return frozenset(_SLOT.findall(text))


def agree(text: str, persona: Persona) -> str:
    """`{male|female}` replaced by the form of the persona's sex."""
    return _FORMS.sub(r"\1" if persona.voice.sex == "male" else r"\2", text)


def fill(text: str, persona: Persona, values: Mapping[str, str]) -> str:
    """The line with its slots filled; a slot without a value raises `KeyError`."""
    agreed = agree(text, persona)
    return _SLOT.sub(lambda match: agree(values[match.group(1)], persona), agreed)
