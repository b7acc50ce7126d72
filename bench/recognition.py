"""How much each recogniser understands: `python -m bench.recognition [--sentences 30] [--json]`.

Sentences of our own scenarios, spoken by espeak-ng with our voices, and recognised by what the settings name
(`FIRST_RING_WHISPER`, `_EARS_MODEL`, `_VOSK`). Synthetic speech is a pessimistic floor, of Arabic above all, which
espeak-ng reads without its vowels. Printed are the word and the character error rates and the time per second of sound.
"""

import argparse
import json
import re
import time
from collections.abc import Iterator, Sequence
from itertools import islice

from bench.fidelity_calls import services
from trainer.domain.speech import Manner
from trainer.domain.values import LANGUAGES, Language
from trainer.hearing import Speech
from trainer.settings import Settings

MANNER = Manner(sex="male", age="adult", rate=150, pitch=50, loudness=1.0)


def main() -> None:
    """Speak, listen, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=30, help="sentences of each language (30)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    speech = Speech(Settings())
    if all(speech.means(one) != "here" for one in LANGUAGES):
        raise SystemExit("name a recogniser: FIRST_RING_WHISPER, FIRST_RING_EARS_MODEL or FIRST_RING_VOSK")
    try:
        report = {one: recognised(speech, one, arguments.sentences) for one in LANGUAGES}
    finally:
        speech.close()
    if arguments.json:
        print(json.dumps(report))
        return
    for language, row in report.items():
        figures = ", ".join(f"{name} {value:.2f}" for name, value in row.items() if isinstance(value, float))
        print(f"{language}: {row['recogniser']}, {row['sentences']} sentences: {figures}")


def recognised(speech: Speech, language: Language, count: int) -> dict[str, object]:
    """The error rates over all sentences together."""
    ears = speech.ears(language)
    if ears is None:
        return {"recogniser": "none", "sentences": 0}
    words, wrong_words, letters, wrong_letters, sound, took = 0, 0, 0, 0, 0.0, 0.0
    said = list(islice(sentences(language), count))
    for sentence in said:
        spoken = speech.mouth.speak(sentence, language, MANNER)
        began = time.perf_counter()
        found = ears.recognise(spoken, language).text
        took, sound = took + time.perf_counter() - began, sound + spoken.seconds
        theirs, ours = _plain(sentence), _plain(found)
        words, wrong_words = words + len(theirs), wrong_words + distance(theirs, ours)
        letters, wrong_letters = (
            letters + len(" ".join(theirs)),
            wrong_letters + distance(" ".join(theirs), " ".join(ours)),
        )
    return {
        "recogniser": ears.name,
        "sentences": len(said),
        "word_error": wrong_words / words,
        "character_error": wrong_letters / letters,
        "of_real_time": took / sound,
    }


def sentences(language: Language) -> Iterator[str]:
    """What customers say in our scenarios, without figures, which every recogniser writes in its own way."""
    catalogue = services().catalogue
    for name in catalogue.scenarios():
        if name.startswith(f"{language}/"):
            scenario = catalogue.scenario(name)
            for says in (scenario.opening, scenario.problem, scenario.wish, *(one.says for one in scenario.facts)):
                yield from (one for one in says if not re.search(r"[0-9{}]", one) and len(one.split()) > 2)


def _plain(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def distance(truth: Sequence[object], found: Sequence[object]) -> int:
    """Insertions, deletions and substitutions between two sequences (Levenshtein 1966)."""
    row = list(range(len(found) + 1))
    for at, one in enumerate(truth, 1):
        before, row[0] = row[0], at
        for to, other in enumerate(found, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (one != other))
    return row[-1]


if __name__ == "__main__":
    main()
