"""Numbers that are names are read digit by digit; quantities, amounts, dates and years are read as they are."""

import pytest

from trainer.language.aloud import aloud


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("It's 4471 902.", "It's 4 4 7 1, 9 0 2."),
        ("the card ending 5518", "the card ending 5 5 1 8"),
        ("NB-20831, please", "N B, 2 0 8 3 1, please"),
        ("رقمي 6620318", "رقمي 6 6 2 0 3 1 8"),
        ("договор КТ-20831", "договор К Т, 2 0 8 3 1"),
        ("£34.50 on 3 November", "£34.50 on 3 November"),
        ("172.50 ريال", "172.50 ريال"),
        ("46,80 евро", "46,80 евро"),
        ("since 2019", "since 2019"),
        ("within 14 days", "within 14 days"),
        ("150 minutes", "150 minutes"),
        ("no figures", "no figures"),
    ],
)
def test_reading(written: str, read: str) -> None:
    assert aloud(written) == read
