"""What a turn means for the scenario: questions about its facts, remedies, answers, doubts, secrets."""

import re
from collections.abc import Iterator

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer.memory import Customer
from trainer.domain.persona import Persona
from trainer.domain.scenario import NAME, Scenario
from trainer.embedded.utterance import Utterance
from trainer.language.cues import Cues
from trainer.language.folding import fold
from trainer.language.sentences import Sentence
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
_TELLING = re.compile(r"\w*\d[\w.,]*\d\w*")
_HELPFUL = frozenset({Code.ASKS, Code.ASKS_AGAIN, Code.OFFERS, Code.ANSWERS, Code.MEETS_DOUBT, Code.GIVES_DATE})


def read_against(utterance: Utterance, cues: Cues, listening: Listening, found: list[Behaviour]) -> list[Behaviour]:
    """The behaviours that need more than cues; without a scenario only plain questions are left."""
    more = list(_questions(utterance, cues, listening, found))
    if listening.persona is not None:
        more += _names(utterance, listening.persona)
    if listening.scenario is not None and listening.customer is not None:
        more += _remedies(utterance, listening.scenario)
        more += _answers(utterance, listening.scenario)
        more += _secrets(utterance, listening.scenario, listening.customer)
        if listening.customer.open_question and not any(one.code in _HELPFUL for one in more):
            more.append(utterance.of_whole(Code.LEAVES_UNANSWERED, listening.customer.open_question))
    return more


def _questions(utterance: Utterance, cues: Cues, listening: Listening, found: list[Behaviour]) -> Iterator[Behaviour]:
    asked_name = {sentence.start for sentence, _, _ in utterance.matches(cues.asks_name)}
    for sentence in utterance.sentences:
        question = utterance.is_question(sentence)
        if not (question or utterance.is_request(sentence)):
            continue
        facts = _facts_asked(utterance, sentence, listening.scenario)
        if sentence.start in asked_name:
            facts.append(NAME)
        for fact in facts:
            told = listening.customer is not None and fact in listening.customer.revealed
            yield utterance.of_sentence(Code.ASKS_AGAIN if told else Code.ASKS, sentence, fact)
        if question and not facts and not _shows(utterance, found, sentence):
            yield utterance.of_sentence(Code.ASKS, sentence)


def _facts_asked(utterance: Utterance, sentence: Sentence, scenario: Scenario | None) -> list[str]:
    facts = scenario.facts if scenario else ()
    return [
        fact.id
        for fact in facts
        if any(sentence.start <= start < sentence.end for _, start, _ in utterance.matches(fact.asked_by))
    ]


def _shows(utterance: Utterance, found: list[Behaviour], sentence: Sentence) -> bool:
    first, last = utterance.folded.span(sentence.start, sentence.end)
    return any(first <= one.start < last and one.code in _NO_QUESTION_OF_FACT for one in found)


def _remedies(utterance: Utterance, scenario: Scenario) -> Iterator[Behaviour]:
    for remedy in scenario.remedies:
        for sentence, start, end in utterance.matches(remedy.said_by):
            if utterance.reported(sentence, start) or utterance.conditional(sentence, start):
                continue
            if utterance.negated(sentence, start):
                code = Code.REFUSES if remedy.allowed else None
            else:
                code = Code.OFFERS if remedy.allowed else Code.PROMISES_FORBIDDEN
            if code is not None:
                yield utterance.behaviour(code, start, end, remedy.id)


def _answers(utterance: Utterance, scenario: Scenario) -> Iterator[Behaviour]:
    for question in scenario.questions:
        for _, start, end in utterance.matches(question.answered_by):
            yield utterance.behaviour(Code.ANSWERS, start, end, question.id)
    for doubt in scenario.doubts:
        for _, start, end in utterance.matches(doubt.met_by):
            yield utterance.behaviour(Code.MEETS_DOUBT, start, end, doubt.id)


def _names(utterance: Utterance, persona: Persona) -> Iterator[Behaviour]:
    parts = [part for part in persona.full_name.split() if len(part) > 2]
    for _, start, end in utterance.matches((persona.name, persona.full_name, *parts)):
        yield utterance.behaviour(Code.USES_NAME, start, end)


def _secrets(utterance: Utterance, scenario: Scenario, customer: Customer) -> Iterator[Behaviour]:
    """Figures of the private record, spoken before the customer was identified and not first by the customer."""
    if customer.identified:
        return
    told = [*scenario.opening, *scenario.problem]
    told += [words for fact in scenario.facts if fact.id in customer.revealed for words in fact.says]
    public = set(_figures(" ".join(told), utterance))
    private = [row.value for row in scenario.record if row.private]
    secret = set(_figures(" ".join(private), utterance)) - public
    for match in _TELLING.finditer(utterance.folded.text):
        if match.group().replace(",", ".") in secret:
            yield utterance.behaviour(Code.BREACHES_CONFIDENTIALITY, *match.span())


def _figures(text: str, utterance: Utterance) -> list[str]:
    found = _TELLING.findall(fold(text, utterance.language).text)
    return [figure.replace(",", ".") for figure in found if len(figure) >= 3]
