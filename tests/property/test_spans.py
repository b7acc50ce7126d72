"""Whatever is typed, a span is an exact slice of it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.values import LANGUAGES, Language
from trainer.language.folding import fold
from trainer.language.sentences import sentences

ANY = st.text(max_size=200)
MIXED = st.lists(
    st.sampled_from(
        ["I'm", "sorry", "آسِف", "ـــ", "съжалявам", "🙂‍↔️", "ﷺ", "\u202e", "İ", "ß", "٣", ".", "?", "؟", " ", "\n"]
    ),
    max_size=40,
).map("".join)


@given(text=ANY | MIXED, language=st.sampled_from(LANGUAGES), cut=st.tuples(st.integers(0, 300), st.integers(0, 300)))
def test_a_folded_slice_leads_back_to_a_slice_of_the_original(
    text: str, language: Language, cut: tuple[int, int]
) -> None:
    folded = fold(text, language)
    start, end = (min(one, len(folded.text)) for one in sorted(cut))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert len(folded.origins) == len(folded.text)


@given(text=ANY | MIXED, language=st.sampled_from(LANGUAGES))
def test_sentences_are_slices_in_order_that_do_not_overlap(text: str, language: Language) -> None:
    folded = fold(text, language)
    found = sentences(folded)
    assert all(folded.text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(text=ANY, language=st.sampled_from(LANGUAGES))
def test_folding_twice_changes_nothing_more(text: str, language: Language) -> None:
    once = fold(text, language).text
    assert fold(once, language).text == once
