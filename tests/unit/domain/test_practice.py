"""Practice agents fill themselves from any scenario and know nothing of the customer but words and moves."""

import random

from tests.stage import Stage
from trainer.domain.moves import Move
from trainer.domain.practice import Heard, Manner, PracticeAgent, Said, Worked, say
from trainer.domain.scenario import Scenario

MANNER = Manner(
    quality=5, asks=2, opens=("greet",), replies={Move.ASK: ("answer|step",)}, otherwise=("ask|offer|step",)
)
WORDS = {
    "greet": ("Hello, {company}.",),
    "ask": ("Tell me. {ask}",),
    "offer": ("{offer}",),
    "answer": ("{answer}",),
    "step": ("I'm looking.", "Let me see."),
}
AGENT = PracticeAgent(name="tester", manner=MANNER, words=WORDS)


def scenario(stage: Stage) -> Scenario:
    plain = stage.catalogue.scenario("en/billed-twice")
    facts = tuple(one.model_copy(update={"examples": (f"{one.id}?",)}) for one in plain.facts)
    remedies = tuple(one.model_copy(update={"examples": (f"{one.id} now.",)}) for one in plain.remedies)
    questions = tuple(one.model_copy(update={"examples": (f"{one.id}: soon.",)}) for one in plain.questions)
    return plain.model_copy(update={"facts": facts, "remedies": remedies, "questions": questions})


def said(stage: Stage, heard: Heard, worked: Worked | None = None) -> Said:
    return say(AGENT, scenario(stage), heard, worked or Worked(), random.Random(1))


def test_the_first_words_are_the_opening(stage: Stage) -> None:
    assert said(stage, Heard("", None)).text == "Hello, {company}."


def test_what_identifies_is_asked_for_first_then_more_then_the_remedy_is_offered(stage: Stage) -> None:
    heard, worked, texts = Heard("It was taken twice.", Move.COMPLAIN), Worked(), []
    for _ in range(4):
        turn = said(stage, heard, worked)
        worked = turn.worked
        texts.append(turn.text)
    assert texts[:3] == ["Tell me. account_number?", "Tell me. contract_number?", "refund now."]
    assert texts[3] in WORDS["step"]


def test_what_the_customer_has_said_already_is_not_asked_for(stage: Stage) -> None:
    number = scenario(stage).facts[0].says[0]
    assert said(stage, Heard(f"Hm. {number}", Move.COMPLAIN)).text == "Tell me. contract_number?"


def test_a_question_is_answered_by_its_own_words(stage: Stage) -> None:
    question = scenario(stage).questions[1]
    assert said(stage, Heard(f"Well. {question.asks[0]}", Move.ASK)).text == f"{question.id}: soon."


def test_content_without_examples_leaves_the_agent_something_to_say(stage: Stage) -> None:
    bare = stage.catalogue.scenario("en/billed-twice")
    bare = bare.model_copy(
        update={
            "facts": tuple(one.model_copy(update={"examples": ()}) for one in bare.facts),
            "remedies": tuple(one.model_copy(update={"examples": ()}) for one in bare.remedies),
        }
    )
    heard = Heard("It was taken twice.", Move.COMPLAIN)
    assert say(AGENT, bare, heard, Worked(), random.Random(1)).text in WORDS["step"]


def test_a_sentence_is_not_used_again_while_another_is_left(stage: Stage) -> None:
    heard, worked = Heard("Hm.", Move.ASK), Worked()
    first = said(stage, heard, worked)
    assert {first.text, said(stage, heard, first.worked).text} == set(WORDS["step"])
