from __future__ import annotations

import csv
import json
import os
import sqlite3
from pathlib import Path

import pytest

from jiebei_desktop.services.keeping.session import Session

DAY = ("--as-of", "2026-11-22")
SECRET = {"JIEBEI_PASSWORD": "松树与河"}


@pytest.fixture
def ledger(answer, tmp_path):
    path = tmp_path / "a.jiebei"
    answer("new", path, "--demo", "employee", *DAY)
    return path


def test_a_sound_ledger_passes_its_check(answer, run, ledger):
    before = answer("check", ledger)
    assert (before["ok"], before["findings"]) == (True, [])
    assert before["undo"] == {"steps": 1, "since": None}
    copy = answer("backup", ledger, *DAY)["file"]
    after = answer("check", ledger)
    assert after == {**before, "undo": {"steps": 1, "since": "2026-11-22"}}
    assert answer("check", Path(copy)) == before
    assert run("check", ledger, "--lang", "en").stdout.splitlines() == [
        "The ledger is sound.",
        "Undo reaches back to 22 November 2026: 1 step",
        f"Seal of rows and chain: {after['seal']}",
    ]


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


@pytest.mark.parametrize("target", ["itself", "another ledger", "a letter"])
def test_nothing_that_goes_out_replaces_a_ledger_or_a_letter(run, ledger, tmp_path, target):
    out = {"itself": ledger, "another ledger": tmp_path / "b.jiebei", "a letter": tmp_path / "x"}[
        target
    ]
    if target == "another ledger":
        run("new", out)
    elif target == "a letter":
        out.write_text("dear diary")
    before = out.read_bytes()
    fresh = tmp_path / "fresh.pdf"
    for command in (
        ("export", ledger, "--to", "csv", out),
        ("plan", ledger, "--pdf", out, *DAY),
        ("plan", ledger, "--pdf", fresh, "--data", out, *DAY),
        ("letter", ledger, "--for", "jiebei", "--kind", "freeze", "--pdf", out, *DAY),
        (
            "letter",
            ledger,
            "--for",
            "jiebei",
            "--kind",
            "freeze",
            "--pdf",
            fresh,
            "--data",
            out,
            *DAY,
        ),
    ):
        done = run(*command)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1), command
        assert out.read_bytes() == before
        assert not fresh.exists()


def test_force_replaces_a_letter_and_never_the_open_ledger(run, ledger, tmp_path):
    letter = tmp_path / "x"
    letter.write_text("dear diary")
    assert run("export", ledger, "--to", "csv", letter, "--force").exit_code == 0
    assert letter.read_bytes().startswith(b"\xef\xbb\xbfdate")
    assert run("export", ledger, "--to", "csv", letter).exit_code == 0
    before = ledger.read_bytes()
    assert run("export", ledger, "--to", "csv", ledger, "--force").exit_code == 1
    assert ledger.read_bytes() == before


def test_an_empty_password_makes_no_ledger(run, tmp_path):
    read, write = os.pipe()
    os.write(write, b"\n")
    os.close(write)
    done = run("new", tmp_path / "a.jiebei", "--password-fd", read)
    os.close(read)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_with_the_name_of_a_ledger_stays_empty(run, tmp_path):
    path = tmp_path / "a.jiebei"
    path.touch()
    for command in (("owed", path), ("check", path), ("dump", path), ("backup", path)):
        assert run(*command).exit_code == 1
    assert [(file.name, file.stat().st_size) for file in tmp_path.iterdir()] == [("a.jiebei", 0)]


def test_a_ledger_with_a_trigger_is_refused_in_one_line(run, ledger):
    db = sqlite3.connect(ledger)
    db.execute("CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM payments; END")
    db.close()
    done = run("owed", ledger, "--lang", "en")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "trigger t" in done.stderr
    done = run("check", ledger, "--json")
    found = [{"kind": "foreign-schema", "facts": {"object": "trigger t"}}]
    assert (done.exit_code, json.loads(done.stdout)["findings"]) == (1, found)


