"""A call by voice, with ears, a mouth and a line that are scripts: who speaks when, and what is on the record."""

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from tests.stage import TRAINEE, Stage
from trainer.domain.call import Call, Event
from trainer.domain.codebook import Code
from trainer.domain.moves import Act
from trainer.domain.speech import Manner, Recognised, Sound
from trainer.domain.values import Language
from trainer.errors import BadInput, SpeechFailed
from trainer.ports import Moment, Show, Voice, Worded
from trainer.services.calls import Calls
from trainer.services.conversation import Conversation
from trainer.services.speaking import Speaking
from trainer.services.utterances import SIZE

WINDOWS_A_SECOND = 32


class Activity:
    """A window is a voice when it is not silent."""

    def likelihood(self, window: bytes) -> float:
        return 0.95 if any(window) else 0.02


@dataclass
class Ears:
    """Understands the next thing of a list, and the last one again; an exception in it is raised."""

    hears: list[Recognised | SpeechFailed]
    name: str = "ears"
    asked: list[float] = field(default_factory=list)

    def recognise(self, sound: Sound, language: Language) -> Recognised:
        self.asked.append(sound.seconds)
        found = self.hears.pop(0) if len(self.hears) > 1 else self.hears[0]
        if isinstance(found, SpeechFailed):
            raise found
        return found


@dataclass
class Mouth:
    """Takes so many seconds for a clause, or fails."""

    seconds: float = 0.02
    fails: bool = False
    name: str = "mouth"
    spoke: list[str] = field(default_factory=list)

    def speak(self, text: str, language: Language, manner: Manner) -> Sound:
        if self.fails:
            raise SpeechFailed("speech.lost")
        self.spoke.append(text)
        return Sound(samples=bytes(2 * int(16_000 * self.seconds)))


@dataclass
class Headset:
    """Keeps what it is told and how much it played."""

    told: list[Mapping[str, object]] = field(default_factory=list)
    played: float = 0.0

    async def tell(self, message: Mapping[str, object]) -> None:
        self.told.append(message)

    async def play(self, sound: Sound) -> None:
        self.played += sound.seconds

    def types(self) -> list[object]:
        return [one["type"] for one in self.told]


