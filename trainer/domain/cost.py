"""What models cost: tokens and, where prices are set, money."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from trainer.domain.call import Usage
from trainer.domain.values import Frozen

Use = Literal["wording", "reading", "judging"]
"""What a model is asked for."""
Price = Annotated[float, Field(ge=0)]


class Tariff(Frozen):
    """Prices of a million tokens in some currency; without prices, cost is counted in tokens."""

    prompt: Price = 0
    cached: Price = 0
    completion: Price = 0
    currency: str = ""

    @property
    def priced(self) -> bool:
        """Whether prices are set."""
        return bool(self.prompt or self.cached or self.completion)

    def cost(self, usage: Usage) -> float:
        """Money, or tokens where no price is set. `cached` is a part of the prompt's tokens."""
        if not self.priced:
            return usage.prompt + usage.completion
        fresh = usage.prompt - usage.cached
        return (fresh * self.prompt + usage.cached * self.cached + usage.completion * self.completion) / 1_000_000


class Destination(Frozen):
    """A model, what it is asked for, and where the words go.

    `where` is empty for a file on this machine, and `browser` for whoever made the browser that is used.
    """

    use: Use | Literal["ears", "mouth"]
    model: str
    where: str


class Spent(Frozen):
    """What one use of one model took on one day, UTC."""

    day: date
    use: Use
    model: str
    usage: Usage
    requests: int = 1
