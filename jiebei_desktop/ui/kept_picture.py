"""The first page's chart as it was drawn last, for the chart that asks whether it still holds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage, QImageReader

from jiebei_desktop.services.today.last_shown import KeptChart


class LastDrawn:
    """Holds one drawn chart and hands a newer one to be written down."""

    def __init__(self, chart: KeptChart | None, write: Callable[[KeptChart], None]) -> None:
        self._chart = chart
        self._write = write
        self._image: QImage | None = None
        """The picture, once it was asked for."""

    def found(self, mark: str) -> QImage | None:
        """Return the picture of a mark, None where another one or none is kept."""
        return self._picture() if self._chart is not None and self._chart.mark == mark else None

    def near(self, mark: str) -> QImage | None:
        """Return the picture if a mark differs from its own in size at most."""
        return self._picture() if self._parts()[::2] == _parted(mark)[::2] else None

    def like(self, manner: str) -> QImage | None:
        """Return the picture if it is in a manner, whatever its values and its size."""
        return self._picture() if self._parts()[2] == manner else None

    def _parts(self) -> tuple[str, str, str]:
        return _parted("" if self._chart is None else self._chart.mark)

    def _picture(self) -> QImage | None:
        if self._image is None:
            kept = QBuffer()
            kept.setData(b"" if self._chart is None else self._chart.png)
            self._image = QImageReader(kept, b"png").read()  # unnamed, it asks every plug-in
        return None if self._image.isNull() else QImage(self._image)

    def keep(self, mark: str, png: bytes) -> None:
        """Keep a picture in place of the last one."""
        self._chart, self._image = KeptChart(mark=mark, png=png), None
        self._write(self._chart)


def _parted(mark: str) -> tuple[str, str, str]:
    """Return the parts of a mark: values and program, size, manner."""
    digest, _, rest = mark.partition(" ")
    size, _, manner = rest.partition(" ")
    return digest, size, manner
