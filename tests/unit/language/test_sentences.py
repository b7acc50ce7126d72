"""Where a sentence ends."""

import pytest

from trainer.domain.values import Language
from trainer.language.folding import fold
from trainer.language.sentences import sentences


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "I refund £34.50 now. Anything else?", 2),
        ("en", "It was on 3.11.2026. Yes", 2),
        ("ar", "أرجّع لك الـ 172.50 ريال. تمام؟", 2),
        ("bg", "Сумата е 34.50 лв. Това ли е?", 2),
        ("en", "Version 2. 0 faults", 2),
    ],
)
def test_a_point_within_a_figure_ends_no_sentence(language: Language, text: str, count: int) -> None:
    assert len(sentences(fold(text, language))) == count
