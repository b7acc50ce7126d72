"""A model as judge: the median of several runs, each of whose verdicts rests on quotes that were found again."""

import asyncio
from collections.abc import Mapping, Sequence
from statistics import median_low

from trainer.domain.bearing import beyond_judging
from trainer.domain.call import Usage
from trainer.domain.rubric import Criterion
from trainer.domain.scorecard import Outcome, Scored, Unscored
from trainer.domain.transcript import Transcript
from trainer.errors import ModelFailed
from trainer.llm.breaker import Breaker
from trainer.llm.running import Loop
from trainer.llm.verdicts import Verdict, asked, checked, repaired, sheet
from trainer.ports import ChatModel, Judge, Judgement, Message
from trainer.prompts.render import version

WITHIN = 90.0
"""Seconds for one answer of a judge; nobody waits for it on the line."""
RUNS = 3


class ModelJudge:
    """Asks a model so many times, an odd number; the instead judges when the day's budget for models is spent."""

    def __init__(
        self, model: ChatModel, instead: Judge, loop: Loop, breaker: Breaker, runs: int = RUNS, within: float = WITHIN
    ) -> None:
        if runs % 2 == 0:
            raise ValueError("an even number of runs has no median")
        self.name = model.name
        self._model = model
        self._instead = instead
        self._loop = loop
        self._breaker = breaker
        self._runs = runs
        self._within = within

    def judge(self, criteria: Sequence[Criterion], transcript: Transcript) -> Judgement:
        """The outcomes; `ModelFailed` when the model cannot be reached and the call has to wait for its grade."""
        beyond = {one.id: beyond_judging(one, transcript) for one in criteria}
        open_ = [one for one in criteria if beyond[one.id] is None]
        try:
            runs, usage = self._sittings(open_, transcript) if open_ else ([], Usage())
        except ModelFailed as failure:
            if failure.fault.code != "model.budget_spent":
                raise
            return self._instead.judge(criteria, transcript).model_copy(update={"instead": failure.fault.code})
        return Judgement(
            outcomes=tuple(beyond[one.id] or _median(one.id, runs) for one in criteria),
            by=self.name,
            versions={"prompts": version(), "runs": str(self._runs)},
            usage=usage,
        )

    def _sittings(
        self, criteria: Sequence[Criterion], transcript: Transcript
    ) -> tuple[Sequence[Mapping[str, Scored]], Usage]:
        if not self._breaker.allows():
            raise ModelFailed("model.resting")
        try:
            found = self._loop.run(self._all(criteria, transcript))
        except* ModelFailed as failures:
            failure = _first(failures)
            if failure.fault.code != "model.budget_spent":
                self._breaker.failed(failure.wait)
            raise failure from None
        self._breaker.succeeded()
        return [one for one, _ in found], sum((usage for _, usage in found), Usage())

    async def _all(
        self, criteria: Sequence[Criterion], transcript: Transcript
    ) -> Sequence[tuple[Mapping[str, Scored], Usage]]:
        async with asyncio.TaskGroup() as group:
            runs = [group.create_task(self._sitting(criteria, transcript)) for _ in range(self._runs)]
        return [run.result() for run in runs]

    async def _sitting(
        self, criteria: Sequence[Criterion], transcript: Transcript
    ) -> tuple[Mapping[str, Scored], Usage]:
        """The verdicts of one run that can stand, after one repair of those that could not."""
        messages = asked(criteria, transcript)
        verdicts, usage = await self._answer(criteria, messages)
        stands, faults = checked(criteria, verdicts, transcript)
        if not faults:
            return stands, usage
        again = [one for one in criteria if one.id not in stands]
        mended, more = await self._answer(again, (*messages, repaired(again, faults, transcript)))
        return {**stands, **checked(again, mended, transcript)[0]}, usage + more

    async def _answer(
        self, criteria: Sequence[Criterion], messages: Sequence[Message]
    ) -> tuple[Sequence[Verdict], Usage]:
        """The verdicts; none when the answer is no verdict at all, which is the judge's fault and not the line's."""
        try:
            generated = await self._model.generate(messages, sheet(criteria), self._within)
        except ModelFailed as failure:
            if failure.fault.code not in ("model.wrong_shape", "model.cut_off"):
                raise
            return (), Usage()
        return generated.value.verdicts, generated.usage


def _first(failures: BaseExceptionGroup[ModelFailed]) -> ModelFailed:
    return next(one if isinstance(one, ModelFailed) else _first(one) for one in failures.exceptions)


def _median(criterion: str, runs: Sequence[Mapping[str, Scored]]) -> Outcome:
    """The middle level with the evidence of a run that gave it; nothing when most runs have no verdict that stands."""
    mine = [one[criterion] for one in runs if criterion in one]
    if 2 * len(mine) <= len(runs):
        return Unscored(reason="judge_unclear")
    level = median_low([one.level for one in mine])
    chosen = next(one for one in mine if one.level == level)
    return chosen.model_copy(update={"runs": tuple(sorted(one.level for one in mine))})
