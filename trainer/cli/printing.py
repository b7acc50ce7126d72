"""Turns and scorecards as lines of text and of JSON."""

import json
from collections.abc import Callable

from trainer.domain.call import Call, Turn, ending
from trainer.domain.review import Answered, Contested, Overruled, ReviewAct, Reviewed, SignedOff
from trainer.domain.rubric import Rubric
from trainer.domain.scorecard import CriterionGrade, Evidence, Scorecard, Scored
from trainer.texts import Texts

ShowTurn = Callable[[Turn], str]


def turn_json(turn: Turn) -> str:
    """One turn; `revealed` are all facts told so far, `state` is the customer's after the turn."""
    return _line(
        {
            "turn": turn.number,
            "speaker": turn.speaker,
            "text": turn.text,
            "move": turn.move,
            "state": turn.state.model_dump(),
            "revealed": list(turn.customer.revealed),
            "behaviours": [{"code": one.code, "quote": one.quote} for one in turn.behaviours],
            "worded_by": turn.worded_by,
        }
    )


def end_json(call: Call) -> str:
    """How the call ended."""
    end = ending(call)
    return _line({"ended": end and end.by, "reason": end and end.reason, "seed": call.header.seed})


def turn_text(texts: Texts) -> ShowTurn:
    """Turns as a play is printed."""
    names = {"customer": texts("cli.call.customer"), "agent": texts("cli.call.agent")}
    return lambda turn: f"{turn.number:>3}  {names[turn.speaker]}: {turn.text}"


def end_text(call: Call, texts: Texts) -> str:
    """How the call ended, in words."""
    end = ending(call)
    return texts("cli.call.ended", reason=texts(f"reason.{end.reason}")) if end else ""


def card_json(card: Scorecard, rubric: Rubric) -> str:
    """A scorecard; `rationale` is in the language of the transcript."""
    return _line(
        {
            "criteria": [_criterion(grade, rubric, card) for grade in card.grades],
            **_apart(card, rubric),
            "total": card.total,
            "passed": card.passed,
            "critical_errors": [
                {"id": one.id, "evidence": [_quote(quote) for quote in one.evidence]} for one in card.critical
            ],
            "graded_by": card.graded_by,
            "versions": dict(card.versions),
        }
    )


def _apart(card: Scorecard, rubric: Rubric) -> dict[str, object]:
    """Compliance and gates, of a rubric that has them."""
    found: dict[str, object] = {}
    if rubric.compliance:
        found["compliance"] = [_criterion(grade, rubric, card) for grade in card.compliance]
        found["compliance_total"] = card.compliance_total
    if rubric.gates:
        found["gates"] = list(card.gates)
    return found


def _criterion(grade: CriterionGrade, rubric: Rubric, card: Scorecard) -> dict[str, object]:
    scored = grade.outcome if isinstance(grade.outcome, Scored) else None
    return {
        "id": grade.criterion,
        "outcome": grade.outcome.kind,
        "level": scored.level if scored else None,
        "evidence": [_quote(quote) for quote in scored.evidence] if scored else [],
        "about": [_quote(quote) for quote in scored.about] if scored else [],
        "rationale": rationale(grade, rubric, card),
    }


def rationale(grade: CriterionGrade, rubric: Rubric, card: Scorecard) -> str:
    """Why: what was counted, or why nothing could be."""
    outcome = grade.outcome
    criterion = rubric.criterion(grade.criterion)
    if not isinstance(outcome, Scored) or criterion is None:
        return getattr(outcome, "reason", "")
    anchor = criterion.levels[outcome.level].in_(card.language)
    reasons = [criterion.indicators[one.indicator] for one in outcome.because]
    points = [
        reason.points if reason.points is not None else one.adds
        for reason, one in zip(outcome.because, reasons, strict=True)
    ]
    counted = [f"{one.why.in_(card.language)} ({added:+g})" for one, added in zip(reasons, points, strict=True)]
    return " ".join([anchor, *counted])


def card_text(card: Scorecard, rubric: Rubric, texts: Texts) -> str:
    """A scorecard to be read."""
    lines = [line for grade in card.grades for line in _grade_lines(grade, rubric, card, texts)]
    if card.compliance:
        lines.append(texts("cli.grade.compliance", total=figure(card.compliance_total, texts)))
        lines += [line for grade in card.compliance for line in _grade_lines(grade, rubric, card, texts)]
    lines += [texts("cli.grade.gate", name=_name(one, rubric, texts)) for one in card.gates]
    names = {error.id: error.name.in_(texts.language) for error in rubric.critical_errors}
    lines += [texts("cli.grade.critical", name=names.get(one.id, one.id)) for one in card.critical]
    verdict = {True: "passed", False: "failed", None: "open"}[card.passed]
    total = figure(card.total, texts)
    mark = texts.number(rubric.pass_mark)
    lines.append(texts("cli.grade.total", total=total, mark=mark, verdict=texts(f"cli.grade.{verdict}")))
    return "\n".join(lines)


def _grade_lines(grade: CriterionGrade, rubric: Rubric, card: Scorecard, texts: Texts) -> list[str]:
    outcome = grade.outcome
    level = f"{outcome.level}/{grade.top}" if isinstance(outcome, Scored) else texts(f"cli.grade.{outcome.kind}")
    said = f"{_name(grade.criterion, rubric, texts)}: {level}. {rationale(grade, rubric, card)}"
    return [said, *(f"    {quote.turn}: {quote.quote}" for quote in getattr(outcome, "evidence", ()))]


def _name(criterion: str, rubric: Rubric, texts: Texts) -> str:
    found = rubric.criterion(criterion)
    return found.name.in_(texts.language) if found else criterion


def figure(total: float | None, texts: Texts) -> str:
    """A percentage, or a dash where there is none."""
    return "–" if total is None else texts.number(total, 1)


def reviewed_text(found: Reviewed, rubric: Rubric, texts: Texts) -> str:
    """A grade as it stands, and what was done to it; the first total stays in sight."""
    lines = [
        card_text(found.standing, rubric, texts),
        texts("cli.review.first", total=figure(found.first.total, texts)),
    ]
    lines += [_act_line(act, rubric, texts) for act in found.acts]
    return "\n".join(lines)


def _act_line(act: ReviewAct, rubric: Rubric, texts: Texts) -> str:
    when = texts.date(act.at)
    match act:
        case Overruled(criterion=name, level=level, reason=words):
            return texts(
                "cli.review.overruled", by=act.by, at=when, name=_name(name, rubric, texts), level=level, words=words
            )
        case Contested(criterion=name, words=words):
            return texts("cli.review.contested", by=act.by, at=when, name=_name(name, rubric, texts), words=words)
        case Answered(criterion=name, words=words):
            return texts("cli.review.answered", by=act.by, at=when, name=_name(name, rubric, texts), words=words)
        case SignedOff():
            return texts("cli.review.signed_off", by=act.by, at=when)


def welcome(host: str, port: int, passwords: dict[str, str], somebody: bool, texts: Texts) -> str:
    """What is said when the app has started: where it is, and how to get in."""
    lines = [texts("cli.run.at", address=f"http://{host}:{port}")]
    if passwords:
        lines += [texts("cli.run.demo"), *(f"  {name:<10} {password}" for name, password in passwords.items())]
    elif not somebody:
        lines.append(texts("cli.run.nobody"))
    return "\n".join(lines)


def _quote(quote: Evidence) -> dict[str, object]:
    return {"turn": quote.turn, "quote": quote.quote}


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)
