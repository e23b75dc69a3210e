"""Widgets as tests look at them."""

from __future__ import annotations

from waits import rest

from jiebei_desktop.ui.pages.registry import PAGES


def on_screen(qtbot, widget, width=1096, height=742):
    """Show a widget of a size, and let the test put it away; returns it."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


def each_tab(window):
    """Go to every page and every tab of it, and yield its name and the page."""
    for entry in PAGES:
        window.go(entry.name)
        rest(window)
        page = window.page()
        tabs = getattr(page, "tabs", None)
        for at in range(1 if tabs is None else len(tabs.buttons)):
            if tabs is not None:
                tabs.choose(at)
                rest(window)
            yield f"{entry.name} {at}", page