@dataclass
class Scene:
    """A conversation and everything around it."""

    calls: Calls
    call: str
    talk: Conversation
    ears: Ears | None
    mouth: Mouth
    headset: Headset
    clock: "Watch"

    async def hear(self, seconds: float, *, voice: bool) -> None:
        window = (b"\x01\x10" if voice else b"\x00\x00") * (SIZE // 2)
        for _ in range(round(seconds * WINDOWS_A_SECOND)):
            await self.talk.hear(window)

    async def settled(self) -> None:
        """Until everything that is under way is done."""
        for _ in range(400):
            await asyncio.sleep(0.005)
            if not self.talk._tasks and not self.talk._speaking.speaks:
                return
        raise AssertionError("the conversation did not come to rest")

    async def turn(self) -> None:
        await self.hear(1.0, voice=True)
        await self.hear(1.3, voice=False)
        await self.settled()

    def record(self) -> Call:
        return self.calls.read(TRAINEE, self.call)


class Watch:
    """The real clock, moved on by hand."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


def said(*texts: str) -> Ears:
    return Ears([Recognised(text=one, confidence=0.9) for one in texts])


FIRST, SECOND = "I was billed twice.", "Nobody rings me back, and I want it put right today."


class SentenceBySentence:
    """Words a turn in two sentences, the second of which takes its time, or never comes."""

    name = "slow"

    def __init__(self, seconds: float, failures: int = 0) -> None:
        self._seconds = seconds
        self._failures = failures

    def word(self, act: Act, moment: Moment, rng: random.Random, show: Show, /) -> Worded | None:
        show(FIRST)
        time.sleep(self._seconds)
        self._failures -= 1
        if self._failures >= 0:
            raise BadInput("turn.empty")
        return Worded(text=f"{FIRST} {SECOND}", used=())


def played(
    stage: Stage,
    act: Callable[[Scene], object],
    ears: Ears | None,
    mouth: Mouth | None = None,
    persona: str = "en/angry",
    words: Voice | None = None,
) -> Scene:
    async def run() -> Scene:
        services, _ = stage.services()
        if words is not None:
            services.__dict__["voice"] = words
        calls, watch, headset, voice = services.calls, Watch(), Headset(), mouth or Mouth()
        call = calls.answer(TRAINEE, calls.ring(TRAINEE, persona, "en/billed-twice").id)
        speaking = Speaking(stage.catalogue, voice, headset, watch)
        talk = Conversation(calls, stage.catalogue, TRAINEE, call, ears, Activity(), speaking, headset, now=watch)
        scene = Scene(calls, call.id, talk, ears, voice, headset, watch)
        await talk.begin()
        try:
            await act(scene)  # type: ignore[misc]
        finally:
            await talk.close()
        return scene

    return asyncio.run(run())


def test_what_is_said_becomes_a_turn_and_is_answered_aloud(stage: Stage) -> None:
    scene = played(stage, lambda scene: scene.turn(), said("Good morning, how can I help?"))
    agent, customer = scene.record().turns
    assert agent.text == "Good morning, how can I help?"
    assert agent.spoken is not None
    assert agent.spoken.by == "ears"
    assert agent.spoken.confidence == 0.9
    assert 0.9 < agent.spoken.seconds < 2.5
    assert " ".join(scene.mouth.spoke) == customer.text
    assert scene.headset.played > 0
    assert {"caption", "changed", "said"} <= set(scene.headset.types())


def test_recognition_begins_at_the_pause_and_once(stage: Stage) -> None:
    ears = said("Hello.")
    played(stage, lambda scene: scene.turn(), ears)
    assert len(ears.asked) == 1


def test_what_follows_a_pause_is_recognised_with_it(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.hear(1.0, voice=True)
        await scene.hear(0.4, voice=False)
        await scene.turn()

    ears = said("Hello there, you are through to billing.")
    scene = played(stage, act, ears)
    assert len(scene.record().turns) == 2
    assert ears.asked[-1] > 2.0


def test_silence_that_was_taken_for_speech_is_no_turn(stage: Stage) -> None:
    scene = played(stage, lambda scene: scene.turn(), said(""))
    assert scene.record().turns == ()
    assert "unheard" in scene.headset.types()


def test_a_recogniser_that_fails_costs_the_turn_and_the_next_one_counts(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.turn()
        await scene.turn()

    ears = Ears([SpeechFailed("speech.not_recognised"), Recognised(text="Hello.")])
    scene = played(stage, act, ears)
    assert [turn.text for turn in scene.record().turns][:1] == ["Hello."]
    assert {"type": "problem", "code": "speech.not_recognised"} in scene.headset.told


def test_a_voice_that_fails_leaves_the_words(stage: Stage) -> None:
    scene = played(stage, lambda scene: scene.turn(), said("Hello."), Mouth(fails=True))
    assert len(scene.record().turns) == 2
    assert scene.headset.played == 0


def test_of_what_we_are_not_sure_the_agent_has_the_last_word_and_both_are_kept(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.hear(1.0, voice=True)
        await scene.hear(1.3, voice=False)
        while "caption" not in scene.headset.types():
            await asyncio.sleep(0.005)
        assert scene.record().turns == ()
        await asyncio.sleep(0.01)
        scene.talk.correct("Good morning, billing.")
        await scene.settled()

    scene = played(stage, act, Ears([Recognised(text="Gut mourning, building.", confidence=0.2)]))
    turn = scene.record().turns[0]
    assert turn.text == "Good morning, billing."
    assert turn.spoken is not None
    assert turn.spoken.recognised == "Gut mourning, building."


def test_a_customer_who_is_cut_short_stops_and_the_record_says_how_far_they_were_heard(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.hear(1.0, voice=True)
        await scene.hear(1.3, voice=False)
        while scene.headset.played < 0.4:
            await asyncio.sleep(0.01)
        await scene.hear(0.5, voice=True)
        await scene.hear(1.3, voice=False)
        while not any(one.kind == "cut_short" for one in scene.record().events):
            await asyncio.sleep(0.01)

    scene = played(stage, act, said("Good morning, how can I help?", "Let me stop you there."), Mouth(seconds=4.0))
    cut = next(one for one in scene.record().events if one.kind == "cut_short")
    assert cut.turn == 2
    assert 0.0 <= cut.seconds < 2.0
    assert cut.behaviours[0].code is Code.INTERRUPTS
    assert scene.record().turns[1].text.startswith(cut.detail)
    assert len(cut.detail) < len(scene.record().turns[1].text)
    assert "flush" in scene.headset.types()


def test_being_cut_short_counts_with_the_next_turn_and_is_not_answered_by_itself(stage: Stage) -> None:
    services, _ = stage.services()
    calls = services.calls
    call = calls.answer(TRAINEE, calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    call = calls.say(TRAINEE, call.id, "Good morning, how can I help?")
    cut = calls.cut_short(TRAINEE, call.id, 2, "I was", 0.4, 0.2)
    assert len(cut.turns) == 2
    after = calls.say(TRAINEE, call.id, "Your number?")
    usual, _ = stage.services()
    plain = usual.calls
    other = plain.answer(TRAINEE, plain.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    plain.say(TRAINEE, other.id, "Good morning, how can I help?")
    assert after.turns[2].state.anger > plain.say(TRAINEE, other.id, "Your number?").turns[2].state.anger


def test_who_comes_in_on_the_last_words_has_not_interrupted(stage: Stage) -> None:
    services, _ = stage.services()
    calls = services.calls
    call = calls.answer(TRAINEE, calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    calls.say(TRAINEE, call.id, "Good morning, how can I help?")
    assert calls.cut_short(TRAINEE, call.id, 2, "all but", 2.0, 0.9).events[-1].behaviours == ()


def test_five_silent_seconds_make_the_customer_ask(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.talk.tick()
        assert scene.record().events[-1].kind == "answered"
        scene.clock.ahead = 5.1
        await scene.talk.tick()
        await scene.settled()
        await scene.talk.tick()

    scene = played(stage, act, said("Hello."))
    silences = [one for one in scene.record().events if one.kind == "silence"]
    assert len(silences) == 1
    assert silences[0].seconds >= 5
    assert scene.mouth.spoke


def test_what_a_button_made_them_say_is_spoken_once(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.turn()
        before = len(scene.mouth.spoke)
        scene.calls.hold(TRAINEE, scene.call)
        scene.calls.take_off_hold(TRAINEE, scene.call)
        scene.talk.look()
        scene.talk.look()
        await scene.settled()
        assert len(scene.mouth.spoke) > before
        spoken = len(scene.mouth.spoke)
        scene.talk.look()
        await scene.settled()
        assert len(scene.mouth.spoke) == spoken

    played(stage, act, said("Good morning, how can I help?"))


def test_a_call_that_is_over_says_so_once(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.turn()
        scene.calls.hang_up(TRAINEE, scene.call)
        await scene.turn()
        await scene.turn()

    scene = played(stage, act, said("Hello."))
    assert scene.headset.types().count("ended") == 1


def test_a_sentence_that_stands_is_spoken_while_the_next_is_being_worded(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.hear(1.0, voice=True)
        await scene.hear(1.3, voice=False)
        while not scene.mouth.spoke:
            await asyncio.sleep(0.005)
        assert len(scene.record().turns) == 1
        await scene.settled()

    scene = played(stage, act, said("Hello."), words=SentenceBySentence(0.3))
    assert scene.mouth.spoke == [FIRST, "Nobody rings me back,", "and I want it put right today."]
    assert scene.record().turns[1].text == f"{FIRST} {SECOND}"


def test_who_is_cut_short_before_all_is_worded_is_not_heard_further(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.hear(1.0, voice=True)
        await scene.hear(1.3, voice=False)
        while scene.headset.played < 0.2:
            await asyncio.sleep(0.005)
        await scene.hear(0.5, voice=True)
        while not any(one.kind == "cut_short" for one in scene.record().events):
            await asyncio.sleep(0.005)

    scene = played(stage, act, said("Hello.", "Stop."), Mouth(seconds=2.0), words=SentenceBySentence(0.5))
    cut = next(one for one in scene.record().events if one.kind == "cut_short")
    assert scene.mouth.spoke == [FIRST]
    assert cut.turn == 2
    assert FIRST.startswith(cut.detail)


def test_what_was_said_early_and_came_to_nothing_does_not_silence_the_next_answer(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.turn()
        spoken = len(scene.mouth.spoke)
        await scene.turn()
        assert len(scene.mouth.spoke) > spoken

    scene = played(stage, act, said("Hello."), words=SentenceBySentence(0.0, failures=1))
    assert [turn.speaker for turn in scene.record().turns] == ["agent", "customer"] * 2


def test_without_ears_the_customer_is_heard_and_nobody_is_hurried_while_they_type(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        scene.calls.say(TRAINEE, scene.call, "Good morning, how can I help?")
        scene.talk.look()
        await scene.settled()
        scene.clock.ahead = 60
        await scene.talk.tick()
        await scene.settled()

    scene = played(stage, act, None)
    assert " ".join(scene.mouth.spoke) == scene.record().turns[-1].text
    assert not [one for one in scene.record().events if one.kind == "silence"]


def test_what_a_browser_has_understood_becomes_a_turn_that_says_so(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        await scene.hear(1.0, voice=True)
        await scene.hear(1.3, voice=False)
        scene.talk.understood("Good morning, how can I help?", 0.9)
        await scene.settled()

    turn = played(stage, act, None).record().turns[0]
    assert turn.spoken is not None
    assert (turn.spoken.by, turn.spoken.confidence) == ("browser", 0.9)
    assert turn.spoken.seconds > 0.9


def test_who_is_listened_to_here_cannot_be_spoken_for_by_a_browser(stage: Stage) -> None:
    async def act(scene: Scene) -> None:
        scene.talk.understood("I am very sorry.", 1.0)
        await scene.settled()

    assert played(stage, act, said("Hello.")).record().turns == ()


@pytest.mark.parametrize("odd", [b"", b"\x01", b"\x01" * 3, b"\xff" * 5_001])
def test_sound_comes_in_any_pieces(stage: Stage, odd: bytes) -> None:
    scene = played(stage, lambda scene: scene.talk.hear(odd), said("Hello."))
    assert isinstance(scene.record().entries[0], Event)
