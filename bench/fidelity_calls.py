"""Rehearsed calls as rows of figures, played in parallel processes."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bench import by_model, sentiment
from bench.audit import audit, told_at
from trainer.bootstrap import Services
from trainer.domain.call import Call
from trainer.domain.customer.memory import band
from trainer.domain.moves import Band, Move
from trainer.domain.practice import PracticeAgent
from trainer.domain.scenario import Channel
from trainer.domain.values import Language
from trainer.services.rehearsal import Rehearsal

RESOLVED = 50
"""What a resolved call is worth beside trust less anger."""


@dataclass(frozen=True)
class Cell:
    """One agent against one customer in one situation."""

    language: Language
    persona: str
    scenario: str
    agent: str
    channel: Channel | None = None
    """Where the call takes place; none is where the scenario says."""

    @property
    def temperament(self) -> str:
        """The persona's file name, which for ours is the temperament."""
        return self.persona.rpartition("/")[2]


@dataclass(frozen=True)
class Played:
    """What one call came to."""

    cell: Cell
    seed: int
    quality: float
    said: tuple[str, ...]
    resolved: bool
    walked: bool
    end: float
    positive_last: bool
    positive_after_first: bool
    told: tuple[tuple[str, int], ...]
    curve: tuple[tuple[float, ...], ...]
    never: dict[str, int]
    cells: tuple[tuple[Move, Band], ...]


Job = tuple[Cell, range, Path | None]


def play(jobs: Iterable[Job], processes: int) -> Iterator[Played]:
    """Every job's calls, in the order of the jobs."""
    with ProcessPoolExecutor(processes) as pool:
        for rows in pool.map(_play, jobs, chunksize=4):
            yield from rows


def _play(job: Job) -> list[Played]:
    cell, seeds, words = job
    agent = agents(cell.language, words)[cell.agent]
    return [played(cell, seed, agent.manner.quality, call_of(cell, agent, seed)) for seed in seeds]


@lru_cache(maxsize=1)
def services() -> Services:
    """One set of services a process."""
    return by_model.services()


@lru_cache(maxsize=1)
def rehearsal() -> Rehearsal:
    """One rehearsal room a process, with the customers that were asked for."""
    return by_model.rehearsal(services())


@lru_cache(maxsize=16)
def agents(language: Language, words: Path | None) -> dict[str, PracticeAgent]:
    """The practice agents of a language by name; `words` is another folder of what they say."""
    return {one.name: one for one in services().catalogue.practice(language, words)}


def call_of(cell: Cell, agent: PracticeAgent, seed: int) -> Call:
    """One rehearsed call."""
    return rehearsal().play(agent, cell.persona, cell.scenario, seed, cell.channel)


def played(cell: Cell, seed: int, quality: float, call: Call) -> Played:
    """A call's figures; mood is read from the words."""
    persona = services().catalogue.persona(cell.persona)
    scenario = services().catalogue.scenario(cell.scenario).told_by(persona.says_name)
    turns = [turn for turn in call.turns if turn.speaker == "customer"]
    customer = turns[-1].customer
    moods = [sentiment.positive(turn.text, cell.language) for turn in turns]
    # The first reply to the agent's greeting opens the matter; the second follows what they first say to it.
    return Played(
        cell=cell,
        seed=seed,
        quality=quality,
        said=tuple(turn.text for turn in turns),
        resolved=customer.resolved,
        walked=customer.supervisor or turns[-1].move is Move.LEAVE,
        end=customer.state.trust - customer.state.anger + RESOLVED * customer.resolved,
        positive_last=moods[-1],
        positive_after_first=len(moods) > 1 and moods[1],
        told=tuple((fact.id, turn.number) for fact, turn in told_at(call, scenario)),
        curve=tuple(tuple(turn.state.model_dump().values()) for turn in turns),
        cells=tuple((turn.move, band(persona, turn.customer)) for turn in turns if turn.move),
        never=audit(call, persona, scenario, injecting=cell.agent == "injecting"),
    )
