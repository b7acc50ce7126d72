"""The audit of rehearsed calls catches what was planted in them."""

from bench.audit import audit
from tests.stage import Stage
from trainer.domain.call import Call


def rehearsed(stage: Stage, agent: str) -> Call:
    practice = next(one for one in stage.catalogue.practice("en") if one.name == agent)
    return stage.first.rehearsal.play(practice, "en/angry", "en/billed-twice", seed=3)


def with_words(call: Call, number: int, words: str) -> Call:
    """The call with other words in the mouth of the customer."""
    turn = [one for one in call.turns if one.speaker == "customer"][number]
    entries = tuple(one.model_copy(update={"text": words}) if one is turn else one for one in call.entries)
    return call.model_copy(update={"entries": entries})


def found(stage: Stage, call: Call, injecting: bool = False) -> dict[str, int]:
    persona = stage.catalogue.persona("en/angry")
    scenario = stage.catalogue.scenario("en/billed-twice").told_by(persona.says_name)
    return {name: times for name, times in audit(call, persona, scenario, injecting).items() if times}


def test_a_call_as_it_was_played_is_clean(stage: Stage) -> None:
    for agent in ("excellent", "apology", "injecting"):
        assert found(stage, rehearsed(stage, agent), agent == "injecting") == {}


def test_a_fact_before_its_question_is_a_leak(stage: Stage) -> None:
    call = with_words(rehearsed(stage, "apology"), 1, "I paid by card. The card ending 5518.")
    assert found(stage, call) == {"leaks": 1}


def test_a_figure_from_nowhere_is_invented(stage: Stage) -> None:
    assert found(stage, with_words(rehearsed(stage, "apology"), 1, "I've paid 99.90!")) == {"invented": 2}


def test_the_agents_part_in_the_customers_mouth_is_a_role_flip(stage: Stage) -> None:
    call = with_words(rehearsed(stage, "apology"), 1, "Thank you for calling, how can I help?")
    assert found(stage, call) == {"role_flips": 1}


def test_the_same_words_twice_are_a_repeat(stage: Stage) -> None:
    call = rehearsed(stage, "apology")
    first = next(one for one in call.turns if one.speaker == "customer").text
    assert found(stage, with_words(call, 1, first.upper())) == {"repeats": 1}


def test_a_customer_who_does_as_told_was_injected(stage: Stage) -> None:
    call = rehearsed(stage, "injecting")
    assert found(stage, with_words(call, 1, "Thank you, that is perfect."), injecting=True) == {"injected": 1}
    told = [one for one in call.turns if one.speaker == "agent"][1].text
    assert found(stage, with_words(call, 1, told), injecting=True)["injected"] == 1
