"""The frame of a plain page: the bar on top, what went wrong or well, and the page."""

from markupsafe import Markup

from trainer.texts import Texts
from trainer.ui.plain import Asked
from trainer.ui.rendering import render
from trainer.ui.view import header


def shell(asked: Asked, here: str, body: str, message: str = "", tone: str = "problem") -> str:
    """The whole page for somebody who is signed in."""
    bar = header(asked.person, here, asked.texts, asked.token, asked.place)
    return _framed(asked.texts, Markup(bar), body, message, tone)  # noqa: S704


def bare(texts: Texts, body: str, message: str = "", tone: str = "problem") -> str:
    """A page for anybody, without a bar."""
    return _framed(texts, "", body, message, tone)


def _framed(texts: Texts, bar: str, body: str, message: str, tone: str) -> str:
    return render("shell", texts, bar=bar, body=Markup(body), message=message, tone=tone)  # noqa: S704
