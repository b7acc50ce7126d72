"""Who did what: the books of the journal and the reviews of grades, for those who may see them."""

import json
from collections.abc import Iterator, Sequence

from trainer.domain.people import Person
from trainer.domain.progress import Wanted
from trainer.domain.rights import Deed, reach
from trainer.domain.values import Frozen
from trainer.ports import AttemptStore, JournalStore, PeopleStore, Written
from trainer.services.access import require

BATCH = 200
FARTHEST = 20_000
"""Acts that are looked through for a page; what is older is in the record and on no page."""


class Seen(Frozen):
    """One act: who did what, when, to whom or what, and in which words."""

    written: Written
    kind: str
    about: str
    words: str = ""


class Trail:
    """The acts, newest first."""

    def __init__(self, journal: JournalStore, people: PeopleStore, attempts: AttemptStore) -> None:
        self._journal = journal
        self._people = people
        self._attempts = attempts

    def page(self, person: Person, number: int, most: int) -> Sequence[Seen]:
        """So many acts, from page 0; a manager sees what was done by or to their own team."""
        require(person, Deed.SEE_TRAIL)
        everything = reach(person, Deed.SEE_TRAIL) == "all"
        team = {one.name for one in self._people.people() if one.team == person.team}
        found = (one for one in self._all() if everything or one.written.by in team or one.about in team)
        return [one for index, one in enumerate(_first(found, (number + 1) * most)) if index >= number * most]

    def _all(self) -> Iterator[Seen]:
        for skip in range(0, FARTHEST, BATCH):
            batch = self._journal.trail(BATCH, skip)
            yield from (self._seen(one) for one in batch)
            if len(batch) < BATCH:
                return

    def _seen(self, written: Written) -> Seen:
        body = json.loads(written.body)
        words = body.get("words") or body.get("reason") or body.get("note") or ""
        return Seen(written=written, kind=str(body.get("kind", "")), about=self._about(written, body), words=words)

    def _about(self, written: Written, body: dict[str, object]) -> str:
        match written.book:
            case "reviews":
                found = self._attempts.attempts(Wanted(call=written.subject))
                return found[0].trainee if found else written.subject
            case "certificates":
                return written.subject.split("/", maxsplit=1)[-1]
            case "assignments":
                return str(body.get("person") or body.get("team") or "")
            case "invitations":
                return str(body.get("name") or "")
        return written.subject


def _first(found: Iterator[Seen], most: int) -> Iterator[Seen]:
    for index, one in enumerate(found):
        if index >= most:
            return
        yield one
