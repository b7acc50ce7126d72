"""What the customer does next: the first rule that applies, asked in the order of what a person cannot let pass.

The order and, here and in `settling` and `unhelped`, every number that names no source are our judgement.
"""

from collections.abc import Callable

from trainer.domain.codebook import Code
from trainer.domain.customer.reactions import ABUSE, ACKNOWLEDGES, ATTACKS, HELPS, HURTS
from trainer.domain.customer.scene import Scene, may_tell
from trainer.domain.customer.settling import FOLLOWS, done, news, settling
from trainer.domain.customer.unhelped import by_temperament
from trainer.domain.moves import Act, Move

EVENT_MOVES = {
    Code.ESCALATES: Move.ESCALATED,
    Code.TRANSFERS: Move.TRANSFERRED,
    Code.HOLDS: Move.RETURNED,
    Code.HOLDS_UNANNOUNCED: Move.RETURNED,
    Code.FALLS_SILENT: Move.CHASE,
    Code.INTERRUPTS: Move.TALKED_OVER,
}
NO_PATIENCE = 20.0
"""Patience under which a customer takes the next step on the way out."""


Rule = Callable[[Scene], Act | None]


def choose(scene: Scene) -> Act:
    """The customer's next act."""
    for rule in RULES:
        if (act := rule(scene)) is not None:
            return act
    return by_temperament(scene)


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
    if not scene.heard(*HURTS):
        return None
    if scene.heard(*ATTACKS):
        return Act(move=Move.OBJECT)
    return Act(move=Move.BELITTLED if scene.heard(Code.DISMISSES) else Move.PUSHED)


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
    shown = scene.heard(*ACKNOWLEDGES, Code.OFFERS)
    repeated = scene.before.last_move is Move.SOFTEN
    return Act(move=Move.SOFTEN) if fell and shown and not repeated else None


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
    done,
    news,
    settling,
    _unanswered,
    _not_enough,
    _understood,
    _asked_the_unknown,
    _calmer,
)
