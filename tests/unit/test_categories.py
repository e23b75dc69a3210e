from __future__ import annotations

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.household import EntryKind


def test_the_closed_list_has_its_33_codes():
    assert len(set(categories.ALL)) == 12 + 12 + 9
    assert (categories.ALL[0], categories.ALL[-1]) == ("A1", "C9")


def test_a_category_fits_its_direction_only():
    assert categories.fits(EntryKind.INCOME, "A1")
    assert categories.fits(EntryKind.EXPENSE, "B12")
    assert not categories.fits(EntryKind.EXPENSE, "A1")
    assert not categories.fits(EntryKind.INCOME, "C1")
    assert not categories.fits(EntryKind.EXPENSE, "D1")
