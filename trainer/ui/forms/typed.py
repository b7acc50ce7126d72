"""From what was typed into a form to the values of the piece."""

from collections.abc import Iterable, Mapping

from trainer.ui.forms.fields import Field, every

GONE = object()
"""What was left empty and need not be there."""


def values_of(fields: Iterable[Field], typed: Mapping[str, str]) -> dict[str, object]:
    """The values to be written; `None` for a field that is to go, and no word of one that was not on the form.

    What is left as it is by default, and is not in the piece yet, stays out of it.
    """
    found: dict[str, object] = {}
    for one in fields:
        if any(path == one.path or path.startswith(f"{one.path}.") for path in typed):
            value = _value(one, typed)
            if value is GONE and one.given:
                found[one.name] = None
            elif value is not GONE and not _usual(one, value):
                found[one.name] = value
    return found


def _as_typed(one: Field) -> Iterable[tuple[str, str]]:
    """What would be sent if nobody had touched the field."""
    match one.sort:
        case "group" | "records" | "anchors":
            for inner in one.children:
                yield from _as_typed(inner)
        case "tongues":
            shown = one.value if isinstance(one.value, Mapping) else {}
            yield from ((f"{one.path}.{tongue}", str(shown.get(tongue, ""))) for tongue in ("en", "ar", "bg"))
        case "pairs":
            pass
        case "flag":
            yield one.path, "yes" if one.value else "no"
        case _:
            yield one.path, str(one.value or "")


def _value(one: Field, typed: Mapping[str, str]) -> object:
    match one.sort:
        case "group":
            return _group(one, typed)
        case "records":
            gone = {inner.path for inner in one.children if typed.get(f"{inner.path}.-")}
            return [_group(inner, typed) for inner in one.children if inner.path not in gone] or GONE
        case "tongues":
            return _tongues(one, typed)
        case "anchors":
            levels = {int(inner.title): _tongues(inner, typed) for inner in one.children}
            return {level: texts for level, texts in levels.items() if texts is not GONE} or GONE
        case "pairs":
            return _pairs(one, typed) or GONE
    return _plain(one, typed.get(one.path, "").replace("\r\n", "\n").strip())


def _plain(one: Field, words: str) -> object:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    match one.sort:
        case "sentences":
            return lines or ([] if one.required else GONE)
        case "ways":
            return [[key.strip() for key in line.split("+") if key.strip()] for line in lines]
        case "flag":
            return words.endswith("yes")
        case "number":
            return _number(words, whole=one.step == "1" and one.most != 100) if words else GONE
    return words if words or one.required else GONE


def _group(one: Field, typed: Mapping[str, str]) -> dict[str, object]:
    found = [(inner, _value(inner, typed)) for inner in one.children]
    return {inner.name: value for inner, value in found if value is not GONE and not _usual(inner, value)}


def _usual(one: Field, value: object) -> bool:
    """Whether a field that need not be there says what it says by default anyway."""
    return not one.required and not one.given and value == _value(one, dict(_as_typed(one)))


def _tongues(one: Field, typed: Mapping[str, str]) -> object:
    texts = {tongue: typed.get(f"{one.path}.{tongue}", "").strip() for tongue in ("en", "ar", "bg")}
    return texts if any(texts.values()) or one.required else GONE


def _pairs(one: Field, typed: Mapping[str, str]) -> dict[str, object]:
    rows = len(one.value) if isinstance(one.value, tuple) else 0
    named = [(typed.get(f"{one.path}.{row}.key", ""), typed.get(f"{one.path}.{row}.value", "")) for row in range(rows)]
    return {key: _number(value.strip() or "1", whole=False) for key, value in named if key}


def _number(words: str, *, whole: bool) -> object:
    """A number; words that are none stay words, so that the check says so."""
    try:
        value = float(words.replace(",", "."))
    except ValueError:
        return words
    if value.is_integer():
        return int(value)
    return value if not whole else words


def paths_of(fields: Iterable[Field]) -> set[str]:
    """The paths of all fields, for the faults that point at them."""
    return {one.path for one in every(tuple(fields))}
