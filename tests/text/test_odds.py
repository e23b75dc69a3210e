from __future__ import annotations

from decimal import Decimal

import pytest

from jiebei_desktop.text.odds import about
from jiebei_desktop.text.texts import Texts


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        ("0.7", "一半以上的可能", "more often than not"),
        ("0.47", "约二分之一", "about 1 in 2"),
        ("0.34", "约三分之一", "about 1 in 3"),
        ("0.085", "约十二分之一", "about 1 in 12"),
        ("0.0495", "约二十分之一", "about 1 in 20"),
        ("0.039", "约二十五分之一", "about 1 in 25"),
        ("0.0066", "约一百五十分之一", "about 1 in 150"),
        ("0.0101", "约一百分之一", "about 1 in 100"),
        ("0.004", "不到二百分之一", "less than 1 in 200"),
        ("0", "不到二百分之一", "less than 1 in 200"),
    ],
)
def test_a_share_is_said_as_one_in_so_many(share, zh, en):
    assert about(Decimal(share), Texts("zh_CN")) == zh
    assert about(Decimal(share), Texts("en")) == en
