"""The codebook as a page of Markdown."""

from collections.abc import Iterator

from trainer.domain.codebook import Code
from trainer.domain.sources import SOURCES
from trainer.language.codebook import Codebook, Entry
from trainer.texts import Texts


def page(book: Codebook, texts: Texts) -> str:
    """Every code with its meaning, what shows it, what does not, and where the idea comes from."""
    contents = [f"- [{book.codes[code].name}](#{code})" for code in Code]
    parts = [f"# {texts('codebook.title')}", texts("codebook.about"), "\n".join(contents)]
    parts += ["\n\n".join(_entry(code, book.codes[code], texts)) for code in Code]
    return "\n\n".join(parts)


def _entry(code: Code, entry: Entry, texts: Texts) -> Iterator[str]:
    yield f'## <a id="{code}"></a>{entry.name} (`{code}`)'
    yield entry.means
    for heading, sentences in (
        ("codebook.shown", entry.examples),
        ("codebook.not_shown", entry.counter_examples),
    ):
        if sentences:
            yield "\n".join([f"{texts(heading)}", "", *(f"- {sentence}" for sentence in sentences)])
    yield f"*{texts('codebook.source', source=SOURCES.get(code, texts('codebook.judgement')))}*"
