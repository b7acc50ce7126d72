"""The embedded reader: behaviours from the agent's words, by cues, by weights and by the scenario."""

from collections.abc import Iterator

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.sincerity import SYMPATHY, uncrammed, worn
from trainer.domain.transcript import Measures
from trainer.domain.values import Language
from trainer.embedded.scenario_reading import mentions_in, read_against, to_the_matter
from trainer.embedded.utterance import Utterance
from trainer.embedded.weighing import Hit, weighed
from trainer.language.matching import index_of
from trainer.language.pack import LanguagePack, Packs
from trainer.language.sentences import words_in
from trainer.ports import Listening, Readings

LONG = 60
"""Words from which a turn is long-winded: some twenty-five seconds of speech without a breath for the other side."""
MANY = 3
"""Questions from which a turn asks too many at once."""
_HOLLOW = SYMPATHY - {Code.APOLOGISES}
"""What a formula makes worthless; an apology in set words is still an apology."""
_MORE_EXACT = {
    Code.ASKS: Code.ASKS,
    Code.ASKS_AGAIN: Code.ASKS,
    Code.OFFERS: Code.OFFERS,
    Code.PROMISES_FORBIDDEN: Code.OFFERS,
}
"""What says nothing more where the same words are known to be about a fact or a remedy."""
_CUT_BY_REPORT_ONLY = frozenset({Code.RECITES_FORMULA, Code.REFUSES})


class EmbeddedReader:
    """Reads turns in every language that it has a pack for."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs

    name = "embedded"

    def hear(self, text: str, listening: Listening) -> Readings:
        """The behaviours in the turn, as every reader tells them."""
        return Readings(behaviours=self.read(text, listening), by=self.name)

    def read(self, text: str, listening: Listening) -> tuple[Behaviour, ...]:
        """The behaviours in the turn, each with an exact slice of it, in order."""
        pack = self._packs[listening.language]
        utterance = Utterance(text, listening.language, pack.cues)
        mentions = mentions_in(utterance, listening.scenario)
        hits = to_the_matter(mentions, weighed(utterance, list(cued(utterance, pack)), pack))
        found = [*(utterance.behaviour(hit.code, hit.start, hit.end) for hit in hits), *_by_size(utterance)]
        found += read_against(utterance, pack, listening, hits, mentions)
        own = found[:] if (until := pack.forged_from(utterance.folded)) is None else _before(found, utterance, until)
        sincere = uncrammed([worn(behaviour, listening.formulas) for behaviour in own], words_in(text))
        return tuple(sorted(_without_swallowed(sincere), key=lambda one: (one.start, one.end, one.code)))

    def measure(self, text: str, language: Language) -> Measures:
        """The size of an utterance of either side."""
        utterance = Utterance(text, language, self._packs[language].cues)
        questions = sum(utterance.questions_in(one) for one in utterance.sentences)
        found = index_of(self._packs[language].cues.fillers, language).find(utterance.folded)
        fillers = sum(1 for _ in found)
        return Measures(words=words_in(text), sentences=len(utterance.sentences), questions=questions, fillers=fillers)


def cued(utterance: Utterance, pack: LanguagePack) -> Iterator[Hit]:
    """What the cues say, and whether it is denied or told as another's words."""
    for sentence, found in utterance.find(pack.index):
        negatable = found.label not in _CUT_BY_REPORT_ONLY
        denied = utterance.reported(sentence, found.start) or (negatable and utterance.negated(sentence, found.start))
        yield Hit(found.label, found.start, found.end, denied)


def _by_size(utterance: Utterance) -> Iterator[Behaviour]:
    if words_in(utterance.text) > LONG:
        yield utterance.of_whole(Code.LONG_WINDED)
    asked = [(one, utterance.questions_in(one)) for one in utterance.sentences]
    if sum(count for _, count in asked) >= MANY:
        last = [sentence for sentence, count in asked if count][-1]
        yield utterance.of_sentence(Code.MANY_QUESTIONS, last)


def _before(found: list[Behaviour], utterance: Utterance, until: int) -> list[Behaviour]:
    """What was read before the agent began to write somebody's part."""
    limit = utterance.folded.span(0, until)[1]
    return [one for one in found if one.start < limit]


def _without_swallowed(found: list[Behaviour]) -> Iterator[Behaviour]:
    """Sympathy inside a formula is the formula; what is known to be about something swallows what is not."""
    formulas = [one for one in found if one.code is Code.RECITES_FORMULA]
    known = [one for one in found if one.about and one.code in _MORE_EXACT]
    seen: set[tuple[Code, int, str | None]] = set()
    for one in found:
        key = (one.code, one.start, one.about)
        formal = one.code in _HOLLOW and any(outer.start <= one.start and one.end <= outer.end for outer in formulas)
        vague = one.about is None and any(_covers(exact, one) for exact in known)
        if key not in seen and not formal and not vague:
            seen.add(key)
            yield one


def _covers(exact: Behaviour, vague: Behaviour) -> bool:
    return vague.code is _MORE_EXACT[exact.code] and exact.start < vague.end and vague.start < exact.end
