"""The program examines itself: what must work on a machine where it was just installed.

Each check is a function that returns facts or raises; nothing outside a scratch folder is written.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase, QRawFont

from jiebei_desktop import __version__, bundle
from jiebei_desktop.text.current import texts
from jiebei_desktop.text.languages import languages
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.theme import BUNDLED_FAMILY
from jiebei_desktop.ui.window import MainWindow

UNCAUGHT, TOO_LONG = 3, 4
"""Exit codes: an exception that nobody caught, and a program that hangs."""
PATIENCE_SECONDS = 240.0
SPECIMEN = "¥1,234.50 借呗还款规划 逾期 罚息 协商"
FEWEST_COLOURS = 12
"""A page that was really drawn has more colours than a blank one."""

Facts = dict[str, Any]


class Broken(Exception):  # noqa: N818 - a verdict of the self-test
    """A check found something that does not work."""


class Bench(Struct, frozen=True, kw_only=True):
    """What the checks work with."""

    window: MainWindow
    settle: Callable[[], None]
    folder: Path
    as_of: date


def guard(patience: float = PATIENCE_SECONDS) -> threading.Timer:
    """See that the process ends with a code when something is uncaught or hangs.

    An exception inside a Qt slot would otherwise leave the event loop running for ever.
    """
    sys.excepthook = _uncaught
    watchdog = threading.Timer(patience, os._exit, (TOO_LONG,))
    watchdog.daemon = True
    watchdog.start()
    return watchdog


def _uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:  # pragma: no cover - ends the process
    if sys.stderr is not None:
        traceback.print_exception(kind, error, trace)
        sys.stderr.flush()
    os._exit(UNCAUGHT)


def need(good: object, why: str) -> None:
    """Raise ``Broken`` unless something holds."""
    if not good:
        raise Broken(why)


def check_words(bench: Bench) -> Facts:
    """Our messages and Qt's own buttons are translated."""
    language = bench.window.parts.language
    found = {}
    for locale in languages():
        language.use(locale)
        button = QCoreApplication.translate("QPlatformTheme", "Cancel")
        found[locale] = (texts().gettext("Overview"), button)
    need(found["zh_CN"][0] != found["en"][0], "our messages are not translated")
    need(found["zh_CN"][1] != "Cancel", "Qt's buttons are not translated")
    return {locale: list(words) for locale, words in found.items()}


def check_fonts(_bench: Bench) -> Facts:
    """The bundled font is there and has every sign of a line of digits, yuan and Chinese."""
    need(BUNDLED_FAMILY in QFontDatabase.families(), "the bundled font is not registered")
    raw = QRawFont(str(bundle.resources() / "fonts" / "JiebeiSansSC-Regular.otf"), 12.0)
    missing = [sign for sign in SPECIMEN if not raw.supportsCharacter(ord(sign))]
    need(not missing, f"the font lacks {missing}")
    return {"family": BUNDLED_FAMILY}


def check_pages(bench: Bench) -> Facts:
    """Every page of the example is drawn in every language."""
    window = bench.window
    window.ledgers.open_demo("employee")
    bench.settle()
    need(window.session is not None, "the example did not open")
    drawn: Facts = {}
    for locale in languages():
        window.parts.language.use(locale)
        for entry in PAGES:
            window.go(entry.name)
            bench.settle()
            need(window.current == entry.name, f"{entry.name} did not come up")
            drawn[f"{locale}/{entry.name}"] = _colours(window)
    pale = [name for name, colours in drawn.items() if colours < FEWEST_COLOURS]
    need(not pale, f"nothing is drawn on {pale}")
    need(len(drawn) > len(languages()), "there are no pages")
    return drawn


def _colours(window: MainWindow) -> int:
    image = window.grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7))
    return len({image.pixel(x, y) for x, y in points})


