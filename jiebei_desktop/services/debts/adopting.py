"""Debts that papers show, entered: those of a credit report with their forms, all others as shown.

Entering keeps the report, makes the debts and merges the ones that are there, all in one step.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import Debt, DebtId, Stage
from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.debts import estimates, report_debts, report_form
from jiebei_desktop.services.debts.debt_book import remove
from jiebei_desktop.services.debts.draft_reader import Problem
from jiebei_desktop.services.debts.known_accounts import known_accounts, of_debt
from jiebei_desktop.services.debts.report_form import Told
from jiebei_desktop.services.keeping import backups
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import (
    imports_booking,
    proposed_debts,
    report_kept,
)
from jiebei_desktop.services.statements.adopted_debts import adopted_debt
from jiebei_desktop.services.statements.imports_values import Choices, ImportPreview
from jiebei_desktop.services.statements.proposed_debts import Adoption, OpenDebt
from jiebei_desktop.storage import debt_names
from jiebei_desktop.storage import debts as debt_rows
from jiebei_desktop.storage import proposed_debts as rows
from jiebei_desktop.storage.debt_names import NAMES
from jiebei_desktop.storage.unit_of_work import UnitOfWork


class FormWrong(ValueError):  # noqa: N818 (an answer to wrong facts)
    """Facts of a form are wrong; its argument are the problems."""


class Wish(Struct, frozen=True, kw_only=True):
    """What to do with the accounts of a report."""

    as_of: date
    enter: Collection[str] = ()
    """Ids of accounts that become debts."""
    merge: Mapping[str, DebtId] = field(default_factory=dict)
    """Id of an account to the debt of the ledger that it is."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """Form of each account, also of those that are not entered: kept for later."""
    paper: ImportPreview | None = None
    """The report when nothing of it is kept yet."""
    drop: DebtId | None = None
    """The guess that stands for debts nobody had listed; the report lists them now."""


def check(one: ProposedDebt, told: Told, as_of: date) -> tuple[Problem, ...]:
    """Return what is wrong with a form as typed; what is merely missing is not."""
    found = report_form.parse(one, told, as_of)
    return report_form.problems(_debt(one, told, as_of, ()), told, found)


def keep(session: Session, wish: Wish) -> Changes:
    """Keep the report and what was typed; no debt is entered."""
    _copy(session, wish)
    return session.history.run("keep-report", lambda work: _keep(session, work, wish))


def enter(session: Session, wish: Wish) -> Adoption:
    """Keep the report, make its chosen debts and merge those that are there, in one step.

    Raises:
        NoSuchProposal: an id is not listed, or its account is closed.
        ValueError: a form has a problem; `check` tells which.
    """
    ready = {
        line.debt.id: line.debt
        for line in report_debts.view(session, wish.as_of, wish.paper).open()
    }
    for code in (*wish.enter, *wish.merge):
        if code not in ready:
            raise proposed_debts.NoSuchProposal(code)
    for code in wish.enter:
        if check(ready[code], _form(ready[code], wish), wish.as_of):
            raise ValueError(code)
    _copy(session, wish)
    chosen = [one for one in ready.values() if one.id in wish.enter]

    def work_on(work: UnitOfWork) -> list[OpenDebt]:
        _keep(session, work, wish)
        if wish.drop is not None:
            remove(work, wish.drop)
        for code, debt in wish.merge.items():
            _merge(session, work, ready[code], debt)
        flows = proposed_debts.unmatched(session)
        return [_enter(work, one, wish, flows) for one in chosen]

    return _adoption(*session.history.run_for("adopt-debts", work_on))


def adopt(session: Session, ids: Collection[str], as_of: date) -> Adoption:
    """Make debts of proposals of any paper, in one step, as far as the papers tell.

    An account of a report gets what its page offers: the form as kept, or the usual terms. One
    that the ledger has as a debt already is merged into that, never entered again.

    Raises:
        NoSuchProposal: an id is not among the open proposals, or its account is closed.
    """
    chosen, flows = proposed_debts.chosen(session, ids), proposed_debts.unmatched(session)
    known = known_accounts(session, proposed_debts.of_report(session), as_of)
    fresh = [one for one in chosen if one.id not in known]
    told = {one.id: _offered(session, one, as_of) for one in fresh}
    wish = Wish(as_of=as_of, told=told)

    def work_on(work: UnitOfWork) -> list[OpenDebt]:
        for one in chosen:
            if one.id in known:
                _merge(session, work, one, known[one.id].debt)
        return [
            _enter(work, one, wish, flows)
            if one.paper is Paper.CREDIT_REPORT
            else _enter_shown(work, one, flows)
            for one in fresh
        ]

    merged = [known[one.id].debt for one in chosen if one.id in known]
    return _adoption(*session.history.run_for("adopt-debts", work_on), merged)


def _adoption(
    made: Sequence[OpenDebt], changes: Changes, merged: Sequence[DebtId] = ()
) -> Adoption:
    return Adoption(
        debts=tuple(one.debt for one in made),
        merged=tuple(merged),
        open=tuple(one for one in made if one.missing or one.guessed),
        changes=changes,
    )


def _offered(session: Session, one: ProposedDebt, as_of: date) -> Told:
    """Return the form as it was kept, or with the usual terms."""
    kept = report_kept.forms(session.ledger).get(one.id)
    return report_form.from_kept(kept) if kept else report_form.usual(one, as_of)


def adopt_told(session: Session, code: str, facts: Mapping[str, object], as_of: date) -> Adoption:
    """Make a debt of one proposal of any paper, with facts of the short form.

    What is not told stays as the form was kept, or the product's usual terms as guesses.

    Raises:
        NoSuchProposal: nothing of this id is open.
        FormWrong: a fact is not asked of this debt (``not_asked``) or cannot be right.
    """
    (one,) = proposed_debts.chosen(session, (code,))
    told = _offered(session, one, as_of)
    for name, value in facts.items():
        told = report_form.changed(told, name, **{name: value})
    is_known = one.id in known_accounts(session, proposed_debts.of_report(session), as_of)
    fields = () if is_known else report_form.fields(one, told, as_of)
    asked = {*fields, "per", "confirmed"} if fields else set()
    wrong = [Problem(field=name, code="not_asked") for name in facts if name not in asked]
    wrong += check(one, told, as_of)
    if wrong:
        raise FormWrong(tuple(wrong))
    wish = Wish(as_of=as_of, enter=(code,), told={code: told})
    flows = proposed_debts.unmatched(session)
    return _adoption(
        *session.history.run_for("adopt-debts", lambda work: [_enter(work, one, wish, flows)])
    )


def _form(one: ProposedDebt, wish: Wish) -> Told:
    return wish.told.get(one.id) or report_form.usual(one, wish.as_of)


def _copy(session: Session, wish: Wish) -> None:
    if wish.paper is not None:
        backups.make_if_due(session, wish.as_of)


def _keep(session: Session, work: UnitOfWork, wish: Wish) -> None:
    if wish.paper is not None and wish.paper.already is None:
        imports_booking.write(session.ledger, work, wish.paper, Choices(as_of=wish.as_of))
    forms = {code: report_form.kept(told) for code, told in wish.told.items()}
    report_kept.keep_forms(work, forms)


def _enter(
    work: UnitOfWork, one: ProposedDebt, wish: Wish, flows: Sequence[proposed_debts.SeenFlow]
) -> OpenDebt:
    told = _form(one, wish)
    own = [flow for flow in flows if proposed_debts.belongs(flow.product, one)]
    taken = {debt.code for debt in NAMES.read(work)}
    made = _debt(one, told, wish.as_of, taken, [proposed_debts.signed(flow) for flow in own])
    open_now = OpenDebt(
        debt=made.id,
        name=made.name,
        missing=tuple(
            "balance" if name == "owed_now" else name
            for name in report_form.missing(one, told, wish.as_of)
        )
        + (("overdue",) if owed(made, wish.as_of).late_unsaid else ()),
        guessed=report_form.guesses(one, told, wish.as_of),
        late_between=report_form.late_between(one) if told.overdue_since is None else None,
    )
    proposed_debts.write(work, one, (made, own), open_now)
    estimates.note(work, made.id, [name for name in open_now.guessed if name in estimates.TERMS])
    return open_now


def _enter_shown(
    work: UnitOfWork, one: ProposedDebt, flows: Sequence[proposed_debts.SeenFlow]
) -> OpenDebt:
    """Enter what statements show of a debt; no statement tells its rate, the usual stands in."""
    made = proposed_debts.adopt(work, one, flows)
    estimates.note(work, DebtId(made.debt), {"rate"} & set(made.missing))
    return made


def _debt(
    one: ProposedDebt,
    told: Told,
    as_of: date,
    taken: Collection[str],
    flows: Sequence[tuple[str, int]] = (),
) -> Debt:
    """Return the debt of an account with what the form tells; without a due day it has no plan."""
    plain, found = adopted_debt(one, flows, taken), report_form.parse(one, told, as_of)
    balance = found.balance or plain.balance
    made = plain
    if balance is not None:
        begun = plain.contract_date if one.lent else balance.as_of
        made = replace(plain, balance=balance, contract_date=begun)
    if found.terms is None:
        return made
    made = replace(made, terms=found.terms)
    shown = (balance.as_of if balance else made.contract_date).isoformat()
    if any(change < 0 and day > shown for day, change in flows):
        return made  # a statement has them
    dues = report_form.dues(one, told, as_of)
    return report_form.since_report(made, dues, paid=report_form.is_paid(one, told))


def _merge(session: Session, work: UnitOfWork, one: ProposedDebt, code: DebtId) -> None:
    """Take the report's newer figures over into a debt, and note that it is entered."""
    debt, reported = session.ledger.debt(code), adopted_debt(one, (), ())
    shown = reported.balance
    if shown is not None and of_debt(session, one, debt).newer:
        since = debt.balance.overdue_since if debt.balance and shown.overdue_principal else None
        typed = estimates.told_drawn(session, debt) is None
        begun = shown.as_of if typed else min(debt.contract_date, shown.as_of)
        begun = date.fromisoformat(one.lent) if typed and one.lent else begun
        balance = replace(shown, overdue_since=since)
        by_figures = {None, Stage.CURRENT, Stage.OVERDUE}
        stage = reported.stage if debt.stage in by_figures else debt.stage
        taken = replace(debt, balance=balance, contract_date=begun, stage=stage)
        debt_rows.replace(work, code, taken)
        guessed = estimates.estimated(session, code)
        estimates.note(work, code, [name for name in guessed if name != "amount"])
    row = debt_names.row_id(work, code)
    if one.limit is not None and debt.credit_limit is None:
        debt_rows.set_limit(work, row, one.limit)
    rows.adopted(work, one.id, row)
