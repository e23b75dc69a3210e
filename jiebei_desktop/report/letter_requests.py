"""Letters that ask for other terms: before the first miss, a freeze, equal parts, a card, a home.

Each function yields the body of one letter; frame, identity and signature are `letter_pages`.
No sentence promises more than the ask carries, and charges are never made into principal.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.money import ZERO, parse_yuan, yuan
from jiebei_desktop.report.before_words import before_words
from jiebei_desktop.report.blocks import Block, View, line, listed
from jiebei_desktop.report.kept_words import kept_words, last_words
from jiebei_desktop.report.pause_words import held_words, is_untold, unkept, why_no_amount
from jiebei_desktop.report.relief_words import arrears_words, beside_eased, eased_lines
from jiebei_desktop.report.request_words import payment_words, waiver
from jiebei_desktop.text.texts import Texts


def early(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the letter before anything is missed: from when, how much short, what would help."""
    t = view.t
    if view.doc["owed"]["overdue_days"] == 0:
        said = t.pgettext(
            "letter", "This debt is not late. I write before an instalment is missed."
        )
        yield line("p", said)
    if ask["next_due"]:
        words = t.pgettext("letter", "The next instalment is {amount}, due on {day}.")
        yield line(
            "p", words.format(amount=view.money(ask["next_amount"]), day=view.day(ask["next_due"]))
        )
    if ask["short_from"]:
        words = (
            t.pgettext(
                "letter",
                "If what is late is paid at once and all else as the contracts say, I run out of "
                "money by {day} at the latest; within a year up to {short} will be missing.",
            )
            if ask["late_too"]
            else t.pgettext(
                "letter",
                "If all is paid as the contracts say, I run out of money by {day} at the latest; "
                "within a year up to {short} will be missing.",
            )
        )
        yield line(
            "strong", words.format(day=view.day(ask["short_from"]), short=view.money(ask["short"]))
        )
    yield line("p", t.pgettext("letter", "I ask you for one of the following from that month on:"))
    yield listed(
        [
            t.pgettext("letter", "a longer term, so that an instalment is what I can keep"),
            t.pgettext("letter", "a due day a few days after my pay-day"),
            _relieving(view, ask),
        ]
    )
    yield from _can_keep(view, ask)


def _relieving(view: View, ask: dict[str, Any]) -> str:
    """Return what would make an instalment smaller, by what it costs beside principal."""
    t = view.t
    return {
        "interest": t.pgettext("letter", "some months of interest only"),
        "fees": t.pgettext("letter", "no instalment fees for the instalments still to come"),
        "none": t.pgettext("letter", "some months of smaller instalments"),
    }[ask["costs"]]


