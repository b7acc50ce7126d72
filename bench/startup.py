"""How long First Ring takes to answer: `python -m bench.startup [--starts N]`.

From the spawn of `python app.py` to the first 200 of `GET /`, for the first start on an empty data folder and the
ones after it, and the part of it that Python spends importing (`-X importtime`, which itself costs a little).
"""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print one line a start."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=3, help="how often to start (3)")
    starts = parser.parse_args().starts
    with tempfile.TemporaryDirectory() as data:
        for number in range(1, starts + 1):
            whole, imports = start(Path(data))
            rest = whole - imports
            print(f"start {number}: first 200 after {whole:.1f} s, imports {imports:.1f} s, the rest {rest:.1f} s")


def start(data: Path) -> tuple[float, float]:
    """Seconds from spawn to the first 200, and the part of them that went into imports."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "FIRST_RING_DATA": str(data), "FIRST_RING_PORT": str(port)}
    log = data / "imports.log"
    begun = time.perf_counter()
    with log.open("w") as errors:
        command = [sys.executable, "-X", "importtime", "app.py"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
        try:
            while not answers(port):
                time.sleep(0.02)
            whole = time.perf_counter() - begun
        finally:
            process.terminate()
            process.wait()
    return whole, import_seconds(log.read_text())


def answers(port: int) -> bool:
    """Whether the app answers with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def import_seconds(log: str) -> float:
    """The sum of the modules' own import times, from the lines `import time: self | cumulative | name`."""
    lines = [line.removeprefix("import time:") for line in log.splitlines() if line.startswith("import time:")]
    own = [line.split("|")[0].strip() for line in lines]
    return sum(int(microseconds) for microseconds in own if microseconds.isdigit()) / 1e6


if __name__ == "__main__":
    main()
