"""Names of files when several lenders get a document in one go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path

_UNSAFE = re.compile(r"[^\w-]+")
LONGEST_NAME = 40


def files_for(base: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """Return a file per name: the base itself for one, else its stem with the name behind it.

    Names may hold anything; what has no place in a file's name becomes an underscore, and names
    that are equal then, to a system that knows no capitals, are numbered.
    """
    if len(names) == 1:
        return (base,)
    taken: set[str] = set()
    found = []
    for name in names:
        plain = _UNSAFE.sub("_", name).strip("_")[:LONGEST_NAME] or "_"
        labels = chain([plain], (f"{plain}-{number}" for number in count(2)))
        label = next(label for label in labels if label.casefold() not in taken)
        taken.add(label.casefold())
        found.append(base.with_name(f"{base.stem} {label}{base.suffix}"))
    return tuple(found)
