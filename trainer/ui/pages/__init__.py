"""The pages that are mounted, and who may open each."""

from trainer.domain.people import Role
from trainer.ui.frame import EVERYONE, Page
from trainer.ui.pages.leading import office, workshop
from trainer.ui.pages.trainee import desk

PAGES = (
    Page("desk", EVERYONE, desk),
    Page("workshop", frozenset({Role.TRAINER}), workshop),
    Page("office", frozenset({Role.MANAGER}), office),
)
