"""A chart is drawn beside the window, only where it is seen, and only when something changed."""

from __future__ import annotations

import pytest
from inline_lanes import InlineLanes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PySide6.QtWidgets import QApplication

from jiebei_desktop.charts.style import Frame, new_figure
from jiebei_desktop.services.today.last_shown import KeptChart
from jiebei_desktop.text import current
from jiebei_desktop.ui.kept_picture import LastDrawn
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords

WORDS = ChartWords(title="Cash", sentence="It rises.", headers=("day", "yuan"), rows=(("1", "2"),))


class Side(InlineLanes):
    """Keeps the work of the side lane until it is told to do it."""

    def __init__(self):
        self.waiting = []

    def side(self, job, then, *, latest=None, failed=None):
        self.waiting = [(job, then)]

    def work(self) -> None:
        QApplication.processEvents()
        self.answer()

    def answer(self) -> None:
        now, self.waiting = self.waiting, []
        for job, then in now:
            then(job())


@pytest.fixture
def drawn(monkeypatch) -> list:
    """Every drawing of matplotlib, with the size of its figure in pixels."""
    made: list = []
    plain = FigureCanvasAgg.draw

    def draw(canvas):
        made.append(tuple(canvas.figure.bbox.size))
        plain(canvas)

    monkeypatch.setattr(FigureCanvasAgg, "draw", draw)
    return made


@pytest.fixture
def side() -> Side:
    return Side()


@pytest.fixture
def masking() -> Masking:
    return Masking()


@pytest.fixture
def view(theme, qtbot, side, masking) -> ChartView:
    made = ChartView(theme, side, Frame(), masking)
    qtbot.addWidget(made)
    made.resize(500, 240)
    return made


def rising(top: float):
    def build(palette, frame):
        figure, axes = new_figure(palette, frame)
        axes.plot([0, 10], [0, top], color=palette["c1"], linewidth=8)
        return figure

    return build


def show(view: ChartView, side: Side, top: float = 5) -> None:
    view.show_chart(rising(top), WORDS, values=top)
    side.work()


def test_nothing_is_drawn_out_of_sight_and_the_newest_when_seen(view, side, drawn):
    show(view, side, 5)
    show(view, side, 6)
    assert drawn == []
    view.show()
    side.work()
    assert drawn == [(500, 240)]
    assert view.figure.axes[0].lines[0].get_ydata()[1] == 6


def test_the_window_paints_what_the_lane_has_drawn_and_draws_nothing_itself(view, side, drawn):
    view.show()
    view.show_chart(rising(5), WORDS)
    assert drawn == []
    side.work()
    assert len(drawn) == 1
    picture = view.picture.grab().toImage()
    view.picture.repaint()
    assert len(drawn) == 1
    line = view._theme.chart("c1").rgb()
    at = view.place_of(5, 2.5).toPoint()
    assert picture.pixelColor(at).rgb() == line


def test_the_same_values_in_the_same_look_are_not_drawn_again(view, side, drawn, masking, theme):
    view.show()
    show(view, side)
    show(view, side)
    view.hide()
    view.show()
    side.work()
    assert len(drawn) == 1
    show(view, side, 7)
    assert len(drawn) == 2
    masking.use(on=True)
    show(view, side, 7)
    assert len(drawn) == 3
    theme.use(choice="dark")
    side.work()
    assert len(drawn) == 4
    view.resize(400, 240)
    side.work()
    assert drawn[-1] == (400, 240)
    assert len(drawn) == 5


def test_a_chart_without_named_values_is_drawn_at_every_call(view, side, drawn):
    view.show()
    for _ in range(2):
        view.show_chart(rising(5), WORDS)
        side.work()
    assert len(drawn) == 2


def test_margins_are_the_same_pixels_at_every_size(view, side, theme):
    view.show()
    show(view, side)
    for width in (420, 900):
        view.resize(width, 240)
        side.work()
        axes = view.within()
        assert axes.left() == pytest.approx(46)
        assert width - axes.right() == pytest.approx(104)
        assert axes.top() == pytest.approx(16)
        assert 240 - axes.bottom() == pytest.approx(26)


def test_a_place_is_named_only_once_there_is_a_figure(view):
    assert view.within() is None
    with pytest.raises(LookupError):
        view.place_of(0, 0)


def test_hidden_amounts_are_taken_off_the_axis(view, side, masking):
    masking.use(on=True)
    view.show()
    show(view, side, 5)
    ticks = [text.get_text() for text in view.figure.axes[0].get_yticklabels()]
    assert set(ticks) == {""}


