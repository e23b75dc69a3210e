"""Two faults at once: every pair of six, around each of five kinds of writes.

Some faults are there before (the ledger is reached by a link or has another name by now, an old
journal lies beside it), some come in the middle (a kill, a full disk), one comes after (bits turn
over). Whatever the pair, the ledger must hold what it held before the write or after it, or the
program must say what is wrong and the newest copy must bring everything back.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from itertools import combinations
from pathlib import Path

import faults_steps
import faults_world
from faults_table import Line
from msgspec import Struct, field

from jiebei_desktop.domain.problems import LedgerFromTheFuture, Trouble
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.keeping import backups
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports
from jiebei_desktop.ui.self_test import statement_text

DAY = date(2026, 11, 22)
FAULTS = ("kill", "full disk", "bit flips", "stale journal", "renamed", "link")
FLIPS = 3
LONGEST = 0.3
"""Seconds within which a kill comes; most writes of the example take as long."""


class Place(Struct, kw_only=True):
    """Where the ledger of one run lies, by which name it is reached, and what it may hold."""

    real: Path
    reached: Path
    copy: Path
    """The copy of its first state."""
    allowed: set[str] = field(default_factory=set)
    """States of the ledger before the write and after it."""


def restored(place: Place) -> None:
    """Go back to the day's copy."""
    backups.restore(place.copy, place.reached, DAY)


def imported(place: Place) -> None:
    """Import a statement."""
    bill = place.real.with_name("bill.csv")
    bill.write_bytes(statement_text().encode("gb18030"))
    with Session.open(place.reached) as session:
        imports.book(session, imports.preview(session, bill))


def protected(place: Place) -> None:
    """Set a password."""
    with Session.open(place.reached) as session:
        backups.set_password(session, faults_steps.PASSWORDS[1])


def migrated(place: Place) -> None:
    """Open with a later version of the program."""
    faults_steps.migrated(place.reached).close()


def copied(place: Place) -> None:
    """Make a copy of the next day."""
    with Session.open(place.reached) as session:
        backups.make(session, DAY + timedelta(days=1))


WRITES: dict[str, Callable[[Place], None]] = {
    "restore": restored,
    "import": imported,
    "password": protected,
    "migration": migrated,
    "backup": copied,
}


def journal_of(start: Path, folder: Path) -> bytes:
    """Return the journal that a program killed inside a write of another ledger leaves."""
    other = folder / "other.jiebei"
    shutil.copy(start, other)
    child = os.fork()
    if child == 0:
        db = Session.open(other).ledger._db  # noqa: SLF001 - no door leaves a half-done write
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE entries SET note = hex(randomblob(400))")
        os._exit(0)
    os.waitpid(child, 0)
    return other.with_name(other.name + "-journal").read_bytes()


def prepared(start: Path, home: Path, pair: tuple[str, str]) -> Place:
    """Make a ledger with a copy, a change since, and the faults that are there before."""
    real = home / "账本.jiebei"
    shutil.copy(start, real)
    with Session.open(real) as session:
        place = Place(real=real, reached=real, copy=backups.make(session, DAY))
        place.allowed.add(faults_steps.state(session))
        Entries(session).add(faults_steps.entry(1))
        place.allowed.add(faults_steps.state(session))
    if "renamed" in pair:
        place.real = place.reached = real.rename(real.with_name("换了名字.jiebei"))
    if "link" in pair:
        place.reached = home / "desk" / "link.jiebei"
        place.reached.parent.mkdir()
        place.reached.symlink_to(place.real)
    if "stale journal" in pair:  # the ledger is lost, what a killed program left of another is not
        place.real.with_name(place.real.name + "-journal").write_bytes(journal_of(start, home))
        place.real.unlink()
    return place


