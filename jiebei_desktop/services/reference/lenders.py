"""Which debts one lender has: one legal person under several spellings, never two under one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from jiebei_desktop import bundle
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.services.reference.rulebook import document, each


class _Spellings(Struct, frozen=True, kw_only=True):
    """How names of lenders are written."""

    nobody: frozenset[str]
    """What stands in the place of a name and says who it is of no debt."""
    mains: dict[str, str]
    """The main name of each spelling."""
    branch: re.Pattern[str]
    ends: tuple[str, ...]
    """What a name may end with and still be the same legal person."""


def lender_of(debt: Debt) -> str:
    """Return who lent, however it is spelt; a debt that names nobody stands for one of its own.

    A person is named by nobody else: their name is taken as it is written.
    """
    written = debt.lender.strip()
    if not written or written in _spellings().nobody:
        return f"\n{debt.id}"
    return written if debt.lent_by_person else main_name(written)


def lenders_of(debts: Iterable[Debt]) -> frozenset[str]:
    """Return who lent some debts, each once."""
    return frozenset(map(lender_of, debts))


def of_same_lender(debt: Debt, debts: Iterable[Debt]) -> Iterator[Debt]:
    """Yield the other debts of a debt's lender."""
    mine = lender_of(debt)
    yield from (one for one in debts if one.id != debt.id and lender_of(one) == mine)


@lru_cache(maxsize=512)
def main_name(written: str) -> str:
    """Return the main name of a lender; one that no row knows without form, card centre, branch."""
    known = _spellings()
    name = re.sub(r"\s", "", unicodedata.normalize("NFKC", written))
    while name not in known.mains:
        shorter = known.branch.sub(r"\1", name).removesuffix("()")
        for end in known.ends:
            shorter = shorter.removesuffix(end).removesuffix(f"({end})")
        if shorter in {name, ""}:
            return name
        name = shorter
    return known.mains[name]


@lru_cache(maxsize=1)
def _spellings() -> _Spellings:
    """Read ``resources/rules/lenders.toml``.

    Raises:
        RuleDataError: the file is missing or a row is not complete.
    """
    raw = document(bundle.resources() / "rules", "lenders")
    rows = each(raw, "lenders", "lender", lambda row: list(row["names"]))
    branches = "|".join(raw["branches"])
    return _Spellings(
        nobody=frozenset(raw["nobody"]),
        mains={name: names[0] for names in rows for name in names},
        branch=re.compile(rf"^(.*?银行)[^银]*?(?:{branches})$"),
        ends=(*raw["forms"], *raw["units"]),
    )
