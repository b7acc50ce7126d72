"""The sentences of the three languages against each other and against the pages that say them."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from trainer.domain.values import LANGUAGES, Language
from trainer.texts import catalogue
from trainer.ui.rendering import HERE

SAID = re.compile(r"\bt\('([a-z_.]+)'\s*[,)]")


def messages(language: Language) -> dict[str, Message]:
    """The messages of a language by key."""
    with (catalogue.FOLDER / f"{language}.po").open("rb") as file:
        found = read_po(file, locale=language)
    return {one.id if isinstance(one.id, str) else one.id[0]: one for one in found if one.id}


def forms(message: Message) -> list[str]:
    """The sentence, or its plural forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def slots(text: str) -> set[str]:
    """What a sentence is filled with."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: Language) -> None:
    assert messages(language).keys() == messages("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_and_none_asks_for_what_english_does_not_have(language: Language) -> None:
    english = messages("en")
    for key, message in messages(language).items():
        known = set().union(*(slots(text) for text in forms(english[key])))
        for text in forms(message):
            assert text, key
            assert slots(text) <= known, key


@pytest.mark.parametrize("template", sorted((HERE / "templates").glob("*.j2")), ids=lambda path: Path(path).name)
def test_a_page_says_nothing_that_no_catalogue_holds(template: Path) -> None:
    assert set(SAID.findall(template.read_text(encoding="utf-8"))) <= messages("en").keys()
