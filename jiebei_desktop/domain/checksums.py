"""Checksums of short texts by Python's own code.

``hashlib`` would load the system's OpenSSL beside it: 3 MB and 4 ms of each start and each command.
Whole files are digested by it, where it is faster.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any


def _first(name: str, *modules: str) -> Any:
    """Return a checksum from the first of some modules that this Python has."""
    home = next(module for module in modules if find_spec(module) is not None)
    return getattr(import_module(home), name)


if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    sha256 = _first("sha256", "_sha2", "_sha256", "hashlib")
    blake2b = _first("blake2b", "_blake2", "hashlib")

__all__ = ["blake2b", "sha256"]
