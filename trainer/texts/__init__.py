"""Every sentence that First Ring shows to a person, in three languages."""

from trainer.texts.catalogue import Texts, texts_in
from trainer.texts.rendering import explain, locate

__all__ = ["Texts", "explain", "locate", "texts_in"]
