"""Every text of every page stands out from what it stands on, as it is painted."""

from __future__ import annotations

from datetime import date

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from waits import rest

from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.theme import SCHEMES

LEAST = {"light": 4.5, "dark": 4.5, "contrast": 7}
EDGE = 5
"""Pixels of a border, which stands out by itself."""


def brightness(image: QImage) -> np.ndarray:
    """Return the relative luminance of every pixel (WCAG 2.2)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1, 4)
    parts = raw[:, : plain.width(), 2::-1] / 255
    linear = np.where(parts <= 0.03928, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def texts(root: QWidget):
    """Yield what can be used and shows words, where all of it can be seen."""
    for each in root.findChildren(QWidget):
        if isinstance(each, QLineEdit):
            words = each.text() or each.placeholderText()
        elif isinstance(each, QComboBox):
            words = each.currentText()
        elif isinstance(each, (QLabel, QAbstractButton)):
            words = each.text()
        else:
            continue
        seen = each.isVisible() and each.visibleRegion().boundingRect() == each.rect()
        if words.strip() and each.isEnabled() and seen:
            yield each, words


def faint(root: QWidget, least: float) -> list[str]:
    """Return the texts whose ink differs too little from the ground around it."""
    light, found = brightness(root.grab().toImage()), []
    for each, words in texts(root):
        at = each.mapTo(root, each.rect().topLeft())
        framed = EDGE if isinstance(each, (QLineEdit, QComboBox, QAbstractButton)) else 0
        part = light[
            at.y() + framed : at.y() + each.height() - framed,
            at.x() + framed : at.x() + each.width() - framed,
        ]
        if not part.size:
            continue
        shades, counts = np.unique(part.round(3), return_counts=True)
        ground = shades[counts.argmax()] + 0.05
        ratio = max((part.max() + 0.05) / ground, ground / (part.min() + 0.05))
        if ratio < least:
            found.append(f"{type(each).__name__} {words[:30]!r} {ratio:.2f}")
    return found


def test_every_text_of_every_page_stands_out(open_window, tmp_path):
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(date(2026, 11, 22)))
    window, found = open_window(path), {}
    window.resize(1400, 1000)
    try:
        for scheme in SCHEMES:
            window.parts.theme.use(choice=scheme, zoom=200)  # strokes take their whole colour
            for entry in PAGES:
                window.go(entry.name)
                window.page().show_sample()
                rest(window)
                found[scheme, entry.name] = faint(window, LEAST[scheme])
    finally:
        window.parts.theme.use(choice="light", zoom=100)
    assert {place: said for place, said in found.items() if said} == {}
