"""Sentences about what lenders are asked for: levers, equal treatment, relief, what can be sold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.text.formats import amount, day, money, percent, sentences
from jiebei_desktop.text.lanes import raised_words
from jiebei_desktop.text.relief_kinds import relief_lines
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from jiebei_desktop.analysis.ask import Asks
    from jiebei_desktop.analysis.claim import Lever
    from jiebei_desktop.analysis.concession import Concession
    from jiebei_desktop.analysis.relief import Saleable
    from jiebei_desktop.services.picture import Picture

Names = Mapping[DebtId, str]
Amount = Callable[[Fen], str]


def explained(
    code: str, t: Texts, besides: Collection[str] = (), *, no_lenders: bool = False
) -> str:
    """Say what the strongest lever is that is needed; ``besides`` are the kinds of the others.

    ``no_lenders``: nothing is owed but to people who are close.
    """
    if code == "family_last" and no_lenders:
        return t.gettext("Only people close to you are owed: ask them to take it month by month.")
    if code == "longer_term" and "freeze" in besides:
        return t.gettext("Interest and penalty must stop, and the term must be longer.")
    if code == "longer_term" and besides:
        return t.gettext("A longer term is needed beside what else is asked for.")
    words = {
        "nothing_owed": t.gettext("Nothing is owed."),
        "only_guarded": t.gettext(
            "Only debts that guard home, work or a pledge are owed; they are paid beside the "
            "amount for negotiable debts."
        ),
        "contract_holds": t.gettext("The contracts can be kept as they are; nothing to ask for."),
        "cash_carries": t.gettext("Cash keeps the contracts as they are; nothing to ask for."),
        "freeze": t.gettext("It is enough if interest and penalty stop."),
        "cap": t.gettext("Interest and penalty must stop, and what is above the line must go."),
        "instalments_interest_free": t.gettext(
            "What has run up must be paid in parts without interest."
        ),
        "longer_term": t.gettext("A longer term is enough."),
        "lower_rate": t.gettext("A lower rate is needed beside a longer term."),
        "lump_sum": t.gettext(
            "Without interest no term is long enough; with what can be sold a plan holds."
        ),
        "waiver": t.gettext("A part of the charges has to be waived beside the longest terms."),
        "principal": t.gettext("No term is long enough without a cut in what is owed."),
        "family_last": t.gettext("Family alone is asked to wait."),
        "pause": t.gettext("Nothing can be paid now: ask for a pause."),
    }
    return words.get(code, code)


def levers_words(
    levers: Sequence[Lever], t: Texts, write: Amount = amount, *, person: bool = False
) -> str:
    """Say what one lender is asked to agree to, the mildest first; a ``person`` has no penalty."""
    found = [lever_words(lever, t, write, person=person) for lever in levers]
    return t.pgettext("list of requests", ", ").join(found)


def levers_short(levers: Sequence[Lever], t: Texts, write: Amount = amount) -> str:
    """Say the same in a line of a table; that payments rise later stands beside it."""
    short = {
        "freeze": t.gettext("interest and penalty stop"),
        "cap": t.gettext("{amount} over the line dropped"),
        "instalments_interest_free": t.gettext("{amount} so far without interest"),
    }
    found = []
    for lever in levers:
        words = short.get(lever.kind)
        if lever.kind == "freeze" and words is not None:
            found.append(words)
        elif words is not None and isinstance(lever.value, int):
            found.append(words.format(amount=write(Fen(lever.value))))
        elif lever.kind != "step":
            found.append(lever_words(lever, t, write))
    return t.pgettext("list of requests", ", ").join(found)


def steps_words(steps: Sequence[tuple[int, int]], t: Texts, write: Amount = amount) -> str:
    """Say what is paid month by month: a level amount, or amounts that rise."""
    paying = [(months, payment) for months, payment in steps if payment]
    if len(paying) == 1:
        return write(Fen(paying[0][1]))
    found = [
        t.ngettext("{amount} for {count} month", "{amount} for {count} months", months).format(
            amount=write(Fen(payment)), count=months
        )
        for months, payment in paying
    ]
    return t.pgettext("list of steps", ", then ").join(found)


def lever_words(lever: Lever, t: Texts, write: Amount = amount, *, person: bool = False) -> str:
    """Say one lever with its value."""
    value = lever.value
    if isinstance(value, date):
        close = t.gettext("no further interest from {day}")
        words = t.gettext("no further interest or penalty from {day}")
        return (close if person else words).format(day=day(value, t))
    if isinstance(value, Decimal):
        return t.gettext("{rate} a year").format(rate=percent(value))
    if lever.kind in {"longer_term", "pause", "grace"}:
        return _counted(lever.kind, int(value), t)
    return _money_words(t)[lever.kind].format(amount=write(Fen(int(value))))


def _counted(kind: str, count: int, t: Texts) -> str:
    if kind == "longer_term":
        words = t.ngettext("{count} instalment", "{count} instalments", count)
    else:
        words = t.ngettext("{count} month without payment", "{count} months without payment", count)
    return words.format(count=count)


def _money_words(t: Texts) -> Mapping[str, str]:
    return {
        "cap": t.gettext("{amount} above the line dropped"),
        "withheld": t.gettext("{amount} that was never paid out taken off"),
        "instalments_interest_free": t.gettext("{amount} that has run up without interest"),
        "lump_sum": t.gettext("{amount} at once"),
        "cash": t.gettext("{amount} out of idle cash, once confirmed in writing"),
        "step": t.gettext("later {amount} a month"),
        "token": t.gettext("{amount} as a token payment"),
        "waive_penalty": t.gettext("penalty {amount} waived"),
        "waive_fees": t.gettext("fees {amount} waived"),
        "waive_interest": t.gettext("interest {amount} waived"),
        "waive_principal": t.gettext("principal {amount} waived"),
    }


def alike_words(found: Asks, names: Names, t: Texts) -> Iterator[str]:
    """State how creditors are treated among each other; nothing where nobody is asked or waits."""
    by: dict[str, list[str]] = {}
    for debt, how in found.treated:
        if how.value != "paid_whole" or debt not in found.given:
            by.setdefault(how.value, []).append(names[debt])
    sentences = {
        "alike": _alike(found, t),
        "contract": t.gettext("Asked for nothing: {names}.")
        if _untold(found)
        else t.gettext("On time and kept by contract: {names}."),
        "family_last": t.gettext("Family comes last: {names}."),
        "paid_whole": t.gettext("Paid whole with the first payment: {names}."),
        "paid_off": t.gettext("Paid off from what is sold: {names}."),
    }
    comma = t.pgettext("list of names", ", ")
    for code, words in sentences.items():
        alone = code == "family_last" and len(by) == 1
        waiting = code == "family_last" == found.explanation
        if (found.asks or waiting) and code in by and not alone:
            yield words.format(names=comma.join(by[code]))


def given_words(found: Asks, names: Names, t: Texts) -> Iterator[str]:
    """Say what idle cash pays today, before anybody is asked: of whom how much, and whom whole."""
    if not found.given:
        return
    comma, how = t.pgettext("list of names", ", "), dict(found.treated)
    of = {
        "paid_whole": t.gettext("{debt} whole, {amount}"),
        "contract": t.gettext("what is late of {debt}, {amount}"),
    }
    parts = [
        of.get(how[debt].value, t.gettext("{amount} of {debt}")).format(
            debt=names[debt], amount=money(fen)
        )
        for debt, fen in found.given.items()
    ]
    words = t.gettext(
        "Cash that neither living, the reserve nor the plan needs within a year is offered first: "
        "{parts}. Pay it once the answer is there in writing, not before; the plan reckons with "
        "today."
    )
    yield words.format(parts=comma.join(parts))


def _untold(found: Asks) -> bool:
    """Return whether nobody is named an amount because nothing is known of income and living."""
    return found.explanation == "pause" and not found.told


def _alike(found: Asks, t: Texts) -> str:
    """Say what those who are asked have in common, no more than that."""
    alike = {debt for debt, how in found.treated if how.value == "alike"}
    asked = [one for one in found.asks if one.debt in alike]
    if _untold(found):
        return t.gettext("Asked to stop interest and penalty: {names}.")
    if found.explanation == "pause":
        return t.gettext("Asked for the same pause: {names}.")
    same_term = len({one.months for one in asked}) == 1
    same_rate = len({one.annual_rate for one in asked}) == 1
    if same_term and same_rate:
        return t.gettext("Asked for the same term and rate: {names}.")
    if same_term:
        return t.gettext("Asked for the same term, at different rates: {names}.")
    if same_rate:
        return t.gettext("Asked for the same rate, over different terms: {names}.")
    return t.gettext("Asked, each for a term and a rate of its own: {names}.")


def source_words(
    source: Saleable, found: Asks, names: Names, t: Texts, write: Amount = money
) -> str:
    """Say what could be sold: the debts it would close, and what it would pay of another."""
    owed = {claim.debt: claim.supported for claim in found.claims}
    closed = [(debt, part) for debt, part in source.use if part == owed[debt]]
    rest = [(debt, part) for debt, part in source.use if part != owed[debt]]
    if closed and rest:
        words = t.gettext(
            "{asset} is worth {amount}; sold, it would pay off {names}, {paid} in all,"
            " and {part} of {other}."
        )
    elif closed:
        words = t.gettext("{asset} is worth {amount}; sold, it would pay off {names}, {paid}.")
    else:
        words = t.gettext("{asset} is worth {amount}; sold, it would pay {part} of {other}.")
    if source.pledged:
        words = t.gettext(
            "{asset} is worth {amount} and pledged for {pledged}: no part of what is asked. A sale "
            "needs that lender's consent and repays it first; talk to it before anybody else."
        )
        if source.sale_from is not None:
            words = sentences(words, t.gettext("Its price can be there from {day} on."))
    elif source.sale_from is not None:
        words = t.gettext(
            "{asset} is worth {amount}; its price can be there from {day} on, after the first "
            "payment: nothing of it is promised yet."
        )
    comma = t.pgettext("list of names", ", ")
    return words.format(
        day="" if source.sale_from is None else day(source.sale_from, t),
        pledged=write(source.pledged),
        asset=source.asset,
        amount=write(source.amount),
        names=comma.join(names[debt] for debt, _ in closed),
        paid=write(Fen(sum(part for _, part in closed))),
        part=write(Fen(sum(part for _, part in rest))),
        other=comma.join(names[debt] for debt, _ in rest),
    )


def least_words(one: Concession, t: Texts) -> str:
    """Say the exact limit beside an amount in whole tens; empty where they are the same."""
    if one.least in {0, one.payment}:
        return ""
    words = t.gettext("{amount} a month; to the fen {least} is enough.")
    return words.format(amount=money(one.payment), least=money(one.least))


def _begins(one: Concession, first: date) -> date:
    """Return the day of the first payment."""
    wait = one.steps[0][0] if one.steps and not one.steps[0][1] else 0
    return add_months(first, wait)


def _levers_counted(one: Concession, t: Texts, *, person: bool) -> str:
    """Say what is asked for and, where no longer term says it, how often is paid."""
    levers = [lever for lever in one.levers if lever.kind != "step"]
    said = levers_words(levers, t, money, person=person)
    if not one.payment or any(lever.kind == "longer_term" for lever in one.levers):
        return said
    found = [said, _counted("longer_term", one.months, t)]
    return t.pgettext("list of requests", ", ").join(filter(None, found))


def missing_words(shortfall: Fen, seen: Picture, t: Texts, said: Amount = money) -> str:
    """Say what lenders miss each month at the best terms, and apart from it what living misses.

    Args:
        shortfall: what the amount lacks without interest over the longest terms, in fen.
        seen: what living and debts paid by contract leave of the income a month.
        t: the language.
        said: how an amount is written.
    """
    left, guarded = (seen.money(code) or ZERO for code in ("left", "protected"))
    if left >= 0:
        words = t.gettext(
            "Even without interest over the longest terms {amount} a month is missing."
        )
        return words.format(amount=said(shortfall))
    if left + guarded >= 0:
        words = t.gettext(
            "Living and the debts for home and work lack {living} a month; even without interest "
            "over the longest terms {amount} a month is missing on top of it."
        )
        return words.format(living=said(Fen(-left)), amount=said(shortfall))
    words = t.gettext(
        "Living itself lacks {living} a month; even without interest over the longest terms "
        "{amount} a month is missing on top of it."
    )
    return words.format(living=said(Fen(-left)), amount=said(shortfall))


def asked_lines(
    found: Asks, names: Names, first: Mapping[DebtId, date], t: Texts, seen: Picture
) -> Iterator[str]:
    """Yield the answer of ``jiebei ask``: the strongest lever, then lender by lender."""
    kinds = {str(lever.kind) for one in found.asks for lever in one.levers}
    alone = all(claim.family for claim in found.claims)
    persons = {claim.debt for claim in found.claims if claim.person}
    besides = kinds - {found.explanation, "step", "cash"}
    yield from given_words(found, names, t)
    if not _untold(found):
        yield explained(found.explanation, t, besides, no_lenders=alone)
        yield from filter(None, [raised_words(seen, t)])
    else:
        yield t.gettext(
            "Income and living costs are not all entered yet: enter them first, with the cash at "
            "hand. Until then nobody can be named an amount or a day; who is on time is asked for "
            "nothing."
        )
    for one in found.asks:
        head = t.gettext("{debt}: {amount} a month from {day}: {levers}")
        if sum(bool(payment) for _, payment in one.steps) > 1:
            head = t.gettext("{debt}: from {day} on {amount}: {levers}")
        wait = t.gettext("{debt}: {levers}")
        yield (head if one.payment else wait).format(
            debt=names[one.debt],
            amount=steps_words(one.steps, t, money),
            day=day(_begins(one, first[one.debt]), t),
            levers=_levers_counted(one, t, person=one.debt in persons),
        )
        exact = least_words(one, t)
        if exact:
            yield "  " + exact
    yield from alike_words(found, names, t)
    yield from (source_words(source, found, names, t) for source in found.sources)
    yield from relief_lines(found.relief, seen, names, t)
    if found.shortfall:
        yield missing_words(found.shortfall, seen, t)


def out_of_time_words(debts: Sequence[DebtId], names: Names, t: Texts) -> Iterator[str]:
    """Yield why claims that may be out of time stand aside, and whom to ask about them first."""
    if debts:
        yield out_of_time_sentence([names[debt] for debt in debts], t)


def wish_for_papers(t: Texts) -> str:
    """Return what is asked of a lender whose claim may be out of time: papers, nothing more."""
    return t.pgettext(
        "plan",
        "Please send me the contract, a statement of account and the day of your last demand in "
        "writing. I acknowledge nothing with this and promise no payment.",
    )


def out_of_time_sentence(names: Sequence[str], t: Texts) -> str:
    """Say the same of claims by their names."""
    words = t.gettext(
        "{names} may be out of time and stands aside: nothing is paid, asked or promised. A "
        "payment or a written promise may revive the claim; ask 12348 first."
    )
    comma = t.pgettext("list of names", ", ")
    return words.format(names=comma.join(names))
