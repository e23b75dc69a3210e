"""Python's cyclic garbage collector stays off while there is a window."""

from __future__ import annotations

import gc


def keep_off() -> None:
    """Turn the cyclic collector off for the life of the process.

    With PySide6 6.9.3 a collection that meets widgets in a cycle can end the process, on any
    thread, the window's included (docs/decisions/0010). Reference counting frees nearly all.
    """
    gc.disable()
