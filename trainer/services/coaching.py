"""After a call: the moment that mattered, what could have been said, and another try from there."""

import random
from datetime import timedelta

from trainer.domain.call import Branch, Call, Turn
from trainer.domain.coaching import Change, Coaching, Difference, Moment, between, moment_of
from trainer.domain.people import Person
from trainer.domain.practice import Heard, Worked, say
from trainer.errors import BadInput, Conflict, NotAllowed, NotFound
from trainer.language.filling import fill
from trainer.ports import CallStore, Catalogue, Clock, Ids, ScoreStore
from trainer.services.access import Access

MODEL = "excellent"
"""The practice agent whose words are shown as what could have been said."""


class Coach:
    """Looks back at a call with the trainee, and lets them try again."""

    def __init__(
        self, catalogue: Catalogue, calls: CallStore, access: Access, scores: ScoreStore, clock: Clock, ids: Ids
    ) -> None:
        self._catalogue = catalogue
        self._calls = calls
        self._access = access
        self._scores = scores
        self._clock = clock
        self._ids = ids

    def coach(self, person: Person, call: str) -> Coaching | None:
        """The moment that mattered most and other words for it; `None` when the call has no such moment."""
        found = self._seen(person, call)
        moment = moment_of(found)
        return Coaching(moment=moment, instead=self._instead(found, moment)) if moment else None

    def rewind(self, person: Person, call: str, turn: int) -> Call:
        """A call of its own that is the same up to this turn of the agent's: seed, state and clock go on from there."""
        found = self._seen(person, call)
        if found.header.trainee != person.name:
            raise NotAllowed("coaching.not_yours")
        if not found.ended:
            raise Conflict("coaching.call_goes_on")
        spoken = next((one for one in found.turns if one.number == turn and one.speaker == "agent"), None)
        if spoken is None:
            raise BadInput("coaching.no_such_turn", turn=turn)
        kept = found.entries[: found.entries.index(spoken)]
        header = found.header.model_copy(
            update={
                "id": self._ids.new(),
                "began": self._clock.now() - timedelta(seconds=spoken.at),
                "branch": Branch(call=found.id, turn=turn),
            }
        )
        self._calls.begin(header)
        self._calls.append(header.id, 0, kept)
        return Call(header=header, entries=kept)

    def compare(self, person: Person, branch: str) -> Difference:
        """What another try came to beside the call it branched from."""
        tried = self._seen(person, branch)
        origin = tried.header.branch
        if origin is None:
            raise NotFound("coaching.no_branch", id=branch)
        first = self._calls.call(origin.call)
        return Difference(
            call=first.id,
            branch=tried.id,
            turn=origin.turn,
            change=_change(first, tried),
            total_before=self._total(first.id),
            total_after=self._total(tried.id),
        )

    def _seen(self, person: Person, call: str) -> Call:
        return self._access.call(person, call)

    def _total(self, call: str) -> float | None:
        cards = self._scores.cards(call)
        return cards[-1].total if cards else None

    def _instead(self, call: Call, moment: Moment) -> str:
        """What the model agent says to the customer's last words, with all that had been asked and offered by then."""
        header = call.header
        persona = self._catalogue.persona(header.persona, header.version("persona"))
        scenario = self._catalogue.scenario(header.scenario, header.version("scenario")).told_by(persona.says_name)
        before = [turn for turn in call.turns if turn.number < moment.turn]
        customer, last = before[-1].customer, before[-1]
        told = "\n".join(turn.text for turn in before if turn.speaker == "customer")
        worked = Worked(asked=customer.revealed, offered=customer.announced, heard=told, used=_said(before))
        agent = self._catalogue.practice_agent(call.header.language, MODEL)
        rng = random.Random(f"{call.header.seed}:{moment.turn}")
        said = say(agent, scenario, Heard(last.text, last.move), worked, rng)
        return fill(said.text, persona, {"customer": persona.name, "company": scenario.company})


def _said(turns: list[Turn]) -> tuple[str, ...]:
    return tuple(turn.text for turn in turns if turn.speaker == "agent")


def _change(first: Call, tried: Call) -> Change:
    if first.customer is None or tried.customer is None:
        return Change()
    return between(first.customer.state, tried.customer.state)
