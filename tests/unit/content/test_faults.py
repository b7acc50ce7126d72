"""Every fault of a file is found at once, at its place, with what to do."""

from pathlib import Path

import pytest

from trainer.content.catalogue import YamlCatalogue
from trainer.content.library import check, load
from trainer.content.weights import read_weights
from trainer.errors import ContentError
from trainer.texts import locate, texts_in

PERSONA = """\
kind: persona
language: en
name: Mr Test
full_name: Testing Test
temperament: angry
difficulty: 3
summary: Somebody for a test.
dialect: Plain
voice: {sex: male}
starts: {anger: 50, confusion: 10, hesitation: 10, trust: 30, patience: 60}
says_name: [Test.]
"""


def faults(tmp_path: Path, text: str | bytes, name: str = "p.yaml") -> list[str]:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [locate(fault, texts_in("en")) for fault in load(path, tmp_path).faults]


def test_a_good_file_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, PERSONA) == []


def test_a_misspelt_key_is_named_with_what_was_meant(tmp_path: Path) -> None:
    found = faults(tmp_path, PERSONA.replace("difficulty:", "dificulty:"))
    assert "p.yaml:6:1: dificulty: unknown field; did you mean 'difficulty'?" in found
    assert "p.yaml:1:1: difficulty: missing; add it" in found


def test_all_faults_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    text = PERSONA.replace("anger: 50", "anger: 500").replace("language: en", "language: fr")
    assert [line.split(": ")[1] for line in faults(tmp_path, text)] == ["language", "starts.anger"]


def test_a_duplicate_key_is_named_with_its_first_place(tmp_path: Path) -> None:
    assert faults(tmp_path, PERSONA + "name: Again\n") == [
        "p.yaml:12:1: name: the key 'name' comes twice, first on line 3; remove one of the two"
    ]


def test_a_language_that_is_missing_from_a_text_is_named(tmp_path: Path, root: Path) -> None:
    text = (root / "rubrics" / "foundations.yaml").read_text(encoding="utf-8")
    broken = text.replace("bg: Основи", "", 1).replace("ar: الأساسيات,", "ar: الأساسيات", 1)
    found = faults(tmp_path, broken)
    assert any(line.endswith("name.bg: missing; add it") for line in found), found


def test_yaml_1_2_reads_words_and_numbers_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(PERSONA.replace("says_name: [Test.]", "says_name: ['no', '012', 12:30:45]"), encoding="utf-8")
    content = load(path, tmp_path).content
    assert content is not None
    assert getattr(content, "says_name", None) == ("no", "012", "12:30:45")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "the file is empty"),
        ("- a\n- b\n", "must hold 'key: value' lines"),
        ("name: x\n", "'kind' is missing"),
        ("kind: personna\n", "did you mean 'persona'?"),
        ("kind: persona\nname: 'open\n", "this is not YAML"),
        ("kind: persona\n\tname: x\n", "this is not YAML"),
        (b"kind: \xff\xfe\n", "not UTF-8"),
        ("kind: persona\na: &x [1]\nb: *x\n", "aliases are not allowed"),
        ("kind: persona\nx: " + "[" * 40 + "]" * 40 + "\n", "nested too deeply"),
        ("kind: persona\n" + "#" * 1_000_001, "larger than"),
    ],
)
def test_what_is_no_content_at_all_gets_one_clear_fault(tmp_path: Path, text: str | bytes, expected: str) -> None:
    found = faults(tmp_path, text)
    assert expected in found[0]
    assert all("\n" not in line for line in found)


def test_a_yaml_bomb_is_refused_before_it_is_built(tmp_path: Path) -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    found = faults(tmp_path, "kind: persona\n" + "\n".join(rows))
    assert "aliases are not allowed" in found[0]


def test_a_file_that_is_not_there_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    (file,) = check([tmp_path / "nowhere.yaml"], tmp_path)
    assert "cannot be read" in locate(file.faults[0], texts_in("en"))


