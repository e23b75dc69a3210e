"""The steps a child works through while packaging/faults.py kills it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from jiebei_desktop.domain.entries import EntryId
from jiebei_desktop.domain.household import Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.problems import PasswordNeeded, WrongPassword
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.cases import evidence
from jiebei_desktop.services.files import household_file
from jiebei_desktop.services.keeping import backups as copies
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports
from jiebei_desktop.storage import backups, migrations
from jiebei_desktop.ui.self_test import statement_text

DAY = date(2026, 11, 22)
STEPS = 12
PASSWORDS = ("", "一", "二")
LATER = (
    "9999_trial",
    """CREATE TABLE trial (id INTEGER PRIMARY KEY, day TEXT NOT NULL) STRICT;
    INSERT INTO trial (day) SELECT day FROM entries;
    CREATE INDEX trial_day ON trial (day);""",
)
"""A made-up later step of the file format: there is only one real one yet."""


class Stage(Struct):
    """The open ledger of a child; some steps open it anew."""

    session: Session
    path: Path
    password: str | None = None
    made: list[EntryId] = field(default_factory=list)


Step = Callable[[], object]


def state(session: Session) -> str:
    """Return a digest of everything the user would miss, and of what undo would take back."""
    ledger = session.ledger
    facts = [
        household_file.dump(session.book()),
        [[row["name"], row["sha256"]] for row in ledger.rows("attachments")],
        [[row["kind"], row["name"], row["attachment_id"]] for row in ledger.rows("evidence")],
        [[row["file"], row["rows"]] for row in ledger.rows("import_batches")],
        [row["identity"] for row in ledger.rows("raw_rows")],
        ledger.undo_label,
        ledger.redo_label,
    ]
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def opened(path: Path) -> Stage:
    """Open the ledger of a kind that needs nothing special."""
    return Stage(Session.open(path), path)


def reopened(path: Path) -> Session:
    """Open what a killed child left, with whatever password it has now."""
    for password in PASSWORDS:
        with suppress(PasswordNeeded, WrongPassword):
            return Session.open(path, password or None)
    raise WrongPassword(str(path))


def verified(copy: Path) -> None:
    """Read a copy through, with whatever password it has."""
    for password in PASSWORDS:
        with suppress(PasswordNeeded, WrongPassword):
            return backups.verify(copy, password or None)
    raise WrongPassword(str(copy))


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of write."""

    name: str
    title: str
    steps: Callable[[Stage], Iterator[Step]]
    stage: Callable[[Path], Stage] = opened
    reopen: Callable[[Path], Session] = reopened
    verify: Callable[[Path], None] = verified


def entry(number: int) -> Entry:
    """Return a made-up entry that no other number has."""
    day = DAY - timedelta(days=number)
    return Entry(
        date=day,
        kind=EntryKind.EXPENSE,
        amount=Fen(100 + number),
        category="B1",
        note=f"第{number}",
    )


def entry_steps(stage: Stage) -> Iterator[Step]:
    """Add entries, change each, delete every third."""
    service = Entries(stage.session)

    def add(number: int) -> None:
        stage.made.append(service.add(entry(number))[0])

    for number in range(STEPS):
        yield partial(add, number)
        yield lambda: service.edit(stage.made[-1], entry(1000))
        if number % 3 == 0:
            yield lambda: service.delete([stage.made[-1]])


def undo_steps(stage: Stage) -> Iterator[Step]:
    """Undo and redo, the load of the whole household included."""
    service = Entries(stage.session)
    for number in range(4):
        yield partial(service.add, entry(number))
    for _ in range(3):
        for _ in range(5):
            yield stage.session.history.undo
        for _ in range(5):
            yield stage.session.history.redo


def import_steps(stage: Stage) -> Iterator[Step]:
    """Import statements, take the import back, import again."""

    def bring(number: int) -> None:
        path = stage.path.with_name(f"bill-{number}.csv")
        text = statement_text().replace("20260805220014", f"202608052200{number:02d}")
        path.write_bytes(text.encode("gb18030"))
        imports.book(stage.session, imports.preview(stage.session, path))

    for number in range(4):
        yield partial(bring, number)
        yield stage.session.history.undo
        yield stage.session.history.redo


def attachment_steps(stage: Stage) -> Iterator[Step]:
    """Attach files of up to a megabyte, take some out again."""

    def attach(number: int) -> None:
        path = stage.path.with_name(f"证据{number}.bin")
        path.write_bytes(bytes([number]) * (250_000 * (number % 4 + 1)))
        evidence.attach(stage.session, Evidence(kind="income_proof", name=path.stem), path)

    for number in range(6):
        yield partial(attach, number)
        if number % 2:
            yield stage.session.history.undo


def backup_steps(stage: Stage) -> Iterator[Step]:
    """Make a dated copy after each change."""
    service = Entries(stage.session)
    for number in range(4):
        yield partial(service.add, entry(number))
        yield partial(copies.make, stage.session, DAY + timedelta(days=number))


def restore_steps(stage: Stage) -> Iterator[Step]:
    """Go back to the day's copy, which is what the ledger holds: the state stays the same."""
    copies.make(stage.session, DAY)

    def restore() -> None:
        stage.session.close()
        copies.restore(copies.listed(stage.path)[-1].path, stage.path, DAY)
        stage.session = Session.open(stage.path)

    for _ in range(3):
        yield restore


def password_steps(stage: Stage) -> Iterator[Step]:
    """Protect the ledger and its copy, change the password, take it away."""
    copies.make(stage.session, DAY)
    for password in ("一", "二", None):
        yield partial(copies.set_password, stage.session, password)


def migrated(path: Path) -> Session:
    """Open with the made-up later version of the program."""
    former = migrations.STEPS
    migrations.STEPS = (*former, LATER)
    try:
        return Session.open(path)
    finally:
        migrations.STEPS = former


def migration_steps(stage: Stage) -> Iterator[Step]:
    """Open with the later version, which copies and migrates, and then work on."""
    stage.session.close()

    def migrate() -> None:
        stage.session = migrated(stage.path)

    yield migrate
    yield lambda: Entries(stage.session).add(entry(1))


KINDS = (
    Kind(
        name="entries", title="killed while entries are added, changed, deleted", steps=entry_steps
    ),
    Kind(name="undo", title="killed in undo and redo", steps=undo_steps),
    Kind(name="import", title="killed while a statement is imported", steps=import_steps),
    Kind(name="attachment", title="killed while a file is attached", steps=attachment_steps),
    Kind(name="backup", title="killed while a copy is made", steps=backup_steps),
    Kind(name="restore", title="killed while a copy is restored", steps=restore_steps),
    Kind(name="password", title="killed while the password changes", steps=password_steps),
    Kind(
        name="migration",
        title="killed while the file format is migrated",
        steps=migration_steps,
        reopen=migrated,
    ),
)
