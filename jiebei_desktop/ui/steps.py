"""Words for the steps of the history, as the Edit menu names them."""

from __future__ import annotations

from collections.abc import Callable

from jiebei_desktop.text.current import _

_NAMES: dict[str, Callable[[], str]] = {
    "load": lambda: _("load figures"),
    "import": lambda: _("import statement"),
    "first-numbers": lambda: _("keep the first numbers"),
    "adopt-debts": lambda: _("enter debts from papers"),
    "keep-report": lambda: _("keep credit report"),
    "add-debt": lambda: _("add debt"),
    "edit-debt": lambda: _("edit debt"),
    "delete-debt": lambda: _("delete debt"),
    "settle-debt": lambda: _("mark debt as settled"),
    "record-payment": lambda: _("record payment"),
    "report-balance": lambda: _("note the lender's figures"),
    "all-due": lambda: _("note that all is due"),
    "delete-payment": lambda: _("delete payment"),
    "add-entry": lambda: _("add entry"),
    "edit-entry": lambda: _("edit entry"),
    "split-entry": lambda: _("split entry"),
    "join-entry": lambda: _("join entry"),
    "delete-entries": lambda: _("delete entries"),
    "change-entries": lambda: _("change category"),
    "add-rule": lambda: _("add category rule"),
    "change-setting": lambda: _("change setting"),
    "add-fixing": lambda: _("add published LPR"),
    "open-rules": lambda: _("open rules file"),
    "paper-facts": lambda: _("fill in for papers"),
    "add-cash": lambda: _("edit balances"),
    "edit-cash": lambda: _("edit balances"),
    "delete-cash": lambda: _("edit balances"),
    "add-recurring": lambda: _("edit recurring items"),
    "edit-recurring": lambda: _("edit recurring items"),
    "delete-recurring": lambda: _("edit recurring items"),
    "add-assets": lambda: _("edit possessions"),
    "edit-assets": lambda: _("edit possessions"),
    "delete-assets": lambda: _("edit possessions"),
    "add-events": lambda: _("note a change in life"),
    "edit-events": lambda: _("edit a change in life"),
    "delete-events": lambda: _("drop a change in life"),
    "answer-question": lambda: _("answer a question"),
    "proposal-draft": lambda: _("draft proposal"),
    "check-in": lambda: _("five-minute check-in"),
    "edit-household": lambda: _("edit household"),
    "agreement": lambda: _("note agreement"),
    "instalment-paid": lambda: _("mark instalment as paid"),
    "contact-log": lambda: _("note contact"),
    "contact-edit": lambda: _("edit contact"),
    "contact-delete": lambda: _("delete contact"),
    "case-fact": lambda: _("note a fact of the case"),
    "case-fact-drop": lambda: _("drop a fact of the case"),
    "dismiss": lambda: _("put a warning aside"),
    "dismiss-restore": lambda: _("show warnings again"),
    "scenario-save": lambda: _("keep a what-if"),
    "scenario-rename": lambda: _("rename a what-if"),
    "scenario-delete": lambda: _("drop a what-if"),
    "proposal-edit": lambda: _("change proposal"),
    "proposal-sent": lambda: _("mark proposal as sent"),
    "letter-sent": lambda: _("mark letter as sent"),
    "proposal-reply": lambda: _("note an answer"),
    "agreement-broken": lambda: _("note the end of an agreement"),
    "agreement-reinstated": lambda: _("let an agreement go on"),
    "agreement-change-asked": lambda: _("note a wish for a change"),
    "settled": lambda: _("mark debt as settled"),
    "reminder-done": lambda: _("tick off a reminder"),
    "evidence-add": lambda: _("add document"),
    "evidence-delete": lambda: _("delete document"),
}


def step_name(code: str) -> str:
    """Return a step's name; a code without words of its own is the last change."""
    name = _NAMES.get(code)
    return name() if name is not None else _("last change")
