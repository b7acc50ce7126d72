"""Lengths of time are found by their counts and units, in three languages."""

import pytest

from tests.stage import Stage
from trainer.domain.values import Language
from trainer.language.folding import fold


@pytest.mark.parametrize(
    ("language", "text", "hours"),
    [
        ("en", "within three working days", {72}),
        ("en", "10 days, a fortnight or a month", {240, 336, 720}),
        ("en", "the day after", set()),
        ("ar", "خلال ٣ أيام عمل", {72}),
        ("ar", "بعد يومين أو بأسبوع", {48, 168}),
        ("bg", "до три работни дни", {72}),
        ("bg", "след 48 часа или две седмици", {48, 336}),
    ],
)
def test_lengths_of_time_are_told_in_hours(stage: Stage, language: Language, text: str, hours: set[float]) -> None:
    assert stage.catalogue.pack(language).time_words.hours_in(fold(text, language).text) == hours
