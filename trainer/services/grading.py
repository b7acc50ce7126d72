"""From a call, or from any transcript, to a scorecard."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from trainer.domain.call import Call, Event, Turn
from trainer.domain.codebook import Code
from trainer.domain.facts import Need
from trainer.domain.people import Person
from trainer.domain.rubric import Criterion, CriticalError, Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.scorecard import (
    CriterionGrade,
    CriticalFinding,
    Evidence,
    Outcome,
    Scorecard,
    Scored,
    Unscored,
    passed,
    total,
    under_a_gate,
)
from trainer.domain.speech import Spoken
from trainer.domain.transcript import Experience, Heard, Line, Transcript
from trainer.domain.values import LANGUAGES, Language
from trainer.errors import Conflict, ModelFailed
from trainer.ports import CallStore, Catalogue, Clock, FirstReader, Judge, Listening, ScoreStore
from trainer.services.access import Access

PATIENCE = timedelta(days=1)
"""How long a call waits for a judge that cannot be reached."""
SYMPATHY = frozenset({Code.APOLOGISES, Code.NAMES_FEELING, Code.REASSURES})


class Grading:
    """Grades with one judge; what the judge cannot support is left unscored."""

    def __init__(
        self,
        catalogue: Catalogue,
        access: Access,
        calls: CallStore,
        scores: ScoreStore,
        reader: FirstReader,
        judge: Judge,
        clock: Clock,
        engine: Mapping[str, str],
        beside: Judge | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._access = access
        self._calls = calls
        self._scores = scores
        self._reader = reader
        self._judge = judge
        self._beside = beside
        self._clock = clock
        self._engine = engine

    def grade_call(self, person: Person, call: str) -> Scorecard:
        """The scorecard of a call that they may open: the one on record, or a new one that is put there.

        `ModelFailed` when the judge cannot be reached and the call has to wait for it, `Conflict` while it goes on.
        """
        return self._kept(self._access.call(person, call))

    def catch_up(self, call: str) -> Scorecard:
        """The same on nobody's behalf, for a call that was left waiting."""
        return self._kept(self._calls.call(call))

    def _kept(self, found: Call) -> Scorecard:
        if not found.ended:
            raise Conflict("grade.call_goes_on")
        if recorded := self._scores.cards(found.id):
            return recorded[-1]
        card = self._grade_in_the_end(found)
        dated = card.model_copy(update={"graded_at": self._clock.now()})
        self._scores.keep(found.id, dated)
        return dated

    def _grade_in_the_end(self, call: Call) -> Scorecard:
        """The grade by the judge or, when that could not be had for a day, by the one beside it."""
        transcript = self.freeze(call)
        try:
            return self.grade(call.header.rubric, transcript, call.header.version("rubric"))
        except ModelFailed as failure:
            waited = self._clock.now() - call.header.began
            if self._beside is None or waited < PATIENCE:
                raise
            card = self._graded(self._beside, call.header.rubric, transcript, call.header.version("rubric"))
            return card.model_copy(update={"instead": failure.fault.code})

    def grade(self, rubric: str, transcript: Transcript, version: str = "") -> Scorecard:
        """The scorecard of a transcript, with that of the other judge beside it; `ModelFailed` when it must wait.

        By the rubric in that version, where its text was kept.
        """
        card = self._graded(self._judge, rubric, transcript, version)
        if self._beside is None or card.graded_by == self._beside.name:
            return card
        return card.model_copy(update={"beside": self._graded(self._beside, rubric, transcript, version)})

    def grade_under(self, rubric: Rubric, transcript: Transcript) -> Scorecard:
        """The scorecard under a rubric that need not be in the catalogue."""
        return self._card(self._judge, rubric, "", transcript, {})

    def _graded(self, judge: Judge, name: str, transcript: Transcript, version: str) -> Scorecard:
        rubric = self._catalogue.rubric(name, version)
        versions = {"rubric": self._catalogue.version("rubric", name, version), **self._versions(transcript)}
        return self._card(judge, rubric, name, transcript, versions)

    def _card(
        self, judge: Judge, rubric: Rubric, name: str, transcript: Transcript, versions: Mapping[str, str]
    ) -> Scorecard:
        criteria = (*rubric.criteria, *rubric.compliance)
        judged = judge.judge(criteria, transcript)
        every = tuple(_grade(one, out, transcript) for one, out in zip(criteria, judged.outcomes, strict=True))
        grades, compliance = every[: len(rubric.criteria)], every[len(rubric.criteria) :]
        card = Scorecard(
            rubric=name,
            language=transcript.language,
            grades=grades,
            critical=critical_findings(rubric, transcript),
            compliance=compliance,
            compliance_total=total(compliance),
            gates=under_a_gate(rubric, every),
            total=total(grades),
            passed=None,
            graded_by=judged.by,
            instead=judged.instead,
            usage=judged.usage,
            versions={**versions, "judge": judged.by, **judged.versions},
        )
        return card.model_copy(update={"passed": passed(rubric, card)})

    def _versions(self, transcript: Transcript) -> dict[str, str]:
        """Everything besides the rubric that shapes the grade; of the languages only the call's own."""
        others = tuple(f".{one}" for one in LANGUAGES if one != transcript.language)
        engine = {name: version for name, version in self._engine.items() if not name.endswith(others)}
        return {
            "transcript": transcript.fingerprint,
            **engine,
        }

    def listen(self, language: Language, lines: tuple[Line, ...]) -> Transcript:
        """A bare transcript with the behaviours read in it: no scenario, no timing, no events are known."""
        heard: list[Heard] = []
        formulas: set[str] = set()
        for line in lines:
            if line.speaker != "agent" or not line.text.strip():
                continue
            listening = Listening(language=language, formulas=frozenset(formulas))
            for one in self._reader.read(line.text, listening):
                heard.append(Heard(turn=line.number, behaviour=one))
                if one.code in SYMPATHY:
                    formulas.add(one.quote.casefold())
        measured = tuple(self._measured(line, language) for line in lines)
        return Transcript(language=language, lines=measured, heard=tuple(heard))

    def freeze(self, call: Call) -> Transcript:
        """The frozen call, without names and without the customer's state."""
        header, language = call.header, call.header.language
        scenario = self._catalogue.scenario(header.scenario, header.version("scenario"))
        spoken = {turn.number: turn.spoken for turn in call.turns if turn.spoken is not None}
        known: set[Need] = {"scenario", "timing", "events", "record"}
        return Transcript(
            language=language,
            lines=tuple(_timed(self._measured(line, language), spoken.get(line.number)) for line in lines_of(call)),
            heard=tuple(_heard_in(call)),
            known=frozenset(known | {"voice"} if spoken else known),
            experience=_experience(call, scenario),
        )

    def _measured(self, line: Line, language: Language) -> Line:
        return line.model_copy(update={"measures": self._reader.measure(line.text, language)})


