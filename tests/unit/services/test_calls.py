"""A call from ring to hang-up, over a real engine and a store in memory."""

import pytest

from tests.stage import TRAINEE, Stage
from trainer.domain.call import MAX_WORDS, Call, ending
from trainer.domain.moves import Move
from trainer.domain.people import Person, Role
from trainer.errors import BadInput, CallClosed, Conflict, NotFound
from trainer.services.calls import Calls

GOOD = [
    "Good morning, you're speaking with Alex. How can I help?",
    "I'm so sorry, that must be really frustrating. Let me sort this out for you. What's your account number?",
    "Thank you. I can see both payments here. That is our mistake.",
    "I'm refunding the second payment to your card now, you'll have it within three working days.",
    "It won't happen again, it was an error in our payment run. I'll text you the reference.",
    "Is there anything else?",
    "Thank you for your patience. Goodbye.",
]
RUDE = [
    "What?",
    "Calm down.",
    "That's not my problem.",
    "You're an idiot.",
    "Shut up.",
    "You should have checked.",
    "Bye.",
]


@pytest.fixture
def calls(stage: Stage) -> Calls:
    return stage.services()[0].calls


@pytest.fixture
def answered(calls: Calls) -> Call:
    return calls.answer(TRAINEE, calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)


def test_a_good_call_is_resolved(stage: Stage) -> None:
    call = stage.play("en/angry", "en/billed-twice", GOOD)
    end = ending(call)
    assert end is not None
    assert end.reason == "resolved"


def test_an_abused_customer_leaves(stage: Stage) -> None:
    end = ending(stage.play("en/angry", "en/billed-twice", RUDE))
    assert end is not None
    assert (end.by, end.reason) == ("customer", "left")


def test_on_an_inbound_call_the_agent_speaks_first(answered: Call) -> None:
    assert answered.turns == ()


