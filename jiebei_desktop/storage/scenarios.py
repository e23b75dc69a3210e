"""Kept what-ifs; what is different in one is a JSON object."""

from __future__ import annotations

import json

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.scenarios import Scenario, WhatIf
from jiebei_desktop.storage.records import StoredColumn, StoredTable, text


def _read(body: str) -> WhatIf:
    told = json.loads(body)
    return WhatIf(
        extra=Fen(told["extra_fen"]),
        lump_sum=Fen(told["lump_fen"]),
        income_cut=told["income_cut_percent"],
        missed_month=told["missed_month"],
    )


def _written(what_if: WhatIf) -> str:
    return text(
        {
            "extra_fen": what_if.extra,
            "lump_fen": what_if.lump_sum,
            "income_cut_percent": what_if.income_cut,
            "missed_month": what_if.missed_month,
        }
    )


SCENARIOS = StoredTable(
    "scenarios", Scenario, columns={"what_if": StoredColumn("body", _read, _written)}
)
