"""What the settings page may ask of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from jiebei_desktop.services.keeping.preferences import Preferences


class Shell(Protocol):
    """What only the settings page asks of the window."""

    @property
    def preferences(self) -> Preferences:
        """Return the preferences in force."""

    def use_language(self, locale: str) -> None:
        """Switch the language at once."""

    def use_theme(self, choice: str) -> None:
        """Switch to the system's look, light, dark or contrast at once."""

    def use_zoom(self, zoom: int) -> None:
        """Set the text size in percent at once."""

    def keep_backups(self, *, on: bool) -> None:
        """Say whether a copy is made on the first opening of a day."""

    def use_second_folder(self, folder: str) -> None:
        """Say in which other folder the day's copy lies, too; empty for none."""

    def lock_after(self, minutes: int) -> None:
        """Say how long nobody may be there before a protected ledger is locked."""

    def remember_passwords(self, *, on: bool) -> None:
        """Say whether the system's store is asked for passwords."""

    def protection_changed(self, *, on: bool) -> None:
        """Tell that the ledger has a password now, or none."""

    def reopen(self, between: Callable[[], object]) -> None:
        """Close the ledger, run ``between`` in the ledger's lane, and open it again."""
