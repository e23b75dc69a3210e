"""Widgets as tests look at them."""

from __future__ import annotations


def on_screen(qtbot, widget, width=1096, height=742):
    """Show a widget of a size, and let the test put it away; returns it."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget
