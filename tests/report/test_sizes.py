"""Tables whose columns share a room: amounts whole, heads in two lines at most."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.report.sizes import GUTTER, LARGEST, ROOM, SMALLEST, amounts_need, ems, sized

AMOUNTS = st.integers(0, 99_999_999_99).map(lambda fen: f"{fen / 100:,.2f}")
NAMES = st.text(alphabet="借呗第一笔 Lender ABC", min_size=1, max_size=30)


@given(rows=st.lists(st.tuples(NAMES, AMOUNTS, AMOUNTS, AMOUNTS, NAMES), min_size=1, max_size=4))
def test_a_column_of_amounts_is_never_narrower_than_its_amounts(rows):
    """The column of a long head gave what it had over to a name, and its amounts ran into a day."""
    head = ("Creditor", "By contract, what is left", "每月", "Each month", "Ground")
    made = sized({"head": head, "rows": rows, "align": "lrrrl", "widths": ["fill", *["auto"] * 4]})
    assert SMALLEST <= made["size"] <= LARGEST
    if made["size"] == SMALLEST or "fill" in made["widths"]:
        return  # all of it fits, or nothing could be said of a paper that wide
    for place in (1, 2, 3):
        width = made["widths"][place]
        cells = (head[place], *(row[place] for row in rows))
        if width != "auto":
            assert float(width) + 0.1 >= GUTTER + made["size"] * amounts_need(cells)
    shares = sum(float(width) for width in made["widths"] if width != "auto")
    assert shares <= ROOM


def test_a_head_of_chinese_is_broken_into_no_more_than_two_lines():
    """逾期天数 stood one character above the other over a column of days."""
    for head in ("利息", "逾期天数", "剩余本金", "欠款占比", "借"):
        assert amounts_need((head, "77")) >= min(ems(head), max(2, ems(head) / 2))
    assert amounts_need(("Days late", "77")) < ems("Days late")
