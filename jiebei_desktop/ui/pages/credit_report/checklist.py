"""What is ticked and typed of a report while its page is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from jiebei_desktop.services.debts import adopting, report_debts, report_form
from jiebei_desktop.services.debts.adopting import Wish
from jiebei_desktop.services.debts.draft_reader import Problem
from jiebei_desktop.services.debts.known_accounts import is_taken_unasked
from jiebei_desktop.services.debts.report_debts import ReportLine, ReportView, Sums
from jiebei_desktop.services.debts.report_form import Told
from jiebei_desktop.services.statements.imports_values import ImportPreview

Written = tuple[ImportPreview | None, dict[str, Told], frozenset[str], bool]
"""The report that is open as a file, forms by account, ticks turned, whether the guess goes."""


class Checklist:
    """Accounts that can be entered are ticked at first; those of the ledger are not."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.view = ReportView(day="")
        self.paper: ImportPreview | None = None
        self._told: dict[str, Told] = {}
        self.drops = True
        """Whether the guess for unlisted debts goes when something is entered."""
        self._found: dict[str, tuple[Told, tuple[Problem, ...]]] = {}
        self._turned: set[str] = set()
        """Ids whose tick is not the one they have at first."""

    def show(self, view: ReportView, as_of: date) -> None:
        """Take a report, keeping what was typed about accounts that are still there."""
        ids = {line.debt.id for line in view.lines}
        self._found = self._found if as_of == self.as_of else {}
        self.view, self.as_of = view, as_of
        self._told = {code: told for code, told in self._told.items() if code in ids}
        self._turned &= ids

    def forget(self) -> None:
        """Begin another report."""
        self.view, self.paper = ReportView(day=""), None
        self._told, self._turned, self._found = {}, set(), {}
        self.drops = True

    def written(self) -> Written | None:
        """Return what was read, typed and ticked so far; None where nothing was."""
        if self.paper is None and not self._told and not self._turned and self.drops:
            return None
        return self.paper, dict(self._told), frozenset(self._turned), self.drops

    def take(self, written: Written) -> None:
        """Go on with what was written; `show` keeps of it what is still listed."""
        self.paper, told, turned, self.drops = written
        self._told, self._turned = dict(told), set(turned)

    def told(self, line: ReportLine) -> Told:
        """Return the form of an account."""
        return self._told.get(line.debt.id, line.told)

    def change(self, line: ReportLine, name: str, **values: Any) -> None:
        """Take what was typed into a field."""
        self._told[line.debt.id] = report_form.changed(self.told(line), name, **values)

    def is_ticked(self, line: ReportLine) -> bool:
        """Say whether an account is to be entered, or merged where the ledger has it."""
        if line.debt.closed:
            return False
        return is_taken_unasked(line.known) != (line.debt.id in self._turned)

    def tick(self, line: ReportLine, on: bool) -> None:
        """Take an account in or out."""
        if not line.debt.closed and self.is_ticked(line) != on:
            self._turned ^= {line.debt.id}

    def ticked(self) -> list[ReportLine]:
        """Return what is ticked, in the order of the report."""
        return [line for line in self.view.lines if self.is_ticked(line)]

    def sums(self) -> Sums:
        """Return what the ticked accounts come to."""
        return report_debts.sums(self.ticked())

    def fields(self, line: ReportLine) -> tuple[str, ...]:
        """Return what is asked of an account; nothing where the ledger has the debt."""
        if line.known is not None:
            return ()
        return report_form.fields(line.debt, self.told(line), self.as_of)

    def missing(self, line: ReportLine) -> tuple[str, ...]:
        """Return the fields of an account that are still to be filled in."""
        if line.known is not None or line.debt.closed:
            return ()
        return report_form.missing(line.debt, self.told(line), self.as_of)

    def guesses(self, line: ReportLine) -> tuple[str, ...]:
        """Return the fields of an account that hold usual terms."""
        if line.known is not None:
            return ()
        return report_form.guesses(line.debt, self.told(line), self.as_of)

    def problems(self, line: ReportLine) -> tuple[Problem, ...]:
        """Return what is wrong with the form of an account."""
        if line.known is not None or line.debt.closed:
            return ()
        told, known = self.told(line), self._found.get(line.debt.id)
        if known is None or known[0] != told:
            found = adopting.check(line.debt, told, self.as_of)
            known = self._found[line.debt.id] = (told, found)
        return known[1]

    def incomplete(self) -> list[ReportLine]:
        """Return the ticked accounts whose form has gaps or faults."""
        return [line for line in self.ticked() if self.missing(line) or self.problems(line)]

    def complete(self) -> list[ReportLine]:
        """Return the ticked accounts whose form has neither."""
        return [line for line in self.ticked() if not (self.missing(line) or self.problems(line))]

    def wish(self, lines: Iterable[ReportLine] = ()) -> Wish:
        """Return what to do: enter or merge these accounts, keep the forms of all."""
        chosen = list(lines)
        stand_in = self.view.stand_in
        return Wish(
            as_of=self.as_of,
            enter=[line.debt.id for line in chosen if line.known is None],
            merge={line.debt.id: line.known.debt for line in chosen if line.known is not None},
            told=dict(self._told),
            paper=self.paper,
            drop=stand_in.debt if stand_in and chosen and self.drops else None,
        )
