"""The letters that Arabic writes onto the front of a word: and, so, in, like, to, the."""

import re

from trainer.domain.values import Language

_CLITICS = r"(?:[وف]?(?:[بك]?ال|لل|[بكل])?)"
_AND = r"[وف]?"
_SHORT = 2


def before(stem: str, language: Language) -> str:
    """The expression of what may stand before a word of a cue."""
    if language != "ar":
        return ""
    # Before two letters only "and" and "so": لكم is no question of كم.
    return _CLITICS if len(stem) > _SHORT else _AND


def bare_forms(token: str, language: Language) -> list[str]:
    """The words that a written word may be, with and without what is written onto its front."""
    if language != "ar":
        return [token]
    forms = [token]
    if token[0] in "وف":
        forms.append(token[1:])
    for form in tuple(forms):
        forms += [form[match.end() :] for match in [re.match(r"[بك]?ال|لل", form), re.match(r"[بكل]", form)] if match]
    return [form for form in dict.fromkeys(forms) if form]
