"""From the full remedy to the goodbye: what a customer still needs before they say yes, and how they end the call."""

from trainer.domain.codebook import Code
from trainer.domain.customer.reactions import ACKNOWLEDGES, TELLS
from trainer.domain.customer.scene import Scene
from trainer.domain.customer.unhelped import not_following
from trainer.domain.moves import Act, Move

ANSWER_FIRST = (Code.ASKS, Code.CHECKS_UNDERSTANDING, Code.SUMMARISES, Code.OFFERS, Code.REFUSES, Code.MEETS_DOUBT)
"""What a customer replies to before they come out with anything of their own."""
GRUDGE = 10.0
"""Points of anger that a customer overlooks for each turn that the full remedy has stood."""
FOLLOWS = 55.0
"""Confusion up to which a customer can say yes to what they were told."""
DECIDES = 50.0
"""Hesitation up to which a customer decides."""
LINGERS = 3
"""Agent turns for which a customer who has said yes stays on the line and waits for the goodbye."""
NEWS_FROM = 3
"""The agent's turn from which on something may happen in the customer's life."""
NEWS_COMES = 0.35
"""How often it does, at each turn that leaves room for it."""
THANKS = 0.8
"""How often a customer without temper thanks an agent who has settled the matter; real ones do not always."""


def done(scene: Scene) -> Act | None:
    """Whoever has said yes takes in what is new to them; whatever tells them nothing is the end of the call."""
    if not scene.customer.accepted:
        return None
    lingering = scene.customer.at - scene.customer.accepted_at > LINGERS
    if scene.heard(Code.CLOSES) or lingering or not scene.heard(*TELLS):
        return _goodbye(scene)
    return Act(move=Move.CONFIRM)


def news(scene: Scene) -> Act | None:
    """A turn of events reaches a customer who has the time to hear of it."""
    busy = scene.heard(*ANSWER_FIRST) or scene.customer.open_question or scene.customer.accepted
    if not scene.next_news or busy or scene.customer.at < NEWS_FROM or scene.rng.random() > NEWS_COMES:
        return None
    return Act(move=Move.NEWS, news=scene.next_news)


def settling(scene: Scene) -> Act | None:
    """What still keeps the customer from taking the full remedy that stands, or that they take it."""
    if not scene.customer.settled:
        return None
    return _in_the_way(scene) or _last_words(scene)


def _in_the_way(scene: Scene) -> Act | None:
    """A question, a temper, a doubt: each is overlooked sooner the longer the remedy has stood."""
    customer, state = scene.customer, scene.customer.state
    overlooked = GRUDGE * (customer.at - customer.offered_at)
    if customer.open_question:
        return Act(move=Move.UNANSWERED, question=customer.open_question)
    if state.anger > scene.persona.accepts_at_anger + GRUDGE + overlooked:
        return Act(move=Move.GRUMBLE)
    if state.confusion > FOLLOWS + overlooked:
        return not_following(scene)
    if (doubt := scene.next_doubt) and state.hesitation > DECIDES:
        return Act(move=Move.DOUBT, doubt=doubt)
    return Act(move=Move.HESITATE) if state.hesitation > DECIDES + overlooked else None


def _last_words(scene: Scene) -> Act:
    if scene.heard(Code.CHECKS_UNDERSTANDING):
        return Act(move=Move.CONFIRM)
    if question := scene.next_question:
        return Act(move=Move.ASK, question=question)
    if scene.heard(Code.CLOSES):
        return _goodbye(scene)
    return _after_news(scene) or Act(move=Move.ACCEPT)


def _goodbye(scene: Scene) -> Act:
    return Act(move=Move.THANK if _grateful(scene) else Move.FAREWELL)


def _after_news(scene: Scene) -> Act | None:
    """Whoever has just told of a new trouble does not say yes to the old one in the same breath."""
    if scene.before.last_move is not Move.NEWS or scene.heard(*ANSWER_FIRST):
        return None
    return Act(move=Move.SOFTEN if scene.heard(*ACKNOWLEDGES) else Move.GRUMBLE)


def _grateful(scene: Scene) -> bool:
    """Whether the customer thanks for the remedy: not while anger outweighs trust, and the hot-tempered less often."""
    state, temper = scene.customer.state, scene.persona.starts.anger
    return state.trust > state.anger and scene.rng.random() < THANKS - temper / 400
