"""Words for how far back undo reaches."""

from __future__ import annotations

from jiebei_desktop.domain.changes import Reach
from jiebei_desktop.text import formats
from jiebei_desktop.text.texts import Texts


def reach_words(found: Reach, t: Texts) -> str:
    """Say how many steps can be undone, and since when."""
    count = found.steps
    if found.since is None:
        words = t.ngettext("{count} step can be undone", "{count} steps can be undone", count)
        return words.format(count=count)
    words = t.ngettext(
        "Undo reaches back to {day}: {count} step",
        "Undo reaches back to {day}: {count} steps",
        count,
    )
    return words.format(day=formats.day(found.since, t), count=count)
