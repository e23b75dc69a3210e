"""Preferences of this machine: language, look, window, last ledger. Money facts live in ledgers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

VERSION = 1


class Preferences(Struct, frozen=True, kw_only=True):
    """What the program remembers between two starts."""

    language: str = ""
    """Locale code; empty follows the system."""
    theme: str = "system"
    """system, light, dark or contrast."""
    zoom: int = 100
    """Text size in percent."""
    masked: bool = False
    """Whether amounts start hidden."""
    ledger: str = ""
    """Path of the ledger opened last."""
    recent: tuple[str, ...] = ()
    """Paths of the ledgers opened before, the newest first."""
    geometry: str = ""
    """Window position and size, as Qt writes it, in base 64."""
    backups: bool = True
    """Whether a copy is made when a ledger is opened for the first time on a day."""
    second_folder: str = ""
    """A folder elsewhere in which the day's copy lies, too; empty: none."""
    lock_minutes: int = 10
    """Minutes without a sign of the user until a protected ledger is locked; 0: in sleep only."""
    remember: bool = False
    """Whether passwords are kept in the system's own store of secrets."""


class PreferencesFile:
    """The preferences in one JSON file; keys of newer versions are kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._others: dict[str, Any] = {}

    def read(self) -> Preferences:
        """Return the preferences; a missing or damaged file gives the defaults."""
        try:
            document = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Preferences()
        except (OSError, ValueError):
            document = None
        if not isinstance(document, dict):
            return Preferences()
        known = {*Preferences.__struct_fields__}
        self._others = {key: value for key, value in document.items() if key not in known}
        return _typed(document)

    def write(self, preferences: Preferences) -> None:
        """Replace the file in one go.

        Raises:
            OSError: the folder cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        document = {**self._others, **asdict(preferences), "version": VERSION}
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(self.path)


class Keeper:
    """The preferences in force; every change is written at once."""

    def __init__(self, file: PreferencesFile) -> None:
        self.file = file
        self.now = file.read()

    def change(self, **values: Any) -> None:
        """Set some preferences and write them; a folder that refuses is no reason to stop."""
        changed = replace(self.now, **values)
        if changed != self.now:
            self.now = changed
            with suppress(OSError):
                self.file.write(changed)


def _typed(document: Mapping[str, Any]) -> Preferences:
    """Take the values whose type is right; the others fall back to their default."""
    plain = Preferences()
    values = {
        name: document[name]
        for name in Preferences.__struct_fields__
        if type(document.get(name)) is type(getattr(plain, name))
    }
    recent = document.get("recent")
    if isinstance(recent, list):
        values["recent"] = tuple(path for path in recent if isinstance(path, str))
    return Preferences(**values)
