from __future__ import annotations

import csv
import json

import pytest

DAY = ("--as-of", "2026-11-22")
SECRET = {"JIEBEI_PASSWORD": "松树与河"}


@pytest.fixture
def ledger(answer, tmp_path):
    path = tmp_path / "a.jiebei"
    answer("new", path, "--demo", "employee", *DAY)
    return path


def test_a_sound_ledger_passes_its_check(answer, run, ledger):
    assert answer("check", ledger) == {"ok": True, "findings": []}
    assert "sound" in run("check", ledger, "--lang", "en").stdout


def test_a_damaged_ledger_fails_its_check_with_one_plain_line(run, ledger):
    whole = bytearray(ledger.read_bytes())
    for place in range(4096 * 3, len(whole), 4096):
        whole[place : place + 64] = b"\xff" * 64
    ledger.write_bytes(whole)
    done = run("check", ledger, "--json", "--lang", "en")
    assert done.exit_code == 1
    document = json.loads(done.stdout)
    assert document["ok"] is False
    assert document["findings"][0]["kind"] == "integrity"
    assert done.stderr.count("\n") == 1
    assert "a.jiebei.backups" in done.stderr
    assert "integrity" in run("check", ledger).stdout


def test_a_backup_lies_beside_the_ledger_and_can_be_restored(answer, ledger):
    before = answer("dump", ledger)
    copy = answer("backup", ledger, *DAY)["file"]
    assert "2026-11-22" in copy
    file = ledger.parent / "more.json"
    file.write_text(json.dumps({**before, "cash": [], "debts": []}), encoding="utf-8")
    document = answer("restore", copy, ledger, *DAY)
    assert document["file"] == str(ledger)
    assert document["replaced"]
    assert answer("dump", ledger) == before
    assert answer("dump", document["replaced"]) == before


def test_a_backup_can_go_to_a_file_or_a_folder_but_never_over_a_file(answer, run, ledger, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    named = answer("backup", ledger, tmp_path / "copy.jiebei")["file"]
    inside = answer("backup", ledger, folder, *DAY)["file"]
    assert inside == str(folder / "a-2026-11-22.jiebei")
    assert answer("owed", inside, *DAY) == answer("owed", named, *DAY)
    again = run("backup", ledger, named)
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)


def test_restoring_into_an_empty_place_replaces_nothing(answer, run, ledger, tmp_path):
    copy = answer("backup", ledger, tmp_path / "copy.jiebei")["file"]
    fresh = tmp_path / "fresh.jiebei"
    assert answer("restore", copy, fresh)["replaced"] is None
    assert "fresh.jiebei" in run("restore", copy, fresh, "--lang", "en").stdout
    assert answer("dump", fresh) == answer("dump", ledger)


def test_a_file_that_is_no_copy_is_refused(answer, run, ledger, tmp_path):
    before = answer("dump", ledger)
    strange = tmp_path / "strange.jiebei"
    strange.write_bytes(b"no ledger at all " * 300)
    for copy in (strange, tmp_path / "none.jiebei"):
        done = run("restore", copy, ledger)
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert answer("dump", ledger) == before


def test_a_protected_copy_is_restored_with_its_password(answer, run, tmp_path):
    path = tmp_path / "safe.jiebei"
    answer("new", path, "--demo", "shop", *DAY, env=SECRET)
    copy = answer("backup", path, env=SECRET)["file"]
    refused = run("restore", copy, path, "--lang", "en")
    assert refused.exit_code == 1
    assert "--password-fd" in refused.stderr
    answer("restore", copy, path, env=SECRET)
    assert answer("owed", path, *DAY, env=SECRET)["debts"]


@pytest.mark.parametrize("form", ["csv", "json", "beancount"])
def test_data_go_out_in_open_formats(answer, run, ledger, tmp_path, form):
    out = tmp_path / f"out.{form}"
    document = answer("export", ledger, "--to", form, out)
    assert document["rows"] > 100
    assert out.read_text(encoding="utf-8-sig").strip()
    said = run("export", ledger, "--to", form, out, "--lang", "en").stdout
    assert str(document["rows"]) in said


def test_an_exported_table_has_every_entry_and_an_exported_household_loads(
    answer, ledger, tmp_path
):
    entries = answer("dump", ledger)["entries"]
    table, household = tmp_path / "out.csv", tmp_path / "out.json"
    answer("export", ledger, "--to", "csv", table)
    with table.open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == len(entries)
    answer("export", ledger, "--to", "json", household)
    other = tmp_path / "other.jiebei"
    answer("new", other)
    assert answer("load", other, household)["entries"] == len(entries)


def test_a_place_that_cannot_be_written_is_told(run, ledger, tmp_path):
    done = run("export", ledger, "--to", "csv", tmp_path / "no" / "where.csv")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "where.csv" in done.stderr


def test_an_anonymised_copy_can_be_made_of_a_ledger(answer, run, ledger, tmp_path):
    out = tmp_path / "shown.jiebei"
    made = answer("anonymise", ledger, out)
    assert (made["file"], made["debts"]) == (str(out), len(answer("owed", out)["debts"]))
    assert answer("check", out)["ok"] is True
    assert "匿名副本" in run("anonymise", ledger, tmp_path / "again.jiebei").stdout
