"""From a source to a domain value, with every fault of the file at once."""

import difflib
import json
from functools import lru_cache

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trainer.content.source import Location, Source
from trainer.domain.certification import Programme
from trainer.domain.persona import Persona
from trainer.domain.practice import Manners, PracticeExamples, PracticeWords
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.errors import Fault
from trainer.language.aloud import AloudWords
from trainer.language.codebook import Codebook
from trainer.language.cues import Cues
from trainer.language.guard import GuardCues
from trainer.language.lines import Lines

Content = (
    Persona
    | Scenario
    | Rubric
    | Programme
    | Cues
    | Lines
    | Codebook
    | Manners
    | PracticeWords
    | PracticeExamples
    | GuardCues
    | AloudWords
)
KINDS: dict[str, type[Content]] = {
    "persona": Persona,
    "scenario": Scenario,
    "rubric": Rubric,
    "programme": Programme,
    "cues": Cues,
    "lines": Lines,
    "codebook": Codebook,
    "manners": Manners,
    "practice": PracticeWords,
    "examples": PracticeExamples,
    "guard": GuardCues,
    "aloud": AloudWords,
}


def validate(source: Source) -> Content | None:
    """The value of a source, or `None` when it has faults, which are then in `source.faults`."""
    if source.faults:
        return None
    model = _model_of(source)
    if model is None:
        return None
    try:
        # Through JSON, so that a list may become a tuple and nothing else is bent into shape.
        return model.model_validate_json(json.dumps(source.value), strict=False)
    except ValidationError as error:
        source.faults.extend(_fault(source, model, detail) for detail in error.errors())
        return None


def _model_of(source: Source) -> type[Content] | None:
    if not isinstance(source.value, dict):
        source.faults.append(source.fault("content.not_a_mapping"))
        return None
    kind = source.value.get("kind")
    if kind not in KINDS:
        code = "content.no_kind" if kind is None else "content.unknown_kind"
        hint = _nearest(str(kind), KINDS)
        source.faults.append(source.fault(code, ("kind",), kind=str(kind), known=", ".join(KINDS), hint=hint))
        return None
    return KINDS[str(kind)]


def _fault(source: Source, model: type[Content], detail: ErrorDetails) -> Fault:
    location: Location = tuple(_as_written(part) for part in detail["loc"] if part != "[key]")
    context = detail.get("ctx", {})
    given = str(detail["input"])[:40]
    match detail["type"]:
        case "extra_forbidden":
            hint = _nearest(str(location[-1]), _fields(model))
            return source.fault("content.unknown_field", location, hint=hint)
        case "missing":
            return source.fault("content.missing", location)
        case "enum" | "literal_error":
            expected = str(context.get("expected", ""))
            hint = _nearest(given, expected.replace("'", "").replace(" or ", ", ").split(", "))
            return source.fault("content.not_among", location, given=given, expected=expected, hint=hint)
        case "string_too_short" | "too_short":
            return source.fault("content.blank", location)
        case "less_than_equal" | "less_than" | "greater_than_equal" | "greater_than" as bound:
            relation = "most" if bound.startswith("less") else "least"
            limit = next(float(context[key]) for key in ("le", "lt", "ge", "gt") if key in context)
            return source.fault(f"content.at_{relation}", location, given=given, limit=f"{limit:g}")
        case "int_parsing" | "int_type" | "int_from_float" | "float_parsing" | "float_type":
            return source.fault("content.not_a_number", location, given=given)
        case "value_error":
            return source.fault("content.unfit", location, problem=str(context.get("error", "")))
        case _:
            return source.fault("content.invalid", location, given=given, problem=detail["msg"])


def _as_written(part: str | int) -> str | int:
    # Integer keys of a mapping come back from JSON as strings.
    return int(part) if isinstance(part, str) and part.isdigit() else part


def _nearest(word: str, known: object) -> str:
    candidates = [str(one) for one in known] if hasattr(known, "__iter__") else []
    return next(iter(difflib.get_close_matches(word, candidates, n=1, cutoff=0.6)), "")


@lru_cache
def _fields(model: type[BaseModel]) -> frozenset[str]:
    """The names of all fields that a file of this kind may hold, at any depth."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))
