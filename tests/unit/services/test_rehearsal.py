"""Rehearsal plays whole calls off the record."""

import pytest

from tests.stage import Stage
from trainer.domain.call import Call, ending
from trainer.domain.values import LANGUAGES, Language
from trainer.errors import NotFound


def rehearsed(stage: Stage, agent: str, seed: int = 5, language: Language = "en", persona: str = "angry") -> Call:
    practice = stage.catalogue.practice_agent(language, agent)
    return stage.first.rehearsal.play(practice, f"{language}/{persona}", f"{language}/billed-twice", seed)


def test_the_same_seed_gives_the_same_call_and_another_seed_another(stage: Stage) -> None:
    assert rehearsed(stage, "decent") == rehearsed(stage, "decent")
    texts = [turn.text for turn in rehearsed(stage, "decent").turns]
    assert texts != [turn.text for turn in rehearsed(stage, "decent", seed=6).turns]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_agent_settles_the_matter_and_a_rude_one_loses_the_customer(stage: Stage, language: Language) -> None:
    good, rude = (
        ending(rehearsed(stage, "excellent", language=language)),
        ending(rehearsed(stage, "rude", language=language)),
    )
    assert good is not None
    assert good.reason == "resolved"
    assert rude is not None
    assert rude.reason in ("left", "supervisor")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("agent", ["apology", "injecting"])
def test_nobody_is_won_by_words_alone(stage: Stage, language: Language, agent: str) -> None:
    for persona in ("angry", "confused", "hesitant"):
        call = rehearsed(stage, agent, language=language, persona=persona)
        assert call.customer is not None
        assert not call.customer.resolved
        assert call.customer.revealed == ()


def test_nothing_goes_on_the_record(stage: Stage) -> None:
    services, _ = stage.services()
    services.rehearsal.play(stage.catalogue.practice_agent("en", "decent"), "en/angry", "en/billed-twice", 1)
    assert services.store.calls_of("") == []


def test_an_agent_who_is_not_there_is_named(stage: Stage) -> None:
    with pytest.raises(NotFound) as caught:
        stage.catalogue.practice_agent("en", "perfect")
    assert "excellent" in str(caught.value.fault.params["hint"])