def _timed(line: Line, spoken: Spoken | None) -> Line:
    """The line with the times of its speaking, where it was spoken."""
    if spoken is None:
        return line
    times = {name: getattr(spoken, name) for name in ("seconds", "response", "pauses")}
    return line.model_copy(update={"measures": line.measures.model_copy(update=times)})


def lines_of(call: Call) -> tuple[Line, ...]:
    """The words of a call, turn by turn."""
    return tuple(Line(number=one.number, speaker=one.speaker, text=one.text, at=one.at) for one in call.turns)


def _experience(call: Call, scenario: Scenario) -> Experience | None:
    if not call.turns or call.customer is None:
        return None
    began, ended = call.turns[0].state, call.customer
    questions = [one.id for one in scenario.questions if one.id in ended.posed]
    doubts = [one.id for one in scenario.doubts if one.id in ended.posed]
    return Experience(
        trust_gained=ended.state.trust - began.trust,
        anger_fallen=began.anger - ended.state.anger,
        acknowledged=ended.acknowledged,
        questions=len(questions),
        answered=len(set(questions) & set(ended.answered)),
        doubts=len(doubts),
        doubts_met=len(set(doubts) & set(ended.doubts_met)),
        resolved=ended.resolved,
    )


def _heard_in(call: Call) -> Iterator[Heard]:
    number = 0
    for entry in call.entries:
        number = entry.number if isinstance(entry, Turn) else number
        seconds = entry.seconds if isinstance(entry, Event) else 0
        where = entry.turn if isinstance(entry, Event) and entry.turn else number
        for one in entry.behaviours:
            yield Heard(turn=where, behaviour=one, seconds=seconds)


def _grade(criterion: Criterion, outcome: Outcome, transcript: Transcript) -> CriterionGrade:
    return CriterionGrade(
        criterion=criterion.id,
        weight=criterion.weight,
        top=criterion.top,
        outcome=supported(outcome, criterion.top, transcript),
    )


def supported(outcome: Outcome, top: int, transcript: Transcript) -> Outcome:
    """The outcome, or `Unscored` when its level is not anchored or a quote is not in the cited turn."""
    if not isinstance(outcome, Scored):
        return outcome
    if not 1 <= outcome.level <= top:
        return Unscored(reason="level_not_anchored")
    if not all(quote.supported_by(transcript.lines) for quote in outcome.evidence):
        return Unscored(reason="quote_not_found")
    if not all(quote.supported_by(transcript.lines, "customer") for quote in outcome.about):
        return Unscored(reason="quote_not_found")
    return outcome


def critical_findings(rubric: Rubric, transcript: Transcript) -> tuple[CriticalFinding, ...]:
    """The critical errors of the rubric that were seen in the words."""
    found = [(error, _words_of(error, transcript)) for error in rubric.critical_errors]
    return tuple(CriticalFinding(id=error.id, evidence=quotes) for error, quotes in found if quotes)


def _words_of(error: CriticalError, transcript: Transcript) -> tuple[Evidence, ...]:
    if not transcript.known.issuperset(error.needs):
        return ()
    return tuple(
        Evidence(turn=one.turn, quote=one.behaviour.quote)
        for one in transcript.heard
        if one.behaviour.code is error.behaviour and one.behaviour.quote.strip()
    )
