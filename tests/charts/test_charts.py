"""Every chart draws in both themes and in print, in both languages, with a table and a sentence."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.collections import PathCollection
from msgspec.structs import replace

from jiebei_desktop.analysis.affordability import CurvePoint
from jiebei_desktop.analysis.dues import first_day, plan_days
from jiebei_desktop.analysis.forecast import forecast
from jiebei_desktop.charts import balances, bars, cash, income, lanes, plain, probability, style
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.picture import picture_of, reading_of
from jiebei_desktop.services.plans.cashflow_view import FlowMonth
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.formats import amount
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
DAYS = tuple(date.fromordinal(DAY.toordinal() + 10 * k) for k in range(37))


def line(start, step):
    return tuple(start + step * k for k in range(len(DAYS)))


CASH = cash.CashLine(
    past=((date(2026, 9, 1), 500_000), (date(2026, 10, 15), 120_000), (DAY, 320_000)),
    days=DAYS,
    poor=line(320_000, 5_000),
    lower=line(320_000, 15_000),
    middle=line(320_000, 23_000),
    upper=line(320_000, 30_000),
    good=line(320_000, 40_000),
    contract=((DAY, 320_000), (DAYS[3], -808_600)),
    target=700_000,
)
MONTHS = tuple(
    FlowMonth(month=Month(2026, k), income=1_050_000, living=700_000, repaid=100_000 * k)
    for k in range(1, 11)
)
RISKS = tuple(
    CurvePoint(
        payment=50_000 * k,
        p_shortfall_12=min(Decimal(1), Decimal(k * k) / 100),
        p_late_once_12=min(Decimal(1), Decimal(2 * k * k) / 100),
    )
    for k in range(13)
)
RISK = probability.ProbabilityCurve(
    points=RISKS, floor=100_000, recommended=150_000, ceiling=300_000
)
CURVES = balances.Curves(
    start=DAY,
    curves=tuple(
        balances.Curve(name=f"Plan {n}", amounts=tuple(700_000 - 70_000 * k for k in range(11)))
        for n in range(5)
    ),
)
FRONTIER = balances.FrontierLine(
    name="借呗",
    payment=141_234,
    contract_rate=Decimal("0.1825"),
    points=((28, Decimal("0.01")), (36, Decimal("0.12")), (48, Decimal("0.18"))),
    chosen=(36, Decimal("0.12")),
)
NOW = Month(2026, 11)
STEPS = income.IncomeSteps(
    as_of=DAY,
    past=tuple((NOW.plus(k), 1_200_000 if k < -3 else 1_050_000) for k in (-6, -5, -3, -2, -1)),
    ahead=tuple((NOW.plus(k), 1_050_000) for k in range(13)),
    draft=tuple((NOW.plus(k), 1_050_000 if k < 5 else 860_000) for k in range(13)),
    living=700_000,
    pins=(
        income.Pin(number=1, day=date(2026, 6, 30), title="小店关门", note="已算进去",
                   kind="noted"),
        income.Pin(number=2, day=date(2026, 9, 1), title="兼职变少", note="账本看出来的",
                   kind="asked"),
        income.Pin(number=3, day=date(2027, 4, 1), title="兼职结束", note="正在填", kind="draft"),
        income.Pin(number=4, day=date(2029, 4, 1), title="很远", note="还没到", kind="noted"),
    ),
)  # fmt: skip
LANES = lanes.lanes_of(picture_of(reading_of(demo.employee(DAY), DAY, rulebook.load())))
CHARTS = {
    "income": (income.income_steps, income.income_table, income.income_alt, STEPS),
    "cash": (cash.cash_line, cash.cash_table, cash.cash_alt, CASH),
    "bars": (bars.monthly_bars, bars.bars_table, bars.bars_alt, MONTHS),
    "risk": (
        probability.probability_curve,
        probability.probability_table,
        probability.probability_alt,
        RISK,
    ),
    "balances": (balances.balance_curves, balances.curves_table, balances.curves_alt, CURVES),
    "stacked": (balances.stacked_payments, balances.curves_table, balances.curves_alt, CURVES),
    "frontier": (balances.frontier, balances.frontier_table, balances.frontier_alt, FRONTIER),
    "lanes": (lanes.lane_lines, lanes.lanes_table, lanes.lanes_alt, LANES),
}


def svg_of(figure) -> str:
    """Return a figure as SVG with its text as text."""
    if isinstance(figure, plain.PlainFigure):
        return figure.svg()
    stream = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "jiebei"}):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    return stream.getvalue()


def by_matplotlib(data, t, look, frame=cash.FRAME):
    """Draw the cash chart on matplotlib's axes, which can tell how large each label is."""
    figure, axes = style.new_figure(look, frame)
    cash.draw_cash(axes, data, t, look, frame)
    return figure


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    before = os.environ.get("MPLCONFIGDIR")
    os.environ["MPLCONFIGDIR"] = str(tmp_path_factory.mktemp("mpl"))
    style.prepare()
    yield
    if before is None:
        del os.environ["MPLCONFIGDIR"]
    else:
        os.environ["MPLCONFIGDIR"] = before


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_on_its_surface_with_its_text_as_text(name, scheme):
    draw, _, _, data = CHARTS[name]
    colours = style.palette(scheme)
    svg = svg_of(draw(data, Texts("zh_CN"), colours))
    assert colours["surface"].lower() in svg.lower()
    assert "<text" in svg


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_a_table_and_a_sentence(name, locale):
    _, table, alt, data = CHARTS[name]
    texts = Texts(locale)
    found = table(data, texts)
    assert found.rows
    assert all(len(row) == len(found.headers) for row in found.rows)
    assert any(char.isdigit() for char in alt(data, texts))


