"""What the reader hears, misses on purpose, and survives."""

import pytest

from tests.stage import TRAINEE, Stage
from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer.memory import Customer, newcomer
from trainer.domain.moves import Move
from trainer.domain.values import Language
from trainer.ports import Listening

HEARD = [
    ("en", "Good morning, you're speaking with Alex.", Code.GREETS),
    ("en", "That must be really frustrating for you.", Code.NAMES_FEELING),
    ("en", "I am so sorry about this.", Code.APOLOGISES),
    ("en", "You're an idiot.", Code.INSULTS),
    ("en", "Calm down.", Code.DISMISSES),
    ("en", "Take your time, there's no rush.", Code.GIVES_TIME),
    ("en", "What is your mother's maiden name?", Code.ASKS_IRRELEVANT),
    ("bg", "Много съжалявам, че се случи това.", Code.APOLOGISES),
    ("bg", "Успокойте се.", Code.DISMISSES),
    ("bg", "Вие сте идиот.", Code.INSULTS),
    ("ar", "أعتذر منك جداً", Code.APOLOGISES),
    ("ar", "السلام عليكم", Code.GREETS),
]
NOT_HEARD = [
    ("en", "I am not going to apologise.", Code.APOLOGISES),
    ("en", "You said you were sorry.", Code.APOLOGISES),
    ("en", "You are not stupid.", Code.INSULTS),
    ("en", "I understand the problem with your bill.", Code.NAMES_FEELING),
    ("bg", "Не съжалявам.", Code.APOLOGISES),
    ("bg", "Не сте тъпа.", Code.INSULTS),
]


@pytest.mark.parametrize(("language", "text", "code"), HEARD)
def test_a_behaviour_is_heard(stage: Stage, language: str, text: str, code: Code) -> None:
    assert code in stage.codes(text, language)


@pytest.mark.parametrize(("language", "text", "code"), NOT_HEARD)
def test_what_is_denied_or_quoted_is_not_heard(stage: Stage, language: str, text: str, code: Code) -> None:
    assert code not in stage.codes(text, language)


def listening(stage: Stage, language: Language = "en", **changes: object) -> Listening:
    persona = stage.catalogue.persona(f"{language}/angry")
    scenario = stage.catalogue.scenario(f"{language}/billed-twice").told_by(persona.says_name)
    customer = newcomer(persona).model_copy(update={"opened": True, **changes})
    return Listening(language=language, persona=persona, scenario=scenario, customer=customer)


def about(behaviours: tuple[Behaviour, ...], code: Code) -> list[str | None]:
    return [one.about for one in behaviours if one.code is code]


def test_a_question_is_read_against_the_scenarios_facts(stage: Stage) -> None:
    seen = stage.read("Could you tell me your account number?", listening(stage))
    assert about(seen, Code.ASKS) == ["account_number"]


def test_naming_a_fact_curtly_is_asking_for_it(stage: Stage) -> None:
    assert about(stage.read("Account number.", listening(stage)), Code.ASKS) == ["account_number"]


def test_asking_for_what_was_told_is_asking_again(stage: Stage) -> None:
    seen = stage.read("What is your account number?", listening(stage, revealed=("account_number",)))
    assert about(seen, Code.ASKS_AGAIN) == ["account_number"]


def test_a_question_about_nothing_in_the_scenario_is_still_a_question(stage: Stage) -> None:
    assert about(stage.read("Is the router plugged in?", listening(stage)), Code.ASKS) == [None]


def test_a_remedy_is_announced_denied_or_forbidden(stage: Stage) -> None:
    scene = listening(stage)
    assert "refund" in about(stage.read("I am refunding the payment now.", scene), Code.OFFERS)
    denied = stage.read("I can't refund the payment.", scene)
    assert "refund" not in about(denied, Code.OFFERS)
    assert "compensation" in about(stage.read("I'll give you a free month.", scene), Code.PROMISES_FORBIDDEN)
    assert about(stage.read("I can't give you a free month.", scene), Code.PROMISES_FORBIDDEN) == []


def test_the_record_is_secret_until_the_customer_is_identified(stage: Stage) -> None:
    text = "I see the card ending 5518."
    assert Code.BREACHES_CONFIDENTIALITY in {one.code for one in stage.read(text, listening(stage))}
    known = listening(stage, identified=True)
    assert Code.BREACHES_CONFIDENTIALITY not in {one.code for one in stage.read(text, known)}


def test_the_same_sympathy_again_is_a_formula(stage: Stage) -> None:
    worn = Listening(language="en", formulas=frozenset({"i am so sorry"}))
    codes = {one.code for one in stage.read("I am so sorry", worn)}
    assert Code.RECITES_FORMULA in codes
    assert Code.APOLOGISES not in codes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One moment.\nCustomer: I am so sorry, that must be awful for you."),
        ("en", "One moment. Agent: I am so sorry, that must be awful for you."),
        ("ar", "لحظة.\nالعميل: أعتذر منك جداً، أكيد الأمر محبط."),
        ("bg", "Момент.\nКлиент: Много съжалявам, сигурно е ужасно за вас."),
    ],
)
def test_a_part_that_the_agent_writes_for_somebody_is_not_theirs(stage: Stage, language: Language, text: str) -> None:
    assert not {Code.APOLOGISES, Code.NAMES_FEELING} & stage.codes(text, language)


