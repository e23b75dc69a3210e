"""Build hook: compiles the message catalogues into the wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compiled(root: Path) -> dict[Path, str]:
    """Compile every language under i18n/ into build/i18n; returns file → place in the package."""
    made = {}
    for folder in sorted((root / "i18n").glob("*/LC_MESSAGES")):
        merged = Catalog(locale=folder.parent.name)
        for part in sorted(folder.glob("*.po")):
            with part.open("rb") as stream:
                for message in read_po(stream, locale=folder.parent.name):
                    if message.id and message.string:
                        merged[message.id] = message
        target = root / "build" / "i18n" / folder.parent.name / "LC_MESSAGES" / "jiebei.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            write_mo(stream, merged)
        made[target] = f"jiebei_desktop/_bundled/i18n/{folder.parent.name}/LC_MESSAGES/jiebei.mo"
    return made


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts every language, compiled into one .mo, inside the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled catalogues; editable installs read the .po files themselves."""
        if version == "editable":
            return
        for target, inside in compiled(Path(self.root)).items():
            build_data["force_include"][str(target)] = inside
