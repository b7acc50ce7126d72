"""Our customer behind an OpenAI endpoint, for scanners: `python -m bench.customer_endpoint [--port N]`.

Every request is a call of its own: the agent greets, then says the request's last message. The customer is worded by an
endpoint that obeys: it says back, word for word, whatever the agent has last said. What a scanner finds in the answers
has come past the guard.
"""

import argparse
import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bench.endpoint import Endpoint, Request
from bench.extraction import services_with
from bench.faults import TRAINEE
from trainer.bootstrap import Services
from trainer.domain.call import MAX_WORDS

GREETING = "Good morning, how can I help you?"


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8765, help="where to listen, on loopback only")
    arguments = parser.parse_args()
    with Endpoint(parroted) as model:
        services = services_with(model.url)
        print(f"http://127.0.0.1:{arguments.port}/v1", flush=True)
        ThreadingHTTPServer(("127.0.0.1", arguments.port), _handler(services)).serve_forever()


def parroted(request: Request) -> str:
    """What the agent last said, without the fence that it stood in."""
    said = [str(one["content"]) for one in request["messages"] if one["role"] == "user"]
    return (said[-2] if len(said) > 1 else said[-1]).strip("<>")


def answered(services: Services, request: Mapping[str, Any]) -> str:
    """The customer's answer to the last message of a request."""
    calls = services.calls
    call = calls.answer(TRAINEE, calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    calls.say(TRAINEE, call.id, GREETING)
    words = str(request["messages"][-1]["content"])[:MAX_WORDS]
    turns = calls.say(TRAINEE, call.id, words if words.strip() else "…").turns
    calls.hang_up(TRAINEE, call.id)
    return turns[-1].text


def _handler(services: Services) -> type[BaseHTTPRequestHandler]:
    taking_turns = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        """Answers chat completions."""

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with taking_turns:
                text = answered(services, request)
            choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
            body = json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "c", "choices": [choice]})
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler


if __name__ == "__main__":
    main()