def test_the_same_chart_gives_the_same_bytes():
    first, second = (
        svg_of(cash.cash_line(CASH, Texts("zh_CN"), style.palette("light"))) for _ in range(2)
    )
    assert first == second


def test_the_cash_chart_names_where_it_ends_and_what_the_contracts_would_do():
    svg = svg_of(cash.cash_line(CASH, Texts("zh_CN"), style.palette("light")))
    assert "最可能 1.15万" in svg
    assert "若按原合同全额还：12月22日差 ¥8,086" in svg
    assert "备用金 7,000" in svg


def test_the_three_ways_name_their_ends_and_the_usual_road_of_doing_nothing():
    svg = svg_of(lanes.lane_lines(LANES, Texts("zh_CN"), style.palette("light")))
    nothing, contract, plan = LANES.lanes
    for words in ("满 30 天", "12月2日", "满 90 天", "1月31日", "诉讼可能", "先有诉前调解"):
        assert words in svg
    assert f"欠 {amount(nothing.owed[365])}" in svg
    assert f"欠 {amount(plan.owed[365])}" in svg
    assert f"要多凑 {amount(-contract.cash[365])}" in svg
    assert "今天就要付 4,446.00，手头只有 3,200.00" in svg
    assert "其实付不到" in svg


def test_contracts_that_the_plan_keeps_are_seen_on_its_line():
    nothing, contract, plan = LANES.lanes
    kept = replace(contract, curve=plan.curve, days=tuple((day, 1) for day, _ in contract.days))
    palette = style.palette("light")

    def highest(lanes_shown):
        data = replace(LANES, lanes=lanes_shown)
        axes = lanes.lane_lines(data, Texts("en"), palette).axes[0]
        drawn = [each for each in axes.lines if each.get_label() and len(each.get_xdata()) > 1]
        top = max(drawn, key=lambda line: line.get_zorder())
        return top.get_color(), top.get_linestyle()

    assert highest((nothing, kept, plan)) == (palette["contract"], "--")
    assert highest(LANES.lanes) == (palette["c1"], "-")


def test_contracts_that_cash_carries_are_drawn_whole_and_missing_cash_dashed():
    def styles(data):
        axes = lanes.lane_lines(data, Texts("en"), style.palette("light")).axes[0]
        colour = style.palette("light")["contract"]
        return [
            line.get_linestyle() for line in axes.lines
            if line.get_color() == colour and len(line.get_xdata())
        ]  # fmt: skip

    assert "--" in styles(LANES)
    nothing, contract, plan = LANES.lanes
    rich = replace(contract, low=replace(contract.low, amount=1),
                   days=tuple((day, 100) for day, _ in contract.days),
                   cash=dict.fromkeys(contract.cash, 100))  # fmt: skip
    whole = replace(LANES, lanes=(nothing, rich, plan))
    assert styles(whole)[0] == "-"
    assert len(styles(whole)) == 2
    svg = svg_of(lanes.lane_lines(whole, Texts("en"), style.palette("light")))
    assert "cannot be" not in svg
    assert f"owed {amount(contract.owed[365])}" in svg


