from __future__ import annotations

from decimal import Decimal

import pytest

from jiebei_desktop.analysis.afford_value import Odds
from jiebei_desktop.text.odds import about, both, fully
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


def test_both_odds_are_said_side_by_side_in_the_fixed_words():
    odds = Odds(late_once_12=Decimal("0.125"), broken_12=Decimal("0.017"))
    said = both(odds, Texts("zh_CN"))
    assert said == "一年里至少有一期没按时还足：约八分之一；连着两期没还上：约六十分之一。"
    assert fully(odds, Texts("zh_CN")) == f"{said}没算进去的：失业、大病。"
    assert "late" not in both(odds, Texts("en"))
    assert "about 1 in 8; two running unpaid: about 1 in 60" in both(odds, Texts("en"))
