"""What has been freed goes back to the system, which empties it before anyone reads it again."""

from __future__ import annotations

import sys
from contextlib import suppress

from jiebei_desktop.domain.standing import forget


def give_back() -> None:
    """Forget what was reckoned, and hand freed memory back as far as the allocator offers a way.

    Reason and figures: docs/decisions/0019-memory-after-closing.md.
    """
    import ctypes

    forget()
    with suppress(OSError, AttributeError):  # another C library than the usual one has no such call
        if sys.platform == "win32":
            ctypes.CDLL("ucrtbase")._heapmin()  # noqa: SLF001 - its name in C
        elif sys.platform == "darwin":
            ctypes.CDLL(None).malloc_zone_pressure_relief(None, ctypes.c_size_t(0))
        else:
            ctypes.CDLL(None).malloc_trim(ctypes.c_size_t(0))
