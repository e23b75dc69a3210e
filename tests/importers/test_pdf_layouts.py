"""Tables laid out as banks do, in every way of wrapping and aligning, come back cell by cell."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.importers.pdf_pages import Glyph, PdfPage
from jiebei_desktop.importers.pdf_table import grid_of
from jiebei_desktop.importers.words import words

SIZE = 7
HAN = "支付宝财通消费转账张三李四上海北京科技有限公司商店超市"
TEXTS = ("交易地点", "对方账号", "对方户名", "渠道", "附言", "交易类型", "网点名称", "开户行")
WIDTHS = {"序号": 26, "交易日期": 46, "交易金额": 60, "余额": 60}


def wide(sign):
    return SIZE / 2 if ord(sign) < 0x2000 else SIZE


def wrapped(text, width):
    """Return the lines of a cell, cut where the column ends."""
    lines, used = [""], 0.0
    for sign in text:
        if used + wide(sign) > width and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += sign
        used += wide(sign)
    return lines


class Printer:
    """Lays rows of cells out on pages, as a report generator does."""

    def __init__(self, widths, style):
        self.widths, self.style = widths, style
        self.pages, self.glyphs, self.y = [], [], 40.0

    def text(self, x, y, text):
        half = SIZE * self.style["height"] / 2
        for sign in text:
            self.glyphs.append(Glyph(sign, x, x + wide(sign), y - half, y + half))
            x += wide(sign)

    def row(self, cells, align="center"):
        pad, lead = self.style["pad"], SIZE * self.style["lead"]
        lines = [wrapped(cell, width - pad) for cell, width in zip(cells, self.widths, strict=True)]
        high = max(len(cell) for cell in lines) * lead + pad
        x = 30.0
        for place, (cell, width) in enumerate(zip(lines, self.widths, strict=True)):
            top = self.y + pad / 2 + lead / 2
            if align == "center":
                top = self.y + high / 2 - (len(cell) - 1) * lead / 2
            for number, line in enumerate(cell):
                left = x + pad / 2
                if place in self.style["right"]:
                    left = x + width - pad / 2 - sum(wide(sign) for sign in line)
                self.text(left, top + number * lead, line)
            x += width
        self.y += high

    def turn(self):
        if self.glyphs:
            self.text(280, 830, f"第{len(self.pages) + 1}页")
            self.pages.append(PdfPage(595, 842, self.glyphs))
        self.glyphs, self.y = [], 40.0

    def table(self, names, rows):
        self.text(30, self.y, "某某银行账户交易明细 账号：6222000011112222")
        self.y += 20
        self.row(names)
        for cells in rows:
            if self.y > 700:
                self.turn()
                if self.style["repeat"]:
                    self.row(names)
            self.row(cells, self.style["align"])
        self.turn()
        return self.pages


@st.composite
def statements(draw):
    texts = draw(st.lists(st.sampled_from(TEXTS), unique=True, max_size=4))
    cut = draw(st.integers(0, len(texts)))
    names = ["交易日期", *texts[:cut], "交易金额"]
    names += [*(["余额"] if draw(st.booleans()) else []), *texts[cut:]]
    names = [*(["序号"] if draw(st.booleans()) else []), *names]
    widths = [WIDTHS.get(name) or draw(st.integers(48, 80)) for name in names]
    figures = {place for place, name in enumerate(names) if name in {"交易金额", "余额"}}
    style = {
        "align": draw(st.sampled_from(["center", "top"])),
        "lead": draw(st.sampled_from([1.05, 1.2, 1.5])),
        "pad": draw(st.sampled_from([3, 5, 9])),
        "height": draw(st.sampled_from([1.0, 1.2, 1.45])),
        "right": figures if draw(st.booleans()) else set(),
        "repeat": draw(st.booleans()),
    }
    count = draw(st.sampled_from([1, 2, 8, 50]))
    random = draw(st.randoms(use_true_random=False))
    rows = [[cell(name, number, random) for name in names] for number in range(count)]
    return names, widths, style, rows


def cell(name, number, random):
    match name:
        case "序号":
            return str(number + 1)
        case "交易日期":
            return f"2025-{1 + number // 28:02d}-{1 + number % 28:02d}"
        case "交易金额" | "余额":
            return (
                f"{random.choice(['', '-'])}{random.randrange(99999):,}.{random.randrange(100):02d}"
            )
        case "对方账号":
            return "".join(random.choice("0123456789") for _ in range(random.choice([0, 16, 19])))
        case _:
            return "".join(random.choice(HAN) for _ in range(random.choice([0, 2, 5, 12, 25])))


@settings(max_examples=60, deadline=None)
@given(statements())
def test_every_cell_of_a_printed_table_comes_back(printed):
    names, widths, style, rows = printed
    grid = grid_of(Printer(widths, style).table(names, rows), words())
    assert grid is not None
    assert len(grid.rows) == len(grid.places)
    assert [row for row in grid.rows if len(row) == len(names)] == [names, *rows]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.builds(
            Glyph,
            st.sampled_from("交易日期金额余2025-01.,元 1"),
            st.floats(0, 600),
            st.floats(0, 600),
            st.floats(0, 900),
            st.floats(0, 900),
        ),
        max_size=60,
    )
)
def test_any_heap_of_characters_is_a_grid_or_none(glyphs):
    names = [Glyph(sign, 40 + 9 * n, 48 + 9 * n, 40, 50) for n, sign in enumerate("交易日期")]
    names += [Glyph(sign, 140 + 9 * n, 148 + 9 * n, 40, 50) for n, sign in enumerate("金额")]
    for heap in (glyphs, [*names, *glyphs]):
        grid = grid_of([PdfPage(600, 900, heap)], words())
        assert grid is None or len(grid.rows) == len(grid.places)
