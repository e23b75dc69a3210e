"""Words for the steps of the history, as the Edit menu names them."""

from __future__ import annotations

from collections.abc import Callable

from jiebei_desktop.text.current import _

_NAMES: dict[str, Callable[[], str]] = {
    "load": lambda: _("load figures"),
    "import": lambda: _("import statement"),
    "add-debt": lambda: _("add debt"),
    "edit-debt": lambda: _("edit debt"),
    "delete-debt": lambda: _("delete debt"),
    "add-payment": lambda: _("record payment"),
    "add-entry": lambda: _("add entry"),
    "edit-entry": lambda: _("edit entry"),
    "delete-entry": lambda: _("delete entry"),
}


def step_name(code: str) -> str:
    """Return a step's name; a code without words of its own is the last change."""
    name = _NAMES.get(code)
    return name() if name is not None else _("last change")
