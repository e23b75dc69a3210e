"""Where the read-only files live: a checkout, an installed wheel or a frozen app."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """Return the folder that holds ``resources`` and ``i18n``.

    A wheel and the frozen app carry both under ``jiebei_desktop/_bundled``; in a checkout they
    stand at the top of the repository.
    """
    bundled = _PACKAGE / "_bundled"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def resources() -> Path:
    """Return the folder of fonts, icons, rule data and report templates."""
    return root() / "resources"


def i18n() -> Path:
    """Return the folder of message catalogues."""
    return root() / "i18n"
