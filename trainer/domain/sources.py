"""Where the idea behind each behaviour comes from; a code without an entry is our own judgement."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from trainer.domain.codebook import Code

_POLITENESS = "Danescu-Niculescu-Mizil et al. 2013, A computational approach to politeness"
_RESPECT = "Voigt et al. 2017, Language from police body camera footage (PNAS)"
_DE_ESCALATION = "Price & Baker 2012, Key components of de-escalation techniques"
_EMPATHY = "Sharma et al. 2020, A computational approach to understanding empathy (EPITOME)"
_RECOVERY = "Tax, Brown & Chandrashekaran 1998, Customer evaluations of service complaint experiences"
_CONCRETE = "Packard & Berger 2021, How concrete language shapes customer satisfaction"
_TEACH_BACK = "Schillinger et al. 2003, Closing the loop (teach-back)"
_JARGON = "Castro et al. 2007, Babel babble (unclarified jargon)"
_REACTANCE = "Brehm 1966, A theory of psychological reactance"
_INTERVIEWING = "Miller & Rollnick 2013, Motivational interviewing"
_SUPPORT = "COPC customer-support strategies, as coded by Zhu et al. 2025 (arXiv:2508.04423)"
_FACE = "Brown & Levinson 1987, Politeness: some universals in language usage"


def _by_code(*groups: tuple[str, Iterable[Code]]) -> Mapping[Code, str]:
    return MappingProxyType({code: source for source, codes in groups for code in codes})


SOURCES = _by_code(
    (_POLITENESS, (Code.GREETS, Code.THANKS, Code.APOLOGISES)),
    (_RESPECT, (Code.GIVES_NAME, Code.USES_NAME, Code.REASSURES)),
    (_EMPATHY, (Code.NAMES_FEELING,)),
    (_DE_ESCALATION, (Code.LISTENS, Code.DISMISSES, Code.ARGUES, Code.THREATENS)),
    (_RECOVERY, (Code.TAKES_OWNERSHIP, Code.OFFERS, Code.REFUSES, Code.BLAMES)),
    (_CONCRETE, (Code.GIVES_NEXT_STEP, Code.GIVES_DATE, Code.RECITES_FORMULA)),
    (_TEACH_BACK, (Code.CHECKS_UNDERSTANDING,)),
    (_INTERVIEWING, (Code.SUMMARISES, Code.MEETS_DOUBT)),
    (_JARGON, (Code.USES_JARGON,)),
    (_REACTANCE, (Code.GIVES_TIME, Code.PRESSURES)),
    (_SUPPORT, (Code.ASKS, Code.ANSWERS, Code.EXPLAINS, Code.CLOSES)),
    (_FACE, (Code.INSULTS,)),
)
"""Authors, year and title of what each code was taken from."""
