"""How the customer changes when they hear the agent. Pure and bounded: the same inputs give the same customer."""

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer import reactions
from trainer.domain.customer.memory import Customer
from trainer.domain.customer.reactions import REACTIONS, Reaction
from trainer.domain.persona import CustomerState, Persona
from trainer.domain.scenario import Scenario


def advance(
    persona: Persona,
    scenario: Scenario,
    customer: Customer,
    behaviours: tuple[Behaviour, ...],
    seconds: float = 0,
    words_were_spoken: bool = True,
) -> Customer:
    """The customer after these behaviours; `seconds` is how long an event (a hold) lasted."""
    heard = _remember(scenario, customer, behaviours, words_were_spoken)
    return heard.model_copy(update={"state": _feel(persona, customer, heard, behaviours, seconds)})


def _remember(scenario: Scenario, customer: Customer, behaviours: tuple[Behaviour, ...], spoken: bool) -> Customer:
    codes = {behaviour.code for behaviour in behaviours}
    at = customer.at + 1 if spoken else customer.at
    taken_back = [name for name in _about(behaviours, Code.REFUSES) if name in customer.announced]
    standing = tuple(name for name in customer.announced if name not in taken_back)
    announced = _added(standing, _about(behaviours, Code.OFFERS))
    asked = _added(customer.asked, _about(behaviours, Code.ASKS))
    answered = _added(customer.answered, _about(behaviours, Code.ANSWERS))
    corrected = [name for name in _about(behaviours, Code.EXPLAINS) if name in customer.posed]
    met = _added(customer.doubts_met, _about(behaviours, Code.MEETS_DOUBT))
    settled = scenario.settled(frozenset(announced))
    return customer.model_copy(
        update={
            "at": at,
            "announced": announced,
            "asked": asked,
            "answered": answered,
            "doubts_met": met,
            "settled": settled,
            "corrected": _added(customer.corrected, tuple(corrected)),
            "withdrawn": _added(customer.withdrawn, tuple(taken_back)),
            "offered_at": at if settled and not customer.settled else customer.offered_at,
            "open_question": None if customer.open_question in answered else customer.open_question,
            "open_doubt": None if customer.open_doubt in met else customer.open_doubt,
            "acknowledged": customer.acknowledged + len(codes & reactions.ACKNOWLEDGES),
            "acknowledged_at": at if codes & reactions.ACKNOWLEDGES else customer.acknowledged_at,
            "helped_at": at if reactions.helpful(behaviours) else customer.helped_at,
            "witnessed": tuple(dict.fromkeys((*customer.witnessed, *(one.code for one in behaviours)))),
            "apologies": customer.apologies + (Code.APOLOGISES in codes),
            "formulas": _added(customer.formulas, tuple(_worn_by_use(behaviours))),
            "closings": customer.closings + (Code.CLOSES in codes),
            "abused": customer.abused + bool(codes & reactions.ABUSE),
            "transfers": customer.transfers + (Code.TRANSFERS in codes),
            "supervisor": customer.supervisor or Code.ESCALATES in codes,
        }
    )


def _about(behaviours: tuple[Behaviour, ...], code: Code) -> tuple[str, ...]:
    return tuple(one.about for one in behaviours if one.code is code and one.about)


def _worn_by_use(behaviours: tuple[Behaviour, ...]) -> list[str]:
    """Words of sympathy that are remembered, so that the same ones sound hollow the next time."""
    sympathy = (Code.APOLOGISES, Code.NAMES_FEELING, Code.REASSURES)
    return [one.quote.casefold() for one in behaviours if one.code in sympathy]


