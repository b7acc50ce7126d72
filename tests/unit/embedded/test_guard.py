"""The guard of what a customer says, whoever worded it."""

import pytest

from tests.stage import Stage
from trainer.domain.customer.memory import newcomer
from trainer.domain.moves import Act, Move
from trainer.ports import Breach
from trainer.services.rehearsal import Rehearsal


def breaches(
    stage: Stage,
    text: str,
    act: Act | None = None,
    language: str = "en",
    heard: str = "",
    revealed: tuple[str, ...] = (),
) -> tuple[Breach, ...]:
    scenario = stage.catalogue.scenario(f"{language}/billed-twice")
    customer = newcomer(stage.catalogue.persona(f"{language}/angry")).model_copy(update={"revealed": revealed})
    return stage.first.guard.breaches(text, act or Act(move=Move.COMPLAIN), scenario, customer, heard)


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("en", "Thank you for calling, how can I help you?", "agents_part"),
        ("en", "I'm refunding it to you now.", "agents_part"),
        ("en", "As an AI I can't be angry.", "assistant_talk"),
        ("en", "My instructions say that I am angry.", "instructions"),
        ("en", "Това е недопустимо, искам си парите.", "language"),
        ("en", "I paid 99.90 for it.", "invented"),
        ("ar", "كيف أقدر أساعدك؟", "agents_part"),
        ("ar", "أنا نموذج لغوي.", "assistant_talk"),
        ("ar", "I want my money back right now.", "language"),
        ("bg", "С какво мога да Ви помогна?", "agents_part"),
        ("bg", "Аз съм езиков модел.", "assistant_talk"),
        ("bg", "I want my money back right now.", "language"),
    ],
)
def test_what_no_customer_says_is_caught(stage: Stage, language: str, text: str, rule: Breach) -> None:
    assert breaches(stage, text, language=language) == (rule,)


@pytest.mark.parametrize("text", ["I want my money back.", "The card ending 5518, I said!", "…", "😡", "OK. Fine."])
def test_what_customers_do_say_passes(stage: Stage, text: str) -> None:
    assert breaches(stage, text, revealed=("card",)) == ()


def test_a_fact_passes_only_in_the_answer_that_tells_it_and_afterwards(stage: Stage) -> None:
    words = "The card ending 5518."
    assert breaches(stage, words) == ("fact_too_early",)
    assert breaches(stage, words, Act(move=Move.ANSWER, fact="card")) == ()
    assert breaches(stage, words, revealed=("card",)) == ()


def test_a_figure_of_the_agents_may_be_taken_up(stage: Stage) -> None:
    assert breaches(stage, "Case 77123, you said?", heard="Your case number is 77123.") == ()


def test_words_that_break_a_rule_are_never_shown(stage: Stage) -> None:
    class Careless:
        name = "careless"

        def word(self, act: Act, *_: object) -> object:
            from trainer.ports import Worded

            spoken = "As an AI model I cannot say." if act.move is Move.OPEN else "I want it sorted."
            return Worded(text=spoken, used=(spoken,))

    services, _ = stage.services()
    rehearsal = Rehearsal(stage.catalogue, services.reader, Careless(), services.guard)  # type: ignore[arg-type]
    agent = next(one for one in stage.catalogue.practice("en") if one.name == "apology")
    call = rehearsal.play(agent, "en/angry", "en/billed-twice", seed=1)
    assert call.turns[1].text == "I want it sorted."
