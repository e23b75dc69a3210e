from __future__ import annotations

import shutil
import sys
from datetime import date

import pytest
import statement_builders as b
from statement_builders import A, number

from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.problems import WrongPassword
from jiebei_desktop.services.cases import evidence
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping import backups
from jiebei_desktop.services.keeping.preferences import Keeper, PreferencesFile
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports
from jiebei_desktop.services.statements.imports_values import Choices
from jiebei_desktop.storage import passwords

DAY = date(2026, 11, 22)
PAPER = "收入证明：某某公司，月薪 8,600 元".encode()


@pytest.fixture
def book():
    return demo.employee(DAY)


def secrets(book):
    """Every name of the example, and amounts that are long enough not to occur by chance."""
    names = {entry.counterparty for entry in book.entries} | {item.name for item in book.recurring}
    names |= {debt.name for debt in book.debts} | {debt.lender for debt in book.debts}
    words = {name.encode() for name in names if len(name) > 1} | {PAPER, "神秘小店".encode()}
    return words | {yuan(debt.principal).encode() for debt in book.debts if debt.principal > 10**6}


def readable(folder, words):
    return {
        (path.name, word.decode())
        for path in folder.rglob("*")
        if path.is_file()
        for word in words
        if word in path.read_bytes()
    }


def test_a_protected_ledger_leaves_nothing_readable_anywhere(tmp_path, book):
    home = tmp_path / "home"
    home.mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "证明.txt").write_bytes(PAPER)
    bill = outside / "账单.csv"
    bill.write_bytes(b.alipay([A(peer="神秘小店", order=number(n)) for n in range(1, 9)]))
    path = home / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(book)
        imports.book(session, imports.preview(session, bill), Choices(as_of=DAY))
        evidence.attach(session, Evidence(kind="income_proof", name="x"), outside / "证明.txt")
        backups.make(session, DAY)
        assert readable(home, secrets(book)) != set()
        assert backups.set_password(session, "松树与河") == ()
        session.history.undo()
        session.history.redo()
        backups.make(session, DAY)
        assert readable(home, secrets(book)) == set()
    Keeper(PreferencesFile(home / "preferences.json")).change(ledger=str(path))
    backups.restore(backups.listed(path)[0].path, path, DAY, "松树与河")
    with Session.open(path, "松树与河") as session:
        assert session.ledger.check() == ()
        assert evidence.content(session, 1)[1] == PAPER
    assert readable(home, secrets(book)) == set()
    assert len(backups.listed(path)) == 3


def test_the_next_opening_ends_what_a_kill_left_of_setting_a_password(tmp_path, book, monkeypatch):
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(book)
        copy = backups.make(session, DAY)
        backups.make(session, date(2026, 11, 23))
        shutil.copy(copy, copy.with_name(".a.jiebei-x.part"))
        (copy.parent / "notes.txt").write_text("mine")
        monkeypatch.setattr(passwords, "rewrite_copies", killed)
        with pytest.raises(KeyboardInterrupt):
            backups.set_password(session, "松树与河")
    assert readable(tmp_path, secrets(book)) != set()
    with pytest.raises(WrongPassword):
        Session.open(path, "松树")
    assert readable(tmp_path, secrets(book)) != set()
    Session.open(path, "松树与河").close()
    assert readable(tmp_path, secrets(book)) == set()
    held = [backups.look_into(each, "松树与河").entries for each in backups.listed(path)]
    assert held == [len(book.entries)] * 2
    assert (copy.parent / "notes.txt").read_text() == "mine"


def killed(*_):
    raise KeyboardInterrupt


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no links without rights of its own"
)
def test_what_was_left_over_before_the_password_is_gone_or_named(tmp_path, book):
    home, desk = tmp_path / "home", tmp_path / "desk"
    home.mkdir()
    desk.mkdir()
    path = home / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(book)
        copy = backups.make(session, DAY)
    for name in ("a-2026-11-20.jiebei.part", "a-2026-11-20.jiebei.new", ".a-1.jiebei-x.part"):
        shutil.copy(copy, copy.with_name(name))
    for name in (".a.jiebei-x.part", "a.jiebei.part", "a.jiebei.new"):
        shutil.copy(copy, home / name)
    strange = copy.with_name("old notes.txt")
    strange.write_text("借呗", encoding="utf-8")
    link, twin = desk / "link.jiebei", desk / "twin.jiebei"
    link.symlink_to(path)
    twin.hardlink_to(path)
    with Session.open(link) as session:
        assert backups.set_password(session, "松树与河") == (strange,)
    assert {name for name, _ in readable(tmp_path, secrets(book))} == {strange.name}
    assert link.is_symlink()
    with Session.open(twin, "松树与河") as session:
        assert session.book() == book
