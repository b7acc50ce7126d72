"""Cues find what they should, quote it exactly, and say what is wrong with them."""

import pytest

from trainer.domain.values import Language
from trainer.language.cue import CueError
from trainer.language.folding import fold
from trainer.language.matching import CueIndex, expression, faults_in, index_of


def quotes(cue: str, text: str, language: Language = "en") -> list[str]:
    folded = fold(text, language)
    return [text[slice(*folded.span(one.start, one.end))] for one in index_of((cue,), language).find(folded)]


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("im [so|very] sorry", "I’m so sorry, really.", ["I’m so sorry"]),
        ("im [so|very] sorry", "I'm sorry!", ["I'm sorry"]),
        ("refund*", "We are refunding it. Refunds take time.", ["refunding", "Refunds"]),
        ("(text|message) .. reference", "I'll text you the reference", ["text you the reference"]),
        ("(text|message) .. reference", "text and then some of my many thoughts reference", []),
        ("when .. (taken|charged)", "When was it taken?", ["When was it taken"]),
        ("number of [your|the] account", "number of account", ["number of account"]),
        ("how much [money]", "How much?", ["How much"]),
        ("[the] date*", "dates?", ["dates"]),
        ("card", "discard the cardboard", []),
        ("won't happen again", "It won’t, happen again", ["won’t, happen again"]),
    ],
)
def test_a_cue_matches_whole_words_and_quotes_the_original(cue: str, text: str, expected: list[str]) -> None:
    assert quotes(cue, text) == expected


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("استرجاع المبلغ", "واسترجاعِ المبلغَ كله"),
        ("رقم الحساب", "عطني رقم حساب لو سمحت"),
        ("ارجع المبلغ", "أرجع المبلغ"),
        ("بطاقة", "للبطاقة"),
        ("متى", "متي"),
        ("ثلاثه", "ثلاثة"),
        ("3 ايام", "٣ أيام"),
    ],
)
def test_arabic_spelling_variants_and_clitics_do_not_hide_a_cue(cue: str, text: str) -> None:
    assert quotes(cue, text, "ar")


def test_a_short_arabic_word_keeps_its_article() -> None:
    assert quotes("الان", "ان شاء الله", "ar") == []


def test_bulgarian_ignores_case_and_stress() -> None:
    assert quotes("мой", "МОЙ въпрос", "bg") == ["МОЙ"]
    assert quotes("чувам", "чу̀вам Ви", "bg") == ["чу̀вам"]


@pytest.mark.parametrize("chat", ["varnem", "vyrnem", "върнем", "ВЪРНЕМ"])
def test_bulgarian_reads_the_same_in_latin_letters(chat: str) -> None:
    assert quotes("ще Ви върнем", f"da, shte vi {chat} parite", "bg") == [f"shte vi {chat}"]


def test_digits_that_stand_for_letters_are_told_from_figures() -> None:
    assert quotes("чакам", "4akam", "bg") == ["4akam"]
    assert fold("46.80 na 4-ti, 6te, 3ti", "bg").text == "46.80 на 4-ти, ште, 3ти"


def test_the_longest_cue_is_quoted() -> None:
    folded = fold("so very sorry about that", "en")
    found = index_of(("so", "sorry", "so very sorry"), "en").find(folded)
    assert [folded.text[one.start : one.end] for one in found] == ["so very sorry"]


def test_each_label_is_found_by_itself() -> None:
    index = CueIndex([("feeling", "very sorry"), ("word", "sorry"), ("word", "very")], "en")
    found = [(one.label, one.start) for one in index.find(fold("very sorry", "en"))]
    assert sorted(found) == [("feeling", 0), ("word", 0), ("word", 5)]


def test_no_cue_matches_nothing() -> None:
    assert list(index_of((), "en").find(fold("anything", "en"))) == []


@pytest.mark.parametrize("cue", ["(a|b", "a)", "[a", "a|", "()", "!!", "[a]", "a (b|)"])
def test_a_malformed_cue_is_refused(cue: str) -> None:
    with pytest.raises(CueError):
        expression(cue, "en")


def test_every_malformed_cue_is_reported_with_its_position() -> None:
    assert [index for index, _ in faults_in(["fine", "(bad", "also fine", "bad)"], "en")] == [1, 3]
