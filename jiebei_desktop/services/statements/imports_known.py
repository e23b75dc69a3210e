"""A file that was imported before, known by its hash: answered from its batch, not read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.preview import Accounted, Declared, Notice, Statement, Total
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.statements.imports_values import ImportPreview, ImportSummary
from jiebei_desktop.storage.imported import ImportBatch

FACT = "summary"
"""Under which a batch keeps what its file came to."""


def kept(summary: ImportSummary) -> dict[str, Any]:
    """Return what a batch keeps of a summary beside its own columns."""
    return {
        "kinds": {kind.value: list(total) for kind, total in summary.by_kind.items()},
        "debts": dict(summary.debt_delta),
        "sums": [summary.income, summary.expense, summary.fees],
    }


def preview(batch: ImportBatch, name: str, digest: str) -> ImportPreview | None:
    """Return the preview of a file imported before, or None when it must be read again.

    A batch of an earlier version does not say enough; rows that another file had brought may be
    gone with that file.
    """
    facts = batch.facts
    if FACT not in facts or batch.duplicates:
        return None
    statement = Statement(
        format=batch.format,
        source=facts["source"],
        account=batch.account,
        tail=facts["tail"],
        first=batch.first,
        last=batch.last,
        declared=Declared(rows=batch.declared_rows),
        rows=[],
        verdicts=[],
        complete=facts["complete"],
    )
    return ImportPreview(
        file=name,
        sha256=digest,
        statement=statement,
        identities=(),
        already=batch,
        stored=_summary(facts[FACT], batch, name),
    )


def _summary(told: Mapping[str, Any], batch: ImportBatch, name: str) -> ImportSummary:
    notices = [Notice(code=code, line=line, facts=facts) for code, line, facts in batch.warnings]
    said = Notice(code="already", facts={"on": batch.imported_on, "file": batch.file})
    income, expense, fees = (Fen(fen) for fen in told["sums"])
    return ImportSummary(
        batch=None,
        file=name,
        format=batch.format,
        account=batch.account,
        first=batch.first,
        last=batch.last,
        declared_rows=batch.declared_rows,
        rows=batch.rows,
        accounted=Accounted(
            booked=batch.booked, neutral=batch.neutral, ignored=batch.ignored, review=batch.review
        ),
        duplicates=batch.rows,
        by_kind={Kind(kind): Total(rows, Fen(fen)) for kind, (rows, fen) in told["kinds"].items()},
        debt_delta={name: Fen(change) for name, change in told["debts"].items()},
        income=income,
        expense=expense,
        fees=fees,
        warnings=(said, *(notice for notice in notices if notice.code != said.code)),
    )
