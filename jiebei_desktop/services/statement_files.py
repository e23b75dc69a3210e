"""Names of files when several lenders get a document in one go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

_UNSAFE = re.compile(r"[^\w-]+")
LONGEST_NAME = 40


def files_for(base: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """Return a file per name: the base itself for one, else its stem with the name behind it.

    Names may hold anything; what has no place in a file's name becomes an underscore, and names
    that are equal then are numbered.
    """
    if len(names) == 1:
        return (base,)
    used: dict[str, int] = {}
    found = []
    for name in names:
        plain = _UNSAFE.sub("_", name).strip("_")[:LONGEST_NAME] or "_"
        used[plain] = used.get(plain, 0) + 1
        label = plain if used[plain] == 1 else f"{plain}-{used[plain]}"
        found.append(base.with_name(f"{base.stem} {label}{base.suffix}"))
    return tuple(found)
