"""Faults of the world around a ledger: full disk, lost folder, damaged file, another window.

A scene does something bad so many times and says each time what came of it. An outcome that
begins with ``!`` is a loss: something is wrong and nobody was told, or a figure is gone.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import faults_steps
from faults_table import Line
from msgspec import Struct

from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.cases import evidence
from jiebei_desktop.services.files import export
from jiebei_desktop.services.keeping import backups
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import engine

DAY = date(2026, 11, 22)
NOBODY = 65534
PAGE = 4096
PASSWORD = "密码"  # noqa: S105 - of a made-up ledger

Play = Callable[[Path, random.Random], str]


class Scene(Struct, frozen=True, kw_only=True):
    """One bad thing and how often it is tried."""

    title: str
    times: int
    play: Play


def in_child(work: Callable[[], str]) -> str:
    """Run something in a child, because it takes rights or room away; returns what it says."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        os.write(write, told(work).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said or "!the child died"


def told(work: Callable[[], str]) -> str:
    """Return what ``work`` says, or the trouble it tells of; anything else raised is a loss."""
    try:
        return work()
    except Trouble as trouble:
        return f"told “{trouble.kind}”"
    except Exception as error:  # noqa: BLE001 - anything else is what we look for
        return f"!{type(error).__name__}: {error}"


def state_of(path: Path, password: str | None = None) -> str:
    """Return the state of a closed ledger that must be sound."""
    with Session.open(path, password) as session:
        if session.ledger.check() != ():
            return "not sound"
        return faults_steps.state(session)


def kept(path: Path, before: str, said: str) -> str:
    """Return what was said, or a loss when the ledger is not what it was before."""
    after = told(lambda: state_of(path))
    return said if after == before else f"!{said}, but the ledger changed ({after[:40]})"


def attach(session: Session, size: int) -> str:
    """Attach a file made up for it."""
    path = session.path.with_name("evidence.bin")
    path.write_bytes(b"\x01" * size)
    evidence.attach(session, Evidence(kind="income_proof", name="x"), path)
    return "!it went through"


