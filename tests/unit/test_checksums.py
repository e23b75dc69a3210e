from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.domain import checksums


@given(st.binary(max_size=2000))
def test_a_checksum_is_that_of_the_standard_library(content):
    assert checksums.sha256(content).digest() == hashlib.sha256(content).digest()
    for size in (16, 32):
        ours = checksums.blake2b(content, digest_size=size)
        assert ours.digest() == hashlib.blake2b(content, digest_size=size).digest()


def test_where_python_has_no_own_code_the_library_is_asked():
    assert checksums._first("sha256", "_no_such_module", "hashlib") is hashlib.sha256
