"""JSON files given by the user, read whole or piece by piece; what is wrong names file and line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader, FileIO, TextIOWrapper
from pathlib import Path
from typing import TextIO, TypeVar

import click

from jiebei_desktop.cli.call import STDIN, NotUsable
from jiebei_desktop.services.formats.json_fields import HouseholdError, parse_json
from jiebei_desktop.text.texts import Texts

_Read = TypeVar("_Read")


def read_document(path: Path, t: Texts, read: Callable[[object], _Read]) -> _Read:
    """Read a JSON file given by the user with a reader of its kind of document.

    Raises:
        NotUsable: it cannot be read or is no JSON; the message names file and line.
        HouseholdError: it does not say what it must; the error names the file.
    """
    with _reading(path, t):
        with _open(path) as stream:
            document = parse_json(stream.read())
        json.dumps(document, ensure_ascii=False).encode()  # refuses halves of characters
        return read(document)


def read_stream(path: Path, t: Texts, read: Callable[[TextIO], _Read]) -> _Read:
    """Read a JSON file given by the user piece by piece.

    Raises:
        NotUsable: it cannot be read or is no JSON; the message names file and line.
        HouseholdError: it does not say what it must; the error names the file.
    """
    with _reading(path, t), _open(path) as stream:
        return read(stream)


class _Told(BufferedReader):
    """A file that tells a bar how much of it was read."""

    def __init__(self, path: Path, told: Callable[[int], None]) -> None:
        super().__init__(FileIO(path))
        self._told = told

    def read1(self, size: int = -1, /) -> bytes:
        """Read a piece."""
        found = super().read1(size)
        self._told(len(found))
        return found


@contextmanager
def _open(path: Path) -> Iterator[TextIO]:
    """Open a file given by the user, or standard input; a terminal shows how much is read."""
    if str(path) == STDIN:
        yield TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig")
        return
    size, hidden = path.stat().st_size, not sys.stderr.isatty()
    with (
        click.progressbar(length=size, file=sys.stderr, hidden=hidden) as bar,
        TextIOWrapper(_Told(path, bar.update), encoding="utf-8-sig") as stream,
    ):
        yield stream


@contextmanager
def _reading(path: Path, t: Texts) -> Iterator[None]:
    """Name the file in whatever is wrong with it."""
    try:
        yield
    except HouseholdError as error:
        error.file = str(path)
        raise
    except json.JSONDecodeError as error:
        message = t.gettext("{file}, line {line}: this is not valid JSON ({why})")
        raise NotUsable(message.format(file=path, line=error.lineno, why=error.msg)) from error
    except UnicodeError as error:
        message = t.gettext("{file}: this is not text in UTF-8")
        raise NotUsable(message.format(file=path)) from error
    except RecursionError as error:
        message = t.gettext("{file}: brackets are nested too deeply; this is no file of ours")
        raise NotUsable(message.format(file=path)) from error
    except FileNotFoundError as error:
        raise NotUsable(t.gettext("There is no such file: {file}.").format(file=path)) from error
    except (OSError, ValueError) as error:
        message = t.gettext("{file}: the file cannot be read ({why})")
        why = getattr(error, "strerror", None) or type(error).__name__
        raise NotUsable(message.format(file=path, why=why)) from error
