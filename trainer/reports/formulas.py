r"""Text that a spreadsheet would run as a formula, made harmless.

Source: OWASP, CSV Injection (owasp.org/www-community/attacks/CSV_Injection): cells that begin with = + - @, a tab, a
carriage return or a line feed, the fullwidth forms of the signs, and cells that a separator inside the text begins.
"""

import re
import unicodedata

SIGNS = frozenset("=+-@")
BREAKS = frozenset("\t\r\n")
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Categories of Unicode that show nothing: controls, marks of direction, spaces."""
_WITHIN = re.compile(r"""([;\t\r\n][\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])""")
"""Where a program that splits at semicolons or tabs would see another cell begin with a sign."""


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where it could begin a formula."""
    return f"'{text}" if _begins_formula(text) else text


def harmless_within(text: str) -> str:
    """The same for CSV, which a Bulgarian Excel splits at semicolons: no formula begins inside the text either."""
    return harmless(_WITHIN.sub(r"\1'", text))


def _begins_formula(text: str) -> bool:
    first = next((sign for sign in text if unicodedata.category(sign) not in _UNSEEN), "")
    # NFKC makes the fullwidth and small forms of a sign the sign itself, as some spreadsheets do.
    return text[:1] in BREAKS or unicodedata.normalize("NFKC", first) in SIGNS
