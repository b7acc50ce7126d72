"""The customer's reply to the end of a record: the same record gives the same reply."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from trainer.domain.call import QUIET, Call, Event, Turn
from trainer.domain.codebook import Code
from trainer.domain.customer.act import acted
from trainer.domain.customer.advance import advance
from trainer.domain.customer.choose import choose
from trainer.domain.customer.memory import Customer, newcomer
from trainer.domain.customer.scene import Scene
from trainer.domain.moves import Act, Move
from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario
from trainer.domain.speech import Spoken
from trainer.ports import FirstReader, Guard, Listening, Moment, Show, Voice, Worded

INSTEAD: dict[Move, Move] = {
    Move.COMPLAIN: Move.PRESS,
    Move.PRESS: Move.SUPERVISOR,
    Move.DOUBT: Move.HESITATE,
    Move.MISUNDERSTAND: Move.PRESS,
    Move.HESITATE: Move.FALTER,
    Move.FALTER: Move.COMPLAIN,
    Move.ASK: Move.PRESS,
    Move.SUPERVISOR: Move.WARN,
    Move.WARN: Move.LEAVE,
    Move.CONFIRM: Move.FAREWELL,
    Move.ACCEPT: Move.FAREWELL,
    Move.THANK: Move.FAREWELL,
}
"""What a customer does who has no fresh words left for a move; any other move becomes a complaint."""


def unseen(_: str) -> None:
    """Shows nothing early."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who calls, why, and who words it."""

    persona: Persona
    scenario: Scenario
    voice: Voice
    guard: Guard
    show: Show = unseen


def customer_of(cast: Cast, call: Call) -> Customer:
    """The customer as the record leaves them, with what was read in the last turn since."""
    return _quietly(cast, call.customer or newcomer(cast.persona), call)


def _quietly(cast: Cast, customer: Customer, call: Call) -> Customer:
    """The customer after what has happened since the last turn and wanted no answer."""
    since = takewhile(lambda entry: isinstance(entry, Event), reversed(call.entries))
    for entry in reversed([one for one in since if isinstance(one, Event) and one.kind in QUIET]):
        customer = hear(cast, customer, entry)
    return customer


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


def heard_of(cast: Cast, reader: FirstReader, call: Call, words: str, at: float, spoken: Spoken | None = None) -> Turn:
    """The agent's turn: what was read in the words, and the customer after hearing them."""
    customer = customer_of(cast, call)
    turn = Turn(
        number=len(call.turns) + 1,
        speaker="agent",
        text=words,
        at=at,
        customer=customer,
        behaviours=reader.read(words, listening_to(cast, call)),
        spoken=spoken,
    )
    return turn.model_copy(update={"customer": hear(cast, customer, turn)})


def listening_to(cast: Cast, call: Call) -> Listening:
    """What a reader may know when the agent speaks next."""
    customer = customer_of(cast, call)
    last = call.turns[-1] if call.turns else None
    return Listening(
        language=call.header.language,
        before=last.text if last is not None and last.speaker == "customer" else "",
        formulas=frozenset(customer.formulas),
        answers=tuple(_answers(call)),
        persona=cast.persona,
        scenario=cast.scenario,
        customer=customer,
    )


def _answers(call: Call) -> Iterator[tuple[str, str]]:
    for turn in call.turns:
        for one in turn.behaviours:
            if one.code is Code.ANSWERS and one.about:
                yield one.about, turn.text


def waiting_for_reply(call: Call) -> Turn | Event | None:
    """The entry at the end of the record that the customer has not reacted to yet."""
    last = call.entries[-1] if call.entries else None
    if isinstance(last, Turn):
        return last if last.speaker == "agent" else None
    return last if last is not None and last.behaviours and last.kind not in QUIET else None


def reply(cast: Cast, call: Call, at: float) -> Turn | None:
    """The customer's next turn, or `None` when nothing in the record asks for one."""
    entry = waiting_for_reply(call)
    if entry is None:
        return None
    number = len(call.turns) + 1
    rng = random.Random(f"{call.header.seed}:{number}")
    before = _quietly(cast, _before(call, cast.persona, entry), call)
    customer = entry.customer if isinstance(entry, Turn) else hear(cast, before, entry)
    act = choose(Scene(cast.persona, cast.scenario, before, customer, entry.behaviours, rng))
    return _turn(cast, customer, act, rng, call.turns, at)


def opener(cast: Cast, call: Call, at: float) -> Turn:
    """The customer's first words on an outbound call, where they pick up."""
    rng = random.Random(f"{call.header.seed}:1")
    return _turn(cast, newcomer(cast.persona), Act(move=Move.OPEN), rng, (), at)


def _before(call: Call, persona: Persona, entry: Turn | Event) -> Customer:
    earlier = [turn for turn in call.turns if turn is not entry]
    return earlier[-1].customer if earlier else newcomer(persona)


def _turn(cast: Cast, customer: Customer, act: Act, rng: random.Random, turns: tuple[Turn, ...], at: float) -> Turn:
    moment = Moment(persona=cast.persona, scenario=cast.scenario, customer=customer, turns=turns)
    act, worded = _words(cast, moment, act, rng)
    after = acted(cast.scenario, customer, act, worded.used)
    return Turn(
        number=len(turns) + 1,
        speaker="customer",
        text=worded.text,
        at=at,
        customer=after,
        move=act.move,
        told=tuple(name for name in after.revealed if name not in customer.revealed),
        worded_by=worded.by,
        instead=worded.instead,
        usage=worded.usage,
    )


def _broken(guard: Guard, worded: Worded, act: Act, moment: Moment) -> bool:
    return bool(guard.breaches(worded.text, act, moment.scenario, moment.customer, moment.heard))


def _words(cast: Cast, moment: Moment, act: Act, rng: random.Random) -> tuple[Act, Worded]:
    tried: set[Move] = set()
    while act.move not in tried:
        worded = cast.voice.word(act, moment, rng, cast.show)
        # Words that break a rule are as good as none.
        if worded is not None and not _broken(cast.guard, worded, act, moment):
            return act, worded
        tried.add(act.move)
        act = Act(move=INSTEAD.get(act.move, Move.COMPLAIN))
    # Every line has been spent: a person with nothing left to say puts the phone down.
    return Act(move=Move.LEAVE), Worded(text="…", used=())
