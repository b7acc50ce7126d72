"""Whatever is typed, the reader answers, and quotes exactly."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stage import Stage
from trainer.domain.codebook import Code
from trainer.domain.customer.memory import newcomer
from trainer.domain.values import LANGUAGES, Language
from trainer.ports import Listening

PIECES = [
    *("I'm so", "sorry", "you idiot", "refund it", "account number?", "calm down!!", "Dana Whitfield", "4471 902", "…"),
    *("أعتذر منك", "آسِـــف", "رقم الحساب؟", "اهدأ", "وللمبلغ", "٣٠ يوم", "\u202eabc\u202c", "ﷺ", "\u0640", "\ufeff"),
    *(
        "Съжалявам",
        "успокойте се",
        "номера на договора?",
        "6te vi varna parite",
        "й",
        "и\u0306",
        "İ",
        "ß",
        "🙂‍↔️",
        "👨‍👩‍👧",
    ),
    *(".", "?!", "؟", "\n", "\x00", "\u2028", " ", "—", "«", "»", "0.5", "1,000.00"),
]
TURNS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=120)


def listening(stage: Stage, language: Language) -> Listening:
    persona = stage.catalogue.persona(f"{language}/angry")
    scenario = stage.catalogue.scenario(f"{language}/billed-twice").told_by(persona.says_name)
    return Listening(language=language, persona=persona, scenario=scenario, customer=newcomer(persona))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TURNS, language=st.sampled_from(LANGUAGES))
def test_every_quote_is_the_slice_that_it_says_it_is(stage: Stage, text: str, language: Language) -> None:
    for one in stage.read(text, listening(stage, language)):
        assert text[one.start : one.end] == one.quote
        assert one.quote.strip()


HUGE = {
    "letters": "x" * 100_000,
    "words": "idiot sorry refund " * 5_300,
    "sentences": "Sorry. Refund? " * 6_700,
    "emoji": "🙂" * 100_000,
    "arabic": "وبالمبلغ " * 11_000,
    "digits": "1,2.3" * 20_000,
    "both ways": "أعتذر sorry съжалявам " * 4_500,
}


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", HUGE)
def test_a_hundred_thousand_characters_are_read_to_the_end(stage: Stage, kind: str, language: Language) -> None:
    seen = stage.read(HUGE[kind][:100_000], listening(stage, language))
    assert Code.LONG_WINDED in {one.code for one in seen} or kind in ("letters", "emoji", "digits")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", " ", "🙂🙂", "...", "؟", "\u200f\u200e"])
def test_a_turn_without_words_shows_nothing(stage: Stage, text: str, language: Language) -> None:
    assert stage.read(text, Listening(language=language)) == ()
