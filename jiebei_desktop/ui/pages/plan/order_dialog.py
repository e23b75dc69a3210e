"""The user's own order: dragged, or moved with two buttons or Alt+arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import REST, across, held
from jiebei_desktop.ui.widgets.form_dialog import FormDialog


class OrderDialog(FormDialog):
    """Debts one under another; what is left of a month goes to the first that is open."""

    def __init__(
        self, theme: Theme, debts: Sequence[tuple[DebtId, str]], parent: QWidget | None
    ) -> None:
        super().__init__(theme, parent)
        self.list = QListWidget()
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.up_button, self.down_button = (
            Button(theme, "default", "up"),
            Button(theme, "default", "down"),
        )
        for debt, name in debts:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, debt)
            self.list.addItem(item)
        self._build()
        self.list.setCurrentRow(0)

    def order(self) -> list[DebtId]:
        """Return the debts as they stand now."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [DebtId(item.data(Qt.ItemDataRole.UserRole)) for item in items]

    def shift(self, step: int) -> None:
        """Move the chosen debt up (-1) or down (1)."""
        row = self.list.currentRow()
        target = row + step
        if row >= 0 and 0 <= target < self.list.count():
            self.list.insertItem(target, self.list.takeItem(row))
            self.list.setCurrentRow(target)

    def _build(self) -> None:
        self.setWindowTitle(_("Own order"))
        self.add(Label("dialog_title", text=self.windowTitle()))
        hint = _(
            "What every contract asks for is paid first. What is left of the amount goes to the"
            " first debt in this list. Drag, or use the buttons."
        )
        self.add(Label("caption", "text2", text=hint, wrap=True))
        self.list.setAccessibleName(_("Own order"))
        self.add(self.list)
        self.up_button.setText(_("Up"))
        self.down_button.setText(_("Down"))
        self.up_button.clicked.connect(lambda: self.shift(-1))
        self.down_button.clicked.connect(lambda: self.shift(1))
        row = held(across(self.up_button, self.down_button, REST))
        self.add(row)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self.shift(step))
