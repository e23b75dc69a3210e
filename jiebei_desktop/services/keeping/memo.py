"""One answer that is dear to reckon, kept while what decides it stays the same."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """The last answer under its key; who asks for it meanwhile waits for the one reckoning."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: object = None
        self._answer: Any = None

    def of(self, key: object, reckon: Callable[[], T]) -> T:
        """Return the answer of a key, reckoned now unless it was the last."""
        with self._lock:
            if self._key != key:
                self._answer, self._key = reckon(), key
            answer: T = self._answer
            return answer
