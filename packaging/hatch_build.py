"""Build hook: compiles the message catalogues into the wheel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compiled(root: Path) -> dict[Path, str]:
    """Compile every language beside its fragments; returns file → place in the package."""
    sys.path.insert(0, str(root))
    from jiebei_desktop.text import catalogues  # noqa: PLC0415 - a build knows no path to it before

    made = {}
    for folder in sorted((root / "i18n").glob("*/LC_MESSAGES")):
        catalogues.compiled(folder.parent.name)
        file = folder / catalogues.COMPILED
        made[file] = f"jiebei_desktop/_bundled/{file.relative_to(root).as_posix()}"
    return made


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts every language, compiled into one .mo, inside the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled catalogues; editable installs compile them when they are read."""
        if version == "editable":
            return
        for target, inside in compiled(Path(self.root)).items():
            build_data["force_include"][str(target)] = inside
