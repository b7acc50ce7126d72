"""Rehearsal: a practice agent plays a whole call against a customer; nothing goes on the record."""

import random
from datetime import UTC, datetime

from trainer.domain.call import Call, Event, Header
from trainer.domain.persona import Persona
from trainer.domain.practice import Heard, PracticeAgent, Worked, say
from trainer.domain.scenario import Channel, Scenario
from trainer.language.filling import fill
from trainer.ports import Catalogue, FirstReader, Guard, Voice
from trainer.services.reply import Cast, heard_of, reply

MOST_TURNS = 14
"""Agent turns after which a rehearsal is broken off; a practice agent that has not got there by then will not."""
SECONDS_A_TURN = 8.0
"""How long a turn takes on the rehearsal's clock."""


class Rehearsal:
    """Plays practice agents. The same agent, persona, scenario and seed give the same call."""

    def __init__(self, catalogue: Catalogue, reader: FirstReader, voice: Voice, guard: Guard) -> None:
        self._catalogue = catalogue
        self._reader = reader
        self._voice = voice
        self._guard = guard

    def play(
        self, agent: PracticeAgent, persona: str, scenario: str, seed: int, channel: Channel | None = None
    ) -> Call:
        """The call until the customer or, after `MOST_TURNS`, the agent puts the phone down.

        In another `channel` than the scenario's own they type what they would say, or say what they would type.
        """
        who, why = self._catalogue.persona(persona), self._catalogue.scenario(scenario)
        there = why.model_copy(update={"channel": channel}) if channel else why
        return self.act(agent, who, there, seed, (persona, scenario))

    def act(
        self, agent: PracticeAgent, persona: Persona, scenario: Scenario, seed: int, names: tuple[str, str] = ("", "")
    ) -> Call:
        """The same with a customer and a situation that need not be in the catalogue; `names` are their ids."""
        told = scenario.told_by(persona.says_name).with_examples(agent.examples.get(names[1], {}))
        cast = Cast(persona, told, self._voice, self._guard)
        rng = random.Random(f"{agent.name}:{seed}")
        call, worked = _ringing(*names, cast, seed), Worked()
        for _ in range(MOST_TURNS):
            said = say(agent, cast.scenario, _heard(call), worked, rng)
            worked = said.worked
            values = {"customer": cast.persona.name, "company": cast.scenario.company}
            call = self.take(cast, call, fill(said.text, cast.persona, values))
            if call.customer is not None and call.customer.gone:
                return call.with_(Event(kind="hung_up", at=_now(call), by="customer"))
        return call.with_(Event(kind="hung_up", at=_now(call)))

    def ringing(self, persona: Persona, scenario: Scenario) -> tuple[Call, Cast]:
        """A call that has been answered and in which nothing was said yet, and who takes part in it."""
        cast = Cast(persona, scenario.told_by(persona.says_name), self._voice, self._guard)
        return _ringing("", "", cast, seed=1), cast

    def take(self, cast: Cast, call: Call, words: str) -> Call:
        """The call after the agent's words and the customer's reply."""
        heard = call.with_(heard_of(cast, self._reader, call, words, _now(call)))
        answer = reply(cast, heard, _now(heard))
        return heard.with_(answer) if answer else heard


def _ringing(persona: str, scenario: str, cast: Cast, seed: int) -> Call:
    header = Header(
        id=f"{persona}:{scenario}:{seed}",
        trainee="",
        language=cast.persona.language,
        persona=persona,
        scenario=scenario,
        rubric="",
        seed=seed,
        began=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return Call(header=header, entries=(Event(kind="answered", at=0),))


def _heard(call: Call) -> Heard:
    last = call.turns[-1] if call.turns else None
    return Heard(last.text, last.move) if last else Heard("", None)


def _now(call: Call) -> float:
    return len(call.turns) * SECONDS_A_TURN