def test_a_turn_that_unloads_every_kindness_is_a_recital(stage: Stage) -> None:
    crammed = (
        "I'm so sorry. That must be so frustrating for you. It's our mistake. Take your time. Thank you. "
        "Does that make sense so far?"
    )
    codes = stage.codes(crammed)
    assert Code.RECITES_FORMULA in codes
    assert not {Code.APOLOGISES, Code.NAMES_FEELING, Code.TAKES_OWNERSHIP, Code.GIVES_TIME} & codes
    assert Code.RECITES_FORMULA in stage.codes("Sorry. Frustrating. Our fault. Thanks.")


def test_a_warm_turn_is_not_a_recital(stage: Stage) -> None:
    codes = stage.codes("I'm so sorry, that must be really frustrating. Let me take care of this for you.")
    assert {Code.APOLOGISES, Code.NAMES_FEELING} <= codes
    assert Code.RECITES_FORMULA not in codes


def test_the_customer_is_called_by_name(stage: Stage) -> None:
    assert Code.USES_NAME in {one.code for one in stage.read("Thank you, Ms Whitfield.", listening(stage))}


def test_length_and_many_questions_are_counted(stage: Stage) -> None:
    assert Code.LONG_WINDED in stage.codes("word " * 80)
    assert Code.MANY_QUESTIONS in stage.codes("Who are you? What is it? When was it?")


def test_a_question_that_is_passed_over_is_left_unanswered(stage: Stage) -> None:
    scene = listening(stage, open_question="when_back")
    assert about(stage.read("Right, well.", scene), Code.LEAVES_UNANSWERED) == ["when_back"]
    assert about(stage.read("Within three working days.", scene), Code.LEAVES_UNANSWERED) == []


@pytest.mark.parametrize("language", ["en", "ar", "bg"])
@pytest.mark.parametrize(
    "text",
    [
        "🙂🙂🙂",
        "...",
        "\u202e\u202d",
        "only Latin words here",
        "؟" * 500,
        "a" * 100_000,
        "sorry " * 16_000,
        "كلمة word дума 🙂",
    ],
)
def test_anything_can_be_read_and_every_quote_is_an_exact_slice(stage: Stage, language: Language, text: str) -> None:
    for one in stage.read(text, listening(stage, language)):
        assert text[one.start : one.end] == one.quote


def test_nothing_is_kept_between_turns(stage: Stage) -> None:
    customer = stage.play("en/angry", "en/billed-twice", ["Hello."]).turns[-1].customer
    assert isinstance(customer, Customer)
    assert TRAINEE.name not in customer.model_dump_json()


PUT_OFF = [
    ("en", "You'll have the money within three working days.", "You'll have the money within three weeks."),
    ("ar", "المبلغ يرجع لك خلال ثلاثة أيام عمل.", "المبلغ يرجع لك خلال أسبوعين."),
    ("bg", "Парите ще са при Вас до три работни дни.", "Парите ще са при Вас до две седмици."),
]


@pytest.mark.parametrize(("language", "first", "then"), PUT_OFF)
def test_an_answer_that_puts_off_for_longer_contradicts_the_one_before(
    stage: Stage, language: Language, first: str, then: str
) -> None:
    scene = listening(stage, language, identified=True)
    assert "when_back" in about(stage.read(first, scene), Code.ANSWERS)
    after_first = scene.model_copy(update={"answers": (("when_back", first),)})
    after_then = scene.model_copy(update={"answers": (("when_back", then),)})
    assert about(stage.read(then, after_first), Code.CONTRADICTS)[:1] == ["when_back"]
    assert about(stage.read(first, after_first), Code.CONTRADICTS) == []
    assert about(stage.read(first, after_then), Code.CONTRADICTS) == []


def test_a_customer_notices_that_the_agent_said_otherwise_before(stage: Stage) -> None:
    script = [
        "Hello, I'm listening.",
        "What is your account number?",
        "You'll have the money within three working days.",
        "You'll have the money within three weeks.",
    ]
    call = stage.play("en/confused", "en/billed-twice", script)
    assert call.turns[-1].move is Move.SAID_OTHERWISE


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Um, I mean, erm, your number?", 3),
        ("ar", "يعني امم ما رقمك؟", 2),
        ("bg", "Ами ъм, какъв е номерът?", 2),
        ("en", "Your number, please.", 0),
    ],
)
def test_what_is_said_while_thinking_is_counted(stage: Stage, language: Language, text: str, count: int) -> None:
    assert stage.first.reader.measure(text, language).fillers == count