def _added(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return (*known, *(name for name in dict.fromkeys(more) if name not in known))


def _feel(
    persona: Persona,
    before: Customer,
    heard: Customer,
    behaviours: tuple[Behaviour, ...],
    seconds: float,
) -> CustomerState:
    codes = dict.fromkeys(behaviour.code for behaviour in behaviours)
    change = _sum_of_reactions(persona, before, heard, codes)
    waiting = max(0.0, seconds - 30) * reactions.HOLD_COST_PER_SECOND
    stalled = _stalled(before, heard, set(codes))
    spoken = heard.at > before.at
    anger = change.anger + waiting - _calming(before, heard, behaviours) + reactions.STALLED * stalled
    patience = change.patience - waiting - reactions.TURN_COST * spoken - reactions.STALLED_COST * stalled
    state, pace = before.state, persona.dynamics
    trust = change.trust * (_openness(state.trust, heard) if change.trust > 0 else 1.0)
    return CustomerState(
        anger=_moved(state.anger, anger, pace.anger_rises, pace.anger_falls),
        confusion=_moved(state.confusion, change.confusion, pace.confusion_rises, pace.confusion_falls),
        hesitation=_moved(state.hesitation, change.hesitation, pace.hesitation_rises, pace.hesitation_falls),
        trust=_moved(state.trust, trust, pace.trust_rises, pace.trust_falls),
        patience=_moved(state.patience, patience, 1.0, pace.patience_spends),
    )


def _openness(trust: float, heard: Customer) -> float:
    """What share of a gain in trust still comes through."""
    most = reactions.SATED[min(heard.acknowledged, len(reactions.SATED) - 1)]
    return max(0.0, min(1.0, 2 * (1 - trust / most)))


def _stalled(before: Customer, heard: Customer, codes: set[Code]) -> bool:
    """Whether a turn went by in which something was due and nothing was done."""
    # Before they have said why they call, and once it is settled, nothing is due.
    due = heard.at > before.at and before.opened and not before.accepted
    return due and not codes & (reactions.HELPS | reactions.ACKNOWLEDGES)


def _calming(before: Customer, heard: Customer, behaviours: tuple[Behaviour, ...]) -> float:
    """Anger falls only when the feeling is acknowledged and something is done, both lately and one of them now."""
    fall = 0.0
    now, codes = heard.at, {one.code for one in behaviours}
    if now > before.at and (codes & reactions.ACKNOWLEDGES or reactions.helpful(behaviours)):
        acknowledged = heard.acknowledged_at and now - heard.acknowledged_at < reactions.WINDOW
        helped = heard.helped_at and now - heard.helped_at < reactions.WINDOW
        if acknowledged and helped and not codes & reactions.HURTS:
            fall += reactions.CALMING_STEP * (reactions.AFTERWARDS if before.settled else 1.0)
    if heard.settled and not before.settled:
        fall += reactions.SETTLING_STEP
    if Code.APOLOGISES in codes and not before.apologies:
        fall += reactions.FIRST_APOLOGY
    return fall


def _sum_of_reactions(persona: Persona, before: Customer, heard: Customer, codes: dict[Code, None]) -> Reaction:
    total = Reaction()
    calmer = before.state.anger < persona.starts.anger
    unclear = bool(codes.keys() & reactions.CONFUSES)
    for code in codes:
        if (reaction := REACTIONS.get(code)) is None:
            continue
        factor = persona.triggers.get(code, persona.soothers.get(code, 1.0))
        factor *= reactions.REBOUND if calmer and code in reactions.HURTS else 1.0
        factor *= reactions.TRANSFERRED_AGAIN if code is Code.TRANSFERS and before.transfers else 1.0
        total = _plus(total, _worn(reaction, code, before), factor, clear=not unclear)
    if len(heard.withdrawn) > len(before.withdrawn):
        total = _plus(total, reactions.WITHDRAWN)
    if len(heard.corrected) > len(before.corrected):
        total = _plus(total, reactions.CORRECTED)
    return total


def _worn(reaction: Reaction, code: Code, before: Customer) -> Reaction:
    """The reaction to something that was shown before."""
    again = code in before.witnessed and code not in reactions.ALWAYS_NEW
    return reaction._replace(trust=reaction.trust * reactions.HABIT) if again and reaction.trust > 0 else reaction


def _plus(total: Reaction, reaction: Reaction, factor: float = 1.0, clear: bool = True) -> Reaction:
    return Reaction(
        total.anger + reaction.anger * factor,
        total.confusion + (reaction.confusion if clear else max(0.0, reaction.confusion)) * factor,
        total.hesitation + reaction.hesitation * factor,
        total.trust + reaction.trust * factor,
        total.patience + reaction.patience * factor,
    )


def _moved(level: float, change: float, rises: float, falls: float) -> float:
    moved = level + change * (rises if change > 0 else falls)
    return round(min(100.0, max(0.0, moved)), 1)
