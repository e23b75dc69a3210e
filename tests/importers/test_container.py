from __future__ import annotations

import pytest
import statement_builders as b
from statement_builders import A

from jiebei_desktop.importers import container
from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.workbook import read_sheets

CSV = b.alipay([A()])


def refused(data, password=None):
    with pytest.raises(StatementRefused) as caught:
        read(data, Options(password=password))
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"%PDF-1.7 x", "pdf_damaged"),
        (b"<html><p>x</p></html>", "html"),
        (b"MIME-Version: 1.0\nSubject: x\n\nhi", "mail"),
        (b"SQLite format 3\x00", "binary"),
        (b"PK\x03\x04 broken", "zip_damaged"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"broken", "workbook_damaged"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            "workbook_locked",
        ),
        (b.xlsx(("Sheet1", [])), "empty"),
        (b.zipped("a.csv", b""), "empty"),
        (b.zipped("a.doc", b"x"), "zip_without_statement"),
        (b.zipped("a.xlsx", b"PK\x03\x04 broken"), "zip_damaged"),
        (b.zipped("[Content_Types].xml", b"x"), "workbook_damaged"),
        (b.zipped("a.csv", bytes(3_000_000)), "zip_bomb"),
    ],
)
def test_what_is_no_statement_is_refused_by_what_it_is(data, code):
    assert refused(data) == code


def test_a_file_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(container, "MAX_BYTES", 100)
    assert refused(CSV) == "too_big"


def test_an_entry_beyond_the_limit_is_refused(monkeypatch):
    data = b.zipped("a.csv", CSV)
    monkeypatch.setattr(container, "MAX_BYTES", len(CSV) - 1)
    assert refused(data) == "zip_bomb"


def test_a_zip_of_too_many_entries_is_refused(monkeypatch):
    monkeypatch.setattr(container, "MAX_ENTRIES", 1)
    assert refused(b.zipped("a.csv", CSV, b=b"x")) == "zip_bomb"


def test_the_largest_table_in_a_zip_is_taken_in_a_folder_too():
    data = b.zipped("夹/账单.csv", CSV, **{"说明.txt": b"x"})
    assert len(read(data).rows) == 1


def test_a_workbook_inside_a_zip_is_read():
    grid = b.wechat_grid([b.w()])
    assert len(read(b.zipped("夹/微信.xlsx", b.xlsx(("x", grid)))).rows) == 1


def test_an_aes_zip_asks_for_its_password_and_knows_a_wrong_one():
    data = b.aes_zip("账单.csv", CSV, "234512")
    assert refused(data) == "password_needed"
    assert refused(data, "111111") == "password_wrong"
    for typed in ("234512", " 234512\n", "２３４５１２"):
        assert len(read(data, Options(password=typed)).rows) == 1


def test_the_old_cipher_is_read_and_no_wrong_password_slips_through():
    data = b.crypto_zip("账单.csv".encode("gbk"), CSV, "123456")
    assert len(read(data, Options(password="123456")).rows) == 1
    assert refused(data) == "password_needed"
    assert {refused(data, f"{n:06d}") for n in range(300)} == {"password_wrong"}


def test_entry_names_without_the_utf8_flag_are_gbk():
    import io
    import zipfile

    info = zipfile.ZipFile(
        io.BytesIO(b.crypto_zip("账单.csv".encode("gbk"), b"x", "1"))
    ).infolist()[0]
    assert container.entry_name(info) == "账单.csv"
    info.filename = "\u2603.csv"
    assert container.entry_name(info) == "\u2603.csv"
    info.flag_bits |= 0x800
    assert container.entry_name(info) == "\u2603.csv"


def test_a_damaged_entry_is_refused():
    data = bytearray(b.zipped("a.csv", CSV * 20))
    data[60] ^= 0xFF
    data[61] ^= 0xFF
    assert refused(bytes(data)) == "zip_damaged"


def test_an_aes_entry_without_room_for_its_salt_is_damaged():
    data = bytearray(b.aes_zip("a.csv", CSV, "234512"))
    head = bytes(data[: 30 + len("a.csv") + 11])  # 11 bytes say that it is AES
    listed = data.index(b"PK\x01\x02")
    data[listed + 42 : listed + 46] = len(data).to_bytes(4, "little")  # it begins in the comment
    data[-2:] = len(head).to_bytes(2, "little")
    assert refused(bytes(data) + head, "234512") == "zip_damaged"


def test_a_locked_workbook_says_so(monkeypatch):
    import python_calamine

    def refuse(_file):
        message = "Workbook is password protected"
        raise python_calamine.PasswordError(message)

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_object", refuse)
    with pytest.raises(StatementRefused, match="workbook_locked"):
        read_sheets(b.xlsx(("x", [["a"]])))


@pytest.mark.parametrize("name", ["PanicException", "SystemExit"])
def test_a_panic_of_the_workbook_reader_is_a_damaged_file_and_nothing_else_is(monkeypatch, name):
    import python_calamine

    stop = type(name, (BaseException,), {})

    def panic(_file):
        raise stop

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_object", panic)
    if name == "PanicException":
        with pytest.raises(StatementRefused, match="workbook_damaged"):
            read_sheets(b.xlsx(("x", [["a"]])))
    else:
        with pytest.raises(stop):
            read_sheets(b.xlsx(("x", [["a"]])))
