"""What human customers and a GPT-4o customer do, to print beside ours."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean

from bench import sentiment
from trainer.domain.values import Language

_STOP = "###STOP###"
SHORT = 5
"""Words up to which a turn is short."""

QUOTED: Mapping[str, Mapping[str, float]] = {
    "people in chat (MultiDoGO, as published figures)": {"words": 3.6, "short": 0.80, "polite": 0.155},
    "GPT-4o as customer (tau-bench, as published figures)": {
        "words": 18.5,
        "short": 0.03,
        "polite": 0.50,
        "strong": 0.001,
        "positive_last": 0.89,
        "positive_unresolved": 0.91,
    },
    "people on Twitter (59,556 turns to airlines)": {
        "words": 20.7,
        "strong": 0.072,
        "positive_last": 0.26,
        "positive_after_apology": 0.115,
    },
}
"""Middle of the range where the source gives one. Sources: MultiDoGO (CDLA-Permissive), tau-bench (MIT) and real
airline contacts on Twitter, all read with the same lists."""


def manner(turns: Iterable[str], language: Language) -> dict[str, float]:
    """Words a turn, and the shares of turns that are short, polite and strong."""
    said = list(turns)
    return {
        "words": mean(len(turn.split()) for turn in said),
        "short": mean(len(turn.split()) <= SHORT for turn in said),
        "polite": mean(sentiment.has("POLITE", turn, language) for turn in said),
        "strong": mean(sentiment.has("STRONG", turn, language) for turn in said),
    }


def beside(folder: Path | None) -> Mapping[str, Mapping[str, float]]:
    """The figures computed from the sets in the folder, or quoted when there is none."""
    if folder is None:
        return QUOTED
    people = [turn[1] for row in _rows(folder / "customers_multidogo_test.jsonl") for turn in row["customer_turns"]]
    peer = _rows(folder / "peer_taubench_gpt4o_user_airline.jsonl")
    said = [[text for who, text in row["turns"] if who == "customer"] for row in peer]
    # The token that ends a simulated conversation is not something a customer says.
    said = [[plain for text in turns if (plain := text.replace(_STOP, "").strip())] for turns in said]
    last = [(row["reward"] == 0, sentiment.positive(turns[-1], "en")) for row, turns in zip(peer, said, strict=True)]
    ours = {
        "people in chat (MultiDoGO, from the folder)": manner(people, "en"),
        "GPT-4o as customer (tau-bench, from the folder)": {
            **manner((text for turns in said for text in turns), "en"),
            "positive_last": mean(good for _, good in last),
            "positive_unresolved": mean(good for failed, good in last if failed),
        },
    }
    return {**ours, **{name: row for name, row in QUOTED.items() if "Twitter" in name}}


def _rows(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
