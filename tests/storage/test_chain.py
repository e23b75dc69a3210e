"""What the chain keeps of a row: the same digest in every edition, or old ledgers seem altered."""

from __future__ import annotations

import hashlib

import pytest

from jiebei_desktop.storage import chain

EMPTY = hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"said": "先还一半", "id": 1, "at": None}, '{"at":null,"id":1,"said":"先还一半"}'),
        ({"content": b"", "id": 2}, f'{{"content":"{EMPTY}","id":2}}'),
    ],
)
def test_the_digest_of_a_row_is_that_of_its_columns_by_name(row, text):
    assert chain.digest(row) == hashlib.sha256(text.encode()).hexdigest()
