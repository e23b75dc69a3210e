"""Our reader of compiled catalogues says what the standard library's says."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO

import pytest

from jiebei_desktop.text.catalogues import Messages, compiled, translations
from jiebei_desktop.text.languages import languages

COUNTS = (0, 1, 2, 5, 11, 101)


def read_at_once(locale: str) -> GNUTranslations:
    return GNUTranslations(BytesIO(compiled(locale)))


@pytest.mark.parametrize("locale", [one for one in languages() if compiled(one)])
def test_each_message_is_what_the_standard_library_reads(locale):
    ours, theirs = Messages(compiled(locale)), read_at_once(locale)
    assert len(theirs._catalog) > 100
    for key in theirs._catalog:
        counted = isinstance(key, tuple)
        context, _, message = (key[0] if counted else key).rpartition("\x04")
        if context and not counted:
            assert ours.pgettext(context, message) == theirs.pgettext(context, message)
        elif not counted:  # of a counted one, not every Python finds the single
            assert ours.gettext(message) == theirs.gettext(message)
        for n in COUNTS if counted else ():
            if context:
                said = ours.npgettext(context, message, "x", n)
                assert said == theirs.npgettext(context, message, "x", n)
            else:
                assert ours.ngettext(message, "x", n) == theirs.ngettext(message, "x", n)


def test_what_is_not_said_stands_for_itself_or_comes_from_the_fullest_of_its_language():
    said = Messages(compiled("zh_CN"))
    assert (said.gettext("no such"), said.pgettext("a", "no such")) == ("no such", "no such")
    assert [said.ngettext("one", "many", n) for n in (1, 2)] == ["one", "many"]
    assert [said.npgettext("c", "one", "many", n) for n in (1, 2)] == ["one", "many"]
    trial, fullest = read_at_once("zh_TW")._catalog, read_at_once("zh_CN")._catalog
    unsaid = min(key for key in fullest if isinstance(key, str) and key not in trial)
    assert translations("zh_TW").gettext(unsaid) == said.gettext(unsaid) != unsaid
