"""Cues propose and weights dispose."""

import dataclasses
from itertools import pairwise

from tests.stage import Stage
from trainer.domain.codebook import Code
from trainer.embedded.utterance import Utterance
from trainer.embedded.weighing import STEP, WHOLE, WINDOW, Hit, stretches, weighed
from trainer.language.pack import LanguagePack
from trainer.language.weights import Grams, Weights


def pack_with(stage: Stage, **changes: object) -> LanguagePack:
    plain: dict[str, object] = {"kind": "weights", "language": "en", "measures": "codes", "labels": ("insults",)}
    plain |= {"bias": (-1.0,), "grams": Grams(shortest=0, longest=0, pairs=False), "features": {}}
    weights = Weights.model_validate({**plain, **changes})
    return dataclasses.replace(stage.catalogue.pack("en"), weights={"codes": weights})


def hear(text: str, pack: LanguagePack, *hits: Hit) -> list[Hit]:
    return weighed(Utterance(text, "en", pack.cues), list(hits), pack)


def test_a_cue_that_the_whole_sentence_speaks_against_is_dropped(stage: Stage) -> None:
    pack = pack_with(stage, extras={"cue:insults": (0, 150)}, features={"_film_": (0, -900)})
    assert hear("what an idiot", pack, Hit(Code.INSULTS, 8, 13)) == [Hit(Code.INSULTS, 8, 13)]
    assert hear("a film called idiot", pack, Hit(Code.INSULTS, 14, 19)) == []


def test_what_no_cue_had_found_quotes_its_sentence(stage: Stage) -> None:
    pack = pack_with(stage, features={"_turnip_": (0, 900)})
    text = "Right. You absolute turnip!"
    (hit,) = hear(text, pack)
    assert text[hit.start : hit.end] == "You absolute turnip!"


def test_codes_without_weights_stay_as_the_cues_had_them(stage: Stage) -> None:
    hit = Hit(Code.GREETS, 0, 5)
    assert hear("hello there", pack_with(stage), hit) == [hit]


def test_a_long_sentence_is_weighed_in_windows_that_overlap_and_leave_nothing_out(stage: Stage) -> None:
    pack = pack_with(stage)
    text = " ".join(f"word{number}" for number in range(WHOLE + 20))
    ((stretch, _),) = stretches(Utterance(text, "en", pack.cues), [], pack)
    assert stretch[0].start == 0
    assert stretch[-1].end == len(text)
    assert all(later.start - earlier.start <= (STEP + 1) * len("word10 ") for earlier, later in pairwise(stretch))
    assert all(len([word for word in one.words if word.startswith("word")]) == WINDOW for one in stretch)


def test_one_loud_word_in_a_long_sentence_is_still_heard(stage: Stage) -> None:
    pack = pack_with(stage, features={"_turnip_": (0, 500)})
    text = " ".join(["and", *["then", "we", "looked"] * 12, "turnip", *["into", "it"] * 8])
    (hit,) = hear(text, pack)
    assert "turnip" in text[hit.start : hit.end]
    assert len(text[hit.start : hit.end].split()) == WINDOW


def test_a_manner_that_speaks_up_is_known_to_the_codes(stage: Stage) -> None:
    disrespect = Weights.model_validate(
        {
            "kind": "weights",
            "language": "en",
            "measures": "disrespect",
            "labels": ("disrespect",),
            "bias": (-0.1,),
            "grams": Grams(shortest=0, longest=0, pairs=False),
            "features": {"_oaf_": (0, 200)},
        }
    )
    pack = pack_with(stage, extras={"disrespect": (0, 150)})
    pack = dataclasses.replace(pack, weights={**pack.weights, "disrespect": disrespect})
    assert [hit.code for hit in hear("you utter oaf", pack)] == [Code.INSULTS]
    assert hear("you over there", pack) == []


def test_two_words_are_too_few_to_guess_a_hurt_from(stage: Stage) -> None:
    pack = pack_with(stage, features={"_turnip_": (0, 500)})
    assert hear("hm, turnip", pack) == []
