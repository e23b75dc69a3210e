"""Sentences of the overview: its banner and the next steps."""

from __future__ import annotations

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.findings import Severity
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.services.picture import Picture
from jiebei_desktop.services.statements.proposed_debts import Unentered
from jiebei_desktop.services.today.overview import CaseState, Outlook, Standing
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.text.figures import no_amount_reason
from jiebei_desktop.text.lanes import carried_words
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.widgets.step_list import StepView

TOO_OLD = "ledger_too_old"
_NOT_KNOWN = frozenset({None, TOO_OLD, "no_income", "not_known"})
"""Reasons for which what can be paid is not known yet; any other is an answer."""
_SETUP = 3
"""Steps that only enter and reckon; the talk comes after them."""


def banner(facts: Standing, ahead: Outlook | None, masking: Masking) -> tuple[str, str]:
    """Return the one strong sentence and the one after it."""
    means = _what_it_means(facts, ahead, masking)
    if facts.debts and facts.unentered.debts:
        means = formats.sentences(_also_seen(facts.unentered), means)
    return _how_it_stands(facts), means


def papers_page(found: Unentered) -> tuple[str, dict[str, str]]:
    """Return where debts that papers show are entered."""
    return ("credit_report", {}) if found.listed else ("ledger", {"do": "adopt"})


def _also_seen(found: Unentered) -> str:
    """Return that papers show debts beside those that are entered."""
    message = ngettext(
        "Your papers show {count} more debt, which is not entered.",
        "Your papers show {count} more debts, which are not entered.",
        found.debts,
    )
    return message.format(count=found.debts)


def _how_it_stands(facts: Standing) -> str:
    others = facts.debts - len(facts.late)
    if not facts.debts:
        return _nothing_entered(facts)
    if not facts.late:
        message = ngettext(
            "{count} debt, and it is on time.", "{count} debts, all on time.", facts.debts
        )
        return message.format(count=facts.debts)
    return _how_late(facts, others)


def _how_late(facts: Standing, others: int) -> str:
    """Say who is late and for how long; of a debt without a day nobody can say it."""
    first = facts.late[0]
    if not first.days and len(facts.late) == 1:
        return _("{debt} has an amount past due.").format(debt=first.name)
    if len(facts.late) == 1 and others:
        message = ngettext(
            "{debt} is {days} days overdue; the other one is on time.",
            "{debt} is {days} days overdue; the other {others} are on time.",
            others,
        )
        return message.format(debt=first.name, days=first.days, others=others)
    if not all(one.days for one in facts.late):
        return _("{count} debts have an amount past due.").format(count=len(facts.late))
    if len(facts.late) == 1:
        return _("{debt} is {days} days overdue.").format(debt=first.name, days=first.days)
    return _("{count} debts are overdue, {debt} the longest: {days} days.").format(
        count=len(facts.late), debt=first.name, days=first.days
    )


def _nothing_entered(facts: Standing) -> str:
    """Return what is known where nothing counts as owed; not entered is not the same as paid."""
    if facts.unentered.debts:
        return _seen(facts.unentered)
    return _("Nothing is owed today.") if facts.book.debts else _("No debt is entered yet.")


def _seen(found: Unentered) -> str:
    """Return what papers show of debts that nobody has entered."""
    told = []
    if found.draws:
        draws = ngettext("{count} borrowing", "{count} borrowings", found.draws)
        told.append(draws.format(count=found.draws))
    if found.missed:
        missed = ngettext("{count} failed repayment", "{count} failed repayments", found.missed)
        told.append(missed.format(count=found.missed))
    if not told:
        debts = ngettext("{count} debt", "{count} debts", found.debts)
        told.append(debts.format(count=found.debts))
    what = _(" and ").join(told)
    return _("Your papers show {what}; no debt is entered yet.").format(what=what)


def _what_it_means(facts: Standing, ahead: Outlook | None, masking: Masking) -> str:
    if not facts.known:
        return _("Add income and living costs to see what you can pay.")
    if ahead is None:
        return ""
    budget = ahead.seen.money("afford.recommended")
    if ahead.seen.over_ceiling:
        return _own_words(ahead.seen, budget, masking)
    kept = _carried(facts, ahead)
    if kept:
        return masking.sentence(kept)
    if budget is None:
        return _no_amount(ahead.seen)
    return _spare_words(facts, ahead, masking.whole(budget))


def _no_amount(seen: Picture) -> str:
    reason = seen["afford.recommended"].reason or ""
    if reason == TOO_OLD:
        return _(
            "What can be paid is not known: nothing is on record for the latest months. Enter what"
            " came since, or import a statement."
        )
    why = formats.ended(no_amount_reason(reason, texts()), texts())
    return formats.sentences(why, _("So the first step is to ask for a pause."))


