"""Work off the window's thread: one ordered lane for the ledger, a wider one for arithmetic."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Send(Protocol):
    """Hands a job to a lane; ``then`` and ``failed`` always run on the window's thread."""

    def __call__(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        *,
        latest: str | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run ``job`` and hand on what it returned.

        With ``latest``, only the newest request of that name is answered: older ones are
        dropped, whether they have run or not.
        """


class Lanes(Protocol):
    """Where a page sends work."""

    @property
    def ledger(self) -> Send:
        """For jobs with the ledger: one after another, in the order asked."""

    @property
    def side(self) -> Send:
        """For jobs that must not touch the ledger, beside everything else."""

    def next_turn(self, then: Callable[[], None]) -> None:
        """Call ``then`` when the window has dealt with what happened meanwhile."""


class Lease:
    """The lanes for as long as one ledger is open: what is answered afterwards goes nowhere.

    The pages that asked are gone by then, and their widgets with them; so is a dialog that was
    closed before it was answered.
    """

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self.ended = False

    def end(self) -> None:
        """Drop every answer from now on."""
        self.ended = True

    @property
    def ledger(self) -> Send:
        """See `Lanes.ledger`."""
        return self._until_end(self._lanes.ledger)

    @property
    def side(self) -> Send:
        """See `Lanes.side`."""
        return self._until_end(self._lanes.side)

    def next_turn(self, then: Callable[[], None]) -> None:
        """Call ``then`` in the next turn; see `Lanes.next_turn`."""
        live = self._while_live(lambda _nothing: then())
        self._lanes.next_turn(lambda: live(None))

    def _while_live(self, then: Callable[[T], None]) -> Callable[[T], None]:
        def answer(value: T) -> None:
            if not (self.ended or _is_gone(then)):
                then(value)

        return answer

    def _until_end(self, lane: Send) -> Send:
        def send(
            job: Callable[[], T],
            then: Callable[[T], None],
            *,
            latest: str | None = None,
            failed: Failed | None = None,
        ) -> None:
            kept = None if failed is None else self._while_live(failed)
            lane(job, self._while_live(then), latest=latest, failed=kept)

        return send


def _is_gone(then: Callable[[T], None]) -> bool:
    """Return whether an answer is for a widget that has been destroyed."""
    owner = getattr(then, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


class _Order(Struct, frozen=True, kw_only=True):
    job: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Failed | None
    latest: str | None
    number: int


class QtLanes(QObject):
    """Lanes on two thread pools of Qt; ``busy`` tells whether anything is under way.

    Answers that come at once are shown one a turn, so that keys and the mouse come between them.
    """

    busy = Signal(bool)
    failure = Signal(object)
    """An exception that no page took care of."""
    ended = Signal()
    """Nothing runs any more, and what had not started never will."""
    _done = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._ledger, self._side = QThreadPool(), QThreadPool()
        self._ledger.setMaxThreadCount(1)
        self._side.setMaxThreadCount(2)
        for pool in (self._ledger, self._side):
            pool.setExpiryTimeout(-1)
        self._newest: dict[str, int] = {}
        self._count = 0
        self._open = 0
        self._waiting: deque[tuple[_Order, object, Exception | None]] = deque()
        self._done.connect(self._arrived)

    @property
    def ledger(self) -> Send:
        """See `Lanes.ledger`."""
        return self._lane(self._ledger)

    @property
    def side(self) -> Send:
        """See `Lanes.side`."""
        return self._lane(self._side)

    def next_turn(self, then: Callable[[], None]) -> None:
        """Call ``then`` in the next turn of the window; see `Lanes.next_turn`."""
        order = self._order(lambda: None, lambda _nothing: then())
        self._arrived(order, None, None)

    def idle(self) -> bool:
        """Return whether nothing is under way."""
        return self._open == 0

    def close(self, milliseconds: int = 5000) -> bool:
        """Forget what has not started, wait for the rest, and say whether all ended in time."""
        self._newest = dict.fromkeys(self._newest, -1)
        for pool in (self._ledger, self._side):
            pool.clear()
        ended = all(pool.waitForDone(milliseconds) for pool in (self._ledger, self._side))
        if ended:
            self.ended.emit()
        return ended

    def _lane(self, pool: QThreadPool) -> Send:
        def send(
            job: Callable[[], T],
            then: Callable[[T], None],
            *,
            latest: str | None = None,
            failed: Failed | None = None,
        ) -> None:
            order = self._order(job, then, latest, failed)
            pool.start(lambda: self._run(order))

        return send

    def _order(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        latest: str | None = None,
        failed: Failed | None = None,
    ) -> _Order:
        self._count += 1
        order = _Order(job=job, then=then, failed=failed, latest=latest, number=self._count)
        if latest is not None:
            self._newest[latest] = order.number
        self._open += 1
        if self._open == 1:
            self.busy.emit(True)
        return order

    def _superseded(self, order: _Order) -> bool:
        return order.latest is not None and self._newest.get(order.latest) != order.number

    def _run(self, order: _Order) -> None:
        answer: object = None
        trouble: Exception | None = None
        if not self._superseded(order):
            try:
                answer = order.job()
            except Exception as error:  # noqa: BLE001 - handed to the page, never swallowed
                trouble = error
        self._done.emit(order, answer, trouble)

    @Slot(object, object, object)
    def _arrived(self, order: _Order, answer: object, trouble: Exception | None) -> None:
        self._waiting.append((order, answer, trouble))
        if len(self._waiting) == 1:
            self._come_to_next()

    def _come_to_next(self) -> None:
        # Of 0 ms it would be an event already waiting, which goes before keys and the mouse.
        QTimer.singleShot(1, self, self._deliver_next)

    def _deliver_next(self) -> None:
        arrived = self._waiting.popleft()
        if self._waiting:  # first: what is shown now may wait for the user in a turn of its own
            self._come_to_next()
        self._deliver(*arrived)

    def _deliver(self, order: _Order, answer: object, trouble: Exception | None) -> None:
        self._open -= 1
        if self._open == 0:
            self.busy.emit(False)
        if self._superseded(order):
            return
        if trouble is None:
            order.then(answer)
        elif order.failed is not None:
            order.failed(trouble)
        else:
            self.failure.emit(trouble)
