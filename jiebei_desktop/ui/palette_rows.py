"""What the command palette offers, and how typed text chooses among it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from jiebei_desktop.services.picture import Figure
from jiebei_desktop.services.today.findable import Findable
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.lookup import matched
from jiebei_desktop.text.picture import debt_of, figure_title, value_words
from jiebei_desktop.ui import keys
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.registry import PageEntry

DO, FIGURES, HELP = "do", "figures", "help"
GROUPS = (DO, FIGURES, HELP)
_SHOWN = {DO: 9, FIGURES: 5, HELP: 5}
"""Most rows of a group; what fits worse is left out."""
_PAGES = {
    "week": "overview", "owed": "debts", "due30": "debts", "arrears": "debts", "next": "debts",
    "rate": "debts", "cost_per_day": "debts", "income": "cashflow", "living": "cashflow",
    "irregular": "cashflow", "cash": "cashflow", "runway": "cashflow", "reserve": "affordability",
    "protected": "affordability", "left": "affordability", "afford": "affordability",
    "late_once_12": "affordability", "broken_12": "affordability",
}  # fmt: skip
"""The page that shows a figure, by the first part of its id; the plan shows all others."""


class PaletteRow(Struct, frozen=True, kw_only=True):
    """One thing that can be found and done with Enter."""

    group: str
    title: str
    run: Callable[[], object]
    name: str = ""
    """The command behind it, ``go-<page>`` for a page; empty for what the ledger brings."""
    where: str = ""
    icon: str = "right"
    key: str = ""
    value: str = ""
    also: tuple[str, ...] = ()
    """Other words that lead here."""


class Hit(Struct, frozen=True, kw_only=True):
    """A row that fits, with the parts of its title that do."""

    row: PaletteRow
    spans: tuple[tuple[int, int], ...] = ()


Go = Callable[..., None]


def command_rows(
    runs: Mapping[str, Callable[[], object]], pages: Sequence[PageEntry], go: Go, *, ledger: bool
) -> Iterator[PaletteRow]:
    """Yield every command and page that can be run now."""
    titles = {entry.name: entry.title() for entry in pages}
    for each in keys.COMMANDS:
        if each.name == "palette" or (each.ledger and not ledger):
            continue
        menu = keys.menu_name(each.menu) if each.menu else ""
        yield PaletteRow(
            group=DO,
            name=each.name,
            title=each.said(),
            where=titles.get(each.page) or menu,
            icon=each.icon,
            key=each.keys[0] if each.keys else "",
            also=(each.also(), each.name.replace("_", " ")),
            run=runs[each.name],
        )
    for entry in pages if ledger else ():
        yield PaletteRow(
            group=DO,
            name=f"go-{entry.name}",
            title=entry.title(),
            where=_("page"),
            icon=entry.icon,
            key=entry.key,
            also=(entry.name.replace("_", " "),),
            run=partial(go, entry.name),
        )


def recent_rows(recent: Iterable[Path], open_file: Callable[[Path], None]) -> Iterator[PaletteRow]:
    """Yield the ledgers opened before that still are where they were."""
    for path in recent:
        yield PaletteRow(
            group=DO,
            name="recent",
            title=_("Open {name}").format(name=path.name),
            where=str(path.parent),
            icon="ledger",
            also=(_("recent ledger"),),
            run=partial(open_file, path),
        )


def ledger_rows(found: Findable, masking: Masking, go: Go) -> Iterator[PaletteRow]:
    """Yield the debts, the talk with each lender, and the figures of the day."""
    for debt, name in found.debts:
        for page, icon, where in (
            ("debts", "debts", _("debt")),
            ("negotiation", "negotiation", _("talk with the lender")),
            ("call", "phone", _("take the call")),
        ):
            if page == "call" and debt in found.relatives:
                continue
            run = partial(go, page, debt=debt)
            yield PaletteRow(group=DO, title=name, where=where, icon=icon, run=run, also=(where,))
    names = found.names()
    for figure in found.figures:
        yield _figure_row(figure, names, masking, go)


def _figure_row(figure: Figure, names: Mapping[str, str], masking: Masking, go: Go) -> PaletteRow:
    page, debt = page_of(figure), debt_of(figure)
    shown = value_words(figure, texts())
    return PaletteRow(
        group=FIGURES,
        title=figure_title(figure, texts(), names),
        icon="calc",
        value=masking.sentence(shown),
        also=(figure.id.replace(".", " ").replace("_", " "),),
        run=partial(go, page, **({"debt": debt} if debt else {})),
    )


def page_of(figure: Figure) -> str:
    """Return the page on which a figure is shown and explained."""
    return _PAGES.get(figure.id.partition(".")[0], "plan")


def search(rows: Iterable[PaletteRow], typed: str) -> list[Hit]:
    """Return the rows that fit, group by group, the best first in each.

    With nothing typed the commands stand alone, as a list to look through.
    """
    found: dict[str, list[tuple[int, Hit]]] = {group: [] for group in GROUPS}
    for row in rows:
        fits = matched(typed, row.title, row.also)
        if fits is not None and (typed.strip() or row.name):
            found[row.group].append((fits.rank, Hit(row=row, spans=fits.spans)))
    return [
        hit
        for group in GROUPS
        for _rank, hit in sorted(found[group], key=lambda each: each[0])[: _shown(group, typed)]
    ]


def _shown(group: str, typed: str) -> int:
    return _SHOWN[group] if typed.strip() else 1000
