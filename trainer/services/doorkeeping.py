"""Who is let in: by name and password, with a pause after several wrong ones that outlives a restart."""

from datetime import timedelta

from trainer.domain.people import Person
from trainer.ports import Clock, Passwords, PeopleStore

MOST_WRONG = 5
"""Wrong passwords after which a name has to wait."""
PAUSE = timedelta(minutes=5)
LONGEST_NAME = 200
"""Characters of a name that are remembered."""


class Keeper:
    """Lets people in; wrong passwords are on the record, for names that nobody has too."""

    def __init__(self, people: PeopleStore, passwords: Passwords, clock: Clock) -> None:
        self._people = people
        self._passwords = passwords
        self._clock = clock

    def locked_for(self, name: str) -> timedelta:
        """How long the name has to wait yet; zero when it need not."""
        now = self._clock.now()
        wrong = self._people.wrong(name[:LONGEST_NAME], now - PAUSE)
        return wrong[-1] + PAUSE - now if len(wrong) >= MOST_WRONG else timedelta(0)

    def let_in(self, name: str, password: str) -> Person | None:
        """The person, when the password is theirs and they are still let in."""
        right = self._passwords.matches(self._people.password_hash(name), password)
        person = self._people.person(name) if right else None
        if person is None or person.disabled:
            self._people.note_wrong(name[:LONGEST_NAME], self._clock.now())
            return None
        self._people.forget_wrong(name)
        return person
