"""What comes of a piece: its faults, its text and its curve, a call to try it in, and why it was refused."""

from collections.abc import Iterable, Mapping

from trainer.domain.persona import CustomerState, Persona
from trainer.domain.proving import LEADING, Finding
from trainer.domain.scenario import Scenario
from trainer.texts import Texts
from trainer.ui import view
from trainer.ui.curves import Curve, curve
from trainer.ui.forms.fields import every, fields_of
from trainer.ui.house import House
from trainer.ui.pages.bench import Bench
from trainer.ui.pages.workshop import place, reasons, title
from trainer.ui.plain import Asked
from trainer.ui.rendering import render


def looked(house: House, asked: Asked, bench: Bench) -> str:
    """What is wrong with the text, the text itself and, of a customer, how they would feel."""
    found = reasons(house, asked, bench.kind, bench.name, bench.text)
    paths = {one.path: one.id for one in every(fields_of(bench.kind, house.authoring.values(bench.text)))}
    faults = [(_nearest(path, paths), path, words, line) for path, words, line in found]
    piece = house.authoring.load(bench.kind, bench.name, bench.text) if not found else None
    chart = _chart(house, piece, asked.texts) if isinstance(piece, Persona) else None
    feeling = LEADING[piece.temperament] if isinstance(piece, Persona) else ""
    text = bench.text if "text" not in asked.typed else ""
    return render("looked", asked.texts, faults=faults, text=text, chart=chart, feeling=feeling)


def _nearest(path: str, paths: Mapping[str, str]) -> str:
    """The field that a fault is about, or in."""
    while path and path not in paths:
        path = path.rpartition(".")[0]
    return paths.get(path, "")


def _chart(house: House, persona: Persona, texts: Texts) -> view.Chart | None:
    own = [one for one in house.catalogue.scenarios() if one.startswith(f"{persona.language}/")]
    if not own:
        return None
    feelings = house.proving.feelings(persona, house.catalogue.scenario(own[0]))
    curves = tuple(_felt(agent, states, LEADING[persona.temperament], texts) for agent, states in feelings.items())
    longest = max((len(one.points) for one in curves), default=0)
    numbers = tuple(str(one) for one in range(1, longest + 1))
    return view.Chart(curves, (), numbers, texts.right_to_left)


def _felt(agent: str, states: Iterable[CustomerState], feeling: str, texts: Texts) -> Curve:
    values = [float(getattr(state, feeling)) for state in states]
    labels = [f"{turn}: {value:.0f}" for turn, value in enumerate(values, start=1)]
    return curve(agent, texts(f"agent.{agent}"), values, labels, texts.right_to_left)


def partners_of(house: House, bench: Bench) -> list[tuple[str, str]]:
    """With whom, or about what, a call to try can be had."""
    own = f"{bench.name.partition('/')[0]}/"
    match bench.kind:
        case "persona":
            names = [one for one in house.catalogue.scenarios() if one.startswith(own)]
            return [(one, house.catalogue.scenario(one).title) for one in names]
        case "scenario":
            names = [one for one in house.catalogue.personas() if one.startswith(own)]
            return [(one, house.catalogue.persona(one).name) for one in names]
    return []


def trial(house: House, asked: Asked, bench: Bench, lines: tuple[str, ...]) -> str:
    """The call that comes of these lines; nothing of it is kept."""
    partners = [one for one, _ in partners_of(house, bench)]
    if not partners:
        return ""
    partner = asked.value("with") if asked.value("with") in partners else partners[0]
    piece = house.authoring.load(bench.kind, bench.name, bench.text)
    match piece:
        case Persona():
            persona, scenario = piece, house.catalogue.scenario(partner)
        case Scenario():
            persona, scenario = house.catalogue.persona(partner), piece
        case _:
            return render("trial", asked.texts, call=None, said=(), over=False, state=None)
    call = house.proving.talk(persona, scenario, lines)
    talk = view.talk(call, persona, asked.texts) if call.turns else ""
    state = call.turns[-1].state if call.turns else None
    over = call.customer is not None and call.customer.gone
    return render("trial", asked.texts, call=call, talk=talk, said=lines, over=over, state=state)


def refusal(house: House, asked: Asked, bench: Bench, findings: Iterable[Finding]) -> str:
    """Why it was not published, with the calls that say so."""
    people = {one.name: one for one in map(house.catalogue.persona, house.catalogue.personas())}
    piece = house.authoring.load(bench.kind, bench.name, bench.text)
    if isinstance(piece, Persona):
        people[piece.name] = piece
    shown = [
        (one, [(trial, view.talk(trial.call, people[trial.persona], asked.texts)) for trial in one.shown])
        for one in findings
    ]
    back = place(bench.kind, bench.name)
    return render("refused", asked.texts, findings=shown, back=back, title=title(house, asked, bench.kind, bench.name))
