"""Lanes for tests: every job runs at once, so no test waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from jiebei_desktop.ui.lanes import Failed

T = TypeVar("T")


class InlineLanes:
    """Lanes that run every job at once."""

    def ledger(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        *,
        latest: str | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run ``job`` now; without ``failed`` its exception goes to the caller."""
        try:
            answer = job()
        except Exception as error:
            if failed is None:
                raise
            failed(error)
            return
        then(answer)

    side = ledger
