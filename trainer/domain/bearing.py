"""Whether a criterion can be judged on a transcript at all; decided by code, whoever judges."""

from trainer.domain.counting import facts_of
from trainer.domain.rubric import Criterion
from trainer.domain.scorecard import NotApplicable, Unscored
from trainer.domain.transcript import Transcript


def beyond_judging(criterion: Criterion, transcript: Transcript) -> Unscored | NotApplicable | None:
    """Why the criterion is not to be judged here, or `None` when it is."""
    if not transcript.agent_lines:
        return Unscored(reason="agent_said_nothing")
    if missing := sorted(set(criterion.needs) - transcript.known):
        return NotApplicable(reason=f"needs_{missing[0]}")
    facts = facts_of(transcript) if criterion.applies_with else {}
    if lacking := [fact for fact in criterion.applies_with if not facts.get(fact)]:
        return NotApplicable(reason=f"without_{lacking[0]}")
    return None
