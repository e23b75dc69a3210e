from __future__ import annotations

import ast
from pathlib import Path

import pytest

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt
from jiebei_desktop.importers.preview import Notice
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.statements.imports_values import Unusual
from jiebei_desktop.text import imported, importing
from jiebei_desktop.text.texts import Texts

ROOT = Path(importing.__file__).parents[1]


@pytest.fixture(params=["zh_CN", "en"])
def t(request):
    return Texts(request.param)


def codes(name):
    """Return the codes that the program passes to a function or keyword of this name."""
    found = set()
    for path in [*ROOT.glob("importers/*.py"), *ROOT.glob("services/statements/imports*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                values = [*node.args, *(k.value for k in node.keywords if k.arg == "code")]
                found |= {v.value for v in values if isinstance(v, ast.Constant)}
    return {code for code in found if isinstance(code, str)}


def test_every_refusal_of_the_program_has_words(t):
    facts = {
        "rows": 1,
        "declared": 2,
        "declared_fen": 100,
        "rows_fen": 200,
        "direction": "支出",
        "file": "a",
        "lines": ("x",),
        "pages": 600,
        "most": 500,
        "columns": 16384,
        "units": "元、万元",
        "sheets": "8月、9月",
        "line": 2,
        "found": "哪天",
        "expected": "交易日期",
        "source": "alipay",
        "day": "05/01/2026",
    }
    assert {"workbook_locked", "workbook_damaged"} <= set(importing.REFUSALS)
    for code in codes("StatementRefused") - {"zip_damaged"} | {"password_wrong", "zip_damaged"}:
        assert code in importing.REFUSALS
        assert importing.refusal(StatementRefused(code, facts), t)


def test_every_notice_of_the_program_has_words(t):
    facts = {
        "places": "1-2",
        "rows": 1,
        "declared": 2,
        "declared_fen": 100,
        "rows_fen": 200,
        "direction": "支出",
    }
    facts |= {
        "on": "2026-11-01",
        "characters": 1,
        "product": "借呗",
        "day": "d",
        "names": "b.csv",
        "accounts": "1、2",
        "amount_fen": 1,
        "reason": "amount",
        "lender": "某某银行",
        "balance_fen": 100,
        "overdue_fen": 100,
    }
    for code in codes("Notice"):
        assert importing.notice(Notice(code=code, facts=facts), t) != code


def test_every_reason_of_the_program_has_words(t):
    for code in codes("review") | codes("plain") | codes("Verdict"):
        assert importing.reason(code, t) != code


FLOWS = ("draws", "purchases", "repayments", "refunds", "missed")


def proposed(**more):
    return ProposedDebt(id="x", name="某贷", lender="某家", product="other", **more)


@pytest.mark.parametrize("count", [1, 2])
def test_a_proposal_tells_every_kind_of_movement(t, count):
    facts = dict.fromkeys(FLOWS, count) | {f"{key}_fen": 100 * count for key in FLOWS}
    told = imported.proposal(proposed(facts=facts), t)
    assert told.count(f"{count}.00") == len(FLOWS)


def test_a_report_names_its_month(t):
    assert "2026-10" in imported.proposal(proposed(paper=Paper.CREDIT_REPORT, as_of="2026-10"), t)


def test_a_report_tells_what_is_overdue(t):
    late = proposed(paper=Paper.CREDIT_REPORT, as_of="2026-10", overdue=Fen(142_500))
    assert "1,425.00" in imported.proposal(late, t)


@pytest.mark.parametrize("lines", [(1,), (1, 2)])
def test_everything_unlike_other_times_has_words(t, lines):
    facts = {"month": "2026-10", "who": "某家"}
    found = [
        Unusual(code=code, fen=100, lines=lines, facts=facts)
        for code in ("income_above_usual", "same_as_other_account", "new_lender", "no_salary")
    ]
    line = imported.unusual_line(found, t)
    assert all(imported.unusual(one, t) in line for one in found)
    assert "{" not in line


def test_several_lenders_met_at_once_are_one_clause(t):
    met = [Unusual(code="new_lender", fen=100, facts={"who": who}) for who in ("某贷", "某花")]
    line = imported.unusual_line(met, t)
    assert ("某贷" in line, "某花" in line, "1.00" in line) == (True, True, False)


def test_every_missing_fact_has_a_name(t):
    keys = ("balance", "rate", "due_day", "first_due", "periods")
    assert len({imported.missing_facts([key], t) for key in keys}) == len(keys)
    assert imported.missing_facts(keys[1:3], Texts("zh_CN")) == "利率、还款日"


def test_every_kind_has_a_name(t):
    assert len({importing.kind(kind, t) for kind in Kind}) == len(Kind)


def test_unknown_codes_stand_for_themselves_and_unknown_sources_are_banks(t):
    assert importing.reason("someday", t) == "someday"
    assert importing.source("wechat", t) != importing.source("bank", t)
    assert importing.source("alipay_a3", t) == importing.source("alipay", t)
    assert importing.reason("paid_credit", t) == importing.reason("paid", t)
    assert importing.refusal(StatementRefused("someday"), t)
