"""Why a file was refused: a code with facts, worded by ``text.importing``."""

from __future__ import annotations

from collections.abc import Mapping

Fact = int | str | tuple[str, ...]
"""A value beside a refusal or warning code; amounts are fen under keys ending in ``_fen``."""


class StatementRefused(Exception):  # noqa: N818 (a refusal is an answer, not a failure)
    """A file that is not booked, with the reason as a code and its facts.

    Codes: ``empty``, ``too_big``, ``zip_bomb``, ``zip_damaged``, ``zip_without_statement``,
    ``zip_with_many``, ``password_needed``, ``password_wrong``, ``pdf_password_needed``,
    ``pdf_password_wrong``, ``pdf_damaged``, ``pdf_foreign``, ``pdf_long``, ``pdf_scanned``,
    ``pdf_certificate``, ``report_detailed``, ``html``, ``xml``, ``mail``, ``mail_damaged``,
    ``outlook``, ``document``, ``picture``, ``archive``,
    ``workbook_locked``, ``workbook_damaged``, ``workbook_vast``, ``too_hard``, ``binary``,
    ``header_not_found``, ``head_missing``, ``garbled``, ``mapping_needed``, ``no_rows``,
    ``truncated``, ``count_differs``, ``sum_differs``, ``two_statements``, ``repayment_list``,
    ``loan_list``, ``units_differ``, ``day_or_month``, ``days_hidden``, ``columns_missing``,
    ``ofd``, ``numbers``.
    """

    def __init__(self, code: str, facts: Mapping[str, Fact] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Fact] = dict(facts or {})
