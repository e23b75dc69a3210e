"""Words for statements: why a file was refused, what a row is and why, what to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.preview import Notice
from jiebei_desktop.importers.proof import ProofLink
from jiebei_desktop.importers.refusals import Fact, StatementRefused
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.text.formats import money
from jiebei_desktop.text.texts import Texts

Wording = Callable[[Texts], str]


def refusal(error: StatementRefused, t: Texts) -> str:
    """Return why a file was refused and what to do, in one or two sentences."""
    return _filled(_REFUSALS.get(error.code, _REFUSALS["binary"]), error.facts, t)


def notice(one: Notice, t: Texts) -> str:
    """Return one thing to look at, in a sentence; its line is shown beside it."""
    if one.code == "review":
        return reason(str(one.facts["reason"]), t)
    wording = _NOTICES.get(one.code)
    return reason(one.code, t) if wording is None else _filled(wording, one.facts, t)


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


def _filled(wording: Wording, facts: Mapping[str, Fact], t: Texts) -> str:
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


_REFUSALS: Mapping[str, Wording] = {
    "missing": lambda t: t.gettext("There is no such file: {file}."),
    "unreadable_file": lambda t: t.gettext(
        "{file} cannot be opened. It may be open in another program; close it and try again."
    ),
    "empty": lambda t: t.gettext("The file is empty."),
    "too_big": lambda t: t.gettext("The file is larger than 200 MB. Export a shorter period."),
    "zip_bomb": lambda t: t.gettext(
        "The zip would unpack to far more than a statement holds. It was not opened."
    ),
    "zip_damaged": lambda t: t.gettext("The zip is damaged. Download the statement again."),
    "zip_without_statement": lambda t: t.gettext(
        "The zip holds no CSV or Excel file. Take the statement for personal reconciliation."
    ),
    "password_needed": lambda t: t.gettext(
        "The zip has a password. Alipay shows it in the app; WeChat Pay sends it as a message."
    ),
    "password_wrong": lambda t: t.gettext(
        "The password does not open this zip. Each export has its own password."
    ),
    "pdf_password_needed": lambda t: t.gettext(
        "The PDF has a password. The bank gives it with the file: often the last six digits of "
        "your identity number or of the card, or a code in the app."
    ),
    "pdf_password_wrong": lambda t: t.gettext(
        "The password does not open this PDF. The app or mail that gave you the file names it."
    ),
    "pdf_damaged": lambda t: t.gettext("The PDF is damaged. Download the statement again."),
    "pdf_foreign": lambda t: t.gettext(
        "The PDF holds a script or another file, which no statement does. It was not opened; "
        "download the statement from the bank's own app."
    ),
    "pdf_long": lambda t: t.gettext(
        "The PDF has {pages} pages, more than the {most} that are read. Export a shorter period."
    ),
    "pdf_scanned": lambda t: t.gettext(
        "The PDF is a picture without text, as a scanner makes it. Ask the bank's app for the "
        "statement as an electronic file (交易明细, PDF or Excel)."
    ),
    "pdf_certificate": lambda t: t.gettext(
        "This certificate lists no payments. Keep it as evidence, and export the transactions "
        "(交易明细) for the ledger."
    ),
    "report_detailed": lambda t: t.gettext(
        "This is the detailed credit report (详版), whose tables are not read. Ask for the brief "
        "edition (简版) in the bank's app or at 云闪付; it is free twice a year."
    ),
    "html": lambda t: t.gettext(
        "This web page holds no table. Open the bill itself in the browser and save that page, or "
        "export the transactions as CSV or Excel."
    ),
    "xml": lambda t: t.gettext(
        "This is a table saved as XML. Open it in a spreadsheet and save it as CSV or xlsx."
    ),
    "mail": lambda t: t.gettext(
        "This mail holds no table of payments, only a notice or a link. Open the full bill from "
        "the mail and save that page or PDF, or export the transactions in the bank's app."
    ),
    "mail_damaged": lambda t: t.gettext(
        "The mail cannot be read. Save it again from the mail program as .eml."
    ),
    "outlook": lambda t: t.gettext(
        "This is a mail in Outlook's own format (.msg). Save it from the mail program as .eml or "
        "HTML and choose that file."
    ),
    "document": lambda t: t.gettext(
        "This is a text document (Word, WPS), not a statement. Choose the file that the bank or "
        "the app gave you: PDF, Excel, CSV or mail."
    ),
    "ofd": lambda t: t.gettext(
        "This is an OFD file, which is not read. Save it as PDF in the OFD reader, or choose the"
        " transactions (交易明细) as PDF, Excel or CSV."
    ),
    "numbers": lambda t: t.gettext(
        "This is a table of Apple Numbers, which is not read. Export it as Excel or CSV."
    ),
    "picture": lambda t: t.gettext(
        "This is a picture. It cannot be read as a statement; export the transactions (交易明细) "
        "in the app as a file: PDF, Excel or CSV."
    ),
    "archive": lambda t: t.gettext(
        "This archive (rar, 7z, gz) is not opened. Unpack it and choose the file inside."
    ),
    "workbook_locked": lambda t: t.gettext(
        "The workbook has a password. Save it without one and try again."
    ),
    "workbook_damaged": lambda t: t.gettext(
        "The workbook cannot be read. Download it again, or save it as CSV."
    ),
    "workbook_vast": lambda t: t.gettext(
        "The sheet has cells as far as row {rows}, column {columns}, more than any statement. Copy "
        "the table alone into a new workbook, or save it as CSV."
    ),
    "too_hard": lambda t: t.gettext(
        "The file asks for more memory or time than a statement needs, so reading it was stopped. "
        "Download it again, or export a shorter period."
    ),
    "binary": lambda t: t.gettext("This file holds no statement."),
    "header_not_found": lambda t: t.gettext(
        "No known column names were found. You can assign the columns yourself."
    ),
    "repayment_list": lambda t: t.gettext(
        "This is a lender's plan or list of repayments. It is read when it names the lender and, in"
        " columns of their own, the day of payment, the amount paid, principal and interest."
        " Import the bill of the account that paid, or record each payment at its debt."
    ),
    "loan_list": lambda t: t.gettext(
        "This is a lender's list of loans, not of movements of money. Enter each loan under Debts,"
        " or import the bill of the account they were paid out to."
    ),
    "units_differ": lambda t: t.gettext(
        "The lines above the table name several units of money ({units}). Write the unit behind the"
        " name of each column of amounts, as in 金额(元), and import the file again."
    ),
    "day_or_month": lambda t: t.gettext(
        "{day} can be a day and a month or a month and a day, and no row shows which. Write the"
        " dates with the year first (2026-11-05), or export a whole month."
    ),
    "days_hidden": lambda t: t.gettext(
        "The dates were saved as ####, for their column was too narrow. Widen it and save again, or"
        " import the file as it was downloaded."
    ),
    "columns_missing": lambda t: t.gettext(
        "This is a bill of {source} without its columns {columns}, so nothing says what was paid."
        " Export it again and import it without changing its columns."
    ),
    "no_rows": lambda t: t.gettext(
        "The columns are known, but there is no row below them. Check the period of the export."
    ),
    "truncated": lambda t: t.gettext(
        "The file ends in the middle of a row. Download it again, or import the {rows} whole rows."
    ),
    "count_differs": lambda t: t.gettext(
        "The file says it holds {declared} rows, but {rows} were read. Download it again, or "
        "import what is there."
    ),
    "sum_differs": lambda t: t.gettext(
        "The file says {direction} is {declared} rows, {declared_fen}; read were {rows} rows, "
        "{rows_fen}. Download it again, or import what is there."
    ),
    "journal": lambda t: t.gettext(
        "This is a plain-text journal (Beancount, hledger). Export a CSV with date, kind, amount, "
        "category, counterparty and note (for Beancount: bean-query), and import that."
    ),
    "two_statements": lambda t: t.gettext(
        "The workbook holds several statements. Save each sheet as a file of its own."
    ),
}

_NOTICES: Mapping[str, Wording] = {
    "own_columns": lambda t: t.gettext("Read with the columns you assigned."),
    "already": lambda t: t.gettext("This file was imported before, on {on}. Nothing is added."),
    "repaired": lambda t: t.gettext("A comma inside a text had split this row; it was joined."),
    "equal_rows": lambda t: t.gettext(
        "Rows equal in every cell were counted once: {rows} left out."
    ),
    "zip_others": lambda t: t.gettext(
        "The zip holds other tables, which were not read: {names}. Unpack it and import each file."
    ),
    "several_accounts": lambda t: t.gettext(
        "The file holds the rows of several accounts: {accounts}. All of them were read."
    ),
    "known_by_content": lambda t: t.gettext(
        "{rows} rows are known from another file of this account: same day, amount and balance "
        "or words. They are not booked again."
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
    "guarantee": lambda t: t.gettext(
        "You answer for somebody else's debt at {lender}, now {balance_fen}. It is not a debt of "
        "yours yet and is not proposed."
    ),
    "missed_repayment": lambda t: t.gettext(
        "A repayment of {product} failed on {day}: {amount_fen}. Was it paid another way?"
    ),
}

_KINDS: Mapping[Kind, Wording] = {
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

_REASONS: Mapping[str, Wording] = {
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
    "salary": lambda t: t.gettext("Wages."),
    "from_person": lambda t: t.gettext("Money from a person: income or a loan?"),
    "loan_from_person": lambda t: t.gettext("Money a person lent you."),
    "interest": lambda t: t.gettext("Interest received."),
    "balance": lambda t: t.gettext("The balance does not follow from the row before."),
    "own_accounts": lambda t: t.gettext("Between your own accounts."),
    "own_accounts_fee": lambda t: t.gettext("Between your own accounts, with a fee."),
    "lender_state": lambda t: t.gettext("The lender's word for how this row stands is not known."),
    "parts_differ": lambda t: t.gettext("Its parts do not add up to the amount paid."),
    "bill_instalments": lambda t: t.gettext(
        "A bill turned into instalments: its purchases were counted when they were made."
    ),
    "others_card": lambda t: t.gettext("Paid with a relative's card."),
    "deferred": lambda t: t.gettext("Use first, pay later: not paid yet."),
    "leg_alipay": lambda t: t.gettext("The bank side of an Alipay row."),
    "leg_wechat": lambda t: t.gettext("The bank side of a WeChat row."),
    "leg_jd": lambda t: t.gettext("The bank side of a JD row."),
    "leg_card": lambda t: t.gettext("The card's side of a repayment in another file."),
    "leg_lender": lambda t: t.gettext("The lender's own row of a repayment in another file."),
    "leg_book": lambda t: t.gettext("The notebook's entry of a row in another file."),
    "leg_shop_wechat": lambda t: t.gettext("Paid through WeChat, whose file has the same payment."),
    "leg_shop_alipay": lambda t: t.gettext("Paid through Alipay, whose file has the same payment."),
}

_SOURCES: Mapping[str, Wording] = {
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
