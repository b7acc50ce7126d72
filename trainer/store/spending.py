"""What models took, as rows; every function works inside whatever transaction is open."""

from collections.abc import Mapping
from datetime import date

from sqlite_utils import Database

from trainer.domain.call import Usage
from trainer.domain.cost import Spent


def insert_spent(db: Database, spent: Spent) -> None:
    """Add what a request took."""
    used = spent.usage
    values = (spent.day.isoformat(), spent.use, spent.model, used.prompt, used.cached, used.completion)
    db.execute("INSERT INTO spending (day, use, model, prompt, cached, completion) VALUES (?, ?, ?, ?, ?, ?)", values)


def select_spent(db: Database, since: date) -> list[Spent]:
    """What was taken from that day on, summed by day, use and model, newest first."""
    found = db.query(
        "SELECT day, use, model, SUM(prompt) AS prompt, SUM(cached) AS cached, SUM(completion) AS completion,"
        " COUNT(*) AS requests FROM spending WHERE day >= ? GROUP BY day, use, model ORDER BY day DESC, use, model",
        (since.isoformat(),),
    )
    return [_spent(row) for row in found]


def _spent(row: Mapping[str, object]) -> Spent:
    usage = Usage.model_validate({name: row[name] for name in Usage.model_fields})
    return Spent.model_validate({**{name: row[name] for name in ("day", "use", "model", "requests")}, "usage": usage})