@pytest.mark.parametrize("width", [393, 480, 720], ids=["200 %", "between", "usual"])
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_words_about_missing_cash_stand_clear_of_every_way(locale, width):
    day = date(2026, 11, 29)
    seen = picture_of(reading_of(demo.employee(day), day, rulebook.load()))
    frame = replace(lanes.FRAME, width=width)
    figure = lanes.lane_lines(lanes.lanes_of(seen), Texts(locale), style.palette("light"), frame)
    said = covering(figure, "at hand|suppose|手头只有|假设")
    assert said == {words: [] for words in said}
    assert len(said) == 2
    whole = figure.bbox
    for text in figure.axes[0].texts:
        box = text.get_window_extent()
        assert whole.x0 <= box.x0 <= box.x1 <= whole.x1, text.get_text()
        assert whole.y0 <= box.y0 <= box.y1 <= whole.y1, text.get_text()


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("household", [demo.employee, demo.shop], ids=["employee", "shop"])
def test_the_cash_to_keep_is_named_clear_of_every_line(household, locale):
    day = date(2026, 11, 29)
    known = reading_of(household(day), day, rulebook.load())
    means = picture_of(known).afford
    ahead = forecast(
        known.book,
        day,
        pays=[(on, means.offer) for on in plan_days(first_day(known.book, day), 12)],
    )
    figure = by_matplotlib(
        cash.cash_of(ahead, means.reserve), Texts(locale), style.palette("light")
    )
    said = covering(figure, "To keep|备用金")
    assert said == {words: [] for words in said}
    assert len(said) == 1
    (words,) = (each for each in figure.axes[0].texts if each.get_text() in said)
    assert words.get_window_extent().x0 >= figure.axes[0].bbox.x1, "it lay on the fan"


def test_a_chart_too_narrow_for_its_words_is_drawn_all_the_same():
    narrow = style.Frame(width=260, height=200, right=150)
    text, look = Texts("en"), style.palette("light")
    for figure in (
        lanes.lane_lines(LANES, text, look, narrow),
        by_matplotlib(CASH, text, look, narrow),
    ):
        assert any(re.search("at hand|To keep", each.get_text()) for each in figure.axes[0].texts)


def covering(figure, wanted):
    """Return the labels that match, with the colours of drawn lines that run through them."""
    figure.canvas.draw()
    (axes,) = figure.axes
    lines = [line for line in axes.lines if len(line.get_xdata()) > 2]
    assert lines
    said = [text for text in axes.texts if re.search(wanted, text.get_text())]
    return {
        words.get_text(): [
            line.get_color() for line in lines
            if line.get_transform().transform_path(line.get_path()).intersects_bbox(
                words.get_window_extent(), filled=False)
        ]
        for words in said
    }  # fmt: skip


def test_a_low_that_comes_later_is_named_with_its_day():
    svg = svg_of(lanes.lane_lines(replace(LANES, arrears=0), Texts("en"), style.palette("light")))
    assert "would be missing" in svg


def test_without_anything_late_within_the_year_no_road_is_marked():
    nothing, contract, plan = LANES.lanes
    calm = replace(LANES, lanes=(nothing, contract, plan), marks=(), court=None)
    svg = svg_of(lanes.lane_lines(calm, Texts("en"), style.palette("light")))
    assert "A suit is possible" not in svg
    late = replace(calm, court=DAYS[-1])
    assert "A suit is possible" in svg_of(
        lanes.lane_lines(late, Texts("en"), style.palette("light"))
    )


def test_the_axis_is_in_wan_once_it_reaches_ten_thousand():
    texts = Texts("zh_CN")
    assert style.axis_money(500_000, 2_000_000, texts) == "0.5万"
    assert style.axis_money(-1_000_000, 2_000_000, texts) == "−1万"
    assert style.axis_money(0, 2_000_000, texts) == "0"
    assert style.axis_money(50_000, 90_000, texts) == "500"
    assert style.axis_money(1_000_000, 2_000_000, Texts("en")) == "10k"