def _own_words(seen: Picture, budget: Fen | None, masking: Masking) -> str:
    """Say that the user's own amount is more than can be kept, and what to take instead."""
    words = _(
        "The plan pays {own} a month, your own amount; your household can keep no more than"
        " {ceiling}. The page of the plan goes back to the recommended {amount}."
    )
    if budget is None:
        words = _(
            "The plan pays {own} a month, your own amount. By the figures of today no payment can"
            " be promised; the page of the plan sets it anew."
        )
    return words.format(
        own=masking.whole(seen.amount("plan.payment")),
        ceiling=masking.whole(seen.money("afford.ceiling") or ZERO),
        amount="" if budget is None else masking.whole(budget),
    )


def _spare_words(facts: Standing, ahead: Outlook, amount: str) -> str:
    first = _asked_first(facts, ahead)
    if first is None and facts.told:
        return _(
            "By what you told, about {amount} a month can be spared; a statement makes it sure."
        ).format(amount=amount)
    if first is None:
        return _("Your household can spare about {amount} a month.").format(amount=amount)
    if first.id in facts.barred:
        words = _(
            "Your household can spare about {amount} a month. The claim of {debt} may be"
            " out of time and stands aside, so the first step is to ask 12348."
        )
    elif first.is_family:  # no lender has to be asked then
        words = _(
            "Your household can spare about {amount} a month. It is enough for the"
            " lenders; only {debt} is asked to wait."
        )
    else:
        words = _(
            "Your household can spare about {amount} a month, less than the contracts"
            " ask, so the first step is to agree instalments with {debt}."
        )
    return words.format(amount=amount, debt=first.name)


def steps(facts: Standing, ahead: Outlook | None, masking: Masking) -> tuple[StepView, ...]:
    """Return the way ahead; the first step not done is the current one.

    Once all that is asked of the user is entered, that is one step: done.
    """
    done = _done(facts, ahead)
    words = _step_words(facts, ahead, masking)
    if all(done[:_SETUP]):
        done, words = done[_SETUP - 1 :], (_entered(facts, masking), *words[_SETUP:])
    current = done.index(False) if False in done else len(done)
    return tuple(
        StepView(
            title=title,
            text=text,
            state="done" if finished else "current" if place == current else "ahead",
        )
        for place, (finished, (title, text)) in enumerate(zip(done, words, strict=True))
    )


def continue_words(views: tuple[StepView, ...]) -> str:
    """Return what the one filled button says."""
    current = next((view for view in views if view.state == "current"), None)
    return (
        _("See the plan") if current is None else _("Continue: {step}").format(step=current.title)
    )


def current_page(facts: Standing, ahead: Outlook | None) -> str:
    """Return the page of the current step; the plan when every step is done."""
    pages = ("ledger", "debts", "affordability") + (
        ("cashflow",) if _in_order(facts, ahead) else ("negotiation",) * 3
    )
    done = _done(facts, ahead)
    return pages[done.index(False)] if False in done else "plan"


def _in_order(facts: Standing, ahead: Outlook | None) -> bool:
    """Return whether the contracts can be kept as they are, so that nobody need be asked."""
    kept = ahead is not None and not ahead.agree and not facts.late
    return kept or bool(_carried(facts, ahead))


def _carried(facts: Standing, ahead: Outlook | None) -> str:
    """Say that cash carries the contracts where a request would be the next step, else nothing.

    A talk that is under way, or a court's term, goes on as before.
    """
    case = facts.talk_about(_asked_first(facts, ahead))
    talks = case is not None and (case.sent or case.answer_by is not None)
    if ahead is None or talks:
        return ""
    if not (ahead.agree or facts.late or ahead.seen.kept_by_cash):
        return ""
    return carried_words(ahead.seen, texts())


def _done(facts: Standing, ahead: Outlook | None) -> list[bool]:
    first = [
        facts.known,
        bool(facts.book.debts) and not facts.guessed,
        _worked_out(facts, ahead),
    ]
    if _in_order(facts, ahead):
        return [*first, False]
    return [*first, *_talk(facts.talk_about(_asked_first(facts, ahead)))]


def _worked_out(facts: Standing, ahead: Outlook | None) -> bool:
    """Whether what can be paid is known; that nothing is left to pay with is an answer, too."""
    if not facts.known or ahead is None:
        return False
    found = ahead.seen["afford.recommended"]
    return found.value is not None or found.reason not in _NOT_KNOWN


def _talk(case: CaseState | None) -> tuple[bool, bool, bool]:
    if case is None or case.answer_by is not None:
        return (False, False, False)
    return (case.sent, case.replied, case.agreed)


