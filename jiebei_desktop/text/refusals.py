"""Words for files that are refused: what each is and what to do, in one or two sentences."""

from __future__ import annotations

from jiebei_desktop.text.texts import Wording

REFUSALS: Wording = {
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
        "No known column names were found: there is “{found}”, expected were names such as "
        "“{expected}”. You can assign the columns yourself on the import page."
    ),
    "head_missing": lambda t: t.gettext(
        "The line of column names is missing: line {line} is a row already (“{found}”), and above "
        "the rows should stand names such as “{expected}”. Download the file again, or put that "
        "line back."
    ),
    "garbled": lambda t: t.gettext(
        "The characters of this file are broken (“{found}”): a program has saved it in another "
        "encoding. Import it as it was downloaded; from a spreadsheet, save it as CSV UTF-8."
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
        "The workbook holds several statements ({sheets}) with other columns, other accounts or "
        "the same days. Save each sheet as a file of its own."
    ),
}
