"""The one list of what the window can do: menus, keys, command palette and help all read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct, field

from jiebei_desktop.text.current import _

Words = Callable[[], str]


class Command(Struct, frozen=True, kw_only=True):
    """One thing the window can do: a row of a menu, of the palette, or of both."""

    name: str
    """Code, unique."""
    title: Words
    menu: str = ""
    """file, edit, view, go or help; empty for what only keys and the palette reach."""
    keys: tuple[str, ...] = ()
    icon: str = "right"
    ledger: bool = False
    """Whether it needs an open ledger."""
    page: str = ""
    """The page that does it, with ``args`` as the arguments of the navigation."""
    args: Mapping[str, object] = field(default_factory=dict)
    also: Words = str
    """Other words people look for it by; never shown."""

    def said(self) -> str:
        """Return the title as a sentence or a list says it."""
        return self.title().rstrip("…")


class PageKey(Struct, frozen=True, kw_only=True):
    """A key that works inside one page only; the list of keys and the help show it."""

    page: str
    keys: str
    title: Words


def _on(page: str, **args: object) -> dict[str, Any]:
    """Return the fields of a command that one page carries out."""
    return {"page": page, "args": args, "ledger": True}


def _command(name: str, title: Words, menu: str = "", *keys: str, **rest: Any) -> Command:
    return Command(name=name, title=title, menu=menu, keys=keys, **rest)


_FILE = (
    _command("new", lambda: _("New ledger…"), "file", icon="plus"),
    _command("open", lambda: _("Open ledger…"), "file", "Ctrl+O", icon="folder"),
    _command(
        "import", lambda: _("Import statement…"), "file", "Ctrl+I", icon="import",
        also=lambda: _("bill alipay wechat bank csv pdf"), **_on("ledger", do="import"),
    ),
    _command(
        "export", lambda: _("Export PDF plan…"), "file", "Ctrl+E", icon="pdf",
        also=lambda: _("paper request print the plan"), **_on("plan", do="export"),
    ),
    _command(
        "backup", lambda: _("Back up now"), "file", icon="save",
        also=lambda: _("copy of the ledger"), **_on("settings", do="backup"),
    ),
    _command(
        "print", lambda: _("Print this page…"), "file", "Ctrl+P", icon="file", ledger=True,
        also=lambda: _("paper printer"),
    ),
    _command(
        "lock", lambda: _("Lock now"), "file", "Ctrl+Shift+L", icon="lock", ledger=True,
        also=lambda: _("password"),
    ),
    _command(
        "close_ledger", lambda: _("Close ledger"), "file", "Ctrl+W", icon="close", ledger=True
    ),
    _command("quit", lambda: _("Quit"), "file", "Ctrl+Q", icon="close"),
)  # fmt: skip
_EDIT = (
    _command("undo", lambda: _("Undo"), "edit", "Ctrl+Z", icon="undo", ledger=True),
    _command("redo", lambda: _("Redo"), "edit", "Ctrl+Y", "Ctrl+Shift+Z", icon="redo", ledger=True),
    _command(
        "add_entry", lambda: _("Add entry"), "edit", "Ctrl+N", icon="plus",
        also=lambda: _("note spending income"), **_on("ledger", do="add"),
    ),
    _command(
        "split", lambda: _("Split an entry…"), "edit", "Ctrl+T", icon="split",
        also=lambda: _("parts supermarket several categories"), **_on("ledger", do="split"),
    ),
    _command(
        "add_debt", lambda: _("Add debt"), "edit", "Ctrl+D", icon="debts",
        also=lambda: _("loan card huabei jiebei"), **_on("debts", do="add"),
    ),
    _command(
        "log_contact", lambda: _("Note a contact"), "edit", "Ctrl+Shift+N", icon="message",
        also=lambda: _("call collector lender said"), **_on("negotiation", do="log"),
    ),
    _command(
        "find", lambda: _("Find in page"), "edit", "Ctrl+F", icon="search", ledger=True,
        also=lambda: _("search filter"),
    ),
    _command(
        "copy", lambda: _("Copy rows"), "edit", "Ctrl+C", icon="copy", ledger=True,
        also=lambda: _("clipboard table spreadsheet"),
    ),
    _command(
        "save_table", lambda: _("Save table as CSV…"), "edit", "Ctrl+Shift+S", icon="table",
        ledger=True, also=lambda: _("export spreadsheet excel"),
    ),
)  # fmt: skip
_VIEW = (
    _command(
        "mask", lambda: _("Hide amounts"), "view", "Ctrl+Shift+H", icon="eye_off",
        also=lambda: _("privacy cover dots"),
    ),
    _command("zoom_in", lambda: _("Larger text"), "view", "Ctrl+=", "Ctrl++", icon="plus"),
    _command("zoom_out", lambda: _("Smaller text"), "view", "Ctrl+-", icon="minus"),
    _command("zoom_reset", lambda: _("Normal text"), "view", "Ctrl+0", icon="refresh"),
    _command("next_pane", lambda: _("Next area"), "", "F6", icon="next"),
    _command("previous_pane", lambda: _("Previous area"), "", "Shift+F6", icon="back"),
)  # fmt: skip
_HELP = (
    _command(
        "help", lambda: _("Help for this page"), "help", "F1", icon="info",
        also=lambda: _("manual how to"),
    ),
    _command("manual", lambda: _("Manual"), "help", icon="ledger", also=lambda: _("help contents")),
    _command(
        "palette", lambda: _("Find any action…"), "help", "Ctrl+K", icon="search",
        also=lambda: _("command palette search"),
    ),
    _command(
        "keys", lambda: _("All keys"), "help", "Ctrl+/", "?", icon="keyboard",
        also=lambda: _("shortcuts keyboard"),
    ),
    _command(
        "about", lambda: _("About and sources"), "help", icon="info", **_on("settings", do="about")
    ),
)  # fmt: skip
_DEEDS = (
    _command(
        "check_in", lambda: _("Five-minute check-in"), icon="clock",
        also=lambda: _("look at the week"), **_on("overview", do="check_in"),
    ),
    _command(
        "budget", lambda: _("Budget by category"), icon="table", **_on("ledger", tab="budgets")
    ),
    _command(
        "recurring", lambda: _("Recurring items: wages, rent"), icon="repeat",
        **_on("ledger", tab="recurring"),
    ),
    _command(
        "balances", lambda: _("Cash and possessions"), icon="wallet", **_on("ledger", tab="assets")
    ),
    _command(
        "adopt", lambda: _("Enter debts found in bills"), icon="import",
        **_on("ledger", do="adopt"),
    ),
    _command(
        "payoff", lambda: _("What settling everything costs on a day"), icon="calendar",
        also=lambda: _("pay off early settle close"), **_on("debts", do="payoff"),
    ),
    _command(
        "prepay", lambda: _("Pay a debt early, in part"), icon="calendar",
        also=lambda: _("prepay shorten lower instalments term"), **_on("debts", do="prepay"),
    ),
    _command(
        "pay", lambda: _("Record a payment"), "", "Ctrl+R", icon="check_circle",
        also=lambda: _("paid instalment settled"), **_on("debts", do="pay"),
    ),
    _command(
        "reconcile", lambda: _("Compare with the lender's figure"), icon="check",
        also=lambda: _("balance app shows check"), **_on("debts", do="reconcile"),
    ),
    _command(
        "report", lambda: _("Enter from a credit report"), icon="file",
        **_on("credit_report", do="open"),
    ),
    _command(
        "change", lambda: _("Note a change in life"), icon="calendar",
        also=lambda: _("job lost wages cut illness child"), **_on("life_events", do="add"),
    ),
    _command(
        "letters", lambda: _("Write a letter to a lender"), icon="send",
        also=lambda: _("complaint settle extend hardship settlement certificate"),
        **_on("negotiation", do="letters"),
    ),
    _command(
        "draft", lambda: _("Draft a proposal"), icon="edit",
        also=lambda: _("offer instalments negotiate"), **_on("negotiation", do="draft"),
    ),
    _command(
        "counter", lambda: _("Check what the caller offers"), icon="phone",
        also=lambda: _("call counter-offer"), **_on("call", do="offer"),
    ),
    _command(
        "offer", lambda: _("Open a loan offer…"), icon="folder", **_on("offer_check", do="open")
    ),
    _command(
        "rates", lambda: _("Bring the rate table up to date"), icon="percent",
        also=lambda: _("lpr rule data"), **_on("settings", do="rules"),
    ),
)  # fmt: skip
COMMANDS: tuple[Command, ...] = (*_FILE, *_EDIT, *_VIEW, *_HELP, *_DEEDS)
MENUS = ("file", "edit", "view", "go", "help")
PAGE_KEYS = (
    PageKey(page="ledger", keys="Tab", title=lambda: _("Quick row: take the match, next field")),
    PageKey(page="ledger", keys="Enter", title=lambda: _("Quick row: save and type the next")),
    PageKey(page="ledger", keys="Esc", title=lambda: _("Empty the quick row or the search")),
    PageKey(page="ledger", keys="Space", title=lambda: _("Importing: leave a row out")),
    PageKey(page="ledger", keys="Alt+PgDown", title=lambda: _("Importing: next page of the file")),
    PageKey(page="ledger", keys="Alt+PgUp", title=lambda: _("Importing: page before")),
    PageKey(page="debts", keys="Alt+Down", title=lambda: _("Next debt")),
    PageKey(page="debts", keys="Alt+Up", title=lambda: _("Debt before")),
    PageKey(page="debts", keys="Del", title=lambda: _("Delete the chosen payment")),
    PageKey(page="life_events", keys="N", title=lambda: _("New change in life")),
    PageKey(page="life_events", keys="Del", title=lambda: _("Drop the chosen change")),
    PageKey(page="credit_report", keys="Esc", title=lambda: _("Stop reading the report")),
    PageKey(page="call", keys="1 … 8", title=lambda: _("Press an answer")),
    PageKey(page="plan", keys="Alt+Up", title=lambda: _("Own order: pay this debt earlier")),
    PageKey(page="plan", keys="Alt+Down", title=lambda: _("Own order: pay this debt later")),
)


def command(name: str) -> Command:
    """Return a command by its code.

    Raises:
        KeyError: there is none of that name.
    """
    return {each.name: each for each in COMMANDS}[name]


def menu_title(menu: str) -> str:
    """Return a menu's name with its mnemonic."""
    titles = {
        "file": _("&File"),
        "edit": _("&Edit"),
        "view": _("&View"),
        "go": _("&Go"),
        "help": _("&Help"),
    }
    return titles[menu]


def menu_name(menu: str) -> str:
    """Return a menu's name without its mnemonic, which Chinese menus carry in brackets."""
    return menu_title(menu).replace("&", "").partition("(")[0].strip()


def caps(sequence: str) -> list[str]:
    """Return the keys of a sequence: ``Ctrl++`` is Ctrl and +, nothing is none."""
    plus = sequence.endswith("+")
    held = sequence.removesuffix("+").removesuffix("+") if plus else sequence
    return [*filter(None, held.split("+")), *(["+"] if plus else [])]
