"""What the customer does next: the first rule that applies, asked in the order of what a person cannot let pass."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer.memory import Customer
from trainer.domain.customer.reactions import ABUSE, HELPS, HURTS
from trainer.domain.moves import Act, Move
from trainer.domain.persona import Persona
from trainer.domain.scenario import Fact, Scenario

EVENT_MOVES = {
    Code.ESCALATES: Move.ESCALATED,
    Code.TRANSFERS: Move.TRANSFERRED,
    Code.HOLDS: Move.RETURNED,
    Code.HOLDS_UNANNOUNCED: Move.RETURNED,
    Code.FALLS_SILENT: Move.CHASE,
    Code.INTERRUPTS: Move.TALKED_OVER,
}
ANSWER_FIRST = (Code.ASKS, Code.CHECKS_UNDERSTANDING, Code.SUMMARISES, Code.OFFERS, Code.REFUSES, Code.MEETS_DOUBT)
"""What a customer replies to before they come out with anything of their own."""
NO_PATIENCE = 20.0
"""Patience under which a customer takes the next step on the way out."""
GRUDGE = 10.0
"""Points of anger that a customer overlooks for each turn that the full remedy has stood."""
FOLLOWS = 55.0
"""Confusion up to which a customer can say yes to what they were told."""
DECIDES = 50.0
"""Hesitation up to which a customer decides."""
NEWS_TO_THEM = (
    Code.OFFERS,
    Code.GIVES_NEXT_STEP,
    Code.GIVES_DATE,
    Code.EXPLAINS,
    Code.ANSWERS,
    Code.MEETS_DOUBT,
    Code.SUMMARISES,
)
"""What a customer who has said yes still takes in; whatever tells them nothing is the end of the call."""
LINGERS = 3
"""Agent turns for which a customer who has said yes stays on the line and waits for the goodbye."""
NEWS_FROM = 3
"""The agent's turn from which on something may happen in the customer's life."""
NEWS_COMES = 0.35
"""How often it does, at each turn that leaves room for it."""
THANKS = 0.8
"""How often a customer without temper thanks an agent who has settled the matter; real ones do not always."""
CLAIMS = 0.4
"""How often an unhelped customer comes out with what they wrongly believe."""
RESTATES = 0.5
"""How often an unhelped customer restates the trouble instead of pressing for a remedy."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a rule may look at. `before` is the customer as they were when the agent began to speak."""

    persona: Persona
    scenario: Scenario
    before: Customer
    customer: Customer
    behaviours: tuple[Behaviour, ...]
    rng: random.Random

    def heard(self, *codes: Code) -> bool:
        """Whether any of these was just heard."""
        return any(behaviour.code in codes for behaviour in self.behaviours)

    def about(self, code: Code) -> list[str]:
        """What the behaviours of that code concern."""
        return [one.about for one in self.behaviours if one.code is code and one.about]


Rule = Callable[[Scene], Act | None]


def choose(scene: Scene) -> Act:
    """The customer's next act."""
    for rule in RULES:
        if (act := rule(scene)) is not None:
            return act
    return _by_temperament(scene)


def _event(scene: Scene) -> Act | None:
    move = next((EVENT_MOVES[one.code] for one in scene.behaviours if one.code in EVENT_MOVES), None)
    return Act(move=move) if move else None


def _way_out(scene: Scene) -> Act | None:
    customer = scene.customer
    # Once may have been misheard; the first abuse is met with an objection.
    abused = scene.heard(*ABUSE) and customer.abused > 1
    spent = customer.state.patience < NO_PATIENCE and not scene.heard(*HELPS)
    walked_away = scene.heard(Code.CLOSES) and not customer.settled and customer.closings > 1
    if customer.accepted or not (abused or spent or walked_away):
        return None
    match customer.ladder:
        case "none":
            return Act(move=Move.SUPERVISOR)
        case "supervisor":
            return Act(move=Move.WARN)
        case _:
            return Act(move=Move.LEAVE)


