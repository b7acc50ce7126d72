"""What fields are called, and what may stand in them, in the language of whoever fills them in."""

from collections.abc import Mapping

from trainer.texts import Texts
from trainer.ui.forms.fields import Field
from trainer.ui.house import House


class Labels:
    """What fields and what may stand in them are called."""

    def __init__(self, house: House, texts: Texts) -> None:
        self._texts = texts
        self._codes: Mapping[str, str] = {str(code): name for code, name in house.code_names(texts.language).items()}

    def label(self, one: Field) -> str:
        """The name of a field."""
        return self._texts(self._key(one))

    def help(self, one: Field) -> str:
        """What belongs into it, with an example."""
        key = self._key(one, ".help")
        return self._texts(key) if key in self._texts.keys else ""

    def option(self, value: str) -> str:
        """What one of the values of a field is called."""
        if not value:
            return "–"
        known = (f"{prefix}.{value}" for prefix in ("option", "channel", "direction", "temperament", "language"))
        key = next((one for one in known if one in self._texts.keys), "")
        return self._texts(key) if key else self._codes.get(value, value)

    def _key(self, one: Field, ending: str = "") -> str:
        model = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in one.model).strip("_")
        own = f"field.{model}.{one.name}{ending}"
        return own if own in self._texts.keys else f"field.{one.name}{ending}"
