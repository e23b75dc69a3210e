from __future__ import annotations

from datetime import date

from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.picture import KeptPicture

KEPT = KeptPicture(revision=7, as_of=date(2026, 11, 22), seed=3, rules="2026-07-01", content="{}")


def put(ledger, key):
    with ledger.write("change-setting") as work:
        work.insert("settings", {"key": key, "value": "1"})


def test_every_write_undo_and_redo_has_a_revision_of_its_own(ledger):
    seen = [ledger.revision]
    put(ledger, "a")
    seen.append(ledger.revision)
    ledger.undo()
    seen.append(ledger.revision)
    ledger.redo()
    seen.append(ledger.revision)
    ledger.undo()
    put(ledger, "b")
    seen.append(ledger.revision)
    assert seen == sorted(set(seen))


def test_what_writes_nothing_keeps_the_revision(ledger):
    before = ledger.revision
    with ledger.write("nothing"):
        pass
    ledger.undo()
    ledger.redo()
    assert ledger.revision == before


def test_the_last_picture_is_kept_in_the_file_and_no_other(ledger):
    assert ledger.kept_picture() is None
    ledger.keep_picture(KeptPicture(**{**_fields(KEPT), "seed": 1}))
    ledger.keep_picture(KEPT)
    ledger.close()
    again = Ledger.open(ledger.path)
    assert again.kept_picture() == KEPT
    again.close()


def test_keeping_a_picture_is_no_step_and_no_change_of_the_ledger(ledger):
    put(ledger, "a")
    before = (ledger.undo_label, ledger.revision, ledger.read_book())
    ledger.keep_picture(KEPT)
    assert (ledger.undo_label, ledger.revision, ledger.read_book()) == before
    assert ledger.check() == ()
    ledger.undo()
    assert ledger.kept_picture() == KEPT


def _fields(kept):
    names = ("revision", "as_of", "seed", "rules", "content")
    return {name: getattr(kept, name) for name in names}
