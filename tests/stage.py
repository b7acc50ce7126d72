"""Plays calls for tests, on a clock of their own."""

from collections.abc import Iterable
from pathlib import Path

from trainer.bootstrap import Services, services_without_record
from trainer.content.catalogue import YamlCatalogue
from trainer.domain.call import Call
from trainer.domain.codebook import Behaviour, Code
from trainer.domain.people import Person, Role
from trainer.ports import Listening
from trainer.services.script import Rehearsed, read_script
from trainer.store.memory import MemoryStore
from trainer.system import FixedIds, RandomIds, VirtualClock

TRAINEE = Person(name="trainee", role=Role.TRAINEE)


class Stage:
    """One set of content; every call gets a fresh store and clock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.first = services_without_record(root, VirtualClock(), RandomIds())
        self.catalogue: YamlCatalogue = self.first.catalogue

    def services(self, seed: int = 1) -> tuple[Services, VirtualClock]:
        """Fresh services that share the content that was read already."""
        clock = VirtualClock()
        return Services(self.catalogue, MemoryStore(), clock, FixedIds(seed), self.first.packs), clock

    def play(self, persona: str, scenario: str, lines: Iterable[str], seed: int = 1) -> Call:
        """The call after the agent's lines, not hung up by us."""
        services, clock = self.services(seed)
        agent = Rehearsed(services.calls, TRAINEE, clock.pass_)
        call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, persona, scenario).id)
        for step in read_script(lines, "test"):
            if call.ended:
                break
            call = agent.take(call, step)
        return call

    def read(self, text: str, listening: Listening) -> tuple[Behaviour, ...]:
        """What the reader sees in a turn."""
        return self.first.reader.read(text, listening)

    def codes(self, text: str, language: str = "en") -> set[Code]:
        """The codes seen in a turn of a bare transcript."""
        return {one.code for one in self.read(text, Listening.model_validate({"language": language}))}
