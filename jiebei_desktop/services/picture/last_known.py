"""The last picture known lies in the ledger: it is shown at once when the window opens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jiebei_desktop.services.picture.document import from_document, to_text
from jiebei_desktop.services.picture.reading import Key
from jiebei_desktop.services.picture.whole import Picture
from jiebei_desktop.storage.picture import KeptPicture

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session


def remember(session: Session, found: Picture, beside: Mapping[str, object] | None = None) -> None:
    """Write a picture into the ledger as the last one known, unless it is that one.

    Args:
        session: the open ledger.
        found: the picture.
        beside: what a page keeps with it, as JSON values; it takes the place of what was kept.
    """
    key, kept = found.key, session.ledger.kept_picture()
    is_kept = kept is not None and key == _key_of_row(kept)
    if (
        kept is not None
        and is_kept
        and (beside is None or beside == _beside(json.loads(kept.content)))
    ):
        return
    session.ledger.keep_picture(
        KeptPicture(
            revision=key.revision,
            as_of=key.as_of,
            seed=key.seed,
            rules=key.rules,
            content=to_text(found.figures, found.lanes, found.week, beside),
        )
    )


def last_known(session: Session) -> Picture | None:
    """Return the picture last written down, with the key it had; None where none can be read."""
    found = last_written(session)
    return None if found is None else found[0]


def last_key(session: Session) -> Key | None:
    """Return the key of the picture last written down, which may not be readable any more."""
    row = session.ledger.kept_picture()
    return None if row is None else _key_of_row(row)


def last_written(session: Session) -> tuple[Picture, dict[str, Any]] | None:
    """Return the same with what a page kept beside it, as JSON values."""
    row = session.ledger.kept_picture()
    if row is None:
        return None
    try:
        document = json.loads(row.content)
        figures, ways, week = from_document(document)
    except (ValueError, KeyError, TypeError):
        return None  # another edition wrote it; the next one replaces it
    seen = Picture(key=_key_of_row(row), figures=figures, lanes=ways, week=week)
    return seen, _beside(document)


def _beside(document: Any) -> dict[str, Any]:
    beside = document.get("beside") if isinstance(document, dict) else None
    return beside if isinstance(beside, dict) else {}


def _key_of_row(row: KeptPicture) -> Key:
    return Key(revision=row.revision, as_of=row.as_of, seed=row.seed, rules=row.rules)
