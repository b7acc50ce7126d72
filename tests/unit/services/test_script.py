"""Scripts are read whole before the call, and every bad line is named."""

import pytest

from trainer.errors import BadInput
from trainer.services.script import Step, read_script


def test_lines_are_turns_and_directives_are_acts() -> None:
    lines = [
        "Hello.",
        "",
        ":hold 45",
        ":silence 6.5",
        ":interrupt",
        ":transfer the billing desk",
        ":escalate",
        ":hangup",
    ]
    assert read_script(lines, "s.txt") == (
        Step("say", "Hello."),
        Step("hold", seconds=45),
        Step("silence", seconds=6.5),
        Step("interrupt"),
        Step("transfer", "the billing desk"),
        Step("escalate"),
        Step("hangup"),
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (":dance", "script.directive"),
        (":transfer", "script.directive"),
        (":hangup now", "script.directive"),
        (":hold", "script.seconds"),
        (":hold soon", "script.seconds"),
        (":silence -3", "script.seconds"),
        (":hold 9999", "script.seconds"),
    ],
)
def test_a_bad_directive_is_refused_with_its_line(line: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_script(["Hello.", line], "s.txt")
    assert caught.value.fault.code == code
    assert caught.value.fault.params["line"] == 2
