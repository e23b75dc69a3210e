"""Properties of what fields and bars compute."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.text import formats
from jiebei_desktop.ui.widgets.arithmetic import amount_of
from jiebei_desktop.ui.widgets.bar import segment_widths
from jiebei_desktop.ui.widgets.rate_edit import percent_of, percent_text


@given(st.integers(0, 10**12))
def test_an_amount_written_by_us_is_read_back(fen):
    assert amount_of(formats.amount(fen)) == fen


@given(st.decimals("0", "9.99", places=6))
def test_a_percentage_survives_writing_and_reading(fraction):
    assert percent_of(percent_text(fraction)) == fraction


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=4), st.integers(60, 900))
def test_segments_fill_the_bar_and_none_disappears(parts, width):
    widths = segment_widths(parts, width)
    seen = [part for part in parts if part > 0]
    if not seen:
        assert set(widths) == {0.0}
        return
    assert all(w >= 2.9 for part, w in zip(parts, widths, strict=True) if part > 0)
    assert abs(sum(widths) + 2 * (len(seen) - 1) - width) < 0.01
