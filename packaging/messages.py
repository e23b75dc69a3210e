"""The messages of the program, and how far each language has come.

    python3 dev.py messages        write build/jiebei.pot and compare every language with it

The template is what a translator starts from: copy it to ``i18n/LOCALE/LC_MESSAGES/jiebei.po`` and
fill it in; the program finds the folder by itself. What a folder leaves out is taken from the
fullest folder of the same language (``zh_TW`` from ``zh_CN``). Exit code 1 where a message is in
neither, is used by nobody, or is translated twice in different words.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from jiebei_desktop.text.catalogues import kin, said_by
from jiebei_desktop.text.languages import languages
from jiebei_desktop.text.texts import SOURCE

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "build" / "jiebei.pot"
HOUSE_RULES = ROOT / "resources" / "rules" / "thresholds.toml"
"""What each house rule measures is a message that stands in the data."""


def template() -> Catalog:
    """Return every message of the source and of the house rules, with the places of its use."""
    made = Catalog(project="jiebei-desktop", charset="utf-8", fuzzy=False)
    package = ROOT / "jiebei_desktop"
    for name, row, message, comments, context in extract_from_dir(
        str(package), [("**.py", "python")]
    ):
        made.add(
            message,
            locations=[(f"{package.name}/{name}", row)],
            auto_comments=comments,
            context=context,
        )
    rows = tomllib.loads(HOUSE_RULES.read_text(encoding="utf-8"))["threshold"]
    for basis in dict.fromkeys(row["basis"] for row in rows):
        made.add(basis, locations=[(HOUSE_RULES.relative_to(ROOT).as_posix(), 0)])
    return made


def named(message: Message) -> str:
    """Return what the program looks a message up by: its context, its forms."""
    forms = (message.id,) if isinstance(message.id, str) else message.id
    return " | ".join(filter(None, (message.context, *forms)))


def own(locale: str) -> dict[str, set[str | tuple[str, ...]]]:
    """Return what the fragments of a locale say, by message; where they agree it is one."""
    found: dict[str, set[str | tuple[str, ...]]] = {}
    for message in said_by(locale):
        found.setdefault(named(message), set()).add(message.string or "")  # type: ignore[arg-type]
    return found


def lacks(locale: str, wanted: set[str]) -> dict[str, list[str]]:
    """Return what is wrong with a language beside the source: words for each fault, messages."""
    said = own(locale)
    known = set(said).union(*(own(other) for other in kin(locale)))
    return {
        "missing": sorted(wanted - known),
        "unused": sorted(set(said) - wanted),
        "twice": sorted(name for name, texts in said.items() if len(texts) > 1),
    }


def told(locale: str, wanted: set[str]) -> bool:
    """Print how a language stands beside the source, and return whether it is whole."""
    found = lacks(locale, wanted)
    print(f"{locale}: {len(wanted & set(own(locale)))} of {len(wanted)} messages of its own")
    for word, some in found.items():
        for message in some:
            print(f"   {word}: {message}")
    return not any(found.values())


def main() -> int:
    """Write the template and compare every language with it."""
    made = template()
    TEMPLATE.parent.mkdir(exist_ok=True)
    with TEMPLATE.open("wb") as stream:
        write_po(stream, made, width=100, sort_output=True)
    wanted = {named(message) for message in made if message.id}
    print(f"{TEMPLATE.relative_to(ROOT)}: {len(wanted)} messages")
    whole = [told(locale, wanted) for locale in languages() if locale != SOURCE]
    return 0 if all(whole) else 1


if __name__ == "__main__":
    sys.exit(main())
