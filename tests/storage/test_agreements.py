"""What the table of agreements refuses."""

from __future__ import annotations

import pytest

from jiebei_desktop.storage import agreements


def test_an_instalment_that_an_agreement_does_not_have_is_not_marked(ledger):
    before = ledger.revision
    with ledger.write("mark") as work, pytest.raises(KeyError):
        agreements.mark(work, 1, 7, paid=True)
    assert ledger.revision == before
