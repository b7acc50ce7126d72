"""How the embedded judge weighs shares and counted facts."""

import pytest

from tests.unit.domain.test_counting import LINES, heard
from trainer.domain.codebook import Code
from trainer.domain.rubric import Criterion
from trainer.domain.scorecard import NotApplicable, Scored
from trainer.domain.transcript import Transcript
from trainer.embedded.judge import EmbeddedJudge

TEXT = {"en": "x", "ar": "x", "bg": "x"}


def judged(*indicators: dict[str, object], codes: tuple[Code, ...] = (), **more: object) -> Scored | NotApplicable:
    criterion = Criterion.model_validate(
        {
            "id": "one",
            "weight": 1,
            "kind": "both",
            "name": TEXT,
            "asks": TEXT,
            "advice": TEXT,
            "levels": dict.fromkeys(range(1, 6), TEXT),
            "starts_at": 1,
            "indicators": [{**one, "why": TEXT} for one in indicators],
            **more,
        }
    )
    transcript = Transcript(language="en", lines=LINES, heard=tuple(heard(code, 3) for code in codes))
    outcome = EmbeddedJudge().judge([criterion], transcript).outcomes[0]
    assert isinstance(outcome, Scored | NotApplicable)
    return outcome


@pytest.mark.parametrize(("none_at", "full_at", "level"), [(0, 10, 5), (10, 30, 1), (0, 20, 3), (20, 10, 5)])
def test_a_fact_adds_evenly_between_nothing_and_everything(none_at: float, full_at: float, level: int) -> None:
    found = judged({"fact": "words_a_turn", "adds": 4, "none_at": none_at, "full_at": full_at})
    assert isinstance(found, Scored)
    assert found.level == level


def test_the_share_of_turns_that_show_a_behaviour_counts_and_is_quoted() -> None:
    one = {"behaviour": "asks", "of_turns": True, "full_at": 0.5, "adds": 3}
    found = judged(one, codes=(Code.ASKS, Code.ASKS))
    assert isinstance(found, Scored)
    assert found.level == 3
    assert found.because[0].value == pytest.approx(0.333)
    assert found.evidence[0].turn == 3


def test_a_check_counts_only_beside_something_said_or_right_after_it() -> None:
    one = {"behaviour": "checks_understanding", "adds": 2, "alongside": ["explains"]}
    alone = judged(one, codes=(Code.CHECKS_UNDERSTANDING,))
    beside = judged(one, codes=(Code.CHECKS_UNDERSTANDING, Code.EXPLAINS))
    assert (getattr(alone, "level", None), getattr(beside, "level", None)) == (1, 3)


def test_what_nobody_could_have_done_does_not_apply() -> None:
    found = judged({"behaviour": "meets_doubt", "adds": 1}, applies_with=["doubts_voiced"])
    assert found == NotApplicable(reason="without_doubts_voiced")


@pytest.mark.parametrize(
    "indicator",
    [
        {"adds": 1},
        {"behaviour": "asks", "fact": "jargon", "adds": 1},
        {"fact": "jargon", "absent": True, "adds": 1},
        {"fact": "jargon", "none_at": 2, "full_at": 2, "adds": 1},
    ],
)
def test_an_indicator_that_cannot_be_weighed_is_refused(indicator: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"behaviour|differ"):
        judged(indicator)