def test_the_table_stands_in_for_the_picture(view, side):
    view.show()
    show(view, side)
    view.table_button.click()
    assert view.table.isVisible()
    assert not view.picture.isVisible()
    view.table_button.click()
    assert view.picture.isVisible()


@pytest.fixture
def written(view) -> list[KeptChart]:
    """What the view hands over to be kept."""
    made: list[KeptChart] = []
    view.keep = LastDrawn(None, made.append)
    return made


@pytest.fixture
def again(theme, qtbot, side, masking, written):
    """Makes the view of the next start, with what the first one kept."""

    def build() -> ChartView:
        made = ChartView(theme, side, Frame(), masking)
        qtbot.addWidget(made)
        made.keep = LastDrawn(written[0], lambda _chart: None)
        made.resize(500, 240)
        made.show()
        return made

    return build


def settled(view: ChartView, side: Side, top: float = 5) -> None:
    view.show()
    view.show_chart(rising(top), WORDS, values=top)
    view.calm.finish()
    side.work()


def test_the_next_start_shows_the_kept_picture_and_draws_nothing(view, side, drawn, written, again):
    settled(view, side)
    assert len(written) == len(drawn) == 1
    before = view.picture.grab().toImage()
    later = again()
    settled(later, side)
    assert len(drawn) == 1
    assert later.picture.grab().toImage() == before


@pytest.mark.parametrize("change", ["values", "words", "theme", "zoom", "language", "masked"])
def test_a_kept_picture_of_anything_else_is_not_shown(view, side, drawn, again, masking, change):
    settled(view, side)
    if change in {"theme", "zoom"}:
        view._theme.use(**({"choice": "dark"} if change == "theme" else {"zoom": 110}))
    if change == "language":
        current.use("zh_CN")
    masking.use(on=change == "masked")
    side.work()
    del drawn[:]
    later = again()
    words = ChartWords(title="Other", sentence="x") if change == "words" else WORDS
    top = 6 if change == "values" else 5
    later.show_chart(rising(top), words, values=top)
    later.calm.finish()
    side.work()
    assert len(drawn) == 1


def test_a_late_drawing_never_shows_amounts_that_were_hidden_again(
    view, side, drawn, written, masking
):
    masking.use(on=True)
    settled(view, side)
    hidden = view.picture.grab().toImage()
    masking.use(on=False)
    view.show_chart(rising(5), WORDS, values=5)
    view.calm.finish()
    masking.use(on=True)
    view.show_chart(rising(5), WORDS, values=5)
    view.calm.finish()
    side.work()
    view.calm.finish()
    assert len(drawn) == 2
    assert view.picture.grab().toImage() == hidden
    assert [chart.mark.endswith("masked") for chart in written] == [True]


def test_a_drawing_that_came_while_another_was_wanted_is_drawn_again(view, side, drawn):
    view.show()
    view.show_chart(rising(5), WORDS, values=5)
    QApplication.processEvents()
    view.show_chart(rising(6), WORDS, values=6)
    side.answer()
    assert view.figure is None
    show(view, side, 5)
    assert view.figure.axes[0].lines[0].get_ydata()[1] == 5
    assert len(drawn) == 2


def test_a_kept_picture_is_read_from_its_file_once(view, side, written, again, monkeypatch):
    settled(view, side)
    later, asked = again(), []
    plain = LastDrawn.near
    monkeypatch.setattr(LastDrawn, "near", lambda *a: asked.append(a) or plain(*a))
    settled(later, side)
    assert asked == []


def test_one_in_another_size_stands_in_until_the_page_rests(view, side, drawn, written, again):
    settled(view, side)
    later = again()
    later.resize(470, 240)
    settled(later, side)
    assert len(drawn) == 1
    assert later.picture.grab().toImage().size().width() == 470
    later.rest.finish()
    side.work()
    assert drawn[-1] == (470, 240)
    assert later.figure is not None


def test_before_its_values_are_known_a_chart_shows_the_last_pale(view, side, masking, again):
    settled(view, side)
    later = again()
    later.show_before(is_old=True)
    pale, was = later.picture.grab().toImage(), view.picture.grab().toImage()
    assert later.picture.is_old
    assert pale != was
    later.show_before(is_old=False)
    assert later.picture.grab().toImage() == was


def test_hidden_amounts_stay_hidden_before_the_values_are_known(view, side, masking, again):
    settled(view, side)
    masking.use(on=True)
    later = again()
    empty = later.picture.grab().toImage()
    later.show_before(is_old=False)
    assert later.picture.grab().toImage() == empty


def test_a_damaged_file_is_no_picture(view, side, written):
    settled(view, side)
    broken = LastDrawn(KeptChart(mark=written[0].mark, png=b"no"), lambda _chart: None)
    assert broken.found(written[0].mark) is None
