"""Words for statements: why a file was refused, what a row is and why, what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.preview import Notice
from jiebei_desktop.importers.refusals import Fact, StatementRefused
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.text.formats import money
from jiebei_desktop.text.refusals import REFUSALS
from jiebei_desktop.text.texts import Said, Texts, Wording

if TYPE_CHECKING:
    from jiebei_desktop.importers.proof import ProofLink


def refusal(error: StatementRefused, t: Texts) -> str:
    """Return why a file was refused and what to do, in one or two sentences."""
    return _filled(REFUSALS.get(error.code, REFUSALS["binary"]), error.facts, t)


def notice(one: Notice, t: Texts) -> str:
    """Return one thing to look at, in a sentence; its line is shown beside it."""
    if one.code == "review":
        return reason(str(one.facts["reason"]), t)
    wording = _NOTICES.get(one.code)
    return reason(one.code, t) if wording is None else _filled(wording, one.facts, t)


def unread_accounts(places: str, t: Texts) -> str:
    """Say which accounts of a report nobody could read, by page and number."""
    return t.gettext(
        "Accounts in words that are not known were left out (page-number: {places}). Look them up "
        "in the report and enter them by hand."
    ).format(places=places)


def kind(value: Kind, t: Texts) -> str:
    """Return the name of a kind of row."""
    return _KINDS[value](t)


def reason(code: str, t: Texts) -> str:
    """Return why a row is what it is; an unknown code stands for itself."""
    wording = _REASONS.get(code.removesuffix("_credit")) or _REASONS.get(code)
    return code if wording is None else wording(t)


def proof(link: ProofLink, t: Texts) -> str:
    """Say how the row before proves that an amount was read right, or that one was not."""
    moved, after = money(Fen(abs(link.moved))), money(link.after)
    if link.before is None:
        words = t.gettext("The balance after it is {after}; there is no row before to prove it.")
        return words.format(after=after)
    facts = {"before": money(link.before), "moved": moved, "after": after}
    if link.holds:
        words = (
            t.gettext("{before} before it, less {moved}, is exactly this row's balance {after}.")
            if link.moved < 0
            else t.gettext("{before} before it and {moved} are exactly this row's balance {after}.")
        )
        return words.format(**facts)
    words = (
        t.gettext("{before} before it, less {moved}, would be {wanted}; printed is {after}.")
        if link.moved < 0
        else t.gettext("{before} before it and {moved} would be {wanted}; printed is {after}.")
    )
    return words.format(**facts, wanted=money(Fen(link.before + link.moved)))


def joined(count: int, t: Texts) -> str:
    """Say how many rows are the other side of rows in another file; empty without any."""
    words = t.ngettext(
        "{count} row is in another file, too, and counts once.",
        "{count} rows are in another file, too, and count once.",
        count,
    )
    return words.format(count=count) if count else ""


def source(code: str, t: Texts) -> str:
    """Return the name of a statement's format or source; an unknown one is a bank."""
    wording = _SOURCES.get(code) or _SOURCES.get(code.split("_", maxsplit=1)[0])
    return t.gettext("Bank statement") if wording is None else wording(t)


def _filled(wording: Said, facts: Mapping[str, Fact], t: Texts) -> str:
    shown = {name: _shown(name, fact, t) for name, fact in facts.items()}
    return wording(t).format(**shown)


def _shown(name: str, fact: Fact, t: Texts) -> str:
    if isinstance(fact, tuple):
        return "\n".join(fact)
    if name == "source":
        return source(str(fact), t)
    if name.endswith("_fen") and isinstance(fact, int):
        return money(Fen(fact))
    return str(fact)