def test_a_file_in_another_languages_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "bg").mkdir()
    assert "the language is 'en' but the file lies under 'bg'" in faults(tmp_path, PERSONA, "bg/p.yaml")[0]


LINES = "kind: lines\nlanguage: en\ntemperament: angry\nmoves:\n"


def test_lines_must_hold_the_slots_their_move_needs_and_no_other(tmp_path: Path) -> None:
    found = faults(tmp_path, LINES + "  answer:\n    low: ['Here.', '{fact} {problem}']\n")
    assert any("the slot 'fact' is missing" in line for line in found)
    assert any("the slot 'problem' cannot be filled here; allowed: fact" in line for line in found)


def test_a_line_that_stands_twice_is_named_with_its_first_place(tmp_path: Path) -> None:
    found = faults(tmp_path, LINES + "  wait:\n    low:\n      - Fine.\n  chase:\n    low:\n      - fine!\n")
    assert any("the same line stands on line 7" in line for line in found)


def test_a_move_without_lines_is_a_fault(tmp_path: Path) -> None:
    assert any("the move 'leave' has no lines" in line for line in faults(tmp_path, LINES + "  wait: {low: [Fine.]}\n"))


def test_a_cue_that_cannot_be_read_is_a_fault_at_its_line(tmp_path: Path, root: Path) -> None:
    text = (root / "scenarios" / "en" / "billed-twice.yaml").read_text(encoding="utf-8")
    broken = text.replace("    said_by:\n", "    said_by:\n      - (refund\n", 1)
    line = broken[: broken.index("- (refund\n")].count("\n") + 1
    (found,) = faults(tmp_path, broken, "s.yaml")
    assert found.startswith(f"s.yaml:{line}:")
    assert "brackets that do not match" in found


def test_a_scenario_that_is_settled_by_an_unknown_remedy_is_a_fault(tmp_path: Path, root: Path) -> None:
    text = (root / "scenarios" / "en" / "billed-twice.yaml").read_text(encoding="utf-8")
    (found,) = faults(tmp_path, text.replace("settled_by: [[refund]]", "settled_by: [[refnud]]"), "s.yaml")
    assert "settled_by names no allowed remedy: refnud" in found


def test_a_sentence_of_a_scenario_takes_no_slot(tmp_path: Path, root: Path) -> None:
    text = (root / "scenarios" / "en" / "billed-twice.yaml").read_text(encoding="utf-8")
    (found,) = faults(
        tmp_path, text.replace("  - You took the same money twice.", "  - You took {fact} twice."), "s.yaml"
    )
    assert "the slot 'fact' cannot be filled here" in found


def test_only_files_that_have_changed_are_read_again(tmp_path: Path) -> None:
    (tmp_path / "personas" / "en").mkdir(parents=True)
    path = tmp_path / "personas" / "en" / "test.yaml"
    path.write_text(PERSONA, encoding="utf-8")
    catalogue = YamlCatalogue(tmp_path)
    (first,) = catalogue.files()
    assert catalogue.files()[0] is first
    path.write_text(PERSONA.replace("difficulty: 3", "difficulty: 9"), encoding="utf-8")
    (changed,) = catalogue.files()
    assert [fault.code for fault in changed.faults] == ["content.at_most"]


def test_a_codebook_that_leaves_a_code_out_says_which(tmp_path: Path, root: Path) -> None:
    whole = (root / "trainer" / "language" / "en" / "codebook.yaml").read_text(encoding="utf-8")
    start, end = whole.index("  greets:"), whole.index("  gives_name:")
    (fault,) = faults(tmp_path, whole[:start] + whole[end:], "codebook.yaml")
    assert "codes without an entry: greets" in fault


def test_weights_that_cannot_be_read_say_where_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "codes.json"
    path.write_text('{"kind": "weights"', encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_weights(path)
    (fault,) = caught.value.faults
    assert locate(fault, texts_in("en")).startswith(f"{path}:1:1")
    assert "python -m bench.fitting" in locate(fault, texts_in("en"))
