"""What a turn means for the scenario: questions about its facts, remedies, answers, doubts, secrets."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.persona import Persona
from trainer.domain.scenario import NAME, Scenario
from trainer.domain.values import Language
from trainer.embedded.likeness import Part, alike
from trainer.embedded.record_reading import misstated, secrets_told
from trainer.embedded.utterance import Utterance
from trainer.embedded.weighing import Hit
from trainer.embedded.world import quotes_the_house
from trainer.language.cue import literal
from trainer.language.cues import Cues
from trainer.language.folding import fold
from trainer.language.matching import CueIndex, Found
from trainer.language.pack import LanguagePack
from trainer.language.sentences import Sentence, words_in
from trainer.ports import Listening

_NO_QUESTION_OF_FACT = frozenset(
    {
        Code.ASKS_IRRELEVANT,
        Code.ASKS_HOLD,
        Code.CHECKS_UNDERSTANDING,
        Code.SUMMARISES,
        Code.CLOSES,
        Code.GREETS,
        Code.SELLS,
        Code.INSULTS,
        Code.DISMISSES,
        Code.BLAMES,
        Code.PRESSURES,
    }
)
"""A question that shows one of these asks for no fact."""
_IN_PASSING = frozenset(
    {
        Code.SUMMARISES,
        Code.SELLS,
        Code.THREATENS,
        Code.PRESSURES,
        Code.BLAMES,
        Code.INSULTS,
        Code.OWN_TROUBLES,
    }
)
"""In a sentence that shows one of these, naming a remedy offers nothing and naming a day answers nothing."""
CURT = 3
"""Words up to which naming a fact is asking for it."""
_TAKES_IT_UP = frozenset(
    {
        Code.ASKS,
        Code.ASKS_AGAIN,
        Code.ASKS_HOLD,
        Code.OFFERS,
        Code.ANSWERS,
        Code.MEETS_DOUBT,
        Code.GIVES_NEXT_STEP,
        Code.GIVES_DATE,
        Code.PROMISES,
        Code.REFUSES,
        Code.USES_JARGON,
    }
)
"""What does not leave an open question lying, whatever it says."""


_UNLIKELY = frozenset(
    {
        Code.BLAMES,
        Code.ARGUES,
        Code.DISMISSES,
        Code.INSULTS,
        Code.OWN_TROUBLES,
        Code.THREATENS,
        Code.SELLS,
    }
)
"""What is not believed on the weights' word alone of a sentence that speaks to the matter."""
Mention = tuple[Sentence, Found[Part]]


def read_against(
    utterance: Utterance, pack: LanguagePack, listening: Listening, hits: list[Hit], mentions: list[Mention]
) -> list[Behaviour]:
    """The behaviours that need more than cues; without a scenario only plain questions are left."""
    found = [utterance.behaviour(hit.code, hit.start, hit.end) for hit in hits]
    scenario, customer = listening.scenario, listening.customer
    more = list(_questions(utterance, pack, listening, found, mentions))
    if listening.persona is not None:
        more += _names(utterance, listening.persona)
    if scenario is not None and customer is not None:
        meant = _meant(mentions, hits)
        more += _remedies(utterance, scenario, meant)
        more += _answers(utterance, meant)
        more += secrets_told(utterance, scenario, customer)
        more += misstated(utterance, scenario)
        more += _contradictions(utterance, pack, listening.answers, meant)
        if customer.open_question and not any(one.code in _TAKES_IT_UP for one in (*found, *more)):
            more.append(utterance.of_whole(Code.LEAVES_UNANSWERED, customer.open_question))
    return more


def _cues_of(scenario: Scenario) -> tuple[tuple[Part, str], ...]:
    return (
        *((Part("fact", one.id), cue) for one in scenario.facts for cue in one.asked_by),
        *((Part("remedy", one.id), cue) for one in scenario.remedies for cue in one.said_by),
        *((Part("question", one.id), cue) for one in scenario.questions for cue in one.answered_by),
        *((Part("doubt", one.id), cue) for one in scenario.doubts for cue in one.met_by),
        *((Part("belief", one.id), cue) for one in scenario.beliefs for cue in one.corrected_by),
    )


@lru_cache(maxsize=256)
def _index(cues: tuple[tuple[Part, str], ...], language: Language) -> CueIndex[Part]:
    return CueIndex(cues, language)


def _questions(
    utterance: Utterance, pack: LanguagePack, listening: Listening, found: list[Behaviour], mentions: list[Mention]
) -> Iterator[Behaviour]:
    facts_named = _facts_named(utterance, pack.cues, mentions)
    heard = sorted(one.start for one in found if one.code is Code.ASKS)
    anything = sorted(one.start for one in found if one.code not in (Code.ASKS, Code.ASKS_AGAIN))
    elsewhere = sorted(one.start for one in found if one.code in _NO_QUESTION_OF_FACT)
    for sentence in utterance.sentences:
        question, here = utterance.is_question(sentence), utterance.folded.span(sentence.start, sentence.end)
        # "Account number." asks as plainly as a whole question; "Thanks for checking." does not.
        curt = words_in(sentence.text) <= CURT and not _any_within(anything, here)
        if not (question or curt or _any_within(heard, here) or utterance.is_request(sentence)):
            continue
        facts = facts_named.get(sentence.start, [])
        told = [fact for fact in facts if listening.customer is not None and fact in listening.customer.revealed]
        fresh = [fact for fact in facts if fact not in told]
        # What sounds like two facts, of which one is known, asks for the other.
        for fact in dict.fromkeys(fresh or told):
            yield utterance.of_sentence(Code.ASKS if fresh else Code.ASKS_AGAIN, sentence, fact)
        if question and not facts and not pack.weighs(Code.ASKS) and not _any_within(elsewhere, here):
            yield utterance.of_sentence(Code.ASKS, sentence)