def test_on_an_outbound_call_the_customer_speaks_first(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = stage.catalogue.scenario("en/billed-twice").model_copy(update={"direction": "outbound"})
    services, _ = stage.services()
    monkeypatch.setattr(services.catalogue, "scenario", lambda *_named: scenario)
    call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    assert [(turn.speaker, turn.move) for turn in call.turns] == [("customer", Move.OPEN)]


def test_a_fact_comes_out_only_when_it_is_asked_for(calls: Calls, answered: Call) -> None:
    greeted = calls.say(TRAINEE, answered.id, "Hello, how can I help?")
    assert greeted.turns[-1].customer.revealed == ()
    asked = calls.say(TRAINEE, answered.id, "What is your account number?")
    assert asked.turns[-1].told == ("account_number",)
    assert "4471 902" in asked.turns[-1].text or "four four seven one" in asked.turns[-1].text


def test_asking_again_is_noticed(calls: Calls, answered: Call) -> None:
    for words in ("Hello.", "What is your account number?", "What is your account number?"):
        call = calls.say(TRAINEE, answered.id, words)
    assert call.turns[-1].move is Move.ALREADY_SAID


def test_the_customer_gives_their_name_when_asked(calls: Calls, answered: Call) -> None:
    calls.say(TRAINEE, answered.id, "Hello.")
    call = calls.say(TRAINEE, answered.id, "Can I have your name, please?")
    assert "Whitfield" in call.turns[-1].text


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_an_empty_turn_is_refused_and_nothing_is_recorded(calls: Calls, answered: Call, words: str) -> None:
    with pytest.raises(BadInput, match=r"turn\.empty"):
        calls.say(TRAINEE, answered.id, words)
    assert calls.read(TRAINEE, answered.id) == answered


def test_a_turn_of_100_000_characters_is_refused_and_nothing_is_recorded(calls: Calls, answered: Call) -> None:
    with pytest.raises(BadInput) as caught:
        calls.say(TRAINEE, answered.id, "a" * 100_000)
    assert caught.value.fault.params == {"length": 100_000, "most": MAX_WORDS}
    assert calls.read(TRAINEE, answered.id) == answered


def test_markup_is_words_like_any_other(calls: Calls, answered: Call) -> None:
    call = calls.say(TRAINEE, answered.id, "<script>alert(1)</script>")
    assert call.turns[0].text == "<script>alert(1)</script>"


def test_nothing_can_be_said_before_answering_or_after_hanging_up(calls: Calls) -> None:
    ringing = calls.ring(TRAINEE, "en/angry", "en/billed-twice")
    with pytest.raises(Conflict, match="not_answered"):
        calls.say(TRAINEE, ringing.id, "Hello.")
    calls.answer(TRAINEE, ringing.id)
    calls.hang_up(TRAINEE, ringing.id)
    with pytest.raises(CallClosed):
        calls.say(TRAINEE, ringing.id, "Hello.")


def test_answering_and_hanging_up_twice_change_nothing(calls: Calls, answered: Call) -> None:
    assert calls.answer(TRAINEE, answered.id) == answered
    ended = calls.hang_up(TRAINEE, answered.id)
    assert calls.hang_up(TRAINEE, answered.id) == ended


def test_somebody_elses_call_is_as_unknown_as_none(calls: Calls, answered: Call) -> None:
    other = Person(name="other", role=Role.TRAINEE)
    for act in (calls.read, calls.answer, calls.hang_up, calls.hold, calls.escalate, calls.resume):
        with pytest.raises(NotFound, match=r"call\.unknown"):
            act(other, answered.id)
    with pytest.raises(NotFound):
        calls.say(other, answered.id, "Hello.")


def test_a_trainer_may_read_a_call_but_not_speak_in_it(calls: Calls, answered: Call) -> None:
    trainer = Person(name="trainer", role=Role.TRAINER)
    assert calls.read(trainer, answered.id) == answered
    with pytest.raises(NotFound):
        calls.say(trainer, answered.id, "Hello.")


def test_persona_and_scenario_must_speak_one_language(calls: Calls) -> None:
    with pytest.raises(Conflict, match="languages_differ"):
        calls.ring(TRAINEE, "en/angry", "ar/billed-twice")


@pytest.mark.parametrize(
    ("persona", "scenario", "rubric", "code"),
    [
        ("en/angri", "en/billed-twice", "foundations", "content.no_such_persona"),
        ("en/angry", "en/nothing", "foundations", "content.no_such_scenario"),
        ("en/angry", "en/billed-twice", "foundation", "content.no_such_rubric"),
        ("../../etc/passwd", "en/billed-twice", "foundations", "content.no_such_persona"),
    ],
)
def test_an_unknown_id_is_refused_by_name(calls: Calls, persona: str, scenario: str, rubric: str, code: str) -> None:
    with pytest.raises(NotFound) as caught:
        calls.ring(TRAINEE, persona, scenario, rubric)
    assert caught.value.fault.code == code


def test_the_open_call_is_found_again_until_it_ends(calls: Calls, answered: Call) -> None:
    found = calls.open_call(TRAINEE)
    assert found is not None
    assert found.id == answered.id
    calls.hang_up(TRAINEE, answered.id)
    assert calls.open_call(TRAINEE) is None


def test_a_hold_that_was_asked_for_costs_less(stage: Stage) -> None:
    opening = ["Hello.", "What is your account number?"]
    asked = stage.play("en/angry", "en/billed-twice", [*opening, "May I put you on hold for a moment?", ":hold 20"])
    silent = stage.play("en/angry", "en/billed-twice", [*opening, "Ok, your account.", ":hold 20"])
    assert asked.turns[-1].move is Move.RETURNED
    assert silent.turns[-1].move is Move.RETURNED
    assert asked.turns[-1].state.patience > silent.turns[-1].state.patience


def test_events_draw_their_own_reactions(stage: Stage) -> None:
    script = ["Hello.", ":silence 8", ":interrupt", ":transfer the billing desk", ":escalate"]
    moves = [turn.move for turn in stage.play("en/angry", "en/billed-twice", script).turns if turn.move]
    assert moves == [Move.OPEN, Move.CHASE, Move.TALKED_OVER, Move.TRANSFERRED, Move.ESCALATED]


def test_an_escalated_call_that_is_not_settled_ends_as_a_supervisors(stage: Stage) -> None:
    end = ending(stage.play("en/angry", "en/billed-twice", ["Hello.", ":escalate", ":hangup"]))
    assert end is not None
    assert (end.by, end.reason) == ("agent", "supervisor")


def test_a_reply_that_a_crash_kept_back_is_made_when_the_call_is_resumed(stage: Stage) -> None:
    whole = stage.play("en/angry", "en/billed-twice", ["Hello.", "What is your account number?"])
    services, _ = stage.services()
    services.store.begin(whole.header)
    services.store.append(whole.id, 0, whole.entries[:-1])
    resumed = services.calls.resume(TRAINEE, whole.id)
    assert resumed.turns[-1].text == whole.turns[-1].text
    assert resumed.turns[-1].customer == whole.turns[-1].customer


@pytest.mark.parametrize("language", ["en", "ar", "bg"])
@pytest.mark.parametrize("who", ["angry", "confused", "hesitant"])
@pytest.mark.parametrize("why", ["billed-twice", "faulty-appliance"])
def test_no_customer_ever_says_the_same_twice(stage: Stage, language: str, who: str, why: str) -> None:
    call = stage.play(f"{language}/{who}", f"{language}/{why}", ["..."] * 60, seed=5)
    said = [turn.text for turn in call.turns if turn.speaker == "customer"]
    assert len(said) == len(set(said))
    assert call.ended


def test_the_same_seed_and_words_give_the_same_call_and_another_seed_other_words(stage: Stage) -> None:
    first, again, other = (stage.play("en/angry", "en/billed-twice", GOOD, seed=seed) for seed in (3, 3, 4))
    assert first.entries == again.entries
    assert [turn.text for turn in first.turns] != [turn.text for turn in other.turns]


def test_what_is_written_down_after_a_call_neither_lengthens_nor_changes_it(stage: Stage) -> None:
    services, clock = stage.services()
    call = services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id
    services.calls.answer(TRAINEE, call)
    services.calls.say(TRAINEE, call, GOOD[0])
    with pytest.raises(Conflict):
        services.calls.wrap_up(TRAINEE, call, "settled", "")
    ended = services.calls.hang_up(TRAINEE, call)
    before = services.grading.freeze(ended)
    clock.pass_(300)
    services.calls.wrap_up(TRAINEE, call, "follow_up", "Text message promised.")
    written = services.calls.wrap_up(TRAINEE, call, "settled", " Refund booked. ")
    assert written.wrapped_up is not None
    assert (written.wrapped_up.disposition, written.wrapped_up.note) == ("settled", "Refund booked.")
    assert services.grading.freeze(written) == before
    assert ending(written) == ending(ended)
    assert services.calls.open_call(TRAINEE) is None


@pytest.mark.parametrize(("disposition", "note"), [("lost", ""), ("", ""), ("settled", "x" * (MAX_WORDS + 1))])
def test_nothing_odd_is_written_down_after_a_call(calls: Calls, answered: Call, disposition: str, note: str) -> None:
    ended = calls.hang_up(TRAINEE, answered.id)
    with pytest.raises(BadInput):
        calls.wrap_up(TRAINEE, ended.id, disposition, note)
    assert calls.read(TRAINEE, ended.id) == ended


def test_nobody_writes_into_the_call_of_another(calls: Calls, answered: Call) -> None:
    calls.hang_up(TRAINEE, answered.id)
    with pytest.raises(NotFound):
        calls.wrap_up(Person(name="other", role=Role.TRAINEE), answered.id, "settled", "")