_NOTICES: Wording = {
    "own_columns": lambda t: t.gettext("Read with the columns you assigned."),
    "already": lambda t: t.gettext("This file was imported before, on {on}. Nothing is added."),
    "repaired": lambda t: t.gettext("A comma inside a text had split this row; it was joined."),
    "equal_rows": lambda t: t.gettext(
        "Rows equal in every cell were counted once: {rows} left out."
    ),
    "zip_others": lambda t: t.gettext(
        "The file holds others, which were not read: {names}. Save them and import each by itself."
    ),
    "sheets_stacked": lambda t: t.gettext(
        "The sheets {names} were read as one statement, one below the other; the numbers of the "
        "rows run on from one to the next."
    ),
    "accounts_unread": lambda t: unread_accounts("{places}", t),
    "several_accounts": lambda t: t.gettext(
        "The file holds the rows of several accounts: {accounts}. All of them were read."
    ),
    "known_by_content": lambda t: t.gettext(
        "{rows} rows are known from another file of this account: same day, amount and balance "
        "or words. They are not booked again."
    ),
    "typed_already": lambda t: t.gettext(
        "{rows} rows were typed by hand before: same money on the same day or a day beside it. "
        "They are not booked a second time."
    ),
    "numbers_lost": lambda t: t.gettext(
        "A spreadsheet has destroyed the order numbers of {rows} rows; they are recognised by "
        "minute, amount and words. Better import the file as it was downloaded."
    ),
    "unreadable": lambda t: t.gettext("Characters that could not be read: {characters}."),
    "truncated": lambda t: t.gettext("The end is missing; the whole rows were taken: {rows}."),
    "count_differs": lambda t: t.gettext("Declared rows: {declared}; read: {rows}."),
    "sum_differs": lambda t: t.gettext(
        "{direction}: declared {declared} rows, {declared_fen}; read {rows} rows, {rows_fen}."
    ),
    "sign_by_words": lambda t: t.gettext(
        "Money in and out was told apart by words such as repayment and purchase. Please check."
    ),
    "sign_by_balance": lambda t: t.gettext("The balance shows that plus means money out."),
    "sign_unproved": lambda t: t.gettext(
        "Nothing proves that plus means money in. Please check a row you remember."
    ),
    "balance_breaks": lambda t: t.gettext("The balance does not follow from the row before."),
    "link_unsure": lambda t: t.gettext(
        "Two rows could be the bank side of this payment. Please choose."
    ),
    "guarantee_late": lambda t: t.gettext(
        "You answer for somebody else's debt at {lender}, now {balance_fen}, of which "
        "{overdue_fen} is overdue: the lender may turn to you. It is not a debt of yours yet and "
        "is not proposed."
    ),
    "guarantee_late_unsaid": lambda t: t.gettext(
        "You answer for somebody else's debt at {lender}, now {balance_fen}. It is overdue, by how "
        "much is not said: the lender may turn to you. It is not a debt of yours yet and is not "
        "proposed."
    ),
    "guarantee": lambda t: t.gettext(
        "You answer for somebody else's debt at {lender}, now {balance_fen}. It is not a debt of "
        "yours yet and is not proposed."
    ),
    "missed_repayment": lambda t: t.gettext(
        "A repayment of {product} failed on {day}: {amount_fen}. Was it paid another way?"
    ),
}

_KINDS: Wording = {
    Kind.INCOME: lambda t: t.pgettext("row", "Income"),
    Kind.INCOME_INTEREST: lambda t: t.pgettext("row", "Interest received"),
    Kind.EXPENSE: lambda t: t.pgettext("row", "Expense"),
    Kind.REFUND: lambda t: t.pgettext("row", "Refund"),
    Kind.DEBT_DRAW: lambda t: t.pgettext("row", "Borrowed"),
    Kind.DEBT_REPAY: lambda t: t.pgettext("row", "Repaid"),
    Kind.TRANSFER: lambda t: t.pgettext("row", "Between own accounts"),
    Kind.NEUTRAL_NOT_MINE: lambda t: t.pgettext("row", "Not yours to pay"),
    Kind.IGNORED_UNPAID: lambda t: t.pgettext("row", "Not paid"),
    Kind.IGNORED_FAILED: lambda t: t.pgettext("row", "Failed"),
    Kind.IGNORED_CLOSED: lambda t: t.pgettext("row", "Closed"),
    Kind.IGNORED_ZERO: lambda t: t.pgettext("row", "Zero amount"),
    Kind.REVIEW: lambda t: t.pgettext("row", "To review"),
}

