"""What the customer's own act changes in them."""

from trainer.domain.customer.memory import Customer, Ladder
from trainer.domain.moves import ENDING_MOVES, GOODBYES, Act, Move
from trainer.domain.scenario import Scenario

_LADDER: dict[Move, Ladder] = {Move.SUPERVISOR: "supervisor", Move.WARN: "warned", Move.LEAVE: "left"}


def acted(scenario: Scenario, customer: Customer, act: Act, used: tuple[str, ...]) -> Customer:
    """The customer after they did this in words whose keys are `used`."""
    fact = scenario.fact(act.fact) if act.fact else None
    reveals = fact is not None and act.move is Move.ANSWER and fact.id not in customer.revealed
    posed = [name for name in (act.question, act.doubt, act.belief, act.news) if name and name not in customer.posed]
    return customer.model_copy(
        update={
            "opened": customer.opened or act.move is Move.OPEN,
            "revealed": (*customer.revealed, fact.id) if fact and reveals else customer.revealed,
            "identified": customer.identified or bool(fact and reveals and fact.identifies),
            "posed": (*customer.posed, *posed),
            "open_question": act.question if act.move is Move.ASK else customer.open_question,
            "open_doubt": act.doubt if act.move is Move.DOUBT else customer.open_doubt,
            "ladder": _LADDER.get(act.move, customer.ladder),
            # Whoever says goodbye when the full remedy stands has taken it.
            "accepted": customer.accepted or act.move is Move.ACCEPT or (act.move in GOODBYES and customer.settled),
            "accepted_at": customer.at if act.move is Move.ACCEPT else customer.accepted_at,
            "supervisor": customer.supervisor or act.move is Move.SUPERVISOR,
            "gone": act.move in ENDING_MOVES,
            "used": (*customer.used, *used),
            "last_move": act.move,
        }
    )