def after_an_undisturbed_write(place: Place, write: Callable[[Place], None], home: Path) -> None:
    """Note what the ledger holds after the write when nothing goes wrong."""
    twin = home.with_name(home.name + "-twin")
    shutil.copytree(home, twin, symlinks=True)
    real = twin / place.real.name
    write(Place(real=real, reached=real, copy=twin / place.copy.relative_to(home)))
    with reopened(real) as session:
        place.allowed.add(faults_steps.state(session))
    shutil.rmtree(twin)


def reopened(path: Path) -> Session:
    """Open what is left, with whatever password and format it has now."""
    try:
        return faults_steps.reopened(path)
    except LedgerFromTheFuture:
        return faults_steps.migrated(path)


def written(
    place: Place, write: Callable[[Place], None], pair: tuple[str, str], chance: random.Random
) -> None:
    """Write in a child that may find no room or be killed; whatever it says is its own affair."""
    room = chance.randrange(faults_world.PAGE, 2 * place.copy.stat().st_size)
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            if "full disk" in pair:
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            write(place)
        os._exit(0)
    if "kill" in pair:
        time.sleep(chance.random() * LONGEST)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def run(name: str, pair: tuple[str, str], start: Path, home: Path, chance: random.Random) -> str:
    """Do one write under a pair of faults and return what came of it; ``!`` is a loss."""
    write = WRITES[name]
    place = prepared(start, home, pair)
    if name != "restore" and not place.real.exists():
        restored(place)
    after_an_undisturbed_write(place, write, home)
    written(place, write, pair, chance)
    if not place.real.exists():
        restored(place)
    if "bit flips" in pair:
        content = bytearray(place.real.read_bytes())
        for _ in range(FLIPS):
            faults_world.flip(content, chance)
        place.real.write_bytes(content)
    return judged(place)


def judged(place: Place) -> str:
    """Return what the ledger is now, and whether its copy brings everything back if it is not."""
    said = faults_world.told(lambda: held(place))
    if said == "holds one of its states" or said.startswith("!"):
        return said
    with suppress(Trouble):
        restored_with_any_password(place)
    again = faults_world.told(lambda: held(place))
    return said if again == "holds one of its states" else f"!{said}, then {again}"


def held(place: Place) -> str:
    """Open the ledger, check it and compare what it holds."""
    with reopened(place.reached) as session:
        found = [each.code for each in session.ledger.check()]
        if found:
            return f"found by the check: {found[0]}"
        if faults_steps.state(session) not in place.allowed:
            return "!holds something else"
    return "holds one of its states"


def restored_with_any_password(place: Place) -> None:
    """Go back to the copy, with whatever password it has by now."""
    for password in faults_steps.PASSWORDS:
        with suppress(Trouble):
            backups.restore(place.copy, place.reached, DAY, password or None)
            return


def lines(times: int, start: Path, folder: Path, *, small: bool = False) -> Iterator[Line]:
    """Run every pair of faults around every kind of write so many times; a line for each write.

    ``small`` takes three pairs for each write, other ones for the next.
    """
    pairs = [*combinations(FAULTS, 2)]
    for number, name in enumerate(WRITES):
        chosen = pairs[number::5] if small else pairs * times
        yield line(name, chosen, start, folder)


def line(name: str, pairs: Sequence[tuple[str, str]], start: Path, folder: Path) -> Line:
    """Run one kind of write under each of some pairs and count what came of it."""
    chance = random.Random(f"pairs {name}")  # noqa: S311 - the same faults every time
    outcomes: Counter[str] = Counter()
    for number, pair in enumerate(pairs):
        home = folder / f"pairs-{name}-{number}"
        home.mkdir()
        said = faults_world.told(partial(run, name, pair, start, home, chance))
        outcomes[said if said[0] != "!" else f"{said} ({' and '.join(pair)})"] += 1
        shutil.rmtree(home)
    faults = tuple(f"{name}: {said[1:]}" for said in outcomes.elements() if said[0] == "!")
    return Line(
        what=f"two faults at once: {name}", times=len(pairs), outcomes=outcomes, faults=faults
    )
