from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import statement_builders as b
from hypothesis import given, settings
from hypothesis import strategies as st
from statement_builders import A, number

from jiebei_desktop.importers.preview import accounted
from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.words import words

MONTHS = [
    (name, [["账号：6217001234561234"], ["交易日期", "收入", "支出", "余额", "摘要"],
            [f"2026-0{month}-01", "", "5.00", f"{9 - month}5.00", "消费"]])
    for name, month in (("八月", 8), ("九月", 9))
]  # fmt: skip
FILES = (
    b.xlsx(*MONTHS),
    b.table(
        "交易日,卡号后四位,交易描述,交易币/金额,记账金额/币种",
        "2026-08-01,0800,消费,CNY,35.00,35.00/RMB(支出)",
        before=("建设银行信用卡",),
    ),
    b.table(
        '"还款时间","还款\n金额","本金","服务费","担保费","状态"',
        "2026-08-09,512.00,500.00,2.00,10.00,还款成功",
        ",,,,,待还款",
        before=("京东白条还款明细",),
    ),
    b.alipay(
        [A(order=number(n), amount=f"{n}.10", note="一\n二" if n == 2 else "") for n in range(1, 6)]
    ),
    b.alipay_a1([A(order=number(n)) for n in range(4)]),
    b.wechat_csv([b.w(order=str(n)) for n in range(4)]),
    b.xlsx(("账单", b.wechat_grid([b.w(order=str(n)) for n in range(3)]))),
    b.jd(
        [["2026-08-01 10:00:00", "京东", "纸巾", "10.00", "余额", "交易成功", "支出", "日用", "1"]]
    ),
    b.cmb(
        [("20260801", "10:00:00", -500, "消费", "甲"), ("20260802", "10:00:00", 700, "转账", "乙")]
    ),
    b.zipped("a.csv", b.alipay([A()])),
    b.aes_zip("a.csv", b.alipay([A()]), "234512"),
)


@st.composite
def damaged(draw):
    data = bytearray(draw(st.sampled_from(FILES)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(["flip", "cut", "paste", "drop"])):
            case "flip" if data:
                data[place] ^= draw(st.integers(1, 255))
            case "cut":
                del data[place:]
            case "paste":
                data[place:place] = draw(
                    st.binary(max_size=8) | st.sampled_from([b'"', b"\n", b",,", b"\x00", b"\r"])
                )
            case _:
                del data[place : place + draw(st.integers(1, 30))]
    return bytes(data)


@settings(max_examples=400, deadline=None)
@given(damaged(), st.booleans())
def test_a_damaged_file_is_refused_or_read_consistently(data, partial):
    try:
        statement = read(data, Options(partial=partial, password="234512"))
    except StatementRefused as refusal:
        assert refusal.code  # noqa: PT017 (the other branch goes on)
        return
    counts = accounted(statement.by_kind())
    assert counts.rows == len(statement.rows) == len(statement.verdicts)
    declared = statement.declared.rows
    doubles = sum(n.facts["rows"] for n in statement.notices if n.code == "equal_rows")
    assert partial or declared is None or declared == counts.rows + doubles
    for row, verdict in zip(statement.rows, statement.verdicts, strict=True):
        assert not (row.problem and verdict.kind.value != "review")


def test_the_word_lists_are_whole():
    known = words()
    assert len({kind.id for kind in known.formats}) == len(known.formats)
    for kind in known.formats:
        names = {name for names in kind.columns.values() for name in names}
        assert "at" in kind.columns
        assert "amount" in kind.columns
        assert kind.required & names
    assert known.format("jd").source == "jd"
    assert {"repaid", "drawn", "refunded", "repay_failed"} <= set(known.statuses["alipay"].values())
    codes = {rule.code for rule in (*known.category_rules, *known.income_rules)}
    assert all(
        code[0] in "ABC" and code[1:].isdigit()
        for code in codes | set(known.category_hints.values())
    )
    assert set(known.credit_methods) <= {product.name for product in known.products}


SAMPLES = os.environ.get("JIEBEI_SAMPLES")


@pytest.mark.skipif(not SAMPLES, reason="JIEBEI_SAMPLES names no folder of samples")
def test_the_made_samples_match_to_the_cent():
    made = Path(SAMPLES) / "made"
    for name, want in json.loads((made / "expected.json").read_text()).items():
        statement = read((made / name).read_bytes(), Options(password=want.get("password")))
        assert len(statement.rows) == want["rows"], name
        if "kinds" not in want:
            continue
        kinds = dict(want["kinds"])
        fee = kinds.pop("transfer+fee", [0, 0])
        kinds["transfer"] = [kinds["transfer"][0] + fee[0], kinds["transfer"][1] + fee[1]]
        assert {k.value: list(v) for k, v in statement.by_kind().items()} == kinds, name
        assert statement.debt_delta() == want["debt_delta"], name
        assert statement.income() == want["income"]
        assert statement.expense() == want["expense_net_of_refunds"]
        assert statement.fees() == want.get("fee_cents", 0)


@pytest.mark.skipif(not SAMPLES, reason="JIEBEI_SAMPLES names no folder of samples")
def test_the_public_samples_are_read_whole():
    for path in sorted((Path(SAMPLES) / "public").rglob("*.*")):
        statement = read(path.read_bytes(), Options(partial=True))
        assert accounted(statement.by_kind()).rows == len(statement.rows) > 0
