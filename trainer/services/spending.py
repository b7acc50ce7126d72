"""What models have taken, and whether today's budget has anything left."""

import threading
from collections.abc import Sequence
from datetime import date, timedelta

from trainer.domain.call import Usage
from trainer.domain.cost import Spent, Tariff, Use
from trainer.domain.people import Person
from trainer.domain.rights import Deed
from trainer.domain.values import Frozen
from trainer.ports import Clock, SpendingStore
from trainer.services.access import require

DAYS = 30
"""Days that a statement covers."""


class Statement(Frozen):
    """What models have taken lately; costs are money, or tokens where no price is set."""

    today: float
    budget: float | None
    tariff: Tariff
    rows: tuple[Spent, ...]


class Spending:
    """The ledger of all models. A day is a day of UTC."""

    def __init__(self, store: SpendingStore, clock: Clock, tariff: Tariff, budget: float | None = None) -> None:
        self._store = store
        self._clock = clock
        self.tariff = tariff
        self._budget = budget
        self._lock = threading.Lock()
        self._day: date | None = None
        self._today = 0.0

    def allows(self) -> bool:
        """Whether another request may be made today."""
        return self._budget is None or self._spent_today() < self._budget

    def book(self, use: Use, model: str, usage: Usage) -> None:
        """Record what a request took."""
        self._spent_today()
        self._store.spend(Spent(day=self._clock.now().date(), use=use, model=model, usage=usage))
        with self._lock:
            self._today += self.tariff.cost(usage)

    def statement(self, person: Person) -> Statement:
        """The last days, newest first; for those who lead."""
        require(person, Deed.SEE_SPENDING)
        since = self._clock.now().date() - timedelta(days=DAYS - 1)
        return Statement(
            today=self._spent_today(), budget=self._budget, tariff=self.tariff, rows=tuple(self._store.spent(since))
        )

    def _spent_today(self) -> float:
        """Kept in memory, and read from the record when a day or a process begins."""
        today = self._clock.now().date()
        with self._lock:
            if self._day != today:
                self._day, self._today = today, self._sum(self._store.spent(today))
            return self._today

    def _sum(self, rows: Sequence[Spent]) -> float:
        return sum(self.tariff.cost(one.usage) for one in rows)