def _step_words(
    facts: Standing, ahead: Outlook | None, masking: Masking
) -> tuple[tuple[str, str], ...]:
    debts = ngettext("{count} debt entered", "{count} debts entered", _count(facts))
    principal = _("Principal {amount}").format(
        amount=masking.money(facts.seen.amount("owed.principal"))
    )
    if not facts.book.debts:
        debts, principal = _("Enter what you owe"), _seen_words(facts.unentered)
    elif facts.guessed:
        debts = _("Enter what was only told")
        principal = _("{debt} is an estimate; the lender's page makes it sure").format(
            debt=facts.guessed[0]
        )

    first = (
        (_("Income and basic living costs"), _living_words(facts, masking)),
        (debts.format(count=_count(facts)), principal),
        (_("Work out what you can pay"), _budget_words(facts, ahead, masking)),
    )
    if _in_order(facts, ahead):
        due = _("{amount} in the next 30 days").format(
            amount=masking.money(facts.seen.amount("due30.total"))
        )
        late = facts.seen.money("arrears.total")
        if late:
            due = _("{late} that is late, and {due}").format(late=masking.money(late), due=due)
        return (*first, (_("Pay what falls due"), due))
    return first + _talk_words(facts, ahead)


def _count(facts: Standing) -> int:
    """Return how many debts are open, as the banner counts them; all where none is."""
    return facts.debts or len(facts.book.debts)


def _entered(facts: Standing, masking: Masking) -> tuple[str, str]:
    """Name in one step what was entered: income, spending and debts."""
    count = _count(facts)
    message = ngettext(
        "Income, spending and {count} debt entered",
        "Income, spending and {count} debts entered",
        count,
    )
    return message.format(count=count), _living_words(facts, masking)


def _budget_words(facts: Standing, ahead: Outlook | None, masking: Masking) -> str:
    budget = None if ahead is None else ahead.seen.money("afford.recommended")
    if budget is not None:
        return _("Safe amount {amount}").format(amount=masking.whole(budget))
    return _("Nothing to promise now") if _worked_out(facts, ahead) else _("Not yet")


def _seen_words(found: Unentered) -> str:
    count = found.debts
    message = ngettext(
        "{count} debt from your papers can be adopted",
        "{count} debts from your papers can be adopted",
        count,
    )
    return message.format(count=count) if count else _("What the lender's app shows is enough")


def _asked_first(facts: Standing, ahead: Outlook | None) -> Debt | None:
    """Return the debt to talk about first; None where nobody has to agree."""
    wanted = None if ahead is None else ahead.ask_first
    return next((debt for debt in facts.book.debts if debt.id == wanted), None)


def _talk_words(facts: Standing, ahead: Outlook | None) -> tuple[tuple[str, str], ...]:
    asked = _asked_first(facts, ahead)
    case = facts.talk_about(asked)
    lender = _("the lender") if asked is None else asked.name
    version = max(1, case.version) if case is not None else 1
    send = _("Send proposal {version} to {debt}").format(version=version, debt=lender)
    first = (send, _("About 15 minutes"))
    then = (
        (_("Note the reply"), _("Who, when and what was said")),
        (_("Check the agreement line by line"), _("Before the first payment")),
    )
    if asked is not None and asked.is_family:
        first = (_("Write {debt} a letter").format(debt=lender), _("About waiting; no form"))
        then = (
            (_("Ask on which day they need money"), _("Note what was said")),
            (_("Write down in two lines what you agreed"), _("One copy each; nothing to sign")),
        )
    if asked is not None and asked.id in facts.barred:
        ask = _("Ask 12348 about {debt} before you write").format(debt=lender)
        first = (ask, _("Its claim may be out of time; a promise can begin it anew"))
    if case is not None and case.answer_by is not None:
        day = formats.day(case.answer_by, texts())
        answer = _("Answer the court by {day}").format(day=day)
        first = (answer, _("Before anything else; keep proof that it was sent"))
    return (first, *then)


def _living_words(facts: Standing, masking: Masking) -> str:
    if not facts.known:
        return _("About 10 minutes; skip what you do not know")
    words = _("Income {income}, basic living {living}")
    if facts.told:
        words = _("Told: income {income}, living {living}; a statement replaces them")
    return words.format(
        income=masking.whole(facts.seen.amount("income.usual")),
        living=masking.whole(facts.seen.amount("living.usual")),
    )


def stage_chip(facts: Standing) -> str:
    """Return the words of the chip over the steps."""
    if not facts.book.debts:
        return pgettext("stage", "Not known yet")
    if not facts.late:
        return pgettext("stage", "On time")
    days = facts.late[0].days
    if not days:
        return pgettext("stage", "Past due")
    return ngettext("{count} day overdue", "{count} days overdue", days).format(count=days)


def stage_tone(facts: Standing) -> str:
    """Return the tone of that chip; what is not known is nothing to be glad of."""
    if facts.late:
        return "severe"
    return "positive" if facts.book.debts else "neutral"


def first_sentence(text: str) -> str:
    """Return the first sentence of a detail; the rest is for those who open the list."""
    ends = [at + len(stop.rstrip()) for stop in ("。", ". ") if (at := text.find(stop)) >= 0]
    return text[: min(ends)] if ends else text


def pressing(facts: Standing) -> int:
    """Return how many warnings ask for something to be done."""
    return sum(finding.severity is not Severity.INFO for finding in facts.findings)
