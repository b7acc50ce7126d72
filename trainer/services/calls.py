"""A call from ring to hang-up. Every step is on the record before the next thing is shown."""

from contextlib import suppress
from dataclasses import replace

from trainer.domain.call import DISPOSITIONS, MAX_WORDS, Call, EndedBy, Event, EventKind, Header, Turn
from trainer.domain.codebook import Behaviour, Code
from trainer.domain.people import Person
from trainer.domain.speech import Spoken
from trainer.errors import BadInput, CallClosed, Conflict, NotFound
from trainer.ports import CallStore, Catalogue, Clock, FirstReader, Guard, Ids, Show, Voice
from trainer.services.access import Access
from trainer.services.reply import Cast, heard_of, listening_to, opener, reply, unseen, waiting_for_reply
from trainer.services.second_reading import SecondReading

DEFAULT_RUBRIC = "foundations"
TRIES = 5
HEARD_OUT = 0.8
"""The share of a turn from which it was heard out; judgement."""
LAST_WORD = 1.5
"""Seconds that the end of a call waits for what a second reader has heard in the last turn."""


class Calls:
    """The trainee's side of a call: whatever it returns is durable."""

    def __init__(
        self,
        catalogue: Catalogue,
        store: CallStore,
        access: Access,
        reader: FirstReader,
        voice: Voice,
        guard: Guard,
        clock: Clock,
        ids: Ids,
        second: SecondReading | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._access = access
        self._reader = reader
        self._voice = voice
        self._guard = guard
        self._clock = clock
        self._ids = ids
        self._second = second

    def ring(
        self, person: Person, persona: str, scenario: str, rubric: str = DEFAULT_RUBRIC, *, official: bool = True
    ) -> Call:
        """The phone begins to ring; `Conflict` when persona and scenario speak different languages."""
        who, why = self._catalogue.persona(persona), self._catalogue.scenario(scenario)
        self._catalogue.rubric(rubric)
        if who.language != why.language:
            raise Conflict("call.languages_differ", persona=persona, scenario=scenario)
        named = (("persona", persona), ("scenario", scenario), ("rubric", rubric))
        header = Header(
            id=self._ids.new(),
            trainee=person.name,
            language=who.language,
            persona=persona,
            scenario=scenario,
            rubric=rubric,
            seed=self._ids.seed(),
            began=self._clock.now(),
            official=official,
            versions=tuple((kind, self._catalogue.keep(kind, name)) for kind, name in named),
        )
        self._store.begin(header)
        return Call(header=header)

    def read(self, person: Person, call: str) -> Call:
        """The call as recorded; a call that this person may not see is as unknown as one that never was."""
        return self._access.call(person, call)

    def open_call(self, person: Person) -> Call | None:
        """The call that this person is in, if any."""
        found = self._store.open_call_of(person.name)
        return self._store.call(found) if found is not None else None

    def resume(self, person: Person, call: str) -> Call:
        """The call, with the reply that a crash may have kept from it."""
        return self._reply_if_due(self._own(person, call))

    def answer(self, person: Person, call: str) -> Call:
        """Pick up; on an outbound call the customer says the first words."""
        ringing = self._live(person, call)
        if ringing.answered:
            return ringing
        answered = self._append(ringing, self._event(ringing, "answered"))
        cast = self._cast(answered)
        if cast.scenario.direction == "outbound":
            return self._append(answered, opener(cast, answered, self._at(answered)))
        return answered

    def say(self, person: Person, call: str, words: str, show: Show = unseen, spoken: Spoken | None = None) -> Call:
        """The agent's turn and the customer's reply to it; sentences of the reply are shown as soon as they stand."""
        live = self._reply_if_due(self._talking(person, call))
        text = self._checked(words)
        since = self._heard_since(live)
        before, cast = live.with_(*since), self._cast(live)
        turn = heard_of(cast, self._reader, before, text, self._at(live), spoken)
        said = self._append(live, *since, turn)
        if self._second is not None:
            self._second.listen(call, turn, listening_to(cast, before))
        return self._reply_if_due(said, show)

    def hold(self, person: Person, call: str) -> Call:
        """Put the customer on hold; the call goes on until it is resumed."""
        live = self._talking(person, call)
        return live if live.on_hold else self._append(live, self._event(live, "held"))

    def take_off_hold(self, person: Person, call: str) -> Call:
        """Back to the customer, who says what they think of the wait."""
        live = self._talking(person, call)
        if not live.on_hold:
            return live
        held = next(event for event in reversed(live.events) if event.kind == "held")
        return self._happen(live, "resumed", _hold_code(live), seconds=self._at(live) - held.at)

    def fall_silent(self, person: Person, call: str, seconds: float) -> Call:
        """The agent has said nothing for so long."""
        return self._happen(self._talking(person, call), "silence", Code.FALLS_SILENT, seconds=seconds)

    def interrupt(self, person: Person, call: str) -> Call:
        """The agent has talked over the customer."""
        return self._happen(self._talking(person, call), "interrupted", Code.INTERRUPTS)

    def cut_short(self, person: Person, call: str, turn: int, heard: str, seconds: float, share: float) -> Call:
        """The agent has begun to speak over the customer, of whose turn they had heard this share, 0-1."""
        live = self._talking(person, call)
        interrupts = Behaviour(code=Code.INTERRUPTS, quote="", start=0, end=0)
        # Who comes in on the last words has heard the customer out.
        seen = (interrupts,) if share < HEARD_OUT else ()
        event = Event(kind="cut_short", at=self._at(live), turn=turn, detail=heard, seconds=seconds, behaviours=seen)
        return self._append(live, event)

    def transfer(self, person: Person, call: str, where: str) -> Call:
        """Pass the customer on to somebody else."""
        return self._happen(self._talking(person, call), "transferred", Code.TRANSFERS, detail=where)

    def escalate(self, person: Person, call: str) -> Call:
        """Pass the customer on to a supervisor."""
        return self._happen(self._talking(person, call), "escalated", Code.ESCALATES)

    def hang_up(self, person: Person, call: str, by: EndedBy = "agent") -> Call:
        """End the call; a call that has ended stays as it is."""
        for _ in range(TRIES - 1):
            # A turn by voice may come between; who hangs up hangs up all the same.
            with suppress(Conflict):
                return self._end(person, call, by)
        return self._end(person, call, by)

    def wrap_up(self, person: Person, call: str, disposition: str, note: str) -> Call:
        """Write down what became of an ended call, and a note; written again, the later one holds."""
        found = self._own(person, call)
        if not found.ended:
            raise Conflict("call.goes_on")
        if disposition not in DISPOSITIONS:
            raise BadInput("wrap_up.disposition")
        if len(note) > MAX_WORDS:
            raise BadInput("turn.too_long", length=len(note), most=MAX_WORDS)
        # At the moment of hanging up, so that the call does not grow by the time that writing took.
        at = max(event.at for event in found.events if event.kind == "hung_up")
        written = (Event(kind="disposed", at=at, detail=disposition), Event(kind="noted", at=at, detail=note.strip()))
        return self._append(found, *written)

    def _end(self, person: Person, call: str, by: EndedBy) -> Call:
        found = self._own(person, call)
        if found.ended:
            return found
        return self._append(found, *self._heard_since(found, LAST_WORD), self._event(found, "hung_up", by=by))

    def _own(self, person: Person, call: str) -> Call:
        found = self._store.call(call)
        if found.header.trainee != person.name:
            raise NotFound("call.unknown", id=call)
        return found

    def _live(self, person: Person, call: str) -> Call:
        found = self._own(person, call)
        if found.ended:
            raise CallClosed("call.closed")
        return found

    def _talking(self, person: Person, call: str) -> Call:
        live = self._live(person, call)
        if not live.answered:
            raise Conflict("call.not_answered")
        return live

    def _checked(self, words: str) -> str:
        if not words.strip():
            raise BadInput("turn.empty")
        if len(words) > MAX_WORDS:
            raise BadInput("turn.too_long", length=len(words), most=MAX_WORDS)
        return words.strip()

    def _cast(self, call: Call) -> Cast:
        header = call.header
        persona = self._catalogue.persona(header.persona, header.version("persona"))
        scenario = self._catalogue.scenario(header.scenario, header.version("scenario")).told_by(persona.says_name)
        return Cast(persona, scenario, self._voice, self._guard)

    def _at(self, call: Call) -> float:
        return round((self._clock.now() - call.header.began).total_seconds(), 3)

    def _event(self, call: Call, kind: EventKind, by: EndedBy = "agent") -> Event:
        return Event(kind=kind, at=self._at(call), by=by)

    def _happen(self, call: Call, kind: EventKind, code: Code, seconds: float = 0, detail: str = "") -> Call:
        seen = (Behaviour(code=code, quote="", start=0, end=0),)
        event = Event(kind=kind, at=self._at(call), seconds=seconds, detail=detail, behaviours=seen)
        return self._reply_if_due(self._append(call, event))

    def _reply_if_due(self, call: Call, show: Show = unseen) -> Call:
        if call.ended or waiting_for_reply(call) is None:
            return self._close_if_gone(call)
        turn = reply(replace(self._cast(call), show=show), call, self._at(call))
        return self._close_if_gone(self._append(call, turn)) if turn else call

    def _close_if_gone(self, call: Call) -> Call:
        gone = call.customer is not None and call.customer.gone and not call.ended
        if not gone:
            return call
        return self._append(call, *self._heard_since(call, LAST_WORD), self._event(call, "hung_up", by="customer"))

    def _heard_since(self, call: Call, wait: float = 0.0) -> tuple[Event, ...]:
        return self._second.added(call.id, self._at(call), wait) if self._second is not None else ()

    def _append(self, call: Call, *entries: Turn | Event) -> Call:
        self._store.append(call.id, len(call.entries), entries)
        return call.with_(*entries)


def _hold_code(call: Call) -> Code:
    """Holding after asking for it is one thing, holding without a word another."""
    turns = [turn for turn in call.turns if turn.speaker == "agent"]
    asked = bool(turns) and any(one.code is Code.ASKS_HOLD for one in turns[-1].behaviours)
    return Code.HOLDS if asked else Code.HOLDS_UNANNOUNCED
