"""Scores come from plain numbers that a person could add up."""

from math import sqrt

import pytest

from trainer.language.weights import END, START, Grams, Scale, Weights, tokens

ONLY_WORDS = Grams(shortest=0, longest=0, pairs=False)


def weights(**changes: object) -> Weights:
    plain: dict[str, object] = {
        "kind": "weights",
        "language": "en",
        "measures": "test",
        "grams": ONLY_WORDS,
        "labels": ("rude", "kind"),
    }
    plain |= {"bias": (-0.5, -0.5), "features": {"_idiot_": (0, 300), "_please_": (1, 200, 0, -100)}}
    return Weights.model_validate({**plain, **changes})


def test_a_score_is_the_bias_and_the_weights_over_the_root_of_what_was_cut_out() -> None:
    assert Scale(weights()).scores(["please", "idiot"]) == pytest.approx([-0.5 + 2 / sqrt(2), -0.5 + 2 / sqrt(2)])


def test_unknown_words_make_a_known_one_count_for_less() -> None:
    scale = Scale(weights())
    assert scale.scores(["idiot"])[0] > scale.scores(["idiot", "on", "the", "line"])[0]


def test_a_word_said_again_adds_nothing() -> None:
    scale = Scale(weights())
    assert scale.scores(["idiot"] * 50) == scale.scores(["idiot"])


def test_what_is_known_besides_the_words_counts_whole() -> None:
    scale = Scale(weights(extras={"cue:insults": (0, 150)}))
    assert scale.scores(["table"], ["cue:insults", "cue:unheard_of"]) == pytest.approx([1.0, -0.5])


def test_pairs_and_letter_groups_are_sought_too() -> None:
    grams = Grams(shortest=3, longest=3)
    scale = Scale(weights(grams=grams, features={f"{START} no": (0, 100), "_id": (0, 100)}, bias=(0, 0)))
    assert scale.scores([START, "no", END])[0] > 0
    assert scale.scores(["idiots"])[0] > 0
    assert scale.scores(["no"])[0] == 0


def test_tokens_are_words_and_question_marks_with_their_places() -> None:
    assert [(one.text, one.start, one.end) for one in tokens("why؟ no", offset=10)] == [
        ("why", 10, 13),
        ("?", 13, 14),
        ("no", 15, 17),
    ]


def test_a_scale_forgets_words_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.language.weights._KEPT", 3)
    scale = Scale(weights())
    before = scale.scores(["idiot"])
    scale.scores([f"word{number}" for number in range(20)])
    assert scale.scores(["idiot"]) == before
