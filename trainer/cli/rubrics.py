"""A rubric as a page of Markdown: what is graded, what each level means, and what moves it."""

from collections.abc import Iterator

from trainer.domain.rubric import Criterion, Indicator, Rubric
from trainer.texts import Texts


def page(rubric: Rubric, texts: Texts) -> str:
    """The whole rubric in the language of the texts."""
    parts = [f"# {rubric.name.in_(texts.language)}", rubric.about.in_(texts.language)]
    parts.append(texts("rubric.pass_mark", mark=texts.number(rubric.pass_mark)))
    parts += [_gate(gate.criterion, gate.under, rubric, texts) for gate in rubric.gates]
    parts += ["\n\n".join(_criterion(one, texts)) for one in rubric.criteria]
    if rubric.compliance:
        parts.append(f"# {texts('rubric.compliance', mark=texts.number(rubric.compliance_mark))}")
        parts += ["\n\n".join(_criterion(one, texts)) for one in rubric.compliance]
    if rubric.critical_errors:
        parts.append(f"# {texts('rubric.critical')}")
        parts.append("\n".join(f"- {one.name.in_(texts.language)}" for one in rubric.critical_errors))
    return "\n\n".join(parts)


def _gate(criterion: str | None, under: int, rubric: Rubric, texts: Texts) -> str:
    named = rubric.criterion(criterion) if criterion else None
    if named is None:
        return texts("rubric.gate_any", level=under)
    return texts("rubric.gate", name=named.name.in_(texts.language), level=under)


def _criterion(one: Criterion, texts: Texts) -> Iterator[str]:
    yield f"## {one.name.in_(texts.language)} ({texts.number(one.weight)})"
    yield one.asks.in_(texts.language)
    yield "\n".join(_level(level, one, texts) for level in sorted(one.levels))
    yield texts("rubric.moves", level=f"{one.starts_at:g}")
    yield "\n".join(f"- {_moves(indicator, texts)}" for indicator in one.indicators)


def _level(level: int, one: Criterion, texts: Texts) -> str:
    line = f"{level}. {one.levels[level].in_(texts.language)}"
    return f"{line} *{one.examples[level].in_(texts.language)}*" if level in one.examples else line


def _moves(one: Indicator, texts: Texts) -> str:
    often = f" ×{one.up_to}" if one.up_to > 1 else ""
    return f"{one.adds:+g}{often} {one.why.in_(texts.language)}"
