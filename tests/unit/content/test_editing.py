"""A text is rewritten field by field, and what nobody touched stays as it was written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.content.editing import YamlEditor
from trainer.domain.authoring import ContentKind
from trainer.errors import BadInput
from trainer.ui.forms.fields import Field, empty, every, fields_of
from trainer.ui.forms.typed import values_of

TEXT = """# Written by hand
kind: persona   # who calls
name: "Ms Whitfield"
facts:
  # the first
  - id: one
    says: [yes, no]
  # the second
  - id: two
    says: [maybe]
"""
EDITOR = YamlEditor()
FOLDERS: dict[ContentKind, str] = {
    "persona": "personas",
    "scenario": "scenarios",
    "rubric": "rubrics",
    "programme": "rubrics/programmes",
}


def test_a_changed_field_leaves_comments_order_and_quotes_alone() -> None:
    changed = EDITOR.rewrite(TEXT, {"name": "Ms Brown"})
    assert changed == TEXT.replace("Ms Whitfield", "Ms Brown")


def test_fields_that_say_the_same_change_nothing() -> None:
    values = {"name": "Ms Whitfield", "facts": [{"id": "one", "says": [True, False]}, {"id": "two", "says": ["maybe"]}]}
    assert EDITOR.rewrite(TEXT.replace("[yes, no]", "[true, false]"), values) == TEXT.replace(
        "[yes, no]", "[true, false]"
    )


def test_an_item_taken_out_of_the_middle_goes_from_there() -> None:
    changed = EDITOR.rewrite(TEXT, {"facts": [{"id": "two", "says": ["maybe", "never"]}]})
    assert "id: one" not in changed
    assert "- id: two" in changed
    assert "never" in changed


def test_a_field_that_is_left_empty_goes_and_a_new_one_comes() -> None:
    assert EDITOR.rewrite("a: 1\nb: 2\n", {"a": None, "c": [1]}) == "b: 2\nc:\n  - 1\n"


@pytest.mark.parametrize("text", ["{unclosed", "- a list", "a: &x 1\nb: *y"])
def test_what_is_no_yaml_is_not_rewritten(text: str) -> None:
    with pytest.raises(BadInput):
        EDITOR.rewrite(text, {"a": 1})


def test_a_bomb_of_aliases_is_named_and_never_unfolded() -> None:
    bomb = "kind: persona\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    faults = EDITOR.faults("persona", "en/bomb", bomb)
    assert "content.alias" in {one.code for one in faults}
    assert EDITOR.rewrite(bomb, {"name": "x"}).count("\n") < 20


def test_a_piece_of_another_kind_is_refused(root: Path) -> None:
    text = (root / "rubrics" / "foundations.yaml").read_text(encoding="utf-8")
    assert [one.code for one in EDITOR.faults("persona", "en/late", text)] == ["content.other_kind"]


def pieces(root: Path) -> Iterator[tuple[ContentKind, Path]]:
    for kind, folder in FOLDERS.items():
        pattern = "*/*.yaml" if kind in ("persona", "scenario") else "*.yaml"
        yield from ((kind, path) for path in sorted((root / folder).glob(pattern)))


def test_a_form_that_nobody_touched_gives_every_shipped_file_back_to_the_byte(root: Path) -> None:
    for kind, path in pieces(root):
        text = path.read_text(encoding="utf-8")
        fields = fields_of(kind, EDITOR.values(text))
        assert EDITOR.rewrite(text, values_of(fields, sent(fields))) == text, path


def sent(fields: tuple[Field, ...]) -> dict[str, str]:
    """What a browser sends for a form as it was drawn."""
    typed: dict[str, str] = {}
    for one in every(fields):
        match one.sort:
            case "tongues":
                shown = one.value if isinstance(one.value, dict) else {}
                typed |= {f"{one.path}.{tongue}": str(shown.get(tongue, "")) for tongue in ("en", "ar", "bg")}
            case "pairs":
                for row, (key, value) in enumerate(one.value if isinstance(one.value, tuple) else ()):
                    typed |= {f"{one.path}.{row}.key": key, f"{one.path}.{row}.value": value}
            case "flag":
                typed[one.path] = "no\nyes" if one.value else "no"
            case "group" | "records" | "anchors":
                pass
            case _:
                typed[one.path] = str(one.value or "").replace("\n", "\r\n")
    return typed


def test_what_is_typed_becomes_what_the_file_says(root: Path) -> None:
    text = (root / "personas" / "en" / "angry.yaml").read_text(encoding="utf-8")
    fields = fields_of("persona", EDITOR.values(text))
    typed = sent(fields) | {
        "difficulty": "five",
        "starts.anger": "40",
        "also_called": "Dana\r\n Dee ",
        "triggers.0.key": "",
        "triggers.2.key": "blames",
        "triggers.2.value": "1,7",
        "voice.age": "old",
    }
    values = values_of(fields, typed)
    assert values["difficulty"] == "five"
    assert values["also_called"] == ["Dana", "Dee"]
    assert values["triggers"] == {"recites_formula": 1.4, "blames": 1.7}
    changed = EDITOR.values(EDITOR.rewrite(text, values))
    assert changed["starts"] == {"anger": 40, "confusion": 10, "hesitation": 5, "trust": 25, "patience": 60}
    assert changed["voice"] == {"sex": "female", "age": "old"}


def test_a_record_that_is_ticked_goes_and_ways_are_joined_by_plus(root: Path) -> None:
    text = (root / "scenarios" / "en" / "billed-twice.yaml").read_text(encoding="utf-8")
    fields = fields_of("scenario", EDITOR.values(text))
    typed = sent(fields) | {"record.0.-": "yes", "settled_by": "refund + reference_text\n\nrefund"}
    values = values_of(fields, typed)
    before = EDITOR.values(text)["record"]
    assert isinstance(before, list)
    assert values["record"] == before[1:]
    assert values["settled_by"] == [["refund", "reference_text"], ["refund"]]


def test_an_empty_item_has_every_field_that_must_be_there() -> None:
    assert empty("scenario", "facts") == {"id": "", "gate": "", "says": []}
    indicator = empty("rubric", "criteria.0.indicators")
    assert indicator == {"adds": 1, "why": {"en": "", "ar": "", "bg": ""}}
    assert empty("scenario", "knowledge") is None
