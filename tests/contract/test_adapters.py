"""What reads, words and judges keeps one contract each, embedded or by a model behind a real HTTP endpoint."""

import random
from collections.abc import Iterator

import pytest

from bench.endpoint import Endpoint
from bench.obliging import obliging
from tests.stage import Stage
from tests.unit.llm.test_voice import moment
from trainer.domain.codebook import EVENT_CODES
from trainer.domain.moves import Act, Move
from trainer.domain.scorecard import NotApplicable, Scored, Unscored
from trainer.domain.transcript import Line, Transcript
from trainer.domain.values import LANGUAGES, Language
from trainer.embedded.guard import EmbeddedGuard
from trainer.embedded.judge import EmbeddedJudge
from trainer.embedded.reader import EmbeddedReader
from trainer.embedded.voice import EmbeddedVoice
from trainer.llm.breaker import Breaker
from trainer.llm.clients import openai_model
from trainer.llm.judge import ModelJudge
from trainer.llm.reader import ModelReader
from trainer.llm.running import Loop
from trainer.llm.voice import ModelVoice
from trainer.ports import ChatModel, Judge, Listening, Reader, Voice

KINDS = pytest.mark.parametrize("kind", ["embedded", "model"])
SAID: dict[Language, tuple[str, str]] = {
    "en": ("Good morning. How can I help?", "I'm sorry, we charged you twice. I'll refund it on Monday."),
    "ar": ("صباح الخير، كيف أساعدك؟", "أعتذر عن الخصم المكرر، وسأعيد المبلغ يوم الاثنين."),
    "bg": ("Добро утро, с какво да помогна?", "Съжалявам за двойното таксуване, ще върна сумата в понеделник."),
}


@pytest.fixture(scope="module")
def loop() -> Iterator[Loop]:
    found = Loop()
    yield found
    found.close()


@pytest.fixture(scope="module")
def model(loop: Loop) -> Iterator[ChatModel]:
    with Endpoint(obliging) as endpoint:
        found = openai_model("loopback", endpoint.url)
        yield found
        loop.run(found.aclose())


def judge_of(kind: str, model: ChatModel, loop: Loop) -> Judge:
    return EmbeddedJudge() if kind == "embedded" else ModelJudge(model, EmbeddedJudge(), loop, Breaker())


def reader_of(kind: str, model: ChatModel, loop: Loop, stage: Stage) -> Reader:
    if kind == "embedded":
        return EmbeddedReader(stage.first.packs)
    return ModelReader(model, stage.catalogue.codebook, loop, Breaker())


def voice_of(kind: str, model: ChatModel, loop: Loop, stage: Stage) -> Voice:
    authored = EmbeddedVoice(stage.first.packs)
    if kind == "embedded":
        return authored
    return ModelVoice(model, authored, EmbeddedGuard(stage.first.packs), loop, Breaker())


def transcript(language: Language, *known: str) -> Transcript:
    first, second = SAID[language]
    said = [("agent", first), ("customer", "…!"), ("agent", second)]
    lines = [{"number": at, "speaker": who, "text": text} for at, (who, text) in enumerate(said, 1)]
    return Transcript.model_validate({"language": language, "lines": lines, "known": known})


@KINDS
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_judge_gives_each_criterion_one_outcome_that_rests_on_exact_quotes(
    kind: str, language: Language, model: ChatModel, loop: Loop, stage: Stage
) -> None:
    rubric = stage.catalogue.rubric("foundations")
    heard = transcript(language)
    judgement = judge_of(kind, model, loop).judge(rubric.criteria, heard)
    assert len(judgement.outcomes) == len(rubric.criteria)
    for criterion, outcome in zip(rubric.criteria, judgement.outcomes, strict=True):
        assert isinstance(outcome, Scored)
        assert 1 <= outcome.level <= criterion.top
        assert all(quote.supported_by(heard.lines) for quote in outcome.evidence)
        assert all(quote.supported_by(heard.lines, "customer") for quote in outcome.about)


@KINDS
def test_a_judge_leaves_what_cannot_be_judged(kind: str, model: ChatModel, loop: Loop, stage: Stage) -> None:
    criterion = stage.catalogue.rubric("foundations").criteria[0]
    needy = criterion.model_copy(update={"needs": ("events",)})
    judge = judge_of(kind, model, loop)
    assert judge.judge([needy], transcript("en")).outcomes == (NotApplicable(reason="needs_events"),)
    silent = Transcript(language="en", lines=(Line(number=1, speaker="customer", text="Hello?"),))
    assert judge.judge([criterion], silent).outcomes == (Unscored(reason="agent_said_nothing"),)
    assert judge.judge([], transcript("en")).outcomes == ()


@KINDS
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_quotes_exact_slices_in_order(
    kind: str, language: Language, model: ChatModel, loop: Loop, stage: Stage
) -> None:
    text = SAID[language][1]
    readings = reader_of(kind, model, loop, stage).hear(text, Listening(language=language))
    assert readings.behaviours
    assert [one.start for one in readings.behaviours] == sorted(one.start for one in readings.behaviours)
    for one in readings.behaviours:
        assert text[one.start : one.end] == one.quote
        assert one.code not in EVENT_CODES


@KINDS
def test_a_reader_hears_nothing_in_silence(kind: str, model: ChatModel, loop: Loop, stage: Stage) -> None:
    assert reader_of(kind, model, loop, stage).hear(" ", Listening(language="en")).behaviours == ()


@KINDS
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_voice_words_a_move_and_shows_the_beginning_of_what_it_says(
    kind: str, language: Language, model: ChatModel, loop: Loop, stage: Stage
) -> None:
    shown: list[str] = []
    voice = voice_of(kind, model, loop, stage)
    worded = voice.word(Act(move=Move.COMPLAIN), moment(stage, language), random.Random(1), shown.append)
    assert worded is not None
    assert worded.text.startswith(" ".join(shown))
    # An English sentence is out of the part in the other languages: then the authored line is said, and why.
    assert (worded.by == "loopback") == (kind == "model" and language == "en")
    assert bool(worded.instead) == (kind == "model" and language != "en")
