"""What text a ledger takes: no control characters, and no length that holds up every page."""

from __future__ import annotations

import re

LONGEST = 10_000
"""Characters of a text; no name or note comes near."""
UNSEEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
"""Characters that are no text: they end a name half-way, ring, or drive a terminal."""

unseen = re.compile(f"[{UNSEEN}]")