def _any_within(starts: list[int], span: tuple[int, int]) -> bool:
    return bisect_left(starts, span[0]) < bisect_left(starts, span[1])


def _facts_named(utterance: Utterance, cues: Cues, mentions: list[Mention]) -> dict[int, list[str]]:
    """The facts that each sentence names, by where it starts."""
    named: dict[int, list[str]] = defaultdict(list)
    for sentence, one in mentions:
        if one.label.kind == "fact":
            named[sentence.start].append(one.label.id)
    for sentence, _, _ in utterance.matches(cues.asks_name):
        named[sentence.start].append(NAME)
    return named


def mentions_in(utterance: Utterance, scenario: Scenario | None) -> list[Mention]:
    """The parts of the scenario that the words may be about: by their cues, else by their examples."""
    if scenario is None:
        return []
    cued = list(utterance.find(_index(_cues_of(scenario), scenario.language)))
    known = {(sentence.start, one.label) for sentence, one in cued}
    for sentence in utterance.sentences:
        for part, start, end in alike(sentence.text, scenario):
            if (sentence.start, part) not in known:
                cued.append((sentence, Found(part, sentence.start + start, sentence.start + end)))
    return cued


def to_the_matter(mentions: list[Mention], hits: list[Hit]) -> list[Hit]:
    """The hits without what was only guessed against what the sentence is known to say.

    A sentence that answers, offers or explains something of the scenario is no hurt; a question for one of its facts
    is not beside the point.
    """
    spoken = [sentence for sentence, one in mentions if one.label.kind != "fact"]
    asked = [sentence for sentence, one in mentions if one.label.kind == "fact"]
    return [hit for hit in hits if not (hit.guessed and _refuted(hit, spoken, asked))]


def _refuted(hit: Hit, spoken: list[Sentence], asked: list[Sentence]) -> bool:
    if hit.code is Code.ASKS_IRRELEVANT:
        return _stands_in(hit, asked)
    return hit.code in _UNLIKELY and _stands_in(hit, spoken)


def _stands_in(hit: Hit, sentences: list[Sentence]) -> bool:
    return any(one.start <= hit.start < one.end for one in sentences)


def _meant(mentions: list[Mention], hits: list[Hit]) -> list[Mention]:
    """The mentions that are not made in passing, while something else is done with them."""
    passing = [hit for hit in hits if hit.code in _IN_PASSING and not hit.guessed]
    return [(sentence, one) for sentence, one in mentions if not any(_stands_in(hit, [sentence]) for hit in passing)]


def _remedies(utterance: Utterance, scenario: Scenario, mentions: list[Mention]) -> Iterator[Behaviour]:
    for sentence, found in mentions:
        remedy = scenario.remedy(found.label.id) if found.label.kind == "remedy" else None
        if remedy is None or _only_talked_of(utterance, sentence, found.start):
            continue
        denied = utterance.negated(sentence, found.start)
        if denied and quotes_the_house(sentence.text, scenario):
            continue
        if remedy.allowed:
            yield utterance.behaviour(Code.REFUSES if denied else Code.OFFERS, found.start, found.end, remedy.id)
        elif not denied:
            yield utterance.behaviour(Code.PROMISES_FORBIDDEN, found.start, found.end, remedy.id)


def _only_talked_of(utterance: Utterance, sentence: Sentence, position: int) -> bool:
    return utterance.reported(sentence, position) or utterance.conditional(sentence, position)


def _answers(utterance: Utterance, mentions: list[Mention]) -> Iterator[Behaviour]:
    codes = {"question": Code.ANSWERS, "doubt": Code.MEETS_DOUBT, "belief": Code.EXPLAINS}
    for sentence, found in mentions:
        if (code := codes.get(found.label.kind)) is not None and not utterance.is_question(sentence):
            yield utterance.behaviour(code, found.start, found.end, found.label.id)


def _contradictions(
    utterance: Utterance, pack: LanguagePack, earlier: Sequence[tuple[str, str]], mentions: list[Mention]
) -> Iterator[Behaviour]:
    """Answers that put the customer off for longer than every earlier answer to the same question."""
    for sentence, found in mentions:
        question = found.label.id
        said = [text for name, text in earlier if name == question] if found.label.kind == "question" else []
        before = pack.time_words.hours_in(" ".join(fold(text, pack.language).text for text in said))
        now = pack.time_words.hours_in(sentence.text) if before else frozenset()
        if now and min(now) > max(before):
            yield utterance.of_sentence(Code.CONTRADICTS, sentence, question)


def _names(utterance: Utterance, persona: Persona) -> Iterator[Behaviour]:
    parts = [part for part in persona.full_name.split() if len(part) > 2]
    names = map(literal, (persona.name, persona.full_name, *persona.also_called, *parts))
    for _, start, end in utterance.matches(tuple(one for one in names if one)):
        yield utterance.behaviour(Code.USES_NAME, start, end)