_REASONS: Wording = {
    "amount": lambda t: t.gettext("The amount cannot be read."),
    "date": lambda t: t.gettext("The date cannot be read."),
    "ragged": lambda t: t.gettext("The row has too many or too few cells."),
    "short": lambda t: t.gettext("The row has too many or too few cells."),
    "broken": lambda t: t.gettext("A quotation mark was opened and never closed."),
    "unknown_direction": lambda t: t.gettext("The direction is none of the known words."),
    "unknown_status": lambda t: t.gettext("The status is none of the known words."),
    "unknown_product": lambda t: t.gettext("A loan row that names no known product."),
    "repayment_returned": lambda t: t.gettext(
        "Money of a loan came back: a repayment that failed, or a loan taken back. Please say "
        "which."
    ),
    "neutral_unknown": lambda t: t.gettext("Not counted by the app; nothing says what it is."),
    "negative": lambda t: t.gettext("A negative amount, which wallets do not write."),
    "currency": lambda t: t.gettext("Another currency; it is shown, not added up."),
    "book_credit": lambda t: t.gettext("A loan row of the notebook export, without a status."),
    "credit_category": lambda t: t.gettext("A row of the loans category; nothing says what it is."),
    "looks_like_lender": lambda t: t.gettext(
        "The name looks like a lender's: repayment, loan, or ordinary? It counts as nothing yet."
    ),
    "may_be_loan": lambda t: t.gettext(
        "The words speak of a loan: does this name lend? It counts as nothing yet."
    ),
    "payer_unknown": lambda t: t.gettext(
        "Money in, and nothing says from whom or what for: income, borrowed, or your own? It "
        "counts as nothing yet."
    ),
    "wallet_unnamed": lambda t: t.gettext("A wallet payment that names nobody."),
    "bank_through_wallet": lambda t: t.gettext(
        "A payment to another bank: a card repayment or a transfer."
    ),
    "link_unsure": lambda t: t.gettext(
        "Two rows could be the bank side of this payment. Please choose."
    ),
    "unlinked": lambda t: t.gettext("You took its link apart."),
    "left_out": lambda t: t.gettext("You left it out."),
    "chosen": lambda t: t.gettext("As you decided."),
    "zero": lambda t: t.gettext("Nothing was paid."),
    "unpaid": lambda t: t.gettext("Not paid yet."),
    "failed": lambda t: t.gettext("It failed; no money moved."),
    "repayment_failed": lambda t: t.gettext("A repayment failed; no money moved."),
    "closed": lambda t: t.gettext("Closed; no money moved."),
    "closed_never_paid": lambda t: t.gettext("Closed before it was paid."),
    "closed_refunded": lambda t: t.gettext("Closed after payment; its refund is there, too."),
    "refund": lambda t: t.gettext("Money back for a purchase."),
    "refund_to_buyer": lambda t: t.gettext("You gave a buyer the money back."),
    "drawn": lambda t: t.gettext("A loan paid out: cash and debt rise together."),
    "repaid": lambda t: t.gettext("A repayment: cash and debt fall together."),
    "repaid_by": lambda t: t.gettext("A repayment paid by credit: one debt for another."),
    "paid": lambda t: t.gettext("A payment."),
    "received": lambda t: t.gettext("Money received."),
    "typed_already": lambda t: t.gettext("Typed by hand before; the entry stays as it was typed."),
    "salary": lambda t: t.gettext("Wages."),
    "from_person": lambda t: t.gettext("Money from a person: income or a loan?"),
    "loan_from_person": lambda t: t.gettext("Money a person lent you."),
    "interest": lambda t: t.gettext("Interest received."),
    "balance": lambda t: t.gettext("The balance does not follow from the row before."),
    "own_accounts": lambda t: t.gettext("Between your own accounts."),
    "own_accounts_fee": lambda t: t.gettext("Between your own accounts, with a fee."),
    "credit_bill": lambda t: t.gettext(
        "Bought on credit: the wallet's own bill has this purchase. Import that bill, or say here "
        "that it is an expense."
    ),
    "repayment_sign": lambda t: t.gettext(
        "It is called a repayment, but its sign is that of a purchase. Please say which it is."
    ),
    "lender_state": lambda t: t.gettext("The lender's word for how this row stands is not known."),
    "parts_differ": lambda t: t.gettext("Its parts do not add up to the amount paid."),
    "bill_instalments": lambda t: t.gettext(
        "A bill turned into instalments: its purchases were counted when they were made."
    ),
    "card_cost": lambda t: t.gettext(
        "Interest or a fee of the card itself: it moves the debt and is no living cost."
    ),
    "card_interest": lambda t: t.gettext(
        "Interest of the card itself: cost of the debt, no living cost. A debt with a rate reckons "
        "it already."
    ),
    "others_card": lambda t: t.gettext("Paid with a relative's card."),
    "deferred": lambda t: t.gettext("Use first, pay later: not paid yet."),
    "leg_alipay": lambda t: t.gettext("The bank side of an Alipay row."),
    "leg_wechat": lambda t: t.gettext("The bank side of a WeChat row."),
    "leg_jd": lambda t: t.gettext("The bank side of a JD row."),
    "leg_card": lambda t: t.gettext("The card's side of a repayment in another file."),
    "leg_app": lambda t: t.gettext("The UnionPay app's row of a payment in the bank's own file."),
    "leg_lender": lambda t: t.gettext("The lender's own row of a repayment in another file."),
    "leg_lender_parts": lambda t: t.gettext(
        "The lender's own row of a repayment in another file, with its parts."
    ),
    "leg_book": lambda t: t.gettext("The notebook's entry of a row in another file."),
    "leg_shop_wechat": lambda t: t.gettext("Paid through WeChat, whose file has the same payment."),
    "leg_shop_alipay": lambda t: t.gettext("Paid through Alipay, whose file has the same payment."),
}

