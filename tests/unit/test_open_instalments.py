"""What counts as a slight difference between asked and paid: under ten yuan and one in a hundred."""

from __future__ import annotations

import pytest

from jiebei_desktop.domain.standing.open_instalments import is_slight


@pytest.mark.parametrize(
    ("asked", "paid", "slight"),
    [
        (10_000, 10_000, False),
        (10_000, 9_900, True),
        (10_000, 9_899, False),
        (10_000, 10_100, True),
        (10_000, 10_101, False),
        (1_000_000, 999_001, True),
        (1_000_000, 999_000, False),
    ],
)
def test_a_difference_is_slight_up_to_a_hundredth_and_below_ten_yuan(asked, paid, slight):
    assert is_slight(asked, paid) is slight
