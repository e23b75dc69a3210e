"""Statement files made from scratch for the tests: every layout, with invented people and shops."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from msgspec import Struct

from jiebei_desktop.importers.pdf_lines import lines_of, text_of_line

A_HEAD = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注"
W_HEAD = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
J_HEAD = (
    "交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号,商家订单号,备注"
)
M_HEAD = "交易创建时间,交易成功时间,交易类型,订单标题,收/支,支付方式,订单金额,实付金额,交易单号,商家单号,备注"
CMB_HEAD = ("交易日期", "交易时间", "收入", "支出", "余额", "交易类型", "交易备注")
CARD = "示例银行储蓄卡(8705)"


class A(Struct, frozen=True, kw_only=True):
    """One Alipay row."""

    at: str = "2026-08-05 12:00:00"
    category: str = "餐饮美食"
    peer: str = "小店"
    account: str = "/"
    item: str = "午饭"
    way: str = "支出"
    amount: str = "12.00"
    method: str = "账户余额"
    status: str = "交易成功"
    order: str = "2026080522001400000000000001"
    merchant: str = "M1"
    note: str = ""

    def cells(self) -> list[str]:
        return [
            self.at,
            self.category,
            self.peer,
            self.account,
            self.item,
            self.way,
            self.amount,
            self.method,
            self.status,
            self.order,
            self.merchant,
            self.note,
        ]


def number(n: int, day: str = "20260805") -> str:
    """Return an order number that no other row has."""
    return f"{day}22001400000000{n:06d}"


def alipay_preamble(count: int | None, issuer: str, extra: int = 0) -> list[str]:
    lines = [
        "-" * 84,
        "导出信息：",
        "姓名：测试",
        "支付宝账户：139****0001",
        "起始时间：[2026-08-01 00:00:00]    终止时间：[2026-10-31 23:59:59]",
        "导出交易类型：[全部]",
        "导出时间：[2026-11-01 08:00:00]",
    ]
    lines += [f"共{count}笔记录"] if count is not None else []
    lines += ["", "特别提示："]
    lines += [f"{n}.这一行只是说明" for n in range(1, 10 + extra)]
    return [*lines, "", f"------------------------{issuer}  电子客户回单------------------------"]


def alipay_text(
    rows: Sequence[A | str],
    *,
    issuer: str = "支付宝支付科技有限公司",
    count: int | None = -1,
    extra: int = 0,
    head: str = A_HEAD,
) -> str:
    """Return an app statement: CRLF preamble, LF rows, trailing commas; strings go in as they are."""
    declared = len(rows) if count == -1 else count
    body = [r if isinstance(r, str) else ",".join(cell(c) for c in r.cells()) + "," for r in rows]
    preamble = "\r\n".join(alipay_preamble(declared, issuer, extra))
    return preamble + "\r\n" + head + ",\n" + "".join(f"{line}\n" for line in body)


def alipay(rows: Sequence[A | str], encoding: str = "gb18030", **how: object) -> bytes:
    return alipay_text(rows, **how).encode(encoding)  # type: ignore[arg-type]


def alipay_a2(rows: Sequence[A]) -> bytes:
    """Return the layout of 2023: padded cells, order numbers that end with a tab."""
    padded = [
        ",".join(
            [*(f"{c:<20}" for c in r.cells()[:9]), f"{r.order}\t", f"{r.merchant}\t", " " * 20]
        )
        for r in rows
    ]
    head = ",".join(f"{name:<20}" for name in A_HEAD.split(","))
    text = "\n".join(
        [
            *alipay_preamble(len(rows), "支付宝（中国）网络技术有限公司"),
            head + ",",
            *(p + "," for p in padded),
        ]
    )
    return (text + "\n").encode("gb18030")


def alipay_a1(rows: Sequence[A]) -> bytes:
    """Return the layout of 2021: direction first, time last, the information behind the rows."""
    head = "收/支,交易对方,对方账号,商品说明,收/付款方式,金额,交易状态,交易分类,交易订单号,商家订单号,交易时间"
    lines = ["支付宝交易明细", head + ","]
    for r in rows:
        way = "其他" if r.way == "不计收支" else r.way
        cells = [way, r.peer, r.account, r.item, r.method, r.amount, r.status, r.category]
        lines.append(",".join(f"{c:<10}" for c in [*cells, r.order, r.merchant, r.at]) + ",")
    lines += ["-" * 60, "导出信息：", f"共{len(rows)}笔记录", "支付宝账户：139****0001"]
    lines += ["起始时间：[2026-08-01 00:00:00]    终止时间：[2026-10-31 23:59:59]"]
    return ("\n".join(lines) + "\n").encode("gb18030")


def alipay_web(rows: Sequence[A]) -> bytes:
    """Return the old web layout with 16 columns."""
    head = (
        "交易号,商家订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,交易对方,商品名称,"
        "金额（元）,收/支,交易状态,服务费（元）,成功退款（元）,备注,资金状态"
    )
    lines = [
        "支付宝交易记录明细查询",
        "账号:[a@b.c]",
        "起始日期:[2019-08-01 00:00:00]    终止日期:[2019-10-01 00:00:00]",
        "-" * 40,
        head + ",",
    ]
    for r in rows:
        paid = r.at if r.note != "unpaid" else ""
        cells = [
            r.order,
            r.merchant,
            r.at,
            paid,
            r.at,
            "网站",
            "即时到账",
            r.peer,
            r.item,
            r.amount,
        ]
        lines.append(",".join([*cells, r.way, r.status, "0.00", "0.00", "", "已支出"]) + ",")
    lines += ["-" * 40, f"共{len(rows)}笔记录", "导出时间:[2019-10-08 14:34:22]    用户:测试"]
    return ("\n".join(lines) + "\n").encode("gb18030")


def alipay_book(rows: Sequence[Sequence[str]]) -> bytes:
    head = "记录时间,分类,收支类型,金额,备注,账户,来源,标签"
    return "\n".join(
        ["特别提示：记账本", head, *(",".join(map(cell, r)) for r in rows), ""]
    ).encode("gb18030")


def cell(text: str) -> str:
    """Quote a cell only when it has to be."""
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text


W = tuple[str, str, str, str, str, str, str, str, str, str, str]


def w(
    at: str = "2026-10-01 10:00:00",
    kind: str = "商户消费",
    peer: str = "超市",
    way: str = "支出",
    amount: str = "10.00",
    **more: str,
) -> W:
    """Return one WeChat row."""
    return (
        at,
        kind,
        peer,
        more.get("item", "/"),
        way,
        amount,
        more.get("method", "零钱"),
        more.get("status", "支付成功"),
        more.get("order", "4200000000000000000000000001"),
        more.get("merchant", "/"),
        more.get("note", "/"),
    )


def _sum(rows: Iterable[W], way: str) -> tuple[int, str]:
    mine = [round(float(r[5].strip("¥￥").replace(",", "")) * 100) for r in rows if r[4] == way]
    return len(mine), f"{sum(mine) / 100:.2f}"


def wechat_preamble(rows: Sequence[W], *, declared: bool = True) -> list[str]:
    lines = ["微信支付账单明细", "微信昵称：[测试]"]
    lines += ["起始时间：[2026-10-01 00:00:00] 终止时间：[2026-10-31 23:59:59]", "导出类型：[全部]"]
    lines += ["导出时间：[2026-11-01 09:00:00]", ""]
    if declared:
        lines.append(f"共{len(rows)}笔记录")
        for name, way in (("收入", "收入"), ("支出", "支出"), ("中性交易", "/")):
            count, total = _sum(rows, way)
            lines.append(f"{name}：{count}笔 {total}元")
    return [
        *lines,
        "注：",
        "1. 说明",
        "",
        "----------------------微信支付账单明细列表--------------------",
    ]


def wechat_csv(rows: Sequence[W], *, declared: bool = True, tab: bool = False) -> bytes:
    """Return a CSV statement; ``tab`` puts one between closing quote and comma, as in 2025-04."""
    lines = [f"{line},,,,,,,,,," for line in wechat_preamble(rows, declared=declared)]
    mark = '"\t,"' if tab else '","'
    body = ['"' + mark.join(c.replace('"', '""') for c in r) + '"' for r in rows]
    return ("\r\n".join([*lines, W_HEAD, *body]) + "\r\n").encode("utf-8-sig")


def wechat_grid(rows: Sequence[W], *, serial: bool = True) -> list[list[object]]:
    grid: list[list[object]] = [[line] for line in wechat_preamble(rows)]
    grid.append(list(W_HEAD.split(",")))
    for r in rows:
        when = datetime.fromisoformat(r[0])
        day = (when - datetime(1899, 12, 30)).total_seconds() / 86400
        grid.append(
            [day if serial else r[0], *r[1:5], float(r[5]) if serial else f"¥{r[5]}", *r[6:]]
        )
    return grid


def xlsx(*sheets: tuple[str, Sequence[Sequence[object]]], skip_empty: bool = True) -> bytes:
    """Return a workbook; empty rows are left out of the sheet's XML, as WeChat does."""
    names = "".join(
        f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, (n, _) in enumerate(sheets, 1)
    )
    rels = "".join(
        f'<Relationship Id="rId{i}" Target="worksheets/sheet{i}.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        for i in range(1, len(sheets) + 1)
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Target="xl/workbook.xml" Type="{office}/officeDocument"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{space}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">{rels}</Relationships>'
        )
        archive.writestr(
            "xl/styles.xml", f'<styleSheet xmlns="{space}"><fills><fill/></fills></styleSheet>'
        )
        for i, (_, grid) in enumerate(sheets, 1):
            archive.writestr(
                f"xl/worksheets/sheet{i}.xml", _sheet(space, grid, skip_empty=skip_empty)
            )
    return out.getvalue()


