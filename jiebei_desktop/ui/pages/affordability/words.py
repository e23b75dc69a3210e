"""Sentences of the affordability page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jiebei_desktop.domain.household import Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture.affordability_view import PAUSE, AffordFacts, Strain
from jiebei_desktop.text import formats
from jiebei_desktop.text.affording import once_past_words
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.text.figures import (
    figure_name,
    help_name,
    origin_name,
    step_name,
    why_no_amount,
)
from jiebei_desktop.text.odds import both
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.widgets.explain import ExplainLine

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import Affordability, Help

LEDGER_LINES = ("income", "routine", "ordered", "irregular", "protected", "unexplained")
"""Figures of the calculation up to what is left over; the rest of the way are its steps."""


def mark_word(mark: Mark) -> str:
    """Return the one-character origin of a figure: 凭, 流 or 估."""
    return {
        Mark.DOCUMENT: pgettext("origin mark", "doc"),
        Mark.STATEMENT: pgettext("origin mark", "stmt"),
        Mark.ESTIMATE: pgettext("origin mark", "est"),
    }[mark]


def ledger(found: Affordability, masking: Masking) -> list[tuple[str, str, str, bool]]:
    """Return the way to the number: (name, origin mark, amount, is a result)."""
    t = texts()
    lines = []
    for figure in found.figures:
        if figure.label_code in LEDGER_LINES and figure.amount:
            minus = figure.label_code != "income"
            amount = masking.plain(figure.amount)
            shown = f"−{amount}" if minus else amount
            lines.append((figure_name(figure.label_code, t), mark_word(figure.mark), shown, False))
    for step in found.steps:
        if step.code == "surplus":
            lines.append((step_name(step.code, t), "", _signed(step.level, masking), True))
        elif step.change:
            lines.append((step_name(step.code, t), "", _signed(step.change, masking), False))
    if found.recommended is not None:
        name = _("Safe monthly payment")
        lines.append((name, "", masking.plain(found.recommended), True))
    return lines


def _signed(fen: Fen, masking: Masking) -> str:
    return f"−{masking.plain(Fen(-fen))}" if fen < 0 else masking.plain(fen)


def terms(found: Affordability, masking: Masking) -> list[ExplainLine]:
    """Return every figure and step for the explanation."""
    t = texts()
    found_terms = []
    for figure in found.figures:
        rows = ngettext("{count} entry", "{count} entries", figure.rows)
        working = origin_name(figure, t)
        if figure.rows:
            working = _("{mark}, from {rows}").format(
                mark=working, rows=rows.format(count=figure.rows)
            )
        found_terms.append(
            ExplainLine(
                name=figure_name(figure.label_code, t),
                working=working,
                value=masking.amount(figure.amount),
                strong=figure.label_code == "left",
            )
        )
    found_terms += [
        ExplainLine(
            name=step_name(step.code, t),
            working=_signed(step.change, masking),
            value=masking.amount(step.level),
            strong=step is found.steps[-1],
        )
        for step in found.steps
    ]
    return found_terms


def terms_note(found: Affordability) -> str:
    """Say what stands behind the figures."""
    return _(
        "From {months} full months and {paths} simulated futures, seed {seed}. The right column of"
        " the last lines is what remains after each step."
    ).format(months=found.history_months, paths=formats.count(found.paths), seed=found.seed)


def meanings(found: Affordability, masking: Masking) -> list[tuple[str, str, str]]:
    """Return the three lines: (name, amount, meaning)."""
    texts_of = (
        (
            pgettext("affordability", "Floor"),
            found.floor,
            _("Holds even in most bad years; the least to offer."),
        ),
        (
            pgettext("affordability", "Safe"),
            found.recommended,
            _("What you can promise: a fifth of what is left stays."),
        ),
        (
            pgettext("affordability", "Ceiling"),
            found.ceiling,
            _("Takes the whole surplus and some cuts; one large bill may break it."),
        ),
    )
    return [
        (name, pgettext("affordability", "none") if fen is None else masking.plain(fen), meaning)
        for name, fen, meaning in texts_of
    ]


def protected(known: AffordFacts, found: Affordability, masking: Masking) -> tuple[str, str]:
    """Say that living is kept apart, and where the local minimum lies."""
    strong = _("Living comes first.")
    people = known.book.household
    spent = next((f.amount for f in found.figures if f.label_code == "routine"), Fen(0))
    said = _("{amount} a month for living is taken off before anything is paid.").format(
        amount=masking.whole(spent)
    )
    if people.dibao_per_person is None:
        more = _("Enter the local minimum living standard to compare with it.")
    else:
        total = Fen(people.dibao_per_person * people.members)
        message = ngettext(
            "Local minimum: {each} × {count} person = {total}.",
            "Local minimum: {each} × {count} people = {total}.",
            people.members,
        ).format(
            each=masking.whole(people.dibao_per_person),
            count=people.members,
            total=masking.whole(total),
        )
        above = (
            _("Your living lies above this line; you can explain it item by item.")
            if spent >= total
            else _("Your living lies below this line; say so when you negotiate.")
        )
        more = formats.sentences(message, above)
    return strong, formats.sentences(said, more)


def strain_words(strain: Strain, payment: Fen, masking: Masking) -> tuple[str, str]:
    """Return a strain as a condition and what follows from it."""
    amount = masking.whole(strain.amount)
    titles = {
        "part_stops": _("If {name} stops for {months} months"),
        "income_less": _("If {amount} of income is missing for {months} months"),
        "reserve": _("If {amount} is saved first"),
        "rent_up": _("If the rent rises by {amount}"),
    }
    title = titles[strain.code].format(name=strain.name, months=PAUSE, amount=amount)
    if strain.odds is None:
        if strain.recommended is None:
            return title, _("No safe payment remains.")
        return title, _("The safe payment becomes {amount}").format(
            amount=masking.whole(strain.recommended)
        )
    return title, _("At {amount} a month. {odds}").format(
        amount=masking.whole(payment), odds=both(strain.odds, texts())
    )


def waits(found: Affordability, masking: Masking) -> str:
    """Say what can be kept once a known large payment is past; nothing where none is in the way."""
    if found.once_past is None:
        return ""
    return masking.sentence(once_past_words(found.once_past, texts()))


def no_number(found: Affordability, helps: Sequence[Help], masking: Masking) -> tuple[str, str]:
    """Say why there is no number and what would give one."""
    reason = why_no_amount(found, texts())
    lines = [_help(each, masking) for each in helps if each.recommended is not None]
    if not lines:
        lines = [_("None of the usual changes alone would give a number.")]
    strong = _("There is no payment you could promise yet. {reason}").format(reason=reason)
    return strong, formats.sentences(*lines)


def _help(each: Help, masking: Masking) -> str:
    return _("{change}: {amount} a month.").format(
        change=help_name(each.code, texts()), amount=masking.whole(each.recommended or Fen(0))
    )


def question(name: str) -> tuple[str, str]:
    """Return a question of the questionnaire and a hint."""
    return {
        "income_low": (_("Income in a poor month"), ""),
        "income_typical": (_("Income in a usual month"), ""),
        "spending": (_("Spending in a usual month"), _("Rent, food and all else, without debts")),
        "obligations": (_("Payments ordered by law, a month"), _("0 when there are none")),
        "festival_extra": (_("Extra spending at Spring Festival"), ""),
        "weeks_without_work": (_("Weeks without work in a year"), _("0 when work never stops")),
    }[name]


def income_kinds() -> dict[str, str]:
    """Return the kinds of income by code."""
    return {
        "salaried": _("Fixed wage"),
        "commission": _("Wage with commission"),
        "gig": _("Day work or platform work"),
        "shop": pgettext("affordability", "Own business"),
    }
