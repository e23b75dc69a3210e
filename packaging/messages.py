"""The messages of the program, and how far each language has come.

    python3 dev.py messages        write build/jiebei.pot and compare every language with it

The template is what a translator starts from: copy it to ``i18n/LOCALE/LC_MESSAGES/jiebei.po`` and
fill it in; the program finds the folder by itself. What a folder leaves out is taken from the
fullest folder of the same language (``zh_TW`` from ``zh_CN``). Exit code 1 where a message is in
neither, is used by nobody, or is translated twice in different words.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from jiebei_desktop.text.languages import SOURCE, languages
from jiebei_desktop.text.texts import conflicts, messages_of, own_messages_of

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "build" / "jiebei.pot"
CONTEXT = "\x04"


def template() -> Catalog:
    """Return every message of the source with the places where it is used."""
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
    return made


def keys(catalogue: Catalog) -> Iterator[str]:
    """Yield what the program looks messages up by: context and id joined as in a ``.mo``."""
    for message in catalogue:
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            yield f"{message.context}{CONTEXT}{first}" if message.context else first


def told(locale: str, wanted: set[str]) -> bool:
    """Print how a language stands beside the source, and return whether it is whole."""
    own = set(own_messages_of(locale))
    missing, stale = sorted(wanted - set(messages_of(locale))), sorted(own - wanted)
    twice = conflicts(locale)
    print(f"{locale}: {len(own & wanted)} of {len(wanted)} messages of its own")
    for word, some in (("missing", missing), ("unused", stale), ("twice", twice)):
        for message in some:
            print(f"   {word}: {str(message).replace(CONTEXT, ' | ')}")
    return not (missing or stale or twice)


def main() -> int:
    """Write the template and compare every language with it."""
    made = template()
    TEMPLATE.parent.mkdir(exist_ok=True)
    with TEMPLATE.open("wb") as stream:
        write_po(stream, made, width=100, sort_output=True)
    wanted = set(keys(made))
    print(f"{TEMPLATE.relative_to(ROOT)}: {len(wanted)} messages")
    whole = [told(locale, wanted) for locale in languages() if locale != SOURCE]
    return 0 if all(whole) else 1


if __name__ == "__main__":
    sys.exit(main())
