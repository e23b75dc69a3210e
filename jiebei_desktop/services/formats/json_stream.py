"""A JSON file read a piece at a time: its one long list never stands in memory as a whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn, TextIO

from jiebei_desktop.services.formats.json_fields import DECODER, as_object

_CHUNK = 1 << 18
"""Characters read at once; more where one value is longer."""
_NEAR = 16
"""An error so near to the end of what was read may be nothing but the end of it."""
_SPACE = re.compile(r"[ \t\n\r]*")


def read(file: TextIO, key: str, each: Callable[[int, Any], None]) -> Any:
    """Read a JSON document, handing over the items of its list ``key`` one by one.

    The list is empty in what is returned. Everything else is as `json_fields.parse_json` reads it.

    Raises:
        json.JSONDecodeError: it is no JSON; ``lineno`` is the line of the file.
        UnicodeError: it is no text, or holds halves of characters.
        RecursionError: it is nested too deeply.
    """
    text = _Text(file)
    document = _object(text, key, each) if text.peek() == "{" else text.value()
    if text.peek():
        text.fail("Extra data")
    return document


def _object(text: _Text, key: str, each: Callable[[int, Any], None]) -> dict[str, Any]:
    pairs: list[tuple[str, Any]] = []
    text.take("{")
    while text.peek() != "}" or pairs:
        if text.peek() != '"':
            text.fail("Expecting property name enclosed in double quotes")
        name = text.value()
        text.take(":")
        if name == key and text.peek() == "[":
            _items(text, each)
            pairs.append((name, []))
        else:
            pairs.append((name, text.value()))
        if text.peek() != ",":
            break
        text.take(",")
    text.take("}")
    return as_object(pairs)


def _items(text: _Text, each: Callable[[int, Any], None]) -> None:
    text.take("[")
    number = 0
    while text.peek() != "]" or number:
        each(number, text.value())
        number += 1
        if text.peek() != ",":
            break
        text.take(",")
    text.take("]")


class _Text:
    """What of a file was read and not yet used."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._rest = ""
        self._at = 0
        self._lines = 0
        """Lines that were used up."""
        self._over = False

    def peek(self) -> str:
        """Return the next sign that is no space; empty at the end."""
        while True:
            self._at = _SPACE.match(self._rest, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._rest):
                return self._rest[self._at]
            if self._over:
                return ""
            self._more(_CHUNK)

    def take(self, sign: str) -> None:
        """Pass over the one sign that must come now."""
        if self.peek() != sign:
            self.fail(f"Expecting '{sign}'")
        self._at += 1

    def value(self) -> Any:
        """Read one whole value."""
        self.peek()
        size = _CHUNK
        while True:
            try:
                value, end = DECODER.raw_decode(self._rest, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos > len(self._rest) - _NEAR
                if self._over or not cut:
                    error.lineno += self._lines
                    raise
            else:
                if end < len(self._rest) or self._over:
                    self._at = end
                    json.dumps(value, ensure_ascii=False).encode()  # refuses halves of characters
                    return value
            self._more(size)
            size *= 2

    def fail(self, message: str) -> NoReturn:
        """Say what is wrong at the place that was reached."""
        error = json.JSONDecodeError(message, self._rest, self._at)
        error.lineno += self._lines
        raise error

    def _more(self, size: int) -> None:
        self._lines += self._rest.count("\n", 0, self._at)
        chunk = self._file.read(size)
        self._rest, self._at = self._rest[self._at :] + chunk, 0
        self._over = not chunk