def _sheet(space: str, grid: Sequence[Sequence[object]], *, skip_empty: bool) -> str:
    rows = []
    for y, line in enumerate(grid, 1):
        if skip_empty and not any(value != "" for value in line):
            continue
        cells = "".join(
            _cell(f"{chr(65 + x)}{y}", value) for x, value in enumerate(line) if value != ""
        )
        rows.append(f'<row r="{y}">{cells}</row>')
    return f'<worksheet xmlns="{space}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def _cell(ref: str, value: object) -> str:
    if isinstance(value, float | int):
        return f'<c r="{ref}"><v>{value!r}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


J = tuple[str, str, str, str, str, str, str, str, str]


def jd(
    rows: Sequence[Sequence[str]],
    *,
    spent: str | None = None,
    period: str = "2026-08-01 至 2026-08-31",
) -> bytes:
    """Return a JD statement; rows are cells of time, shop, item, amount, method, status, way, category, order."""
    lines = [
        "导出信息：",
        "京东账号名：jd_test",
        f"日期区间：{period}",
        f"共：{len(rows)}笔记录",
    ]
    count = sum(1 for r in rows if r[6] == "支出")
    lines += [f"支出：{count}笔(含1笔部分退款)，{spent}元"] if spent else []
    lines += ["", "特别提示", "1.说明；", "", J_HEAD]
    body = [",".join([f"{r[0]}\t", *map(cell, r[1:8]), f"{r[8]}\t", "\t", " "]) for r in rows]
    return ("\n".join([*lines, *body]) + "\n").encode("utf-8-sig")


