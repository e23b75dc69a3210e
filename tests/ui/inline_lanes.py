"""Lanes for tests: every job runs at once, so no test waits."""

from __future__ import annotations


class InlineLanes:
    """Lanes that run every job at once."""

    def ledger(self, job, then, *, latest=None, failed=None):
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

    def next_turn(self, then):
        """Run ``then`` now."""
        then()
