"""What goes out on paper. Every word of it comes in from outside, already in the reader's language."""

from io import BytesIO
from typing import Annotated

import segno
from pydantic import AwareDatetime, Field, StringConstraints

from trainer.domain.values import Frozen, Language
from trainer.reports.parts import Part, laid_out
from trainer.reports.typesetting import typeset

Line = Annotated[str, StringConstraints(max_length=300)]
Short = Annotated[str, StringConstraints(max_length=80)]
INK = "#17212f"
"""The colour of the letters, as in templates/look.typ."""


class Detail(Frozen):
    """One small line: what it is, and its value."""

    label: Short
    value: Line


class Paper(Frozen):
    """A certificate; its lines stand in the order of the fields.

    `house` is who gives it, `signer` a name and what else is said of them, `verify` what the address is for; `made` is
    when the file says that it was made.
    """

    language: Language
    house: Short
    heading: Line
    before: tuple[Line, ...] = ()
    name: Line
    after: tuple[Line, ...] = ()
    programme: Line
    dates: tuple[Line, ...] = ()
    details: Annotated[tuple[Detail, ...], Field(max_length=6)] = ()
    signer: Annotated[tuple[Line, ...], Field(min_length=1, max_length=4)]
    verify: Line
    address: Line
    code: Short
    made: AwareDatetime


class Report(Frozen):
    """Tables on paper; `pages` words the page number, with `{page}` and `{pages}` in it; `made` dates the file."""

    language: Language
    house: Short
    title: Line
    subtitle: tuple[Line, ...] = ()
    parts: tuple[Part, ...]
    pages: Line
    made: AwareDatetime


def certificate_pdf(paper: Paper) -> bytes:
    """One landscape page of A4."""
    return typeset("certificate.typ", paper.model_dump(mode="json") | {"qr": _qr(paper.address)}, paper.made)


def report_pdf(report: Report) -> bytes:
    """Pages of A4; a table that goes on over the page has its header again."""
    parts = [laid_out(part, report.language) for part in report.parts]
    return typeset("report.typ", report.model_dump(mode="json", exclude={"parts"}) | {"parts": parts}, report.made)


def _qr(address: str) -> str:
    """The address as a QR code in SVG, readable with 15 % of it spoilt."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", dark=INK, border=0, scale=4)
    return out.getvalue().decode()