def test_the_risk_between_two_points_is_interpolated_and_never_beyond_the_curve():
    assert RISK.odds(125_000).broken_12 == Decimal("0.065")
    assert RISK.odds(125_000).late_once_12 == Decimal("0.13")
    assert RISK.odds(0).broken_12 == 0
    assert RISK.odds(10**9).broken_12 == 1
    chosen = probability.ProbabilityCurve(
        points=RISKS, floor=None, recommended=None, ceiling=None, chosen=200_000
    )
    said = probability.probability_alt(chosen, Texts("en"))
    assert "on its day within a year: about 1 in 3; two running unpaid: about 1 in 6" in said
    assert probability.probability_table(chosen, Texts("en")).rows[4] == (
        "¥2,000",
        "32.0%",
        "16.0%",
    )
    svg = svg_of(probability.probability_curve(chosen, Texts("zh_CN"), style.palette("light")))
    assert "至少有一期没按时还足" in svg
    assert "连着两期没还上" in svg
    with pytest.raises(ValueError, match="5"):
        replace(chosen, points=()).odds(5)


def test_without_a_safe_amount_the_chart_still_draws_and_says_so():
    data = probability.ProbabilityCurve(points=RISKS, floor=None, recommended=None, ceiling=None)
    texts = Texts("en")
    assert "No monthly payment" in probability.probability_alt(data, texts)
    assert probability.probability_curve(data, texts, style.palette("light")).axes


def test_empty_data_is_said_in_words():
    texts = Texts("en")
    assert bars.bars_alt((), texts) == "No months to show yet."
    empty = balances.FrontierLine(name="x", payment=1, contract_rate=Decimal(0), points=())
    assert "no term" in balances.frontier_alt(empty, texts)


def test_a_forecast_and_an_answer_become_chart_data():
    from prospects import affordable

    from jiebei_desktop.analysis.forecast import forecast
    from jiebei_desktop.domain.planning import plan_debts
    from jiebei_desktop.domain.strategies import Order, simulate
    from jiebei_desktop.services.files import demo

    book = demo.employee(DAY)
    found = affordable(book, DAY, paths=500)
    curve = probability.curve_of(found)
    assert curve.recommended == found.recommended
    line_ = cash.cash_of(forecast(book, DAY, 3), 700_000)
    assert line_.days[0] == DAY
    assert all(balance < 0 for _, balance in line_.contract[1:])
    debts = plan_debts(book.debts, DAY)
    plan = simulate(debts, 320_000, Order.AVALANCHE, start=DAY)
    owed = sum(debt.balance for debt in debts)
    curves = balances.curves_of((("a", plan),), DAY, owed)
    assert curves.curves[0].amounts[0] == owed
    assert curves.curves[0].amounts[-1] == 0


def test_zoom_makes_the_figure_and_its_text_larger():
    small, large = (
        by_matplotlib(CASH, Texts("en"), style.palette("light", zoom)) for zoom in (1.0, 2.0)
    )
    assert large.get_figwidth() == 2 * small.get_figwidth()


def test_the_font_list_is_written_where_matplotlib_looks(tmp_path):
    style._list_fonts(str(tmp_path))
    (found,) = tmp_path.glob("fontlist-v*.json")
    assert style.FAMILY in found.read_text(encoding="utf-8")


def test_income_goes_in_steps_and_its_changes_have_numbered_pins():
    svg = svg_of(income.income_steps(STEPS, Texts("zh_CN"), style.palette("light")))
    for words in ("小店关门", "账本看出来的", "正在填", "不变的话 10,500", "变化之后 8,600",
                  "基本生活 7,000", ">1<", ">2<", ">3<"):  # fmt: skip
        assert words in svg
    assert "很远" not in svg


def test_a_change_not_saved_and_one_nobody_confirmed_are_dashed():
    figure = income.income_steps(STEPS, Texts("en"), style.palette("light"))
    pins = [each for each in figure.axes[0].collections if isinstance(each, PathCollection)]
    dashes = [each.get_linestyle()[0][1] is not None for each in pins]
    assert dashes == [False, True, True]
    new = [
        line for line in figure.axes[0].lines if line.get_color() == style.palette("light")["c3"]
    ]
    assert any(860_000 in line.get_ydata() and line.is_dashed() for line in new)