def meituan(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a Meituan statement; rows are time, kind, title, way, method, paid, order."""
    lines = ['""', "美团账号：测试", f"共{len(rows)}笔记录", '""', M_HEAD]
    for at, kind, title, way, method, paid, order in rows:
        lines.append(
            ",".join([at, at, kind, cell(title), way, method, paid, paid, f'"{order}\t"', "/", "/"])
        )
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def cmb(
    rows: Sequence[tuple[str, str, int, str, str]],
    *,
    opening: int = 100_000,
    newest_first: bool = True,
    totals: bool = True,
) -> bytes:
    """Return a CMB statement; rows are day, time, fen (plus in), kind, note, oldest first."""
    lines = [
        '"# 招商银行交易记录"',
        '"# 账    号: [一卡通:6214********8705   招商银行]"',
        '"# 起始日期: [20260801]   终止日期: [20261031]"',
        "",
    ]
    body = []
    balance = opening
    for day, time, fen, kind, note in rows:
        balance += fen
        money = [f"{fen / 100:.2f}", ""] if fen > 0 else ["", f"{-fen / 100:.2f}"]
        cells = [f"\t{day}", f"\t{time}", *money, f"{balance / 100:.2f}", kind, note]
        body.append(",".join(f'"{c}"' for c in cells))
    if newest_first:
        body.reverse()
    ins = [fen for _, _, fen, _, _ in rows if fen > 0]
    outs = [-fen for _, _, fen, _, _ in rows if fen < 0]
    tail = [
        f'"# 收入合计: {len(ins)} 笔，共 {sum(ins) / 100:.2f} 元"',
        f'"# 支出合计: {len(outs)} 笔，共 {sum(outs) / 100:.2f} 元"',
    ]
    head = ",".join(f'"{name}"' for name in CMB_HEAD)
    return ("\r\n".join([*lines, head, *body, "", *(tail if totals else [])]) + "\r\n").encode(
        "utf-8-sig"
    )


def table(head: str, *rows: str, before: Sequence[str] = (), after: Sequence[str] = ()) -> bytes:
    return ("\n".join([*before, head, *rows, *after]) + "\n").encode()


def zipped(name: str, data: bytes, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
        for other, content in more.items():
            archive.writestr(other, content)
    return out.getvalue()


def aes_zip(name: str, data: bytes, password: str) -> bytes:
    import pyzipper

    out = io.BytesIO()
    with pyzipper.AESZipFile(
        out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setpassword(password.encode())
        archive.writestr(name, data)
    return out.getvalue()


def crypto_zip(name: bytes, data: bytes, password: str) -> bytes:
    """Return a stored entry under the old zip cipher, its name in whatever bytes are given."""
    table_ = [0] * 256
    for n in range(256):
        value = n
        for _ in range(8):
            value = (value >> 1) ^ (0xEDB88320 if value & 1 else 0)
        table_[n] = value
    keys = [0x12345678, 0x23456789, 0x34567890]

    def step(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table_[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table_[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password.encode():
        step(byte)
    crc = zlib.crc32(data)
    secret = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + data:
        temp = (keys[2] | 2) & 0xFFFF
        secret.append(byte ^ ((temp * (temp ^ 1)) >> 8 & 0xFF))
        step(byte)
    head = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 33, crc, len(secret), len(data), len(name), 0)
    local = b"PK\x03\x04" + head + name + bytes(secret)
    central = (
        b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    )
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def many(count: int) -> bytes:
    """Return a big Alipay statement of varied rows."""
    shops = (
        "小店",
        "超市",
        "面馆",
        "药房",
        "书店",
        "菜场",
        "加油站",
        "理发店",
        "水务公司",
        "宽带公司",
    )
    methods = ("账户余额", "余额宝", CARD, "花呗", "示例银行信用卡(1234)")
    hints = ("餐饮美食", "日用百货", "交通出行", "充值缴费", "医疗健康")
    rows = [
        A(
            at=f"2026-{8 + n % 3:02d}-{1 + n % 28:02d} {n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}",
            category=hints[n % 5],
            peer=f"{shops[n % 10]}{n % 300}",
            item=f"商品说明第{n}号",
            amount=f"{n % 900 + 1}.{n % 100:02d}",
            method=methods[n % 5] if n % 20 == 0 else methods[n % 3],
            order=number(n),
            merchant=f"M{n}",
            way="支出" if n % 15 else "收入",
        )
        for n in range(count)
    ]
    return alipay(rows)


def texts_of(pages):
    """Return all lines of a document as text."""
    return [text_of_line(line) for page in pages for line in lines_of(page)]
