"""The languages the program speaks: the source's own, and one folder of catalogues for each other.

A language is added by adding its folder under ``i18n``; nothing in the code names it.
"""

from __future__ import annotations

from jiebei_desktop import bundle
from jiebei_desktop.text.texts import SOURCE, Texts

FIRST = "zh_CN"
"""The language the program is made for: it stands first and is taken where nothing is known."""
_REGIONS = {SOURCE: "GB"}
"""The region of a language whose folder names none."""


def languages() -> tuple[str, ...]:
    """Return every language by its folder's name: the first one, the source, then the others."""
    folders = {folder.parent.name for folder in bundle.i18n().glob("*/LC_MESSAGES")}
    return (FIRST, SOURCE, *sorted(folders - {FIRST, SOURCE}))


def named() -> dict[str, str]:
    """Return every language with its name in its own words."""
    return {locale: own_name(locale) for locale in languages()}


def own_name(locale: str) -> str:
    """Return the name of a language in its own words."""
    return Texts(locale).pgettext("name of this language", "English")


def closest(wanted: str) -> str:
    """Return the language for a system's locale, as ``de_AT``: the same, a relative, the source."""
    known = languages()
    if wanted in known:
        return wanted
    family = wanted.partition("_")[0]
    return next((locale for locale in known if locale.partition("_")[0] == family), SOURCE)


def tag(locale: str) -> tuple[str, str]:
    """Return language and region of a locale, as papers and the calendar of Qt want them."""
    spoken = locale if locale in languages() else SOURCE
    language, _, region = spoken.partition("_")
    return language, region or _REGIONS.get(language, "")
