"""Every store keeps calls, scorecards and people in the same way."""

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

import pytest

from tests.builders import NOON, a_header, a_person, a_scorecard, a_turn, an_event
from trainer.domain.call import Call, Usage
from trainer.domain.cost import Spent
from trainer.domain.people import Person, Role
from trainer.domain.progress import Wanted
from trainer.domain.review import as_given
from trainer.domain.scorecard import NotApplicable, Unscored
from trainer.errors import Conflict, NotFound, TrainerError
from trainer.ports import (
    AttemptStore,
    CallStore,
    JournalStore,
    PeopleStore,
    ReviewStore,
    ScoreStore,
    Shelf,
    Sitting,
    SittingStore,
    SpendingStore,
    Written,
)
from trainer.store.memory import MemoryStore
from trainer.store.sqlite import SqliteStore


class Store(
    CallStore,
    ScoreStore,
    ReviewStore,
    AttemptStore,
    PeopleStore,
    SittingStore,
    JournalStore,
    SpendingStore,
    Shelf,
    Protocol,
):
    """The whole record."""


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    sqlite = SqliteStore(tmp_path / "record.db")
    yield sqlite
    sqlite.close()


@pytest.fixture
def restless_threads() -> Iterator[None]:
    """Threads that take over from each other as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def code_of(kind: type[TrainerError], act: Callable[[], object]) -> str:
    """The code of the error of that kind that the act raises."""
    with pytest.raises(kind) as caught:
        act()
    return caught.value.fault.code


def test_a_call_that_rings_is_there_and_has_no_entries(store: Store) -> None:
    store.begin(a_header())
    assert store.call("call-1") == Call(header=a_header())


def test_a_call_cannot_begin_twice(store: Store) -> None:
    store.begin(a_header())
    assert code_of(Conflict, lambda: store.begin(a_header(trainee="omar"))) == "call.exists"
    assert store.call("call-1").header.trainee == "lina"


def test_a_call_that_never_was_is_unknown(store: Store) -> None:
    assert code_of(NotFound, lambda: store.call("nowhere")) == "call.unknown"


def test_entries_come_back_as_they_were_and_in_order(store: Store) -> None:
    entries = (an_event(), a_turn(1, "Здравейте"), a_turn(2, "مرحبا 'بكم' \x00 🙂"), an_event("held", at=9.1))
    store.begin(a_header())
    store.append("call-1", 0, entries[:1])
    store.append("call-1", 1, entries[1:])
    assert store.call("call-1").entries == entries


def test_twelve_entries_are_not_sorted_as_text(store: Store) -> None:
    store.begin(a_header())
    for number in range(12):
        store.append("call-1", number, (a_turn(number + 1),))
    assert [turn.number for turn in store.call("call-1").turns] == list(range(1, 13))


def test_appending_nothing_changes_nothing(store: Store) -> None:
    store.begin(a_header())
    store.append("call-1", 0, ())
    assert store.call("call-1").entries == ()


@pytest.mark.parametrize("after", [-1, 0, 2])
def test_appending_to_a_call_that_has_moved_on_is_refused_whole(store: Store, after: int) -> None:
    store.begin(a_header())
    store.append("call-1", 0, (a_turn(1),))
    refused = code_of(Conflict, lambda: store.append("call-1", after, (a_turn(2), a_turn(3))))
    assert refused == "call.moved_on"
    assert store.call("call-1").entries == (a_turn(1),)


def test_appending_to_a_call_that_never_was_is_refused(store: Store) -> None:
    assert code_of(NotFound, lambda: store.append("nowhere", 0, (a_turn(),))) == "call.unknown"


@pytest.mark.usefixtures("restless_threads")
def test_two_who_append_at_the_same_place_give_exactly_one_conflict(store: Store) -> None:
    store.begin(a_header())
    together = threading.Barrier(2)

    def append(after: int, text: str) -> int:
        together.wait(timeout=10)
        try:
            store.append("call-1", after, (a_turn(after + 1, text),))
        except Conflict:
            return 1
        return 0

    with ThreadPoolExecutor(2) as pool:
        for after in range(1000):
            conflicts = pool.map(append, (after, after), ("first", "second"))
            assert sum(conflicts) == 1
    assert [turn.number for turn in store.call("call-1").turns] == list(range(1, 1001))


def test_calls_are_told_apart(store: Store) -> None:
    for name in ("a", "b"):
        store.begin(a_header(name))
        store.append(name, 0, (a_turn(1, f"This is {name}"),))
    assert {call.id: call.turns[0].text for call in store.calls_of()} == {"a": "This is a", "b": "This is b"}


def test_the_open_call_of_a_trainee_is_their_newest_that_nobody_hung_up(store: Store) -> None:
    assert store.open_call_of("lina") is None
    for minutes, name in enumerate(("first", "second", "third")):
        store.begin(a_header(name, began=NOON + timedelta(minutes=minutes)))
    store.begin(a_header("theirs", trainee="omar", began=NOON + timedelta(minutes=9)))
    assert store.open_call_of("lina") == "third"
    store.append("third", 0, (a_turn(1, 'the words "hung_up" end nothing'),))
    assert store.open_call_of("lina") == "third"
    store.append("third", 1, (an_event("hung_up"), an_event("silence")))
    assert store.open_call_of("lina") == "second"


def test_the_calls_of_a_trainee_are_theirs_alone(store: Store) -> None:
    store.begin(a_header("a", trainee="lina"))
    store.begin(a_header("b", trainee="omar"))
    store.append("b", 0, (a_turn(),))
    assert store.calls_of("omar") == [store.call("b")]
    assert len(store.calls_of()) == 2
    assert list(store.calls_of("nobody")) == []


def test_calls_come_newest_first_whatever_the_order_of_their_recording(store: Store) -> None:
    for name, minutes in (("middle", 1), ("oldest", 0), ("newest", 2)):
        store.begin(a_header(name, began=NOON + timedelta(minutes=minutes)))
    assert [call.id for call in store.calls_of("lina")] == ["newest", "middle", "oldest"]
    assert [call.id for call in store.calls_of()] == ["newest", "middle", "oldest"]


def test_of_calls_that_began_at_the_same_moment_the_last_recorded_comes_first(store: Store) -> None:
    for name in ("a", "c", "b"):
        store.begin(a_header(name))
    assert [call.id for call in store.calls_of()] == ["b", "c", "a"]


def test_calls_are_ordered_by_moment_and_not_by_the_hour_on_the_wall(store: Store) -> None:
    tokyo = timezone(timedelta(hours=9))
    store.begin(a_header("later", began=NOON + timedelta(microseconds=1)))
    store.begin(a_header("earlier", began=NOON.astimezone(tokyo)))
    assert [call.id for call in store.calls_of()] == ["later", "earlier"]
    assert store.call("earlier").header.began == NOON


def test_scorecards_come_back_oldest_first_and_none_is_replaced(store: Store) -> None:
    store.begin(a_header())
    cards = [a_scorecard(total) for total in (50.0, None, 33.3, 50.0)]
    for card in cards:
        store.keep("call-1", card)
    assert list(store.cards("call-1")) == cards


def test_outcomes_that_are_no_level_come_back_as_what_they_are(store: Store) -> None:
    store.begin(a_header())
    graded = a_scorecard().grades[0]
    outcomes = (Unscored(reason="quote_not_found"), NotApplicable(reason="no_events"))
    grades = tuple(graded.model_copy(update={"outcome": outcome}) for outcome in outcomes)
    store.keep("call-1", a_scorecard(None).model_copy(update={"grades": grades}))
    assert store.cards("call-1")[0].grades == grades


def test_a_call_that_was_not_graded_has_no_scorecards(store: Store) -> None:
    store.begin(a_header())
    store.begin(a_header("other"))
    store.keep("other", a_scorecard())
    assert list(store.cards("call-1")) == []
    assert list(store.cards("nowhere")) == []


def test_a_scorecard_for_a_call_that_never_was_is_refused(store: Store) -> None:
    assert code_of(NotFound, lambda: store.keep("nowhere", a_scorecard())) == "call.unknown"
    assert list(store.cards("nowhere")) == []


def test_a_person_comes_back_with_their_hash(store: Store) -> None:
    lina = a_person("lina", Role.MANAGER, "ar")
    store.add_person(lina, "$argon2id$...")
    assert store.person("lina") == lina
    assert store.password_hash("lina") == "$argon2id$..."


def test_nobody_has_a_name_that_was_not_recorded(store: Store) -> None:
    assert store.person("nobody") is None
    assert store.password_hash("nobody") is None
    assert list(store.people()) == []


def test_a_name_is_given_once(store: Store) -> None:
    store.add_person(a_person(), "first")
    again = a_person(role=Role.MANAGER)
    assert code_of(Conflict, lambda: store.add_person(again, "second")) == "people.taken"
    assert store.person("lina") == a_person()
    assert store.password_hash("lina") == "first"


def test_people_come_by_name(store: Store) -> None:
    for name in ("omar", "Мария", "ليلى", "Zoe", "anna", "🙂", "ﷺ"):
        store.add_person(a_person(name), "hash")
    names = [person.name for person in store.people()]
    assert names == sorted(names)
    assert len(names) == 7


def test_a_person_keeps_the_language_they_chose_and_everything_else(store: Store) -> None:
    store.add_person(a_person(role=Role.TRAINER), "hash")
    store.add_person(a_person("omar"), "other")
    store.choose_language("lina", "bg")
    assert store.people() == [a_person(role=Role.TRAINER, language="bg"), a_person("omar")]
    assert store.password_hash("lina") == "hash"


def test_a_language_can_only_be_chosen_by_someone_who_is_known(store: Store) -> None:
    assert code_of(NotFound, lambda: store.choose_language("nobody", "bg")) == "people.unknown"


def test_everything_about_a_person_but_the_password_changes_together(store: Store) -> None:
    store.add_person(a_person(), "hash")
    changed = a_person(role=Role.TRAINER).model_copy(update={"team": "Billing", "disabled": True})
    store.change_person(changed)
    assert store.person("lina") == changed
    assert store.people() == [changed]
    assert store.password_hash("lina") == "hash"
    assert code_of(NotFound, lambda: store.change_person(a_person("nobody"))) == "people.unknown"


def test_another_password_takes_the_place_of_the_first(store: Store) -> None:
    store.add_person(a_person(), "first")
    store.set_password("lina", "second")
    assert store.password_hash("lina") == "second"
    assert store.person("lina") == a_person()
    assert code_of(NotFound, lambda: store.set_password("nobody", "hash")) == "people.unknown"


def test_wrong_passwords_are_remembered_by_name_and_moment_until_they_are_forgotten(store: Store) -> None:
    for seconds in (0, 60, 120):
        store.note_wrong("lina", NOON + timedelta(seconds=seconds))
    store.note_wrong("nobody", NOON)
    assert store.wrong("lina", NOON) == [NOON + timedelta(seconds=60), NOON + timedelta(seconds=120)]
    store.forget_wrong("lina")
    assert store.wrong("lina", NOON - timedelta(days=1)) == []
    assert store.wrong("nobody", NOON - timedelta(seconds=1)) == [NOON]


@pytest.mark.parametrize(
    "began", [NOON.replace(year=1, microsecond=1), NOON.replace(microsecond=123456), NOON.replace(year=9999)]
)
def test_a_beginning_keeps_its_microseconds(store: Store, began: datetime) -> None:
    store.begin(a_header(began=began))
    assert store.call("call-1").header.began == began


def test_calls_without_a_grade_come_newest_first(store: Store) -> None:
    for name in ("a", "b", "c"):
        store.begin(a_header(name))
    store.keep("b", a_scorecard())
    assert list(store.ungraded(10)) == ["c", "a"]
    assert list(store.ungraded(1)) == ["c"]


def test_what_models_took_is_summed_by_day_use_and_model(store: Store) -> None:
    took = Usage(prompt=10, cached=4, completion=2)
    day = NOON.date()
    for one in (day, day, day - timedelta(days=1), day - timedelta(days=2)):
        store.spend(Spent(day=one, use="wording", model="m", usage=took))
    store.spend(Spent(day=day, use="judging", model="m", usage=took))
    assert list(store.spent(day - timedelta(days=1))) == [
        Spent(day=day, use="judging", model="m", usage=took),
        Spent(day=day, use="wording", model="m", usage=took + took, requests=2),
        Spent(day=day - timedelta(days=1), use="wording", model="m", usage=took),
    ]
    assert list(store.spent(day + timedelta(days=1))) == []


def an_act(subject: str = "one", seq: int = 1, **changed: object) -> Written:
    plain = {"book": "content", "subject": subject, "seq": seq, "by": "trainer", "at": NOON, "body": "{}"}
    return Written.model_validate({**plain, **changed})


def test_a_book_is_read_as_it_was_written_by_subject_or_whole(store: Store) -> None:
    written = [an_act("one"), an_act("two"), an_act("one", 2), an_act("one", book="people")]
    for one in written:
        store.write(one)
    assert list(store.read_book("content", "one")) == [written[0], written[2]]
    assert list(store.read_book("content")) == written[:3]
    assert list(store.trail(2)) == [written[3], written[2]]
    assert list(store.trail(2, skip=2)) == [written[1], written[0]]


@pytest.mark.parametrize("seq", [1, 3])
def test_an_act_out_of_order_is_a_conflict_and_changes_nothing(store: Store, seq: int) -> None:
    store.write(an_act())
    with pytest.raises(Conflict):
        store.write(an_act(seq=seq))
    assert len(store.read_book("content")) == 1


def test_a_sitting_is_known_by_its_key_until_it_ends(store: Store) -> None:
    for key, name in (("a", "lina"), ("b", "lina"), ("c", "omar")):
        store.begin_sitting(key, Sitting(name=name, began=NOON, seen=NOON))
    later = NOON + timedelta(minutes=5)
    store.keep_sitting("a", later)
    assert store.sitting("a") == Sitting(name="lina", began=NOON, seen=later)
    store.end_sittings("lina", but="b")
    assert [store.sitting(key) is None for key in "abc"] == [True, False, False]
    store.end_sitting("b")
    assert store.sitting("b") is None


def test_a_text_stays_as_it_was_first_put(store: Store) -> None:
    store.put_text("v1", "kind: persona")
    store.put_text("v1", "something else")
    assert (store.text("v1"), store.text("v2")) == ("kind: persona", None)


def test_the_version_in_force_is_the_last_that_was_published(store: Store) -> None:
    assert store.published() == {}
    for version in ("v1", "v2"):
        store.publish("persona", "en/late", version)
    store.publish("rubric", "guests", "v3")
    store.publish("rubric", "guests", "")
    assert store.published() == {("persona", "en/late"): "v2", ("rubric", "guests"): ""}


def test_a_history_has_a_line_for_each_call_and_is_narrowed_by_what_is_wanted(store: Store) -> None:
    for name, team in (("lina", "north"), ("omar", "south")):
        store.add_person(Person(name=name, role=Role.TRAINEE, team=team), "")
    for index, who in enumerate(("lina", "lina", "omar")):
        store.begin(a_header(f"call-{index}", who, NOON + timedelta(days=index)))
    store.append("call-0", 0, [an_event("answered"), an_event("hung_up", 9)])
    store.keep("call-0", a_scorecard(80.0))

    def found(**wanted: object) -> list[str]:
        return [one.call for one in store.attempts(Wanted.model_validate(wanted))]

    assert found() == ["call-2", "call-1", "call-0"]
    assert found(trainee="lina") == ["call-1", "call-0"]
    assert found(team="south") == ["call-2"]
    assert found(since=NOON + timedelta(days=1)) == ["call-2", "call-1"]
    assert found(most=1, skip=1) == ["call-1"]
    assert found(call="call-0") == ["call-0"]
    assert store.how_many(Wanted(trainee="lina")) == 2
    (line,) = store.attempts(Wanted(call="call-0"))
    assert (line.ended, line.total, line.graded) == (True, 80.0, True)


def test_a_line_is_written_again_with_how_its_grade_stands(store: Store) -> None:
    store.begin(a_header())
    card = a_scorecard(40.0)
    store.keep("call-1", card)
    store.summarise("call-1", as_given(card.model_copy(update={"total": 60.0})))
    assert [one.total for one in store.attempts()] == [60.0]
    assert list(store.stale()) == []
