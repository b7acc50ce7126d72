"""The customer's reply to the end of a record: the same record gives the same reply."""

import random
from dataclasses import dataclass

from trainer.domain.call import Call, Event, Turn
from trainer.domain.customer.act import acted
from trainer.domain.customer.advance import advance
from trainer.domain.customer.choose import Scene, choose
from trainer.domain.customer.memory import Customer, newcomer
from trainer.domain.moves import Act, Move
from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario
from trainer.ports import Voice, Worded

INSTEAD: dict[Move, Move] = {
    Move.COMPLAIN: Move.PRESS,
    Move.PRESS: Move.SUPERVISOR,
    Move.DOUBT: Move.HESITATE,
    Move.MISUNDERSTAND: Move.PRESS,
    Move.HESITATE: Move.PRESS,
    Move.ASK: Move.PRESS,
    Move.SUPERVISOR: Move.WARN,
    Move.WARN: Move.LEAVE,
    Move.CONFIRM: Move.FAREWELL,
    Move.ACCEPT: Move.FAREWELL,
    Move.THANK: Move.FAREWELL,
}
"""What a customer does who has no fresh words left for a move; any other move becomes a complaint."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who calls, why, and who words it."""

    persona: Persona
    scenario: Scenario
    voice: Voice


def customer_of(call: Call, persona: Persona) -> Customer:
    """The customer as the record leaves them."""
    return call.customer or newcomer(persona)


def hear(cast: Cast, customer: Customer, entry: Turn | Event) -> Customer:
    """The customer after an agent's turn or an event."""
    return advance(
        cast.persona,
        cast.scenario,
        customer,
        entry.behaviours,
        seconds=entry.seconds if isinstance(entry, Event) else 0,
        words_were_spoken=isinstance(entry, Turn),
    )


def waiting_for_reply(call: Call) -> Turn | Event | None:
    """The entry at the end of the record that the customer has not reacted to yet."""
    last = call.entries[-1] if call.entries else None
    if isinstance(last, Turn):
        return last if last.speaker == "agent" else None
    return last if last is not None and last.behaviours else None


def reply(cast: Cast, call: Call, at: float) -> Turn | None:
    """The customer's next turn, or `None` when nothing in the record asks for one."""
    entry = waiting_for_reply(call)
    if entry is None:
        return None
    number = len(call.turns) + 1
    rng = random.Random(f"{call.header.seed}:{number}")
    before = _before(call, cast.persona, entry)
    customer = entry.customer if isinstance(entry, Turn) else hear(cast, before, entry)
    act = choose(Scene(cast.persona, cast.scenario, before, customer, entry.behaviours, rng))
    return _turn(cast, customer, act, rng, number, at)


def opener(cast: Cast, call: Call, at: float) -> Turn:
    """The customer's first words on an outbound call, where they pick up."""
    rng = random.Random(f"{call.header.seed}:1")
    return _turn(cast, newcomer(cast.persona), Act(move=Move.OPEN), rng, 1, at)


def _before(call: Call, persona: Persona, entry: Turn | Event) -> Customer:
    earlier = [turn for turn in call.turns if turn is not entry]
    return earlier[-1].customer if earlier else newcomer(persona)


def _turn(cast: Cast, customer: Customer, act: Act, rng: random.Random, number: int, at: float) -> Turn:
    act, worded = _words(cast, customer, act, rng)
    after = acted(cast.scenario, customer, act, worded.used)
    return Turn(
        number=number,
        speaker="customer",
        text=worded.text,
        at=at,
        customer=after,
        move=act.move,
        told=tuple(name for name in after.revealed if name not in customer.revealed),
        worded_by=cast.voice.name,
    )


def _words(cast: Cast, customer: Customer, act: Act, rng: random.Random) -> tuple[Act, Worded]:
    tried: set[Move] = set()
    while act.move not in tried:
        worded = cast.voice.word(act, cast.persona, cast.scenario, customer, rng)
        if worded is not None:
            return act, worded
        tried.add(act.move)
        act = Act(move=INSTEAD.get(act.move, Move.COMPLAIN))
    # Every line has been spent: a person with nothing left to say puts the phone down.
    return Act(move=Move.LEAVE), Worded(text="…", used=())
