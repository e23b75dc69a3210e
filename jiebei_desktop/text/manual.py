"""The manual that ships with the program: a page of plain words per page of the window.

Its sources are ``resources/manual/<page>.md``: for each language its mark, as ``<!-- en -->``, a
heading, then sections.
``{{figure ID}}`` becomes a figure's name and how it is reckoned, ``{{say MSGID}}`` the word on a
button, ``{{do NAME}}`` a command with its key; so the manual cannot name what is not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape

from msgspec import Struct

from jiebei_desktop import bundle
from jiebei_desktop.text.lookup import matched
from jiebei_desktop.text.picture import HOW, TITLES, lane_title
from jiebei_desktop.text.texts import SOURCE, Texts

_MACRO = re.compile(r"\{\{(\w+) ([^}]+)\}\}")
_LANGUAGE = re.compile(r"^<!-- (\w+) -->$", re.MULTILINE)
_LINK = re.compile(r"- \[([^]]+)\]\((\w+)\)")
Command = Callable[[str], str]
"""Words for a command by its name, its key included; KeyError where there is none."""


class Paragraph(Struct, frozen=True, kw_only=True):
    """One paragraph of a section."""

    words: str
    """With ``**`` around what is strong."""
    item: bool = False
    """Stands in a list."""
    link: str = ""
    """The page it leads to."""

    def plain(self) -> str:
        """Return the words without marks."""
        return self.words.replace("**", "")

    def rich(self) -> str:
        """Return the words as the markup that Qt's labels and papers read."""
        return "".join(
            f"<b>{escape(part, quote=False)}</b>" if strong else escape(part, quote=False)
            for part, strong in self.parts()
        )

    def parts(self) -> list[tuple[str, bool]]:
        """Return the pieces of the words, each with whether it is strong."""
        pieces = self.words.split("**")
        return [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]


class Section(Struct, frozen=True, kw_only=True):
    """A heading with its lines."""

    title: str
    lines: tuple[Paragraph, ...]
    explains: bool = False
    """Says how figures are reckoned."""


class ManualPage(Struct, frozen=True, kw_only=True):
    """One page of the manual."""

    name: str
    title: str
    sections: tuple[Section, ...]


class Passage(Struct, frozen=True, kw_only=True):
    """A section found by what it says."""

    page: ManualPage
    section: Section

    def also(self) -> tuple[str, ...]:
        """Return the words it is found by beside its title, without marks."""
        return self.page.title, *(line.plain() for line in self.section.lines)


def languages(name: str) -> dict[str, str]:
    """Return what a page says, by the locale it says it in.

    Raises:
        FileNotFoundError: there is no page of that name.
    """
    path = bundle.resources() / "manual" / f"{name}.md"
    _before, *parts = _LANGUAGE.split(path.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def read(name: str, t: Texts, command: Command) -> ManualPage:
    """Return a page in a locale, a relative of it, or the source's where it has none.

    Raises:
        FileNotFoundError: there is no page of that name.
        KeyError: the page names a command, a word or a figure that does not exist.
    """
    texts, family = languages(name), t.locale.partition("_")[0]
    kin = sorted(each for each in texts if each.startswith(f"{family}_"))
    locale = next((each for each in (t.locale, *kin) if each in texts), SOURCE)
    heads = texts[locale].split("\n## ")
    return ManualPage(
        name=name,
        title=heads[0].strip().removeprefix("# ").strip(),
        sections=tuple(_section(text, t, command) for text in heads[1:]),
    )


def manual(names: Iterable[str], t: Texts, command: Command) -> tuple[ManualPage, ...]:
    """Return pages of the manual in a language, in the order in which they are named."""
    return tuple(read(name, t, command) for name in names)


def find(pages: tuple[ManualPage, ...], typed: str) -> list[Passage]:
    """Return the sections that speak of what is typed, the closest first."""
    found = [
        (fits.rank, passage)
        for passage in passages(pages)
        if (fits := matched(typed, passage.section.title, passage.also())) is not None
    ]
    return [passage for _rank, passage in sorted(found, key=lambda each: each[0])]


def passages(pages: Iterable[ManualPage]) -> Iterator[Passage]:
    """Yield every section that says something of its own and is no list of ways on."""
    for page in pages:
        for section in page.sections:
            if any(not line.link for line in section.lines):
                yield Passage(page=page, section=section)


def html(pages: tuple[ManualPage, ...]) -> str:
    """Return pages as markup for printing."""
    return "".join(_page_html(page) for page in pages)


def figure_words(how: str, t: Texts) -> str:
    """Return a figure's name, strong, and how it is reckoned.

    Raises:
        KeyError: there is no such figure.
    """
    title = TITLES[how](t).format(debt=t.gettext("Each debt"), place=1, days=30, lane=lane_title(t))
    colon = t.pgettext("between a name and what it means", ": ")
    return f"**{title}**{colon}{HOW[how](t)}"


def _page_html(page: ManualPage) -> str:
    body = "".join(
        f"<h3>{escape(section.title)}</h3>"
        + "".join(f"<p>{'• ' if line.item else ''}{line.rich()}</p>" for line in section.lines)
        for section in page.sections
    )
    return f"<h2>{escape(page.title)}</h2>{body}"


def _section(text: str, t: Texts, command: Command) -> Section:
    title, _, body = text.partition("\n")
    lines = (line.strip() for line in body.splitlines())
    return Section(
        title=title.strip(),
        lines=tuple(_line(line, t, command) for line in lines if line),
        explains="{{figure " in body,
    )


def _line(text: str, t: Texts, command: Command) -> Paragraph:
    link = _LINK.fullmatch(text)
    if link is not None:
        return Paragraph(words=link[1], item=True, link=link[2])
    words = _MACRO.sub(lambda found: _expanded(found[1], found[2], t, command), text)
    return Paragraph(words=words.removeprefix("- "), item=text.startswith("- "))


def _expanded(kind: str, name: str, t: Texts, command: Command) -> str:
    if kind == "figure":
        return figure_words(name, t)
    if kind == "say":
        return f"**{t.gettext(name)}**"
    if kind == "do":
        return command(name)
    raise KeyError(kind)