_SOURCES: Wording = {
    "alipay": lambda t: t.pgettext("source", "Alipay"),
    "credit_report": lambda t: t.pgettext("source", "Credit report"),
    "lender": lambda t: t.pgettext("source", "Lender's list of repayments"),
    "alipay_book": lambda t: t.pgettext("source", "Alipay notebook"),
    "wechat": lambda t: t.pgettext("source", "WeChat Pay"),
    "suishouji": lambda t: t.pgettext("source", "Suishouji (app)"),
    "qianji": lambda t: t.pgettext("source", "Qianji (app)"),
    "wacai": lambda t: t.pgettext("source", "Wacai (app)"),
    "ezbookkeeping": lambda t: t.pgettext("source", "ezBookkeeping"),
    "yimu": lambda t: t.pgettext("source", "Yimu (app)"),
    "shark": lambda t: t.pgettext("source", "Shark (app)"),
    "own": lambda t: t.pgettext("source", "Export of this program"),
    "qif": lambda t: t.pgettext("source", "QIF file"),
    "jd": lambda t: t.pgettext("source", "JD"),
    "unionpay": lambda t: t.pgettext("source", "UnionPay app"),
    "meituan": lambda t: t.pgettext("source", "Meituan"),
    "cmb": lambda t: t.pgettext("source", "China Merchants Bank"),
    "icbc": lambda t: t.pgettext("source", "ICBC"),
    "ccb": lambda t: t.pgettext("source", "China Construction Bank"),
    "abc": lambda t: t.pgettext("source", "Agricultural Bank of China"),
    "boc": lambda t: t.pgettext("source", "Bank of China"),
    "bocom": lambda t: t.pgettext("source", "Bank of Communications"),
    "cib": lambda t: t.pgettext("source", "Industrial Bank"),
    "spdb": lambda t: t.pgettext("source", "SPD Bank"),
    "citic": lambda t: t.pgettext("source", "China CITIC Bank"),
    "cgb": lambda t: t.pgettext("source", "China Guangfa Bank"),
}