def freeze(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the request to stop interest and penalty, with a token amount where there is one."""
    t = view.t
    if ask["per_day"] != yuan(ZERO):
        words = t.pgettext("letter", "At present each further day adds {amount}.")
        yield line("p", words.format(amount=view.money(ask["per_day"])))
    words = t.pgettext("letter", "Until {day} ({months} months) I ask you:")
    if is_untold(view):
        words = t.pgettext("letter", "Until you have my income and outgoings I ask you:")
    yield line("p", words.format(day=view.day(ask["review"]), months=ask["months"]))
    yield listed(
        [
            *_stopping(view, ask),
            _holding(ask, t),
            t.pgettext("letter", "to reach me by one channel only: the telephone or address above"),
            t.pgettext("letter", "to confirm the balance by principal, interest, penalty and fees"),
        ]
    )
    if ask["token"] and _rises(ask):
        words = t.pgettext("letter", "Meanwhile I can pay {steps}.")
        said = words.format(steps=payment_words(view, ask))
        yield line("strong", view.join(said, *_first(view, ask)))
    elif ask["token"]:
        words = t.pgettext("letter", "Meanwhile I can pay {amount} a month.")
        said = words.format(amount=view.money(ask["token"]))
        yield line("strong", view.join(said, *_first(view, ask)))
    else:
        yield unkept(view)
    if not is_untold(view):
        words = t.pgettext("letter", "On {day} I will send you my income and outgoings again.")
        yield line("p", words.format(day=view.day(ask["review"])))


def _first(view: View, ask: dict[str, Any]) -> Iterator[str]:
    """Yield from which day on that is paid."""
    if ask["first"]:
        words = view.t.pgettext("letter", "It begins on {day}.")
        yield words.format(day=view.day(ask["first"]))


def _stopping(view: View, ask: dict[str, Any]) -> list[str]:
    """Return what is asked to stop, by what the debt bears: a penalty only where one runs."""
    t = view.t
    punctual = {
        "interest": [t.pgettext("letter", "to stop further interest from today")],
        "fees": [t.pgettext("letter", "to charge no further instalment fees from today")],
    }
    late = {
        "interest": t.pgettext("letter", "to stop further interest and penalty from today"),
        "fees": t.pgettext("letter", "to charge no further instalment fees or penalty from today"),
        "none": t.pgettext("letter", "to charge no penalty from today"),
    }
    is_late = view.doc["owed"]["overdue_days"] != 0
    return [late[ask["costs"]]] if is_late else punctual.get(ask["costs"], [])


def _holding(ask: dict[str, Any], t: Texts) -> str:
    """Return which steps the lender is asked to hold: none that it has taken."""
    if ask["at_court"]:
        return t.pgettext("letter", "to settle the claim with me before the court that has it")
    if ask["called_in"]:
        return t.pgettext("letter", "to hold legal steps")
    return t.pgettext("letter", "to hold legal steps and the announcement that all falls due")


def pro_rata(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the offer of this lender's equal part of what is left for all."""
    t = view.t
    if ask["due"] is not None:
        yield line("strong", kept_words(view, ask))
        return
    if not ask["monthly"] or ask["all"] is None:
        yield unkept(view)
        return
    words = (
        t.pgettext(
            "letter",
            "Of that {all} a month can at first go to {count} lenders. All who are asked get the "
            "same figures.",
        )
        if _rises(ask)
        else t.pgettext(
            "letter",
            "Of that {all} a month can go to {count} lenders. All who are asked get the same "
            "figures.",
        )
    )
    yield line("p", words.format(all=view.money(ask["all"]), count=ask["lenders"]))
    words = (
        t.pgettext("letter", "The part of this debt is {steps}, {total} in all.")
        if _rises(ask)
        else t.pgettext("letter", "The part of this debt is {amount} a month.")
    )
    yield line("strong", view.join(_paid(view, ask, words), *_first(view, ask)))
    yield from _accept(view, ask)
    words = t.pgettext("letter", "On {day} I will send you my income and outgoings again.")
    yield line("p", words.format(day=view.day(ask["review"])))


def _accept(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield on which terms, as the request has them."""
    t = view.t
    if ask["frozen"]:
        words = t.pgettext(
            "letter",
            "I ask you to accept it {count} times and to stop interest and penalty while it is "
            "kept.",
        )
    elif not Decimal(ask["annual_rate"]):
        words = t.pgettext("letter", "I ask you to accept it {count} times.")
    elif view.doc["owed"]["overdue_days"] == 0:
        words = t.pgettext(
            "letter",
            "I ask you to accept it {count} times, at {rate} a year on the principal, and to count "
            "nothing as late while it is kept.",
        )
    else:
        words = t.pgettext(
            "letter",
            "I ask you to accept it {count} times, at {rate} a year on the principal and without "
            "penalty while it is kept.",
        )
    said = words.format(count=ask["months"], rate=view.percent(ask["annual_rate"]))
    rest = (*last_words(view, ask), *waiver(view, ask["parts"], ask))
    yield line("p", view.join(*before_words(view, ask), said, *rest))


def _rises(ask: dict[str, Any]) -> bool:
    """Return whether the amount changes later, so that no single one may be named alone."""
    return len(ask["steps"]) > 1


def _paid(view: View, ask: dict[str, Any], words: str) -> str:
    """Fill in what is paid: one amount a month, or each for its months with their sum."""
    if not _rises(ask):
        return words.format(amount=view.money(ask["monthly"]), count=ask["months"])
    steps, total = payment_words(view, ask), view.money(ask["total_paid"])
    return words.format(steps=steps, total=total, count=ask["months"])


def card_70(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the request for a personal instalment agreement on a credit card."""
    t = view.t
    if ask["due"] is not None:
        yield line("strong", kept_words(view, ask))
        return
    yield line(
        "p",
        t.pgettext(
            "letter",
            "What I owe on the card is more than I can pay, and I am willing to pay it. I ask "
            "for a "
            "personal instalment agreement (个性化分期) of at most {periods} periods.",
        ).format(periods=max(ask["periods"], 1)),
    )
    yield from _card_amount(view, ask)
    if parse_yuan(ask["open"]) > 0 and not ask["hold_until"]:
        words = t.pgettext(
            "letter", "That leaves {amount} of the principal, to be settled with you."
        )
        yield line("p", words.format(amount=view.money(ask["open"])))
    yield line("p", t.pgettext("letter", "Please put these six items into one agreement:"))
    yield listed(
        [
            t.pgettext("letter", "the balance by principal, interest, penalty and fees"),
            t.pgettext("letter", "periods, amount and day of each"),
            t.pgettext("letter", "interest and fees while the agreement is kept"),
            t.pgettext("letter", "what happens if an instalment is late"),
            t.pgettext("letter", "that no other card is applied for until it is settled"),
            t.pgettext("letter", "that collection stops while the agreement is kept"),
        ]
    )


def _card_amount(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield what can be paid of a card, on the terms of the request, or until when nothing can."""
    t = view.t
    if ask["hold_until"]:
        words = t.pgettext(
            "letter",
            "At present there is no amount that I could keep: please take nothing until {day} and "
            "agree the instalments then, on my new figures.",
        )
        yield line("strong", words.format(day=view.day(ask["hold_until"])))
        yield from (line("p", why) for why in why_no_amount(view))
    elif ask["monthly"]:
        words = (
            t.pgettext("letter", "I can pay {steps}: {count} instalments, {total} in all.")
            if _rises(ask)
            else t.pgettext("letter", "I can pay {amount} a month, {count} times.")
        )
        paid = (_paid(view, ask, words), *_first(view, ask))
        said = view.join(*before_words(view, ask), *paid)
        asked = (*last_words(view, ask), *waiver(view, ask["parts"], ask))
        yield line("strong", view.join(said, *asked))
        if Decimal(ask["annual_rate"]):
            words = t.pgettext("letter", "The principal bears {rate} a year meanwhile.")
            yield line("p", words.format(rate=view.percent(ask["annual_rate"])))
        else:
            yield line("p", t.pgettext("letter", "The principal bears no further interest."))


def mortgage(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the request for relief of a home loan, with what only such a loan has."""
    yield from relief(view, ask)
    yield from _besides(view.t)


def relief(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the request for relief of a debt that guards home or livelihood, a loan or not."""
    if not ask:
        return
    if is_untold(view):
        yield unkept(view)
        yield line("strong", held_words(view.t, frozen=False))
        return
    figures = arrears_words(view, ask)
    if ask["eased"]:
        yield from eased_lines(view, ask, figures)
    elif parse_yuan(ask["instalment"]) > 0:
        words = view.t.pgettext(
            "letter", "The instalments go on by contract: next {instalment} on {first}."
        )
        yield line("p", words.format(**figures))
    if ask["arrears_months"]:
        words = view.t.pgettext(
            "letter",
            "The arrears of {arrears} I ask to pay in {parts} parts of {part} a month, the first "
            "on {since}, without more interest.",
        )
        yield line("strong", words.format(**figures))
    yield from (line("p", words) for words in beside_eased(view, ask))
    if not ask["enough"]:
        words = view.t.pgettext(
            "letter", "That is still more than I have; please tell me what else is possible."
        )
        yield line("p", words)


def _besides(t: Texts) -> Iterator[Block]:
    yield line("p", t.pgettext("letter", "Besides, please tell me whether these are open to me:"))
    yield listed(
        [
            t.pgettext("letter", "a longer term"),
            t.pgettext("letter", "paying from my housing fund, or offsetting it each month"),
            t.pgettext("letter", "agreeing the margin over the LPR anew"),
        ]
    )


def settle(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the offer of one sum, naming part by part what would be waived."""
    t = view.t
    lump = view.money(ask["lump_sum"]) if ask["lump_sum"] else "____________"
    if ask["by_cash"]:
        words = t.pgettext(
            "letter",
            "Once you have confirmed in writing I pay {amount} in one sum, out of cash at hand.",
        )
    else:
        words = t.pgettext(
            "letter",
            "I can pay {amount} in one sum once it is there. It comes from: "
            "________________________; it is there on: {day}.",
        )
    day = "____________"
    if "lump_on" in ask:
        day = t.pgettext("letter", "{day} at the earliest").format(day=view.day(ask["lump_on"]))
    yield line("strong", words.format(amount=lump, day=day))
    yield line("p", _left_open(view, ask))
    yield line("p", t.pgettext("letter", "Before I pay, please confirm in writing:"))
    yield listed(
        [
            t.pgettext(
                "letter", "that nothing more is owed after this sum, and by when it is to be paid"
            ),
            t.pgettext("letter", "the account, which must be your own"),
            t.pgettext("letter", "that you issue a settlement certificate within ____ days"),
            t.pgettext("letter", "how the credit register will show it"),
        ]
    )


def _left_open(view: View, ask: dict[str, Any]) -> str:
    """Return what the one sum asks to be waived, part by part; nothing where it is all."""
    t, waived = view.t, ask["waived"]
    if not any(Decimal(amount or 1) for amount in waived.values()):
        return t.pgettext("letter", "That is all that is owed: I ask you to take it as settlement.")
    words = t.pgettext(
        "letter",
        "I ask you to take it as settlement. Waived would then be: penalty {penalty}, fees {fees}, "
        "interest {interest}, principal {principal}.",
    )
    parts = {name: view.amount(amount) if amount else "________" for name, amount in waived.items()}
    return words.format(**parts)


def review(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the new figures, reckoned as before, half a year on or when means have changed."""
    t = view.t
    before = view.day(ask["before"]) if ask["before"] else "____________"
    words = t.pgettext(
        "letter",
        "On {day} I sent you my income and outgoings. Here they are anew, reckoned as then.",
    )
    yield line("p", words.format(day=before))
    yield from _can_keep(view, ask)


def _can_keep(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    t = view.t
    if not ask["monthly"]:
        yield unkept(view)
        return
    if _rises(ask):
        words = t.pgettext("letter", "What I can pay on this debt is {steps}.")
        said = words.format(steps=payment_words(view, ask))
    else:
        words = t.pgettext("letter", "What I can pay on this debt is {amount} a month.")
        said = words.format(amount=view.money(ask["monthly"]))
    yield line("strong", view.join(said, *_first(view, ask)))
