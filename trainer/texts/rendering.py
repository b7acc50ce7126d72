"""Faults and errors as sentences."""

from trainer.errors import Fault, Place, TrainerError
from trainer.texts.catalogue import Texts


def explain(problem: Fault | TrainerError, texts: Texts) -> str:
    """What is wrong and what to do, in one line."""
    fault = problem.fault if isinstance(problem, TrainerError) else problem
    key = f"fault.{fault.code}"
    hint = fault.params.get("hint")
    if hint and f"{key}.hint" in texts.keys:
        key = f"{key}.hint"
    sentence = texts(key, **fault.params) if key in texts.keys else texts("fault.unforeseen", code=fault.code)
    return " ".join(sentence.split())


def locate(fault: Fault, texts: Texts) -> str:
    """A fault of a file: `file:line:column: path: what; what to do`."""
    place = fault.place or Place("?")
    where = f"{place.file}:{place.line}:{place.column}: "
    return where + (f"{place.path}: " if place.path else "") + explain(fault, texts)
