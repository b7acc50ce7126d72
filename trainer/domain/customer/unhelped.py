"""What a customer does whom a turn has not helped, after their temperament."""

from trainer.domain.codebook import Code
from trainer.domain.customer.reactions import TELLS
from trainer.domain.customer.scene import Scene
from trainer.domain.moves import Act, Move

TO_FOLLOW = (*TELLS, Code.USES_JARGON, Code.LONG_WINDED, Code.MANY_QUESTIONS, Code.REFUSES)
"""What there is to misunderstand in a turn; a customer who is lost for other reasons asks what happens now."""
SHOWS = 0.65
"""How often an unhelped customer shows what their temperament is known for."""
DOUBTS = 0.5
"""How often the undecided name a doubt instead of asking for time."""
CLAIMS = 0.25
"""How often an unhelped customer comes out with what they wrongly believe."""
RESTATES = 0.5
"""How often an unhelped customer restates the trouble instead of pressing for a remedy."""


def by_temperament(scene: Scene) -> Act:
    """Shows what they are known for, voices a wrong belief, restates the trouble or presses for a remedy."""
    customer, rng = scene.customer, scene.rng
    match scene.persona.temperament:
        case "confused" if customer.state.confusion > 35 and rng.random() < SHOWS:
            return not_following(scene)
        case "hesitant" if customer.state.hesitation > 35 and rng.random() < SHOWS:
            return _undecided(scene)
    if (belief := scene.next_belief) and rng.random() < CLAIMS:
        return Act(move=Move.CLAIM, belief=belief)
    return Act(move=Move.COMPLAIN if rng.random() < RESTATES else Move.PRESS)


def not_following(scene: Scene) -> Act:
    """Lost: in what was said, where there was something to follow, else in what is going on."""
    return Act(move=Move.MISUNDERSTAND if scene.heard(*TO_FOLLOW) else Move.FALTER)


def _undecided(scene: Scene) -> Act:
    """A doubt or a hesitation about what was announced; where nothing was, there is nothing to decide on."""
    if not scene.customer.announced and not scene.heard(Code.PRESSURES):
        return Act(move=Move.FALTER)
    doubt = scene.next_doubt
    return Act(move=Move.DOUBT, doubt=doubt) if doubt and scene.rng.random() < DOUBTS else Act(move=Move.HESITATE)
