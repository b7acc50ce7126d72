"""People and teams in figures: how many pass, how far apart, and the calls behind every figure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlencode

from trainer.domain.figures import Group, group, groups, spreads, weekly
from trainer.domain.progress import Attempt, Wanted
from trainer.domain.rights import Deed, reach
from trainer.domain.uncertainty import FEW
from trainer.domain.values import LANGUAGES
from trainer.errors import NotFound
from trainer.services.calls import DEFAULT_RUBRIC
from trainer.texts import Texts
from trainer.ui import overview
from trainer.ui.house import House
from trainer.ui.plain import Asked, Plain
from trainer.ui.rendering import render
from trainer.ui.screens import Screens

PERIODS = {"30": 30, "90": 90, "365": 365}
USUAL = "90"
"""Days that are shown when nothing is chosen."""
A_PAGE = 50
"""Calls that a page lists."""
FILTERS = ("since", "team", "language", "persona", "channel")


def office(house: House) -> Plain:
    """Everyone whom a person may look at, in figures, narrowed by the filters of the address."""

    def show(asked: Asked) -> str:
        texts, attempts = asked.texts, chosen(house, asked)
        rubric = house.catalogue.rubric(DEFAULT_RUBRIC)
        named = {one.id: one.name.in_(texts.language) for one in rubric.criteria}
        return render(
            "office",
            texts,
            asked=asked,
            whole=group("", attempts),
            people=groups(attempts, lambda one: one.trainee),
            cuts=_cuts(house, asked, attempts),
            spreads=[(named[name], *found) for name, found in spreads(attempts).items() if name in named],
            weeks=weekly(attempts),
            options=_options(house, asked),
            query=urlencode({name: value for name in FILTERS if (value := asked.query.get(name))}),
            usual=USUAL,
            few=FEW,
            spent=overview.spent(house.spending.statement(asked.person), texts),
        )

    return Plain("office/", Deed.SEE_PEOPLE, "office", show)


def person(house: House) -> Plain:
    """One person: figures, trend, and every official call."""

    def show(asked: Asked) -> str:
        texts, name = asked.texts, asked.path["name"]
        known = house.access.someone(asked.person, Deed.SEE_PEOPLE, name)
        attempts = house.history.official(asked.person, Wanted(trainee=name))
        page = int(asked.query["page"]) if asked.query.get("page", "").isdecimal() else 0
        rubric, screens = house.catalogue.rubric(DEFAULT_RUBRIC), Screens(house, texts)
        return render(
            "person",
            texts,
            asked=asked,
            person=known,
            whole=group(name, attempts),
            chart=overview.trends(attempts[:A_PAGE], rubric, texts),
            rows=[screens.row(one) for one in attempts[page * A_PAGE : (page + 1) * A_PAGE]],
            page=page,
            more=len(attempts) > (page + 1) * A_PAGE,
            certifies=reach(asked.person, Deed.CERTIFY) is not None,
            programmes=[(one, house.catalogue.programme(one)) for one in house.catalogue.programmes()],
        )

    return Plain("office/person/{name}/", Deed.SEE_PEOPLE, "office", show)


def chosen(house: House, asked: Asked) -> Sequence[Attempt]:
    """The official calls that the filters of the address leave."""
    found = house.history.official(asked.person, wanted(asked, house.clock.now()))
    channel = asked.query.get("channel", "")
    channel_of = channels(house)
    return [one for one in found if channel in ("", channel_of(one.scenario))]


def wanted(asked: Asked, now: datetime) -> Wanted:
    """What the filters of the address ask of the record; whatever cannot be asked is left out."""
    query = asked.query
    days = PERIODS.get(query.get("since", "") or USUAL)
    return Wanted(
        since=now - timedelta(days=days) if days else None,
        team=query.get("team") or None,
        language=next((one for one in LANGUAGES if one == query.get("language")), None),
        persona=query.get("persona") or None,
    )


def channels(house: House) -> Callable[[str], str]:
    """The channel of each scenario, looked up once a page; empty for one that is gone."""

    @cache
    def channel_of(scenario: str) -> str:
        try:
            return house.catalogue.scenario(scenario).channel
        except NotFound:
            return ""

    return channel_of


def _cuts(house: House, asked: Asked, attempts: Sequence[Attempt]) -> list[tuple[str, list[Group]]]:
    """The figures sorted in several ways, each with the name of what it is sorted by."""
    screens, texts = Screens(house, asked.texts), asked.texts
    teams, channel_of = house.access.teams(), channels(house)
    ways: Mapping[str, Callable[[Attempt], str]] = {
        "team": lambda one: teams.get(one.trainee, "") or texts("office.no_team"),
        "language": lambda one: texts(f"language.{one.language}"),
        "persona": lambda one: screens.row(one).persona,
        "channel": lambda one: texts(f"channel.{channel_of(one.scenario)}") if channel_of(one.scenario) else "–",
    }
    return [(name, groups(attempts, key)) for name, key in ways.items()]


def _options(house: House, asked: Asked) -> list[tuple[str, list[tuple[str, str]]]]:
    """What each filter offers."""
    texts: Texts = asked.texts
    teams = sorted({team for team in house.access.teams().values() if team})
    everyones = reach(asked.person, Deed.SEE_PEOPLE) == "all"
    channels = sorted({house.catalogue.scenario(one).channel for one in house.catalogue.scenarios()})
    return [
        (
            "since",
            [(key, texts("filter.days", n=days)) for key, days in PERIODS.items()] + [("all", texts("filter.ever"))],
        ),
        ("team", [(one, one) for one in teams] if everyones else []),
        ("language", [(one, texts(f"language.{one}")) for one in LANGUAGES]),
        ("persona", [(one, house.catalogue.persona(one).name) for one in house.catalogue.personas()]),
        ("channel", [(one, texts(f"channel.{one}")) for one in channels]),
    ]