@pytest.mark.parametrize("secret", [{}, SECRET])
def test_a_damaged_ledger_is_salvaged_with_its_copy(run, answer, tmp_path, secret):
    path, out = tmp_path / "b.jiebei", tmp_path / "c.jiebei"
    answer("new", path, "--demo", "employee", *DAY, env=secret)
    before = answer("dump", path, env=secret)
    copy = answer("backup", path, *DAY, env=secret)["file"]
    with Session.open(path, secret.get("JIEBEI_PASSWORD")) as session:
        session.ledger._db.execute("UPDATE debts SET principal_fen = 1")
    done = run("owed", path, "--lang", "en", env=secret)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "debts" in done.stderr
    found = run("check", path, "--json", env=secret)
    assert json.loads(found.stdout)["findings"][0]["kind"] == "row-altered"
    document = answer("salvage", path, out, env=secret)
    assert (document["copy"], document["from_copy"], document["lost"]) == (copy, ["debts"], [])
    assert answer("dump", out, env=secret) == before
    said = run("salvage", path, tmp_path / "d.jiebei", "--from", copy, "--lang", "en", env=secret)
    assert "From the copy" in said.stdout
    Path(copy).unlink()
    said = run("salvage", path, tmp_path / "e.jiebei", "--lang", "en", env=secret)
    assert "Lost, because there is no copy: " in said.stdout


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


def test_a_ledger_restored_onto_itself_is_one_clear_sentence(run, ledger):
    before = ledger.read_bytes()
    done = run("restore", ledger, ledger)
    assert done.exit_code != 0
    assert done.stderr.strip().splitlines() == [
        f"{ledger} 就是这本账本自己，不是它的备份；什么也没有改动，请指定旁边文件夹里的一份备份"
    ]
    assert ledger.read_bytes() == before


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


@pytest.mark.parametrize(
    "words",
    [
        ("new", "{no}"),
        ("anonymise", "{ledger}", "{no}"),
        ("salvage", "{ledger}", "{no}"),
        ("restore", "{ledger}", "{no}"),
        ("export", "{ledger}", "--to", "csv", "{no}"),
        ("plan", "{ledger}", "--pdf", "{yes}", "--data", "{no}", *DAY),
        ("letter", "{ledger}", "--for", "jiebei", "--kind", "early", "--pdf", "{yes}",
         "--data", "{no}", *DAY),
        ("call", "{ledger}", "--pdf", "{no}", *DAY),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_folder_that_is_not_there_is_named_and_nothing_is_written(run, ledger, tmp_path, words):
    places = {"no": tmp_path / "no" / "where", "yes": tmp_path / "yes", "ledger": ledger}
    before = sorted(tmp_path.rglob("*"))
    done = run(*(word.format(**places) for word in words))
    assert (done.exit_code, done.stderr) == (
        1,
        f"{tmp_path / 'no'}：没有这个文件夹，请先建好\n",
    )
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("number", "words"),
    [(28, "磁盘已满"), (30, "只能读，不能写"), (13, "没有写入的权限"), (5, "Input/output error")],
)
def test_a_disk_that_takes_nothing_is_said_with_the_file_that_was_named(
    run, ledger, tmp_path, monkeypatch, number, words
):
    def refuse(*_words):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("jiebei_desktop.storage.files.sync", refuse)
    for out in (("export", ledger, "--to", "csv"), ("call", ledger, *DAY, "--pdf")):
        done = run(*out, tmp_path / "out")
        told = f"{tmp_path / 'out'}：磁盘写不进去（{words}），没有改动任何内容\n"
        assert (done.exit_code, done.stderr) == (1, told)
        assert not (tmp_path / "out").exists()


def test_a_copy_goes_into_no_folder_that_is_a_file_or_only_named(run, ledger, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("x", encoding="utf-8")
    done = run("backup", ledger, taken / "x")
    assert (done.exit_code, done.stderr) == (1, f"{taken}：没有这个文件夹，请先建好\n")
    done = run("backup", ledger, f"{tmp_path}/stick/")
    assert (done.exit_code, "stick/：没有这个文件夹" in done.stderr) == (2, True)
    assert not (tmp_path / "stick").exists()


def test_an_anonymised_copy_can_be_made_of_a_ledger(answer, run, ledger, tmp_path):
    out = tmp_path / "shown.jiebei"
    made = answer("anonymise", ledger, out)
    assert (made["file"], made["debts"]) == (str(out), len(answer("owed", out)["debts"]))
    assert answer("check", out)["ok"] is True
    assert "匿名副本" in run("anonymise", ledger, tmp_path / "again.jiebei").stdout


def test_a_workbook_is_exported_by_the_command(run, ledger, tmp_path):
    from python_calamine import CalamineWorkbook

    out = tmp_path / "a.xlsx"
    done = run("export", ledger, "--to", "xlsx", out, *DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    heads = CalamineWorkbook.from_path(out).get_sheet_by_name("债务 Debts").to_python()[0]
    assert heads[7] == "本金（元） Principal, yuan"