def _open(scene: Scene) -> Act | None:
    return None if scene.customer.opened else Act(move=Move.OPEN)


def _object(scene: Scene) -> Act | None:
    return Act(move=Move.OBJECT) if scene.heard(*HURTS) else None


def _broken_promise(scene: Scene) -> Act | None:
    taken_back = len(scene.customer.withdrawn) > len(scene.before.withdrawn)
    return Act(move=Move.BROKEN) if taken_back else None


def _wrong_figure(scene: Scene) -> Act | None:
    """What the customer knows better; a figure that they have not told yet only makes them wonder."""
    known = [name for name in scene.about(Code.MISSTATES) if name in scene.customer.revealed]
    return Act(move=Move.CORRECT, fact=known[0]) if known else None


def _said_otherwise(scene: Scene) -> Act | None:
    return Act(move=Move.SAID_OTHERWISE) if scene.heard(Code.CONTRADICTS) else None


def _question_without_bearing(scene: Scene) -> Act | None:
    return Act(move=Move.WHY_ASK) if scene.heard(Code.ASKS_IRRELEVANT) else None


def _asked_again(scene: Scene) -> Act | None:
    facts = scene.about(Code.ASKS_AGAIN)
    return Act(move=Move.ALREADY_SAID, fact=facts[0]) if facts else None


def _asked(scene: Scene) -> Act | None:
    facts = [fact for name in scene.about(Code.ASKS) if (fact := scene.scenario.fact(name))]
    told = [fact for fact in facts if may_tell(fact, scene.customer)]
    if told:
        return Act(move=Move.ANSWER, fact=told[0].id)
    return Act(move=Move.WITHHOLD) if facts else None


def _hold_asked(scene: Scene) -> Act | None:
    return Act(move=Move.WAIT) if scene.heard(Code.ASKS_HOLD) else None


def _lost(scene: Scene) -> Act | None:
    too_much = scene.heard(Code.USES_JARGON, Code.LONG_WINDED, Code.MANY_QUESTIONS)
    confusion = scene.customer.state.confusion
    if (too_much and confusion > 40) or (scene.heard(Code.CHECKS_UNDERSTANDING) and confusion > FOLLOWS):
        return Act(move=Move.MISUNDERSTAND)
    return None


def _done(scene: Scene) -> Act | None:
    if not scene.customer.accepted:
        return None
    lingering = scene.customer.at - scene.customer.accepted_at > LINGERS
    if scene.heard(Code.CLOSES) or lingering or not scene.heard(*NEWS_TO_THEM):
        return Act(move=Move.THANK if _grateful(scene) else Move.FAREWELL)
    return Act(move=Move.CONFIRM)


def _settling(scene: Scene) -> Act | None:
    """What still keeps the customer from taking the full remedy that stands."""
    customer = scene.customer
    if not customer.settled:
        return None
    waited = customer.at - customer.offered_at
    if customer.open_question:
        return Act(move=Move.UNANSWERED, question=customer.open_question)
    if customer.state.anger > scene.persona.accepts_at_anger + GRUDGE * (waited + 1):
        return Act(move=Move.GRUMBLE)
    if customer.state.confusion > FOLLOWS + GRUDGE * waited:
        return Act(move=Move.MISUNDERSTAND)
    if (doubt := _next_doubt(scene)) and customer.state.hesitation > DECIDES:
        return Act(move=Move.DOUBT, doubt=doubt)
    if customer.state.hesitation > DECIDES + GRUDGE * waited:
        return Act(move=Move.HESITATE)
    if question := _next_question(scene):
        return Act(move=Move.ASK, question=question)
    return Act(move=Move.ACCEPT)


