"""What can go wrong, as codes with parameters; `trainer.texts` turns them into sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Parameter = str | int | float
_NONE: Mapping[str, Parameter] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a fault lies; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1
    path: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the code names its sentence in the catalogue, the parameters fill it."""

    code: str
    params: Mapping[str, Parameter] = field(default_factory=lambda: _NONE)
    place: Place | None = None


class TrainerError(Exception):
    """The base of every error that First Ring raises on purpose."""

    def __init__(self, code: str, /, **params: Parameter) -> None:
        self.fault = Fault(code, MappingProxyType(params))
        super().__init__(code, dict(params))


class BadInput(TrainerError):
    """What a person typed or sent cannot be taken; nothing was changed."""


class NotFound(TrainerError):
    """No such thing, or none that this person may see."""


class NotAllowed(TrainerError):
    """The person's role does not permit it."""


class Conflict(TrainerError):
    """The record has moved on since the caller last looked."""


class CallClosed(TrainerError):
    """The call has ended; nothing can be said in it any more."""


class ModelFailed(TrainerError):
    """A language model gave nothing that can be used; `wait` is how long it asked not to be called, in seconds."""

    def __init__(self, code: str, /, wait: float = 0.0, **params: Parameter) -> None:
        self.wait = wait
        super().__init__(code, **params)


class SpeechFailed(TrainerError):
    """A clause could not be spoken, or a turn not understood; it costs that and nothing else."""


class ContentError(TrainerError):
    """Files that cannot be used, with every fault that was found in them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("content.unusable", count=len(self.faults))
