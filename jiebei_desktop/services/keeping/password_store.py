"""A ledger's password in the system's own store of secrets: Windows, macOS, Secret Service.

Only stores of the system itself count; a file that some other backend writes would be no better
than no password at all. The store is asked for only when the user wants it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

SERVICE = "JiebeiPlanner"
BACKENDS = {
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
    "linux": ("keyring.backends.SecretService", "Keyring"),
}
"""System → module and class of its store in the keyring package."""


class Store(Protocol):
    """What we use of a store of secrets; any call may raise what the system raises."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept under a name."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""


class NoStore(Exception):  # noqa: N818 - a fact about the machine
    """The system has no store of secrets, or refuses it."""


def system_store(platform: str = sys.platform) -> Store:
    """Return the system's store.

    Raises:
        NoStore: there is none, its library is not installed, or it does not answer.
    """
    if platform not in BACKENDS:
        raise NoStore(platform)
    module, name = BACKENDS[platform]
    try:
        backend: Any = getattr(import_module(module), name)
        # The class property raises what is missing: a library, the bus, a desktop session.
        worth = backend.priority
        store: Store = backend()
    except Exception as error:
        raise NoStore(type(error).__name__) from error
    if worth <= 0:
        raise NoStore(platform)
    return store


def keep(store: Store, ledger: Path, password: str) -> None:
    """Keep the password of a ledger.

    Raises:
        NoStore: the system refuses.
    """
    try:
        store.set_password(SERVICE, _name(ledger), password)
    except Exception as error:
        raise NoStore(type(error).__name__) from error


def recall(store: Store, ledger: Path) -> str | None:
    """Return the password of a ledger, None when there is none or the system refuses."""
    try:
        return store.get_password(SERVICE, _name(ledger))
    except Exception:  # noqa: BLE001 - whatever a store of secrets raises, the user is asked instead
        return None


def forget(store: Store, ledger: Path) -> None:
    """Forget the password of a ledger; one that is not there is no reason to stop."""
    try:
        store.delete_password(SERVICE, _name(ledger))
    except Exception:  # noqa: BLE001 - stores differ in how they say that nothing is there
        return


def _name(ledger: Path) -> str:
    return str(ledger.resolve())
