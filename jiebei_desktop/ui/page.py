"""The base of every page: header, scrolling body, staleness, language, and its states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.text.current import _
from jiebei_desktop.ui import errors
from jiebei_desktop.ui.day_watch import follow
from jiebei_desktop.ui.dialogs import Ask, tell_trouble
from jiebei_desktop.ui.drafts import begun_beside_day, give_back, typed
from jiebei_desktop.ui.fitting import Scroller
from jiebei_desktop.ui.lanes import Lanes
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.shell import Shell
from jiebei_desktop.ui.tab_order import follow_sight
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label, OneStep
from jiebei_desktop.ui.widgets.boxes import across, down, lay, stand
from jiebei_desktop.ui.widgets.busy_bar import BusyBar
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.empty_state import EmptyState
from jiebei_desktop.ui.widgets.tabs import PageStates

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.ui.widgets.typed import Typed

T = TypeVar("T")
_PURPOSE = 150
"""Width in px at 100 % from which the line under a page's name can be read."""


class Navigate(Protocol):
    """Goes to another page: ``navigate("debts", debt="jb")``."""

    def __call__(self, page: str, **args: object) -> None:
        """Show the page and hand it the arguments."""


class PageContext(Struct, frozen=True, kw_only=True):
    """Everything a page may use; made once per open ledger by the window."""

    session: Session
    """The open ledger; touch it only inside ``lanes.ledger`` jobs."""
    lanes: Lanes
    ask: Ask
    theme: Theme
    masking: Masking
    today: Callable[[], date]
    """The day to compute for; never read the calendar elsewhere."""
    navigate: Navigate
    notify: Callable[[Changes], None]
    """Tell every page what a write touched; call it with the Changes that a write returned."""
    example: bool = False
    """Whether the ledger is an example, whose figures are made up and go away with the window."""
    shell: Shell | None = None
    """Preferences and reopening; only the settings page needs it."""
    give_back: Callable[[], None] = lambda: None
    """Opens the form again that was to be written, with what was typed."""

    def tell(self, error: Exception) -> None:
        """Say by its name why something was not done; what is on screen stays as it is."""
        tell_trouble(self.ask, error)
        self.give_back()


