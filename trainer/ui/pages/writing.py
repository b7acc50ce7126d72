"""Writing one piece: its form beside its text, what is wrong with it, how it feels, and a call to try it in."""

from trainer.domain.rights import Deed
from trainer.errors import BadInput, ContentError
from trainer.ui.forms.fields import fields_of
from trainer.ui.forms.labels import Labels
from trainer.ui.house import House
from trainer.ui.pages.bench import bench_of, saved, with_empty, work_of
from trainer.ui.pages.looking import looked, partners_of, refusal, trial
from trainer.ui.pages.workshop import place, title
from trainer.ui.plain import Asked, Done, Download, File, Plain
from trainer.ui.rendering import render

MOST_LINES = 30
"""Lines of an agent that a call to try takes."""


def writing(house: House) -> Plain:
    """The form of a piece and all that can be done with it."""
    page = _Writing(house)
    acts = {"save": page.save, "add": page.add, "publish": page.publish, "undo": page.undo, "withdraw": page.withdraw}
    live = {"look": page.look, "talk": page.talk}
    return Plain("workshop/{kind}/{where}/{name}/", Deed.WRITE_CONTENT, "workshop", page.show, acts, live)


class _Writing:
    def __init__(self, house: House) -> None:
        self._house = house

    def show(self, asked: Asked) -> str:
        house, bench = self._house, bench_of(self._house, asked)
        return render(
            "writing",
            asked.texts,
            asked=asked,
            bench=bench,
            fields=fields_of(bench.kind, house.authoring.values(bench.text)),
            words=Labels(house, asked.texts),
            opened=asked.query.get("open", ""),
            looked=looked(house, asked, bench),
            as_text="as" in asked.query or "text" in asked.typed,
            title=title(house, asked, bench.kind, bench.name),
            place=place(bench.kind, bench.name),
            partners=partners_of(house, bench),
            trial=trial(house, asked, bench, ()),
        )

    def save(self, asked: Asked) -> Done:
        bench = saved(self._house, asked)
        return Done("saved", place(bench.kind, bench.name) + ("?as=text" if "text" in asked.typed else ""))

    def add(self, asked: Asked) -> Done:
        """An empty item at the end of a list of the form."""
        authoring, bench = self._house.authoring, bench_of(self._house, asked)
        path = asked.value("do").partition(":")[2]
        text = authoring.rewrite(bench.text, with_empty(bench.kind, path, authoring.values(bench.text)))
        authoring.save(asked.person, bench.kind, bench.name, text, asked.number("after"))
        return Done("added", f"{place(bench.kind, bench.name)}?open={path}")

    def publish(self, asked: Asked) -> Done:
        bench = saved(self._house, asked)
        try:
            findings = self._house.authoring.publish(asked.person, bench.kind, bench.name)
        except ContentError as error:
            raise BadInput("authoring.faulty", n=len(error.faults)) from error
        if not findings:
            return Done("published", place(bench.kind, bench.name))
        return Done("refused_publishing", show=refusal(self._house, asked, bench, findings), tone="problem")

    def undo(self, asked: Asked) -> Done:
        work = work_of(self._house, asked)
        if not work.back:
            raise BadInput("authoring.nothing_before")
        text = self._house.authoring.text(work.kind, work.name, work.back)
        self._house.authoring.save(asked.person, work.kind, work.name, text, asked.number("after"))
        return Done("undone", place(work.kind, work.name))

    def withdraw(self, asked: Asked) -> Done:
        work = work_of(self._house, asked)
        self._house.authoring.withdraw(asked.person, work.kind, work.name)
        return Done("withdrawn_piece", place(work.kind, work.name))

    def look(self, asked: Asked) -> str:
        return looked(self._house, asked, bench_of(self._house, asked))

    def talk(self, asked: Asked) -> str:
        said = [one for one in asked.value("said").splitlines() if one.strip()]
        line = " ".join(asked.value("line").split())
        lines = (*said, *([line] if line else []))[:MOST_LINES]
        return trial(self._house, asked, bench_of(self._house, asked), lines)


def exported(house: House) -> File:
    """The text of a piece as a file; a version of it where one is asked for."""

    def make(asked: Asked) -> Download:
        work = work_of(house, asked)
        version = asked.query.get("version", "")
        known = {one.version for one in work.changes}
        text = house.authoring.text(work.kind, work.name, version) if version in known else work.text
        return Download(f"{work.name.rpartition('/')[2]}.yaml", "application/yaml; charset=utf-8", text.encode())

    return File("workshop/{kind}/{where}/{name}/file.yaml", Deed.WRITE_CONTENT, make)