def full_disk(path: Path, chance: random.Random) -> str:
    """A write finds no room, somewhere within it."""
    before = state_of(path)
    size = 900_000
    room = max(size, path.stat().st_size) + chance.randrange(PAGE)

    def work() -> str:
        session = Session.open(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        return attach(session, size)

    return kept(path, before, in_child(work))


def full_disk_copy(path: Path, chance: random.Random) -> str:
    """A copy finds no room, somewhere within it."""
    before, room = state_of(path), chance.randrange(PAGE, path.stat().st_size - PAGE)

    def work() -> str:
        session = Session.open(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        backups.make(session, DAY)
        return "!it went through"

    said = in_child(work)
    return kept(path, before, "!half a copy is listed" if backups.listed(path) else said)


def read_only(path: Path, _chance: random.Random) -> str:
    """Neither the file nor its folder may be written."""
    return forbidden(path, 0o444)


def unreadable(path: Path, _chance: random.Random) -> str:
    """The file may not even be read."""
    return forbidden(path, 0o000)


def forbidden(path: Path, mode: int) -> str:
    """Open and write as somebody who has only the rights of ``mode``."""
    before = state_of(path)
    path.chmod(mode)
    path.parent.chmod(0o555)

    def work() -> str:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        session = Session.open(path)
        Entries(session).add(faults_steps.entry(1))
        return "!it went through"

    said = in_child(work)
    path.parent.chmod(0o755)
    path.chmod(0o644)
    return kept(path, before, said)


def vanished(path: Path, _chance: random.Random) -> str:
    """The folder goes away, as with a stick pulled out, while the ledger is open."""
    before, away = state_of(path), path.parent.with_name("away")

    def work() -> str:
        session = Session.open(path)
        path.parent.rename(away)
        Entries(session).add(faults_steps.entry(1))
        return "!it went through"

    said = in_child(work)
    away.rename(path.parent)
    return kept(path, before, said)


def second_window(path: Path, _chance: random.Random) -> str:
    """Somebody else opens the ledger that is open here."""
    before = state_of(path)

    def other() -> str:
        Session.open(path).close()
        return "!it went through"

    with Session.open(path) as session:
        said = in_child(other)
        good = faults_steps.state(session) == before
    return kept(path, before, said) if good else f"!{said}, the open one changed"


def damage(path: Path, change: Callable[[bytearray], None]) -> str:
    """Damage a file that has a copy; see who tells, and that the copy brings everything back."""
    before = state_of(path)
    with Session.open(path) as session:
        copy = backups.make(session, DAY)
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
    said = told(lambda: examined(path, before))
    backups.restore(copy, path, DAY)
    return kept(path, before, said)


def examined(path: Path, before: str, password: str | None = None) -> str:
    """Open a damaged ledger, check it, and compare what it holds."""
    with Session.open(path, password) as session:
        found = session.ledger.check()
        if found:
            return f"found by the check: {found[0].code}"
        same = faults_steps.state(session) == before
    return "no figure was hit" if same else "!a figure changed and nobody was told"


def truncated(path: Path, chance: random.Random) -> str:
    """The file ends too early."""
    return damage(path, lambda content: cut(content, chance))


def cut(content: bytearray, chance: random.Random) -> None:
    """Cut a file off somewhere, in the middle of a page or at its end."""
    keep = chance.randrange(1, len(content) - 1)
    del content[keep - keep % PAGE if chance.random() < 0.5 and keep >= PAGE else keep :]  # noqa: PLR2004


def bad_page(path: Path, chance: random.Random) -> str:
    """One page holds something else."""
    return damage(path, lambda content: scramble(content, chance))


def scramble(content: bytearray, chance: random.Random) -> None:
    """Fill one page with noise."""
    start = PAGE * chance.randrange(len(content) // PAGE)
    content[start : start + PAGE] = chance.randbytes(PAGE)


def bad_bit(path: Path, chance: random.Random) -> str:
    """One bit is wrong."""
    return damage(path, lambda content: flip(content, chance))


def flip(content: bytearray, chance: random.Random) -> None:
    """Turn one bit over."""
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def bad_bit_protected(path: Path, chance: random.Random) -> str:
    """One bit is wrong in a protected ledger, where every page has a checksum."""
    with Session.open(path) as session:
        backups.set_password(session, PASSWORD)
    before = state_of(path, PASSWORD)
    content = bytearray(path.read_bytes())
    flip(content, chance)
    path.write_bytes(content)
    return told(lambda: examined(path, before, PASSWORD))


def foreign(path: Path, chance: random.Random) -> str:
    """Somebody put a trigger, a view, a column or an index of his own into the file."""
    tricks = (
        "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM payments; END",
        "CREATE VIEW v AS SELECT * FROM entries",
        "ALTER TABLE debts ADD COLUMN big TEXT AS (hex(zeroblob(300000000)))",
        "CREATE INDEX slow ON entries (length(note))",
    )
    db = engine.connect(path)
    db.execute(chance.choice(tricks))
    db.close()
    before = path.read_bytes()
    said = told(lambda: state_of(path))
    return said if said.startswith("told") and path.read_bytes() == before else f"!{said}"


def overwritten(path: Path, chance: random.Random) -> str:
    """An export is sent to the name of a ledger, however it is reached."""
    before = state_of(path)
    target = path.with_name("other name")
    way = chance.choice(("itself", "link", "hard link"))
    if way == "link":
        target.symlink_to(path)
    elif way == "hard link":
        target.hardlink_to(path)
    out = path if way == "itself" else target
    with Session.open(path) as session:
        said = told(lambda: str(export.write(session.book(), "csv", out, DAY)))
    return kept(path, before, said if said.startswith("told") else f"!{said} rows written")


def after_a_password(path: Path, _chance: random.Random) -> str:
    """Copies, and what killed programs left of some, are there when a password is set."""
    word = "姐姐".encode()
    with Session.open(path) as session:
        copy = backups.make(session, DAY)
        for name in ("x.jiebei.part", "x.jiebei.new", f".{copy.name}-ab.part"):
            shutil.copy(copy, copy.with_name(name))
        backups.set_password(session, PASSWORD)
    found = [each.name for each in path.parent.rglob("*") if each.is_file()
             and word in each.read_bytes()]  # fmt: skip
    return f"!readable: {found}" if found else "nothing readable is left"


def newer(path: Path, _chance: random.Random) -> str:
    """A later version of the program wrote the file."""
    faults_steps.migrated(path).close()
    size, times = path.stat().st_size, path.stat().st_mtime_ns
    said = told(lambda: state_of(path))
    same = (size, times) == (path.stat().st_size, path.stat().st_mtime_ns)
    return said if same and said.startswith("told") else f"!{said}"


def clock_back(path: Path, _chance: random.Random) -> str:
    """The clock was years ahead and is right again."""
    with Session.open(path) as session:
        backups.make_if_due(session, date(2035, 1, 1))
        made = backups.make_if_due(session, DAY)
    return "the day's copy is made all the same" if made else "!no copy is made any more"


SCENES = (
    Scene(title="disk full in the middle of a write", times=60, play=full_disk),
    Scene(title="disk full in the middle of a copy", times=60, play=full_disk_copy),
    Scene(title="folder and file may not be written", times=3, play=read_only),
    Scene(title="the file may not be read", times=3, play=unreadable),
    Scene(title="the folder vanishes while the ledger is open", times=3, play=vanished),
    Scene(title="a second window or command opens the ledger", times=3, play=second_window),
    Scene(title="file cut off at a random place", times=60, play=truncated),
    Scene(title="one page of the file overwritten with noise", times=60, play=bad_page),
    Scene(title="one bit turned over, no password", times=600, play=bad_bit),
    Scene(title="one bit turned over, with a password", times=30, play=bad_bit_protected),
    Scene(title="file written by a later version", times=3, play=newer),
    Scene(title="clock years ahead, then right again", times=3, play=clock_back),
    Scene(title="something foreign in the tables", times=20, play=foreign),
    Scene(title="an export to the name of the ledger", times=20, play=overwritten),
    Scene(title="a password is set beside copies and leftovers", times=10, play=after_a_password),
)


def play(scene: Scene, start: Path, folder: Path, times: int) -> Line:
    """Play a scene so many times, each on a fresh ledger, and count the outcomes."""
    chance = random.Random(scene.title)  # noqa: S311 - the same damage every time
    outcomes: Counter[str] = Counter()
    for number in range(times):
        home = folder / f"scene-{number}" / "家"
        home.mkdir(parents=True)
        home.chmod(0o755)
        path = home / "账本.jiebei"
        shutil.copy(start, path)
        outcomes[told(partial(scene.play, path, chance))] += 1
        shutil.rmtree(home.parent)
    faults = [said[1:] for said, count in outcomes.items() for _ in range(count) if said[0] == "!"]
    return Line(what=scene.title, times=times, outcomes=outcomes, faults=tuple(faults))
