"""Tests of heads reckon a household once: equal values in, the values of before out.

Reckonings are pure, and that they are is what the tests of ``analysis`` and ``services`` hold. A
page or command asked about the same example on the same day shows what the process has reckoned
already; one that asks about other values, or in another way, has it reckoned anew.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

import pytest

from jiebei_desktop.analysis import affordability, forecast, prospect
from jiebei_desktop.services.picture import whole
from jiebei_desktop.services.plans import plan_view

KEPT = 24
"""Answers kept of each reckoning; a test file asks about few households in turn."""

DEAR = (
    (prospect, "prospect"),
    (affordability, "assess"),
    (forecast, "forecast"),
    (whole, "_reckoned"),
    (plan_view, "ways_of"),
)
"""Where each reckoning is looked up when it is asked for."""


def decides(value: Any) -> Any:
    """Return what decides an answer: a reading is equal to another whatever its rule data."""
    return (value, value.rules) if isinstance(value, whole.Reading) else value


def once(reckon: Callable[..., Any]) -> Callable[..., Any]:
    """Return the reckoning with a memory; another thread that asks meanwhile waits."""
    known: deque[tuple[Any, Any]] = deque(maxlen=KEPT)
    lock = RLock()

    def remembered(*values: Any, **named: Any) -> Any:
        asked = ([decides(value) for value in values], named)
        with lock:
            for question, answer in known:
                if question == asked:
                    return answer
            answer = reckon(*values, **named)
            known.append((asked, answer))
            return answer

    return remembered


@contextmanager
def remembering() -> Iterator[None]:
    """Let every dear reckoning keep its answers."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in DEAR:
            patch.setattr(module, name, once(getattr(module, name)))
        yield