def statement_text() -> str:
    """Return a small Alipay statement, made up, in the layout of the app's export."""
    head = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,"
    head += "交易订单号,商家订单号,备注,"
    order = "20260805220014000000000000"
    rows = [
        f"2026-08-05 12:00:00,餐饮美食,小店,/,午饭,支出,12.00,账户余额,交易成功,{order}01,M1,,",
        f"2026-08-06 08:30:00,交通出行,公交,/,车票,支出,2.00,账户余额,交易成功,{order}02,M2,,",
    ]
    before = ["-" * 84, "导出信息：", "姓名：测试", "支付宝账户：139****0001"]
    before += ["起始时间：[2026-08-01 00:00:00]    终止时间：[2026-10-31 23:59:59]"]
    before += ["导出交易类型：[全部]", "导出时间：[2026-11-01 08:00:00]", "共2笔记录", ""]
    before += ["----------------支付宝支付科技有限公司  电子客户回单----------------"]
    return "\r\n".join([*before, head, *rows, ""])


def check_import(bench: Bench) -> Facts:
    """A statement is read, booked, and not booked twice."""
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.statements import imports

    path = bench.folder / "账单 8月.csv"
    path.write_bytes(statement_text().encode("gb18030"))
    with Session.create(bench.folder / "导入.jiebei") as session:
        first = imports.book(session, imports.preview(session, path))[0]
        again = imports.book(session, imports.preview(session, path))[0]
        entries = len(session.book().entries)
    need((entries, again.duplicates) == (first.rows, first.rows), "the statement was not booked")
    return {"rows": first.rows, "format": first.format}


def check_pdf(bench: Bench) -> Facts:
    """The plan is computed from the example and written as PDF in every language."""
    from jiebei_desktop.report.render import render, write
    from jiebei_desktop.services.files import demo
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.papers import statement

    sizes: Facts = {}
    with Session.create(bench.folder / "方案.jiebei") as session:
        session.ledger.add_book(demo.employee(bench.as_of))
        facts = statement.for_session(session, bench.as_of)
    for locale in languages():
        content = render(facts, locale)
        path = bench.folder / f"方案 {locale}.pdf"
        write(path, content)
        need(path.read_bytes().startswith(b"%PDF-"), "the plan is no PDF")
        sizes[locale] = len(content)
    return sizes


def check_cipher(bench: Bench) -> Facts:
    """A password protects the file, a wrong one does not open it, the right one does."""
    from jiebei_desktop.domain.problems import WrongPassword
    from jiebei_desktop.services.files import demo
    from jiebei_desktop.services.keeping import backups
    from jiebei_desktop.services.keeping.session import Session

    path = bench.folder / "密码.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(bench.as_of))
        book = session.book()
        backups.set_password(session, "正确的密码")
        need(session.ledger.protected, "the file is not protected")
        need(session.ledger.check() == (), "the protected file is not sound")
    need(not path.read_bytes().startswith(b"SQLite"), "the file is plain")
    refused = False
    try:
        Session.open(path, "错的").close()
    except WrongPassword:
        refused = True
    need(refused, "a wrong password opens the file")
    with Session.open(path, "正确的密码") as session:
        need(session.book() == book, "the protected file holds something else")
    return {"debts": len(book.debts), "entries": len(book.entries)}


CHECKS: dict[str, Callable[[Bench], Facts]] = {
    "words": check_words,
    "fonts": check_fonts,
    "pages": check_pages,
    "import": check_import,
    "pdf": check_pdf,
    "cipher": check_cipher,
}


def examine(
    bench: Bench, checks: dict[str, Callable[[Bench], Facts]] | None = None
) -> dict[str, Any]:
    """Run every check and return the report; ``ok`` says whether all went well."""
    report: dict[str, Any] = {
        "version": __version__,
        "frozen": bool(getattr(sys, "frozen", False)),
        "system": sys.platform,
        "python": sys.version.split()[0],
        "checks": {},
    }
    for name, check in (CHECKS if checks is None else checks).items():
        report["checks"][name] = _checked(check, bench)
    report["ok"] = all(found["ok"] for found in report["checks"].values())
    return report


def _checked(check: Callable[[Bench], Facts], bench: Bench) -> Facts:
    started = time.monotonic()
    try:
        found: Facts = {"ok": True, "facts": check(bench)}
    except Exception as error:  # noqa: BLE001 - whatever breaks is what the report is for
        found = {"ok": False, "why": "".join(traceback.format_exception_only(error)).strip()}
        found["trace"] = traceback.format_tb(error.__traceback__)
    return {**found, "seconds": round(time.monotonic() - started, 2)}
