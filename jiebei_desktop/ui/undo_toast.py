"""Words and button of the toast after a step, after undo and after redo."""

from __future__ import annotations

from collections.abc import Callable

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.steps import step_name
from jiebei_desktop.ui.widgets.toast import Toast

WRITE, UNDO, REDO = "write", "undo", "redo"


class UndoToast:
    """Says what was done or undone; its button undoes it, or does it again."""

    def __init__(
        self, toast: Toast, undo: Callable[[], object], redo: Callable[[], object]
    ) -> None:
        self.toast = toast
        self._undo, self._redo = undo, redo
        self._offered = undo
        """What the button does now."""
        toast.acted.connect(self._act)

    def announce(self, done: str, undo: str | None, redo: str | None) -> None:
        """Tell of a step; ``undo`` and ``redo`` name the steps that can be taken now.

        Nothing is said where nothing can be taken back.
        """
        code = redo if done == UNDO else undo
        if code is None:
            return
        words = {
            WRITE: _("Done: {step}"),
            UNDO: _("Undone: {step}"),
            REDO: _("Done again: {step}"),
        }[done]
        said = words.format(step=step_name(code))
        if done == UNDO:
            self.offer(said, _("Redo"), self._redo)
        else:
            self.offer(said, _("Undo"), self._undo)

    def offer(self, words: str, action: str, act: Callable[[], object]) -> None:
        """Say anything, with a button that acts where an action is named."""
        self._offered = act
        self.toast.say(words, action)

    def _act(self) -> None:
        self._offered()

    def hide(self) -> None:
        """Take it away: another ledger comes, or none."""
        self.toast.put_away()
