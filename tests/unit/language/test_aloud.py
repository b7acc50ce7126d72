"""Figures are read as people say them, and names that are made of figures digit by digit."""

import pytest

from tests.stage import Stage
from trainer.domain.values import Language


@pytest.mark.parametrize(
    ("language", "written", "read"),
    [
        ("en", "It's 4471 902.", "It's 4 4 7 1, 9 0 2."),
        ("en", "the card ending 5518", "the card ending 5 5 1 8"),
        ("en", "NB-20831, please", "N B, 2 0 8 3 1, please"),
        ("ar", "رقمي 6620318", "رقمي 6 6 2 0 3 1 8"),
        ("bg", "договор КТ-20831", "договор К Т, 2 0 8 3 1"),
        ("en", "£34.50 on 3 November", "34 pounds 50 on the 3rd of November"),
        ("en", "my £1, all of it", "my 1 pound, all of it"),
        ("en", "£1,899.00?", "1899 pounds?"),
        ("en", "$12.05 or 12.05 dollars", "12 dollars 05 or 12 dollars 05"),
        ("en", "half, that is 50%", "half, that is 50 percent"),
        ("ar", "172.50 ريال.", "172 ريال و50 هللة."),
        ("ar", "ثمنها 1,899 ريال", "ثمنها 1899 ريال"),
        ("ar", "يوم 28 أكتوبر", "يوم 28 أكتوبر"),
        ("ar", "خصم 20%", "خصم 20 بالمئة"),
        ("ar", "خصم 20٪", "خصم 20 بالمئة"),
        ("ar", "شريحة SIM جديدة", "شريحة SIM جديدة"),
        ("bg", "46,80 евро", "46 евро и 80 цента"),
        ("bg", "1 489 евро", "1489 евро"),
        ("bg", "€46.80!", "46 евро и 80 цента!"),
        ("bg", "9,99 лв.", "9 лева и 99 стотинки"),
        ("bg", "на 3 ноември", "на трети ноември"),
        ("bg", "на 21.11.2026 г.", "на двадесет и първи ноември 2026 година"),
        ("bg", "в 14:30 ч.", "в 14:30 часа"),
        ("bg", "45.13.2026", "45.13.2026"),
        ("en", "since 2019", "since 2019"),
        ("en", "within 14 days", "within 14 days"),
        ("en", "150 minutes", "150 minutes"),
        ("en", "no figures", "no figures"),
        ("bg", "марта е тук", "марта е тук"),
        ("en", "", ""),
    ],
)
def test_reading(stage: Stage, language: Language, written: str, read: str) -> None:
    assert stage.catalogue.aloud(language).read(written) == read