def _news(scene: Scene) -> Act | None:
    """A turn of events reaches a customer who has the time to hear of it."""
    fresh = [one.id for one in scene.scenario.news if one.id not in scene.customer.posed]
    busy = scene.heard(*ANSWER_FIRST) or scene.customer.open_question or scene.customer.accepted
    if not fresh or busy or scene.customer.at < NEWS_FROM or scene.rng.random() > NEWS_COMES:
        return None
    return Act(move=Move.NEWS, news=fresh[0])


def _unanswered(scene: Scene) -> Act | None:
    question = scene.customer.open_question
    return Act(move=Move.UNANSWERED, question=question) if question and not scene.heard(*HELPS) else None


def _not_enough(scene: Scene) -> Act | None:
    partly = scene.heard(Code.OFFERS) and not scene.customer.settled
    return Act(move=Move.REFUSE) if partly or scene.heard(Code.REFUSES) else None


def _understood(scene: Scene) -> Act | None:
    return Act(move=Move.CONFIRM) if scene.heard(Code.CHECKS_UNDERSTANDING, Code.SUMMARISES) else None


def _asked_the_unknown(scene: Scene) -> Act | None:
    asked = [one for one in scene.behaviours if one.code is Code.ASKS and one.about is None]
    return Act(move=Move.DONT_KNOW) if asked and scene.customer.opened else None


def _calmer(scene: Scene) -> Act | None:
    fell = scene.customer.state.anger < scene.before.state.anger - 5
    repeated = scene.before.last_move is Move.SOFTEN
    return Act(move=Move.SOFTEN) if fell and not repeated else None


RULES: tuple[Rule, ...] = (
    _event,
    _way_out,
    _open,
    _broken_promise,
    _object,
    _wrong_figure,
    _said_otherwise,
    _asked_again,
    _asked,
    _question_without_bearing,
    _hold_asked,
    _lost,
    _done,
    _news,
    _settling,
    _unanswered,
    _not_enough,
    _understood,
    _asked_the_unknown,
    _calmer,
)


def _by_temperament(scene: Scene) -> Act:
    customer, rng = scene.customer, scene.rng
    match scene.persona.temperament:
        case "confused" if customer.state.confusion > 35 and rng.random() < 0.6:
            return Act(move=Move.MISUNDERSTAND)
        case "hesitant" if customer.state.hesitation > 35:
            doubt = _next_doubt(scene)
            return Act(move=Move.DOUBT, doubt=doubt) if doubt and rng.random() < 0.5 else Act(move=Move.HESITATE)
    if (belief := _next_belief(scene)) and rng.random() < CLAIMS:
        return Act(move=Move.CLAIM, belief=belief)
    return Act(move=Move.COMPLAIN if rng.random() < RESTATES else Move.PRESS)


def _grateful(scene: Scene) -> bool:
    """Whether the customer thanks for the remedy: not while anger outweighs trust, and the hot-tempered less often."""
    state, temper = scene.customer.state, scene.persona.starts.anger
    return state.trust > state.anger and scene.rng.random() < THANKS - temper / 400


def may_tell(fact: Fact, customer: Customer) -> bool:
    """Whether the customer would give this fact when asked for it now."""
    match fact.gate:
        case "opening" | "asked":
            return True
        case "trust":
            return customer.state.trust >= fact.trust
        case "never":
            return False


def _next_doubt(scene: Scene) -> str | None:
    customer = scene.customer
    fresh = [one.id for one in scene.scenario.doubts if one.id not in (*customer.posed, *customer.doubts_met)]
    return fresh[0] if fresh else None


def _next_question(scene: Scene) -> str | None:
    customer = scene.customer
    fresh = [one.id for one in scene.scenario.questions if one.id not in (*customer.posed, *customer.answered)]
    return fresh[0] if fresh else None


def _next_belief(scene: Scene) -> str | None:
    customer = scene.customer
    fresh = [one.id for one in scene.scenario.beliefs if one.id not in (*customer.posed, *customer.corrected)]
    return fresh[0] if fresh else None
