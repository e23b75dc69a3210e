"""Build hook: compiles the message catalogues into the wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles every language under i18n/ into one .mo inside the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled catalogues; editable installs read the .po files themselves."""
        if version == "editable":
            return
        root = Path(self.root)
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
            inside = f"jiebei_desktop/_bundled/i18n/{folder.parent.name}/LC_MESSAGES/jiebei.mo"
            build_data["force_include"][str(target)] = inside
