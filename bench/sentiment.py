"""What words alone say of a turn's mood, by the fixed lists of `wordlists.json`; never by the engine's own moves."""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

from trainer.domain.values import Language

LISTS = Path(__file__).parent / "wordlists.json"
List = Literal["POSITIVE", "NEGATIVE", "STRONG", "POLITE"]
_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


@lru_cache(maxsize=16)
def _pattern(language: Language, name: List) -> re.Pattern[str]:
    return re.compile(json.loads(LISTS.read_text(encoding="utf-8"))[language][name], re.IGNORECASE)


def folded(text: str, language: Language) -> str:
    """The text as the lists expect it."""
    if language != "ar":
        return text.lower()
    return "".join(one for one in text.translate(_ALIKE) if unicodedata.category(one) != "Mn")


def has(name: List, text: str, language: Language) -> bool:
    """Whether the list matches anywhere in the text."""
    return bool(_pattern(language, name).search(folded(text, language)))


def positive(text: str, language: Language) -> bool:
    """POSITIVE without NEGATIVE."""
    return has("POSITIVE", text, language) and not has("NEGATIVE", text, language)
