"""The words of statement files, read once from ``resources/rules/statements.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from jiebei_desktop import bundle


class Format(Struct, frozen=True, kw_only=True):
    """One statement format: the names that prove it and the field each column feeds."""

    id: str
    source: str
    required: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    paper: bool = False
    """A certificate: all its names are known, or it is another paper."""
    book: bool = False
    """A bookkeeping app's export: what a person wrote down."""
    way: str = ""
    """The direction of every row, where the file has no column for it."""


class Product(Struct, frozen=True, kw_only=True):
    """A loan product as statements name it."""

    name: str
    code: str
    pattern: re.Pattern[str]


class CategoryRule(Struct, frozen=True, kw_only=True):
    """Words that put a row into one category of the closed list."""

    code: str
    pattern: re.Pattern[str]


class LenderWords(Struct, frozen=True, kw_only=True):
    """What makes a counterparty look like a lender, and a row like borrowing or repaying."""

    names: re.Pattern[str]
    counterparty: re.Pattern[str]
    ordinary: re.Pattern[str]
    repay: re.Pattern[str]
    draw: re.Pattern[str]
    cost: re.Pattern[str]


class Words(Struct, frozen=True, kw_only=True):
    """Everything the importers know of words; a test checks its shape."""

    formats: tuple[Format, ...]
    bank_columns: Mapping[str, tuple[str, ...]]
    column_names: frozenset[str]
    """Every name by which a column of any format is known."""
    bank: Mapping[str, Any]
    bank_words: Mapping[str, re.Pattern[str]]
    directions: Mapping[str, str]
    """Word to ``in``, ``out`` or ``neutral``."""
    statuses: Mapping[str, Mapping[str, str]]
    """Per source: status word to its class."""
    book: Mapping[str, str]
    """Bookkeeping apps: word of a row's type to its class."""
    own_accounts: re.Pattern[str]
    """Bookkeeping apps: the names of accounts in which nothing is owed."""
    alipay: Mapping[str, Any]
    wechat: Mapping[str, Any]
    jd: Mapping[str, Any]
    meituan: Mapping[str, Any]
    lender: LenderWords
    products: tuple[Product, ...]
    credit_methods: tuple[str, ...]
    card: str
    card_code: str
    category: Mapping[str, Any]
    category_hints: Mapping[str, str]
    category_rules: tuple[CategoryRule, ...]
    income_rules: tuple[CategoryRule, ...]
    credit_report: Mapping[str, Any]
    lender_list: Mapping[str, Mapping[str, tuple[str, ...]]]
    """A lender's list of repayments: names of its columns, and its words of how a row stands."""
    links: Mapping[str, Any]
    rollover: Mapping[str, int]

    def format(self, name: str) -> Format:
        """Return the format called ``name``."""
        return next(known for known in self.formats if known.id == name)


def any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of ``words``."""
    return re.compile("|".join(re.escape(word) for word in words))


def _format(table: Mapping[str, Any]) -> Format:
    return Format(
        id=table["id"],
        source=table["source"],
        required=frozenset(table["required"]),
        columns={key: tuple(names) for key, names in table["columns"].items()},
        paper=table.get("paper", False),
        book=table.get("book", False),
        way=table.get("way", ""),
    )


def _rules(tables: Sequence[Mapping[str, Any]]) -> tuple[CategoryRule, ...]:
    return tuple(CategoryRule(code=t["code"], pattern=any_of(t["words"])) for t in tables)


def _product(table: Mapping[str, Any]) -> Product:
    """Return a product; its words do not count behind those of ``not_after``."""
    found = any_of(table["words"]).pattern
    before = "".join(f"(?<!{re.escape(text)})" for text in table.get("not_after", ()))
    pattern = re.compile(f"{before}(?:{found})")
    return Product(name=table["name"], code=table["code"], pattern=pattern)


def _lender(table: Mapping[str, Sequence[str]]) -> LenderWords:
    return LenderWords(
        names=any_of(table["names"]),
        counterparty=re.compile("|".join(table["counterparty"])),
        ordinary=re.compile("|".join(table["ordinary"])),
        repay=any_of(table["repay"]),
        draw=any_of(table["draw"]),
        cost=re.compile("|".join(table["cost"])),
    )


def _inverse(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words}


def parse(document: Mapping[str, Any]) -> Words:
    """Turn the parsed document into ``Words``."""
    directions = document["directions"]
    short = {"income": "in", "expense": "out", "neutral": "neutral"}
    bank = document["bank"]
    category = document["category"]
    formats = tuple(_format(table) for table in document["format"])
    columns = [bank["columns"], document["lender_list"]["columns"], *(f.columns for f in formats)]
    return Words(
        formats=formats,
        bank_columns={key: tuple(names) for key, names in bank["columns"].items()},
        column_names=frozenset(n for one in columns for names in one.values() for n in names),
        bank=bank,
        bank_words={name: any_of(words) for name, words in bank["words"].items()},
        directions={w: short[name] for name, words in directions.items() for w in words},
        statuses={s: _inverse(document[s]["status"]) for s in ("alipay", "wechat", "jd", "bank")},
        book=_inverse(document["book"]),
        own_accounts=re.compile("|".join(document["book_accounts"]["own"])),
        alipay=document["alipay"],
        wechat=document["wechat"],
        jd=document["jd"],
        meituan=document["meituan"],
        lender=_lender(document["lender"]),
        products=tuple(_product(table) for table in document["product"]),
        credit_methods=tuple(document["credit"]["methods"]),
        card=document["credit"]["card"],
        card_code=document["credit"]["card_code"],
        category=category,
        category_hints=category["hints"],
        category_rules=_rules(category["rule"]),
        income_rules=_rules(category["income_rule"]),
        credit_report=document["credit_report"],
        lender_list={
            name: {key: tuple(found) for key, found in table.items()}
            for name, table in document["lender_list"].items()
        },
        links=document["links"],
        rollover=document["rollover"],
    )


def location() -> Path:
    """Return the data file."""
    return bundle.resources() / "rules" / "statements.toml"


@cache
def words() -> Words:
    """Return the words this program ships, read once."""
    return parse(tomllib.loads(location().read_text(encoding="utf-8")))