def test_months_not_written_down_leave_the_line_open():
    figure = income.income_steps(STEPS, Texts("en"), style.palette("light"))
    gap = Month(2026, 7)
    for line in figure.axes[0].lines:
        x = list(line.get_xdata())
        assert not any(gap.first.toordinal() < float(each) < gap.last.toordinal() for each in x)
    spans = [list(line.get_xdata()) for line in figure.axes[0].lines if len(line.get_xdata()) > 2]
    middle = gap.day(15).toordinal()
    assert not any(min(x) < middle < max(x) for x in spans)


def test_without_a_change_being_written_nothing_is_compared():
    calm = income.IncomeSteps(as_of=DAY, past=(), ahead=STEPS.ahead, living=700_000)
    texts = Texts("en")
    assert calm.differs is None
    assert STEPS.differs == 5
    assert "Unchanged" not in svg_of(income.income_steps(calm, texts, style.palette("light")))
    assert income.income_table(calm, texts).headers == ("Month", "Income")
    assert income.income_table(STEPS, texts).rows[-1] == (
        "November 2027", "10,500.00", "8,600.00",
    )  # fmt: skip
    assert "With the change" not in income.income_alt(calm, texts)
    assert "With the change it is ¥8,600.00" in income.income_alt(STEPS, texts)


def test_pins_close_together_stand_in_two_rows():
    assert [row for row, _ in income._placed(STEPS, income.FRAME)] == [0, 1, 0]
    wide = income.Frame(width=2400, height=210)
    assert [row for row, _ in income._placed(STEPS, wide)] == [0, 0, 0]


def test_pins_of_one_month_never_lie_on_each_other():
    pins = tuple(
        income.Pin(number=k, day=date(2026, 9, k), title="经营结束了一年", note="已算进去",
                   kind="noted")
        for k in (1, 2, 3)
    )  # fmt: skip
    close = replace(STEPS, pins=pins)
    assert sorted(row for row, _ in income._placed(close, income.FRAME)) == [0, 1, 2]


def test_words_beside_a_pin_end_before_the_next_one():
    narrow = income.Frame(width=300, height=210, left=56, right=20)
    near = replace(STEPS, pins=tuple(replace(pin, title="A very long name") for pin in STEPS.pins))
    svg = svg_of(income.income_steps(near, Texts("en"), style.palette("light"), narrow))
    assert "A very long name" in svg
    assert "A ve" in svg
    (row, room), *_ = income._placed(near, narrow)
    assert row == 0
    assert style.text_width(income._cut("A very long name", room)) <= room


def _boxes(texts, renderer):
    return [
        (each.get_text(), each.get_window_extent(renderer).padded(-1))
        for each in texts
        if each.get_text() and each.get_visible()
    ]


def _labels(figure):
    """Return the labels written on a chart and those of its axes, with where they stand."""
    figure.draw_without_rendering()
    renderer, axes = figure._get_renderer(), figure.axes[0]
    ticks = [*axes.get_xticklabels(), *axes.get_yticklabels()]
    return _boxes(axes.texts, renderer), _boxes(ticks, renderer)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("past", [(), CASH.past, ((DAYS[0], 320_000),)])
def test_the_amount_of_today_lies_on_no_line_and_on_no_tick(language, past):
    data = replace(CASH, past=past)
    figure = by_matplotlib(data, Texts(language), style.palette("light"))
    written, ticks = _labels(figure)
    text, box = next(each for each in written if "3,200" in each[0])
    assert [name for name, other in ticks if box.overlaps(other)] == []
    assert box.y0 >= figure.axes[0].get_window_extent().y1, text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("left", [0, 81_800, 200_000, 400_000, 860_000])
@pytest.mark.parametrize("height", [150, 210, 420])
def test_the_name_of_an_income_that_falls_lies_on_no_month_of_the_axis(language, left, height):
    draft = tuple((NOW.plus(k), 811_800 if k < 2 else left) for k in range(15))
    ahead = tuple((NOW.plus(k), 811_800) for k in range(15))
    data = replace(STEPS, past=(), ahead=ahead, draft=draft, living=369_800)
    frame = replace(income.FRAME, height=height)
    figure = income.income_steps(data, Texts(language), style.palette("light"), frame)
    written, ticks = _labels(figure)
    ends = {"zh_CN": "变化之后", "en": "With the change"}[language]
    (box,) = (box for text, box in written if text.startswith(ends))
    assert [name for name, other in ticks if box.overlaps(other)] == []


