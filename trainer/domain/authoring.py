"""What trainers write: drafts that may be anything, versions that are published and never change."""

import hashlib
import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from trainer.domain.values import LANGUAGES, Frozen

ContentKind = Literal["persona", "scenario", "rubric", "programme"]
"""The kinds that trainers write."""
SPOKEN: tuple[ContentKind, ...] = ("persona", "scenario")
"""Those that speak one language and lie in its folder."""
_PLAIN = r"[a-z0-9]+(-[a-z0-9]+){0,8}"
NAME = re.compile(rf"(?:({'|'.join(LANGUAGES)})/)?({_PLAIN})")
LONGEST_NAME = 60
"""Characters of a name, with its folder."""


class Saved(Frozen):
    """A draft was put away; `version` names its text."""

    kind: Literal["saved"] = "saved"
    version: str


class Published(Frozen):
    """From now on this is what new calls are played with."""

    kind: Literal["published"] = "published"
    version: str


class Withdrawn(Frozen):
    """It is offered no more; where a file of that name came with First Ring, that one is in force again."""

    kind: Literal["withdrawn"] = "withdrawn"


WritingAct = Annotated[Saved | Published | Withdrawn, Field(discriminator="kind")]
State = Literal["shipped", "draft", "published", "changed", "withdrawn"]


class Standing(Frozen):
    """How a piece stands: the version being worked on, the one in force (empty: the file's, or none), and its state."""

    draft: str
    published: str
    state: State


def version_of(text: str) -> str:
    """What a text is called: the first sixteen digits of the SHA-256 of its bytes, as of a file."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fits(kind: ContentKind, name: str) -> bool:
    """Whether a piece may be called that: English letters and digits, in the folder of its language if it has one."""
    found = NAME.fullmatch(name)
    return found is not None and len(name) <= LONGEST_NAME and (found[1] is not None) == (kind in SPOKEN)


def standing(acts: Iterable[Saved | Published | Withdrawn], shipped: str) -> Standing:
    """How the piece stands after these acts, where the version of a file of that name is `shipped`, or empty."""
    draft, published, gone = shipped, "", False
    for act in acts:
        match act:
            case Saved():
                draft = act.version
            case Published():
                draft = published = act.version
                gone = False
            case Withdrawn():
                published, gone = "", True
    return Standing(draft=draft, published=published, state=_state(draft, published or shipped, published, gone))


def _state(draft: str, in_force: str, published: str, gone: bool) -> State:
    if not in_force:
        return "withdrawn" if gone else "draft"
    if draft != in_force:
        return "changed"
    return "published" if published else "shipped"


def before(acts: Iterable[Saved | Published | Withdrawn], shipped: str) -> str:
    """The text before the present one, to go back to; empty where there was none."""
    texts = [shipped] if shipped else []
    for act in acts:
        if not isinstance(act, Withdrawn) and (not texts or texts[-1] != act.version):
            texts.append(act.version)
    return texts[-2] if len(texts) > 1 else ""
