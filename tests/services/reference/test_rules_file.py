"""A rules file is taken on its signature, its dates and its plausibility, and on nothing else."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from Cryptodome.PublicKey import ECC
from Cryptodome.Signature import eddsa
from msgspec.structs import replace

from jiebei_desktop.domain.rules import Fixing, Grade
from jiebei_desktop.services.book import rule_updates
from jiebei_desktop.services.reference import fixings, rulebook, rules_file
from jiebei_desktop.services.reference.fixings import RuleRefused, Why

DAY = date(2026, 12, 22)
KEY = ECC.generate(curve="Ed25519")
BODY = """edition = 2026-12-21
[sources]
notice = "全国银行间同业拆借中心公告"
[[fixing]]
published = 2026-12-21
one_year = "0.0290"
five_year = "0.0340"
source = "notice"
grade = "A"
[[fixing]]
published = 2026-11-20
one_year = "0.0295"
five_year = "0.0345"
source = "notice"
grade = "A"
[[rule]]
id = "assist_24"
source = "金规〔2025〕9号第6条（读过原文）"
grade = "A"
as_of = 2026-12-20
"""


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    monkeypatch.setattr(rules_file, "keys", lambda: (KEY.public_key().export_key(format="raw"),))


def signed(body, key=KEY):
    raw = body if isinstance(body, bytes) else body.encode()
    return rules_file.FIRST.encode() + b64encode(eddsa.new(key, "rfc8032").sign(raw)) + b"\n" + raw


def refused(session, content, as_of=DAY):
    before = session.ledger.revision
    with pytest.raises(RuleRefused) as caught:
        rule_updates.open_file(session, content, as_of)
    assert session.ledger.revision == before
    assert session.rules == rulebook.load()
    return caught.value


def test_a_signed_file_brings_its_fixings_and_what_is_known_of_rows(session):
    assert [each.id for each in session.rules.stale(DAY)] == ["lpr"]
    shipped = rulebook.load()
    changes, found = rule_updates.open_file(session, signed(BODY), DAY)
    assert changes.tables == {"settings"}
    assert (found.edition, len(found.fixings), len(found.amendments)) == (date(2026, 12, 21), 2, 1)
    lpr = session.rules.lpr(DAY)
    assert (lpr.one_year, lpr.grade, lpr.source) == (
        Decimal("0.0290"),
        Grade.A,
        "全国银行间同业拆借中心公告",
    )
    assert session.rules.lpr(date(2026, 12, 20)).one_year == Decimal("0.0295")
    assert session.rules.lpr(date(2026, 11, 19)) == shipped.lpr(date(2026, 11, 19))
    row = session.rules.row("assist_24")
    assert (row.grade, row.as_of, row.numbers) == (
        Grade.A,
        date(2026, 12, 20),
        shipped.row("assist_24").numbers,
    )
    assert session.rules.stale(DAY) == ()
    assert rule_updates.edition(session) == date(2026, 12, 21)


def test_undo_gives_back_the_shipped_edition_and_what_was_typed(session):
    typed = Fixing(published=date(2026, 11, 20), one_year=Decimal("0.03"), five_year=Decimal("0.035"),
                   source="x", grade=Grade.C)  # fmt: skip
    rule_updates.add_fixing(session, typed, DAY)
    rule_updates.open_file(session, signed(BODY), DAY)
    assert session.rules.lpr(date(2026, 11, 20)).one_year == Decimal("0.0295")
    session.history.undo()
    assert session.rules.lpr(DAY).source == fixings.BY_USER
    session.history.undo()
    assert session.rules == rulebook.load()
    assert rule_updates.edition(session) == rulebook.load().as_of


def test_what_is_typed_later_stands_above_the_file(session):
    rule_updates.open_file(session, signed(BODY), DAY)
    typed = Fixing(published=date(2026, 12, 21), one_year=Decimal("0.028"), five_year=Decimal("0.034"),
                   source="x", grade=Grade.C)  # fmt: skip
    rule_updates.add_fixing(session, typed, DAY)
    assert session.rules.lpr(DAY).one_year == Decimal("0.028")


def test_any_changed_byte_of_data_or_signature_is_refused(session):
    content = signed(BODY)
    start = len(rules_file.FIRST)
    for at in [start, start + 40, *range(content.index(b"\n") + 1, len(content), 29)]:
        broken = bytearray(content)
        broken[at] ^= 1
        assert refused(session, bytes(broken)).code is Why.SIGNATURE


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.NO_RULES_FILE),
        (BODY.encode(), Why.NO_RULES_FILE),
        (b"\x00" * 2_000_000, Why.NO_RULES_FILE),
        (rules_file.FIRST.encode() + b" " * rules_file.MOST, Why.NO_RULES_FILE),
        (rules_file.FIRST.encode() + b"not base64\n" + BODY.encode(), Why.SIGNATURE),
        (rules_file.FIRST.encode() + b"AAAA\n" + BODY.encode(), Why.SIGNATURE),
        (signed(BODY).replace(b"\n", b"\r\n"), Why.SIGNATURE),
        (signed(BODY, ECC.generate(curve="Ed25519")), Why.SIGNATURE),
        (signed(BODY.replace("edition = 2026-12-21\n", "")), Why.NOT_USABLE),
        (signed(BODY.replace("edition = 2026-12-21", "edition = 2026-12-21T00:00:00")), Why.NOT_USABLE),
        (signed(BODY.replace("2026-11-20", "2026-12-21")), Why.NOT_USABLE),
        (signed(BODY.replace('grade = "A"', 'grade = "Z"')), Why.NOT_USABLE),
        (signed(BODY.replace("notice =", "other =")), Why.NOT_USABLE),
        (signed("rule = 3\n" + BODY.partition("[[rule]]")[0]), Why.NOT_USABLE),
        (signed(b"\xff\xfe"), Why.NOT_USABLE),
        (signed(BODY.replace("assist_24", "assist_20")), Why.UNKNOWN_RULE),
        (signed(BODY.replace('"0.0295"', '"0.2950"')), Why.NOT_PLAUSIBLE),
        (signed(BODY.replace('"0.0295"', '"NaN"')), Why.NOT_PLAUSIBLE),
        (signed(BODY.replace("published = 2026-12-21", "published = 2026-12-22")), Why.NOT_PLAUSIBLE),
        (signed(BODY.replace("as_of = 2026-12-20", "as_of = 2026-12-22")), Why.NOT_PLAUSIBLE),
        (signed(BODY.replace("as_of = 2026-12-20", "as_of = 2026-12-20\nto = 2020-01-01")), Why.NOT_PLAUSIBLE),
        (signed(BODY.replace("edition = 2026-12-21", "edition = 2026-12-23")), Why.NOT_YET),
    ],
)  # fmt: skip
def test_what_is_not_as_it_must_be_changes_nothing(session, content, why):
    assert refused(session, content).code is why


def test_only_newer_files_are_taken(session):
    old = BODY.replace("edition = 2026-12-21", f"edition = {rulebook.load().as_of}")
    assert refused(session, signed(old)).code is Why.OLD_EDITION
    rule_updates.open_file(session, signed(BODY), DAY)
    with pytest.raises(RuleRefused) as caught:
        rule_updates.open_file(session, signed(BODY), DAY)
    assert (caught.value.code, caught.value.facts["day"]) == (Why.OLD_EDITION, "2026-12-21")


def test_an_unsigned_setting_of_a_strangers_ledger_is_passed_over(session):
    book = rulebook.load()
    forged = signed(BODY).decode().replace('"0.0290"', '"0.0390"')
    for odd in (forged, "nonsense", 3, None, ["x"]):
        assert rules_file.in_force(book, odd) == book
    assert rules_file.in_force(book, signed(BODY).decode()) != book


def test_a_program_that_is_newer_than_the_file_kept_stands_above_it():
    book = rulebook.load()
    newer = replace(book, as_of=date(2026, 12, 21))
    assert rules_file.in_force(newer, signed(BODY).decode()) == newer


def test_news_older_than_a_row_changes_nothing():
    book = rulebook.load()
    row = book.row("assist_24")
    old = rules_file.read(signed(BODY.replace("as_of = 2026-12-20", "as_of = 2020-01-01")))
    assert book.amended(old.amendments).row("assist_24") == row


def test_the_key_of_the_program_knows_a_file_signed_by_its_owner(monkeypatch):
    monkeypatch.undo()
    content = (Path(__file__).parent / "restated.rules").read_bytes()
    found = rules_file.read(content)
    assert found.edition == date(2026, 11, 23)
    assert found.fixings == (rulebook.load().lpr(date(2026, 11, 23)),)
    with pytest.raises(RuleRefused):
        rules_file.read(content.replace(b"0.0300", b"0.0310"))


def test_a_key_that_is_none_is_an_error_of_the_program(tmp_path, monkeypatch):
    monkeypatch.undo()
    rules_file._read_keys.cache_clear()
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "signing.keys").write_text("# none\nAAAA\n")
    monkeypatch.setattr(rules_file.bundle, "resources", lambda: tmp_path)
    with pytest.raises(rulebook.RuleDataError):
        rules_file.keys()
    rules_file._read_keys.cache_clear()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a file without an end")
def test_a_file_without_an_end_is_refused_after_its_first_part(session):
    content = rules_file.content_of(Path("/dev/zero"))
    assert len(content) == rules_file.MOST + 1
    assert refused(session, content).code is Why.NO_RULES_FILE
