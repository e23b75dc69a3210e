"""Words for what came of an import: what is unlike other times, which debts papers propose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt
from jiebei_desktop.services.statements.imports_values import Unusual
from jiebei_desktop.text.formats import day, money
from jiebei_desktop.text.texts import Texts, Wording


def proposal(one: ProposedDebt, t: Texts) -> str:
    """Say why a debt is proposed: what statements show of it, or which paper lists it."""
    if one.paper is Paper.CREDIT_REPORT:
        words = t.gettext("Listed in the credit report of {month}.")
        if one.overdue:
            words = t.gettext("Credit report of {month}: {overdue} overdue.")
        elif one.is_late:
            words = t.gettext("Credit report of {month}: overdue, it does not say how much.")
        return words.format(month=one.as_of, overdue=money(one.overdue or ZERO))
    told = [
        wording(one.facts[key], Fen(one.facts.get(f"{key}_fen", 0)), t)
        for key, wording in _SHOWN.items()
        if key in one.facts
    ]
    return t.gettext("Statements show: {what}.").format(what=t.gettext(", ").join(told))


def in_ledger(name: str, t: Texts) -> str:
    """Say which debt of the ledger an account of a report seems to be."""
    return t.gettext("The ledger has it as “{debt}”.").format(debt=name)


def unusual(one: Unusual, t: Texts) -> str:
    """Return one thing unlike other times as a clause."""
    facts = {**one.facts, "sum": money(one.fen), "rows": len(one.lines)}
    return _UNUSUAL[one.code](t, len(one.lines)).format(**facts)


def unusual_line(found: Sequence[Unusual], t: Texts) -> str:
    """Return all that is unlike other times in one line."""
    met = [one for one in found if one.code == _MET]
    clauses = [unusual(one, t) for one in found if one.code != _MET or len(met) == 1]
    if len(met) > 1:
        names = t.pgettext("list", ", ").join(one.facts["who"] for one in met)
        clauses.append(t.gettext("met for the first time: {names}").format(names=names))
    told = t.gettext("; ").join(clauses)
    return t.gettext("Unlike other times: {what}.").format(what=told)


def late_between(days: tuple[date, date], t: Texts) -> str:
    """Return between which days a debt fell overdue, by its report."""
    words = t.gettext("between {first} and {last}, by the report's months")
    return words.format(first=day(days[0], t), last=day(days[1], t))


def missing_facts(keys: Iterable[str], t: Texts) -> str:
    """Name the facts that a paper does not tell."""
    return t.pgettext("list", ", ").join(_MISSING[key](t) for key in keys)


_MET = "new_lender"
_SHOWN: Mapping[str, Callable[[int, Fen, Texts], str]] = {
    "draws": lambda count, fen, t: t.ngettext(
        "borrowed once, {sum}", "borrowed {count} times, {sum}", count
    ).format(count=count, sum=money(fen)),
    "purchases": lambda count, fen, t: t.ngettext(
        "one purchase on credit, {sum}", "{count} purchases on credit, {sum}", count
    ).format(count=count, sum=money(fen)),
    "costs": lambda count, fen, t: t.ngettext(
        "interest or a fee once, {sum}", "interest and fees {count} times, {sum}", count
    ).format(count=count, sum=money(fen)),
    "repayments": lambda count, fen, t: t.ngettext(
        "repaid once, {sum}", "repaid {count} times, {sum}", count
    ).format(count=count, sum=money(fen)),
    "refunds": lambda count, fen, t: t.ngettext(
        "one refund, {sum}", "{count} refunds, {sum}", count
    ).format(count=count, sum=money(fen)),
    "missed": lambda count, fen, t: t.ngettext(
        "one repayment failed, {sum}", "{count} repayments failed, {sum}", count
    ).format(count=count, sum=money(fen)),
}

_UNUSUAL: Mapping[str, Callable[[Texts, int], str]] = {
    "income_above_usual": lambda t, _: t.gettext(
        "income of {month} is {sum}, more than twice the usual, most of it from {who}"
    ),
    "same_as_other_account": lambda t, count: t.ngettext(
        "a row of {sum} equals one of another account the other way round: your own transfer?",
        "{rows} rows, {sum}, equal rows of another account the other way round: own transfers?",
        count,
    ),
    "new_lender": lambda t, _: t.gettext("{who} is met for the first time, {sum} in all"),
    "no_salary": lambda t, _: t.gettext("no wages in {month}"),
}

_MISSING: Wording = {
    "balance": lambda t: t.gettext("what is owed now"),
    "rate": lambda t: t.gettext("the rate"),
    "due_day": lambda t: t.gettext("the due day"),
    "first_due": lambda t: t.gettext("the next due day"),
    "periods": lambda t: t.gettext("how many instalments remain"),
    "overdue_since": lambda t: t.gettext("since when it is overdue"),
    "overdue": lambda t: t.gettext("how much of it is overdue"),
}