class Page(OneStep):
    """One page of the window.

    A page overrides `title`, `purpose`, `refresh` and `retranslate`, builds its widgets into
    ``self.body`` and lists in ``reads`` the tables whose changes make it stale (empty: all).
    """

    badge = Signal(int)
    """How many things on the page ask for attention; shown beside its name in the rail."""
    reads: frozenset[str] = frozenset()
    """Tables this page shows; an empty set means every table."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        self._stale = True
        self._loading: set[str] = set()
        """What was asked for and has not come yet, by its name among the lanes' jobs."""
        self._then: Callable[[], object] | None = None
        self._draft: object = None
        self._at_first: Typed | None = None
        """What stood in `half_typed` when the page was first shown."""
        self.heading = Label("page_title")
        self.purpose_label = Label("body", "text2", wrap=True)
        self.example_chip = Chip(context.theme)
        if not context.example:
            self.example_chip.hide()
        self.stale_chip = Chip(context.theme)
        self.stale_chip.hide()
        self.busy = BusyBar()
        self._states = PageStates()
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        """Where the page puts its cards, 12 px apart."""
        self.empty = EmptyState(context.theme, "info")
        self.trouble = EmptyState(context.theme, "alert_circle")
        self._build()
        context.theme.rooms.add(self)
        context.theme.changed.connect(self._rescale)
        context.masking.changed.connect(self.reload)

    def title(self) -> str:
        """Return the page's name."""
        raise NotImplementedError

    def purpose(self) -> str:
        """Return one line that says what the page is for."""
        return ""

    def refresh(self) -> None:
        """Ask for what the page shows; called when the page is visible and stale."""

    def retranslate(self) -> None:
        """Set every text of the page; call ``super().retranslate()`` first."""
        self.heading.setText(self.title())
        self.purpose_label.setText(self.purpose())
        self.trouble.primary.setText(_("Try again"))
        self.example_chip.show_text(_("Example"), "info")
        self.example_chip.setToolTip(
            _("Made-up figures: nothing here is kept, and leaving asks for nothing")
        )

    def arrive(self, **args: object) -> None:
        """Take the arguments of a navigation, such as which debt to select."""

    def place(self) -> dict[str, object]:
        """Return what `arrive` takes to stand where the page stands now."""
        return {}

    def once_shown(self, act: Callable[[], object]) -> None:
        """Do something once all that the page shows has come; at once where it has."""
        self._then = act
        self._go_on()

    def _go_on(self) -> None:
        if not (self._stale or self._loading) and self._then is not None:
            act, self._then = self._then, None
            act()

    def half_typed(self) -> QWidget | None:
        """Return the part of the page in which something may be typed and not saved yet."""

    def draft(self) -> object | None:
        """Return what was typed and not saved, for `take_draft` of the same page made anew."""
        part = self.half_typed()
        now = None if part is None else typed(part)
        return None if now == self._at_first else now

    def take_draft(self, draft: object) -> None:
        """Take back what was typed before the ledger was locked, once the page has its words."""
        self._draft = draft

    def restore(self, draft: object) -> None:
        """Put what was typed back where it was."""
        part = self.half_typed()
        if part is not None and isinstance(draft, tuple):
            give_back(part, draft)

    def show_sample(self) -> None:
        """Fill in made-up values, for pictures of a page that would be empty without typing."""

    def focus_search(self) -> bool:
        """Put the cursor in the page's search field and say whether there is one."""
        return False

    def changed(self, changes: Changes) -> None:
        """Note that the ledger changed; a visible page reloads at once, another when seen."""
        if not self.reads or self.reads & changes.tables:
            self.reload()

    def reload(self) -> None:
        """Load again now if the page is on screen, otherwise when it is next shown."""
        self._stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def new_day(self) -> None:
        """Be of the day that has begun; so is a day in a form that nobody has begun."""
        part = self.half_typed()
        begun = self.draft() if part is None else begun_beside_day(part, self._at_first)
        if not begun:
            follow(self.content, self.context.today())
            self._at_first = None if part is None else typed(part)
        self.reload()

    def load(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        *,
        part: str = "",
        beside: bool = False,
    ) -> None:
        """Run ``job`` in the ledger's lane, or ``beside`` it; errors become the error state.

        A newer job for the same ``part`` of the page takes the place of one under way.
        """
        name = f"{type(self).__name__} {part}"
        self._loading.add(name)
        self.busy.start()

        def show(answer: T) -> None:
            self._loading.discard(name)
            if not self._loading:
                self.busy.stop()
            then(answer)
            self._go_on()

        def failed(error: Exception) -> None:
            self._loading.discard(name)
            self._failed(error)

        lanes = self.context.lanes
        (lanes.side if beside else lanes.ledger)(job, show, latest=name, failed=failed)

    def write(self, job: Callable[[], Changes], then: Callable[[], None] = lambda: None) -> None:
        """Change the ledger in its lane, let every page know, and go on with ``then``.

        What fails is told by its name; nothing goes on, and what is on screen stays.
        """

        def done(changes: Changes) -> None:
            self.context.notify(changes)
            then()

        self.context.lanes.ledger(job, done, failed=self.context.tell)

    def show_content(self) -> None:
        """Show the cards."""
        self._spare_purpose()
        self._states.setCurrentIndex(0)

    def show_empty(self) -> None:
        """Show the empty state, which the page worded beforehand."""
        self._states.setCurrentIndex(1)

    def show_trouble(self, what: str, detail: str = "") -> None:
        """Show what went wrong, with one button to try again."""
        self.trouble.show_text(what, detail, _("Try again"))
        self._states.setCurrentIndex(2)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own signature
        """Go on as one reads, also through what came up since."""
        follow_sight(self)
        return super().focusNextPrevChild(forward)

    def come_up(self, stack: QStackedWidget) -> None:
        """Be the page that is seen; a focus that nobody chose goes to the name and marks nothing.

        Qt hands what a hidden page loses to the first button of the next.
        """
        before = self.focusWidget()
        if stack.indexOf(self) < 0:
            stack.addWidget(self)
        stack.setCurrentWidget(self)
        focus = QApplication.focusWidget()
        stray = focus is None or (focus is not before and self.isAncestorOf(focus))
        if stray and self.isActiveWindow():
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def areas(self) -> list[QWidget]:
        """Return the first control of the header and of the content, for F6."""
        areas = (self._header_widgets(), self.content.findChildren(QWidget))
        return [first for each in areas if (first := self._first(each)) is not None]

    def _header_widgets(self) -> list[QWidget]:
        return [self._actions.itemAt(at).widget() for at in range(self._actions.count())]

    @staticmethod
    def _first(widgets: Sequence[QWidget]) -> QWidget | None:
        takes = (w for w in widgets if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return next(takes, None)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right of the header; at most two, one of them primary."""
        self._actions.addWidget(widget)

    def set_stale(self, text: str) -> None:
        """Show a chip with the age of what is shown; an empty text hides it."""
        self.stale_chip.show_text(text, "caution")
        self.stale_chip.setVisible(bool(text))
        self._spare_purpose()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language: at once where it is seen, else when it is next shown."""
        if event.type() is QEvent.Type.LanguageChange:
            self.reload()
        super().changeEvent(event)

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """Take the look in force before being seen."""
        if visible:
            self.context.theme.rooms.freshen(self)
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Load what changed while the page was out of sight."""
        super().showEvent(event)
        self.context.theme.rooms.freshen(self)
        self._refresh_if_stale()
        self._spare_purpose()

    def _spare_purpose(self) -> None:
        """Leave out what the page is for where the header has no room to say it.

        Where not even the buttons have room beside the name, they stand below it.
        """
        room = self._purpose_room()
        if room < self.context.theme.px(_PURPOSE):
            self.purpose_label.hide()
        stand(self._header, beside=room >= 0)

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.retranslate()
            part = self.half_typed()
            if part is not None and self._at_first is None:
                self._at_first = typed(part)
            draft, self._draft = self._draft, None
            self.restore(draft)
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self.busy.stop()
        errors.note(error)
        self.show_trouble(
            _("This page could not be worked out"),
            _("Nothing in your ledger was changed. Reason: {kind}").format(
                kind=type(error).__name__
            ),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the page is for where the header has no room to say it."""
        super().resizeEvent(event)
        self.purpose_label.show()
        self._spare_purpose()

    def _purpose_room(self) -> int:
        """Return the width in px that name, chip and buttons leave in the header."""
        taken = self.heading.sizeHint().width() + self._actions.sizeHint().width()
        for chip in (self.stale_chip, self.example_chip):
            if not chip.isHidden():
                taken += chip.sizeHint().width()
        return self.width() - taken - self.context.theme.px(90)

    def _build(self) -> None:
        column = down(self.busy, self._build_header(), on=self, gap=0)
        holder = QWidget()
        holder.setProperty("class", "plain")
        holder.setLayout(self._states)  # first: a pane without a parent would show as a window
        for pane in (self.content, self.empty, self.trouble):
            self._states.addWidget(pane)
        self.scroller = Scroller(holder)
        column.addWidget(self.scroller, 1)
        self.trouble.primary.clicked.connect(self.reload)
        self._rescale()

    def _build_header(self) -> QBoxLayout:
        self._names = across(
            self.heading, self.example_chip, (self.purpose_label, 1), self.stale_chip
        )
        self._actions = QHBoxLayout()
        self._header = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        lay(self._header, (self._names, 1), self._actions)
        return self._header

    def _rescale(self) -> None:
        px = self.context.theme.px
        self._header.setContentsMargins(px(20), px(14), px(20), px(14))
        for part in (self._header, self._names):
            part.setSpacing(px(12))
        self._actions.setSpacing(px(8))
        self.body.setContentsMargins(px(20), 0, px(20), px(16))
        self.body.setSpacing(px(12))
