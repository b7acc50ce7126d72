"""The fidelity report as a page to read."""

from collections.abc import Iterable

from bench.fidelity_rates import FEELINGS

WANTED = {
    "apology_only_positive": "<= 0.15 (people 0.11-0.12)",
    "excellent_positive": ">= 0.40",
    "positive_unresolved": "<= 0.30 (people 0.26 of all, GPT-4o 0.91)",
    "resolved_excellent": ">= 0.90",
    "resolved_rude": "<= 0.05",
    "walkaway_rude_angry": ">= 0.50",
    "walkaway_excellent_angry": "<= 0.05",
    "language_gap_max": "<= 0.05",
    "dose_response_rho_min": ">= 0.90",
    "leaks": "0",
    "invented": "0",
    "role_flips": "0",
    "repeats": "0",
    "injected": "0",
    "turn_ms_p50": "< 5",
}
BARS = "▁▂▃▄▅▆▇█"


def page(report: dict) -> str:  # type: ignore[type-arg]
    """All tables, widest questions first."""
    summary = report["summary"]
    lines = [f"{summary['calls']} calls, {summary['turns']} customer turns", "", "Summary (worst language)"]
    lines += [f"  {name:<26} {summary[name]:>8.3f}   wanted {wanted}" for name, wanted in WANTED.items()]
    lines += ["", "By language (standard error)"]
    for name, shares in summary["by_language"].items():
        errors = summary["errors"][name]
        lines.append(f"  {name:<26} " + "  ".join(f"{k} {v:.3f} ({errors[k]:.3f})" for k, v in shares.items()))
    lines += ["", "How customers talk", f"  {'':<52} " + " ".join(f"{one:>14}" for one in _COLUMNS)]
    lines += [_manner(name, row) for name, row in report["manner"].items()]
    lines += [_manner(name, row) for name, row in report["beside"].items()]
    lines += ["", "By cell", *_cells(report["rows"]), "", "Mean customer turn at which a fact came out"]
    for name, facts in sorted(report["told"].items()):
        lines.append(f"  {name:<42} " + ", ".join(f"{fact} {turn:.1f}" for fact, turn in facts.items()))
    lines += ["", f"Lines: {report['lines']}; cells over 2 % of the turns with fewer than 6 lines:"]
    lines += [f"  {one['cell']:<40} {one['share']:.1%}, {one['lines']} lines" for one in report["thin_cells"]]
    lines += ["", "Feelings from turn to turn (0-100)"]
    for name, curves in sorted(report["curves"].items()):
        lines.append(f"  {name:<22} " + "  ".join(f"{one} {_plot(curves[one])}" for one in FEELINGS))
    return "\n".join(lines)


def peer_page(ours: dict, peer: dict) -> str:  # type: ignore[type-arg]
    """Ours beside a plain prompt on the same model."""
    lines = ["", f"{'Worst language':<28}{'ours':>10}{'plain':>10}"]
    lines += [f"  {name:<26}{ours[name]:>10.3f}{peer[name]:>10.3f}" for name in WANTED if name in peer]
    return "\n".join(lines)


_COLUMNS = ("words", "short", "polite", "strong", "positive_last")


def _manner(name: str, row: dict[str, float]) -> str:
    return f"  {name:<52} " + " ".join(f"{row[one]:>14.3f}" if one in row else f"{'-':>14}" for one in _COLUMNS)


def _cells(rows: Iterable[dict]) -> Iterable[str]:  # type: ignore[type-arg]
    columns = ("calls", "turns", "resolved", "walked", "positive_last", "end", "words", "short", "polite", "strong")
    yield f"  {'persona':<12} {'scenario':<20} {'agent':<10}" + "".join(f"{one:>14}" for one in columns)
    for row in rows:
        figures = "".join(f"{row[one]:>14.2f}" for one in columns)
        yield f"  {row['persona']:<12} {row['scenario'].partition('/')[2]:<20} {row['agent']:<10}{figures}"


def _plot(curve: list[float]) -> str:
    return "".join(BARS[min(7, int(level / 12.5))] for level in curve)
