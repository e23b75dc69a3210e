"""Draw the program's icon from packaging/icons/app.svg: .png, .ico and .icns beside it.

    .venv/bin/python packaging/make_icons.py

Qt draws, Pillow writes the containers; the same drawing gives the same bytes.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent / "icons"
WINDOWS = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MACOS = (16, 32, 64, 128, 256, 512)
LARGEST = 512
LINUX = 256


def drawn(renderer: QSvgRenderer, size: int) -> Image.Image:
    """Return the drawing as a square picture of a size in pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data())))


def main() -> int:
    """Draw every size and write the three files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication(sys.argv[:1])
    renderer = QSvgRenderer(str(ICONS / "app.svg"))
    if not renderer.isValid():
        return 1
    images = {size: drawn(renderer, size) for size in sorted({*WINDOWS, *MACOS})}
    images[LINUX].save(ICONS / "app.png", optimize=True)
    others = [images[size] for size in WINDOWS[:-1]]
    sizes = [(size, size) for size in WINDOWS]
    images[WINDOWS[-1]].save(ICONS / "app.ico", sizes=sizes, append_images=others)
    images[LARGEST].save(
        ICONS / "app.icns", append_images=[images[size] for size in MACOS if size != LARGEST]
    )
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