def _crossed(figure, ends):
    """Return the names of lines that stand on an upright line of the chart."""
    written, _ = _labels(figure)
    axes = figure.axes[0]
    upright = [
        axes.transData.transform((line.get_xdata()[0], 0))[0]
        for line in axes.lines
        if len(set(line.get_xdata())) == 1
    ]
    named = [box for text, box in written if text.endswith(ends)]
    assert len(upright) >= 3
    assert len(named) == 2
    return [box for box in named if any(box.x0 < x < box.x1 for x in upright)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("marks", [(175_100, 233_400, 350_300), (100_000, 150_000, 300_000)])
def test_the_names_of_the_two_odds_stand_on_no_marked_amount(language, marks):
    points = tuple(
        CurvePoint(
            payment=10_000 * k,
            p_shortfall_12=Decimal(k**4) / 50**4 * Decimal("0.83"),
            p_late_once_12=min(Decimal(1), Decimal(k**3) / 40**3),
        )
        for k in range(51)
    )
    floor, recommended, ceiling = marks
    data = probability.ProbabilityCurve(
        points=points, floor=floor, recommended=recommended, ceiling=ceiling
    )
    figure = probability.probability_curve(data, Texts(language), style.palette("light"))
    ends = ("没按时还足", "两期没还上") if language == "zh_CN" else ("one late", "unpaid")
    assert _crossed(figure, ends) == []


@pytest.mark.parametrize(
    ("language", "steep", "wide", "high"),
    [
        ("en", 3, 460, 141), ("en", 4, 547, 141), ("zh_CN", 2, 500, 141),
        ("en", 4, 400, 330), ("en", 8, 480, 330), ("en", 4, 547, 200), ("zh_CN", 6, 400, 330),
    ],
)  # fmt: skip
def test_the_names_of_the_two_odds_lie_on_no_line_and_not_on_each_other(
    language, steep, wide, high
):
    """Beside their lines where there is room, else together away from them.

    In a chart too low for both they keep clear of each other.
    """
    points = tuple(
        CurvePoint(
            payment=5_000 * k,
            p_shortfall_12=Decimal("0.06") + Decimal(k**steep) / 52**steep * Decimal("0.75"),
            p_late_once_12=min(Decimal(1), Decimal("0.13") + Decimal(k**steep) / 36**steep),
        )
        for k in range(53)
    )
    data = probability.ProbabilityCurve(
        points=points, floor=57_500, recommended=76_700, ceiling=149_400
    )
    frame = style.Frame(width=wide, height=high, right=24, top=30, bottom=44)
    figure = probability.probability_curve(data, Texts(language), style.palette("light"), frame)
    axes, written = figure.axes[0], _labels(figure)[0]
    named = axes.get_legend()
    texts = axes.texts if named is None else named.get_texts()
    ends = ("没按时还足", "两期没还上") if language == "zh_CN" else ("one late", "unpaid")
    boxes = [box for text, box in written if text.endswith(ends)]
    if named is not None:
        boxes = [named.get_window_extent(figure._get_renderer())]
    assert len([text for text in texts if text.get_text().endswith(ends)]) == 2
    for line in axes.lines[:2]:
        x, y = line.get_data()
        fine = np.linspace(x[0], x[-1], 2_000)
        at = axes.transData.transform(np.column_stack((fine, np.interp(fine, x, y))))
        assert high < 200 or not any(box.count_contains(at) for box in boxes)
    assert len(boxes) < 2 or not boxes[0].overlaps(boxes[1])


def test_labels_that_would_touch_the_next_are_left_out_and_the_last_stays():
    close = [(0.0, "30 days"), (30.0, "60 days"), (60.0, "90 days")]
    assert style.apart(close, 0.4) == ["30 days", "60 days", "90 days"]
    assert style.apart(close, 0.7) == ["30 days", "", "90 days"]
    assert style.apart(close, 5.0) == ["", "", "90 days"]
    assert style.apart([], 1.0) == []


HELP = """
from jiebei_desktop.charts.style import prepare
prepare()
from matplotlib.figure import Figure
print("Properties:" in (Figure.set.__doc__ or ""), "%(" in Figure.__init__.__doc__)
"""


def test_matplotlib_writes_no_help_nobody_reads():
    """It would cost half of its import; a version that makes it elsewhere shows itself here."""
    command = (sys.executable, "-c", HELP)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout == "False True\n"  # nothing is filled in
