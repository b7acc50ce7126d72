"""The command line as people and programs use it: real processes, real files."""

import json
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trainer.cli.commands import app
from trainer.content.catalogue import YamlCatalogue
from trainer.domain.codebook import Code
from trainer.domain.sources import SOURCES
from trainer.domain.values import LANGUAGES, Language

GOOD = "Hello, how can I help?\nI'm so sorry, that must be frustrating. What is your account number?\n:hangup\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


@dataclass(frozen=True)
class Done:
    """What a command printed, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def trainer(root: Path, *arguments: str, stdin: str = "", **environment: str) -> Done:
    """Run a command in this process; `alone` runs one as people do."""
    result = CliRunner().invoke(app, arguments, input=stdin, env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def alone(root: Path, *arguments: str) -> Done:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "trainer", *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    return Done(done.returncode, done.stdout, done.stderr)


IDS = ("--persona", "en/angry", "--scenario", "en/billed-twice")


def play(root: Path, script: Path, *more: str) -> Done:
    return trainer(root, "call", *IDS, "--script", str(script), *more)


def test_json_is_one_line_a_turn_and_a_last_one_for_the_end(root: Path, script: Path) -> None:
    done = play(root, script, "--seed", "7", "--json")
    *turns, end = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [turn["turn"] for turn in turns] == [1, 2, 3, 4]
    assert [turn["speaker"] for turn in turns] == ["agent", "customer"] * 2
    assert all(
        set(turn) == {"turn", "speaker", "text", "move", "state", "revealed", "behaviours", "worded_by"}
        for turn in turns
    )
    assert set(turns[0]["state"]) == {"anger", "confusion", "hesitation", "trust", "patience"}
    assert all(one["quote"] in turns[2]["text"] for one in turns[2]["behaviours"])
    assert turns[3]["revealed"] == ["account_number"]
    assert end == {"ended": "agent", "reason": "hangup", "seed": 7}


def test_the_same_seed_prints_the_same_bytes_and_another_seed_other_words(root: Path, script: Path) -> None:
    played = (alone(root, "call", *IDS, "--script", str(script), "--json", "--seed", seed) for seed in ("7", "7", "8"))
    first, again, other = (done.stdout for done in played)
    assert first == again
    assert [json.loads(line).get("text") for line in first.splitlines()] != [
        json.loads(line).get("text") for line in other.splitlines()
    ]


def test_a_script_that_runs_out_ends_the_call(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("Hello.\n", encoding="utf-8")
    end = json.loads(play(root, path, "--json").stdout.splitlines()[-1])
    assert (end["ended"], end["reason"]) == ("script", "end_of_script")


def test_a_call_can_be_typed(root: Path) -> None:
    ids = ("--persona", "en/hesitant", "--scenario", "en/billed-twice", "--seed", "1")
    done = trainer(root, "call", *ids, stdin="Hello.\n:dance\n\n:hangup\n")
    assert done.returncode == 0
    assert "1  You: Hello." in done.stdout
    assert "2  Customer: " in done.stdout
    assert "':dance' is no directive" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("call", "--persona", "en/angri", "--scenario", "en/billed-twice"), "did you mean en/angry?"),
        (("call", "--persona", "en/angry", "--scenario", "en/missing"), "There is no scenario 'en/missing'"),
        (("call", "--persona", "en/angry", "--scenario", "bg/billed-twice"), "different languages"),
        (("call", "--persona", "en/angry", "--scenario", "en/billed-twice", "--script", "no.txt"), "cannot be read"),
        (("grade", "nowhere.json"), "cannot be read"),
        (("check", "nowhere.yaml"), "cannot be read"),
    ],
)
def test_bad_input_is_one_clear_error_and_exit_1(root: Path, arguments: tuple[str, ...], says: str) -> None:
    done = trainer(root, *arguments)
    assert done.returncode == 1
    assert says in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def transcript(tmp_path: Path, text: str) -> str:
    path = tmp_path / "t.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_transcript_is_graded_as_json_and_nothing_else(root: Path, tmp_path: Path) -> None:
    turns = [
        {"speaker": "customer", "text": "You charged me twice!"},
        {"speaker": "agent", "text": "I am sorry, that must be frustrating."},
        {"speaker": "agent", "text": "I will refund it within three days."},
    ]
    done = trainer(root, "grade", transcript(tmp_path, json.dumps({"language": "en", "turns": turns})), "--json")
    card = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(card) == {"criteria", "total", "passed", "critical_errors", "graded_by", "versions"}
    assert [one["id"] for one in card["criteria"]] == ["respect", "clarity", "patience", "empathy"]
    for one in card["criteria"]:
        assert set(one) == {"id", "outcome", "level", "evidence", "about", "rationale"}
        assert one["evidence"]
        assert all(quote["quote"] in turns[quote["turn"] - 1]["text"] for quote in one["evidence"] + one["about"])
        assert all(turns[quote["turn"] - 1]["speaker"] == "agent" for quote in one["evidence"])


def test_a_scorecard_can_be_read(root: Path, tmp_path: Path) -> None:
    text = json.dumps({"language": "en", "turns": [{"speaker": "agent", "text": "You idiot."}]})
    done = trainer(root, "grade", transcript(tmp_path, text))
    assert done.returncode == 0
    assert "Critical error: " in done.stdout
    assert "not passed" in done.stdout


def test_a_silent_agent_is_unscored_and_has_no_total(root: Path, tmp_path: Path) -> None:
    text = json.dumps({"language": "en", "turns": [{"speaker": "customer", "text": "Hello?"}]})
    card = json.loads(trainer(root, "grade", transcript(tmp_path, text), "--json").stdout)
    assert {one["outcome"] for one in card["criteria"]} == {"unscored"}
    assert (card["total"], card["passed"]) == (None, None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"language": "en", "turns": [', "not JSON"),
        ('{"language": "fr", "turns": []}', "language"),
        ('{"turns": []}', "language"),
        ('{"language": "en", "turns": [{"speaker": "bot", "text": "x"}]}', "turns.0.speaker"),
    ],
)
def test_a_bad_transcript_is_named_with_its_place(root: Path, tmp_path: Path, text: str, says: str) -> None:
    done = trainer(root, "grade", transcript(tmp_path, text))
    assert done.returncode == 1
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_check_takes_any_path_and_exits_1_on_a_fault(root: Path, tmp_path: Path) -> None:
    assert trainer(root, "check").returncode == 0
    assert trainer(root, "check", "personas/en").stdout == "3 files, no fault\n"
    (tmp_path / "x.yaml").write_text("kind: persona\nnmae: x\n", encoding="utf-8")
    done = trainer(root, "check", str(tmp_path))
    assert done.returncode == 1
    assert "nmae: unknown field; did you mean 'name'?" in done.stdout


def test_list_names_what_there_is(root: Path) -> None:
    assert "ar/hesitant" in trainer(root, "list", "personas").stdout.splitlines()
    assert "bg/billed-twice" in trainer(root, "list", "scenarios").stdout.splitlines()
    assert trainer(root, "list", "rubrics").stdout.splitlines() == [
        "complaint",
        "foundations",
        "sales-call",
        "seen-and-heard",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rubric_can_be_read_as_a_page_with_its_levels_and_gates(root: Path, language: Language) -> None:
    catalogue = YamlCatalogue(root)
    for name in catalogue.rubrics():
        page = trainer(root, "rubric", name, "--language", language).stdout
        rubric = catalogue.rubric(name)
        for criterion in (*rubric.criteria, *rubric.compliance):
            assert all(level.in_(language) in page for level in criterion.levels.values())


def test_schemas_are_written_where_editors_look(root: Path, tmp_path: Path) -> None:
    for folder in ("personas", "scenarios", "rubrics", "trainer/language"):
        (tmp_path / folder).mkdir(parents=True)
    done = trainer(root, "schemas", FIRST_RING_CONTENT=str(tmp_path))
    assert done.returncode == 0
    assert json.loads((tmp_path / "rubrics" / "rubric.schema.json").read_text())["title"] == "Rubric"


@pytest.mark.parametrize(
    "arguments",
    [
        ["call", "--persona", "en/angry", "--scenario", "en/billed-twice", "--json"],
        ["grade", "{transcript}"],
        ["check", "rubrics"],
    ],
)
def test_call_grade_and_check_load_neither_gradio_nor_langchain(
    root: Path, tmp_path: Path, arguments: list[str]
) -> None:
    text = json.dumps({"language": "en", "turns": [{"speaker": "agent", "text": "Hello."}]})
    filled = [one.replace("{transcript}", transcript(tmp_path, text)) for one in arguments]
    code = (
        "import sys\nfrom trainer.cli.commands import app\n"
        f"try:\n    app({filled!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "named = ('gradio', 'langchain', 'langchain_core', 'openai')\n"
        "heavy = [name for name in sys.modules if name.split('.')[0] in named]\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, input="", capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_person_is_added_with_a_password_that_is_printed_once(root: Path, tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    done = trainer(root, "people", "add", "nadia", "--role", "manager", FIRST_RING_DATA=data)
    assert done.returncode == 0
    assert "nadia (manager) may sign in with the password" in done.stdout
    again = trainer(root, "people", "add", "nadia", FIRST_RING_DATA=data)
    assert again.returncode == 1
    assert "The name 'nadia' is taken" in again.stderr


def test_a_port_that_is_taken_and_a_folder_that_cannot_be_made_are_said_plainly(root: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = trainer(root, "run", FIRST_RING_PORT=str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "is in use" in done.stderr
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    done = trainer(root, "people", "add", "nadia", FIRST_RING_DATA=str(blocked / "data"))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize("language", ["en", "ar", "bg"])
def test_the_codebook_is_a_page_that_explains_every_code(root: Path, language: str) -> None:
    done = trainer(root, "codebook", "--language", language)
    assert done.returncode == 0
    for code in Code:
        assert f'<a id="{code}"></a>' in done.stdout
    assert done.stdout.count("arXiv:2508.04423") == len([one for one in SOURCES.values() if "2508.04423" in one])


def test_the_codebook_of_no_language_names_those_there_are(root: Path) -> None:
    done = trainer(root, "codebook", "--language", "fr")
    assert done.returncode == 2
    assert "'en', 'ar', 'bg'" in " ".join(done.stderr.replace("│", " ").split())
