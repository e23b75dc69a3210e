from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.services.formats import json_stream
from jiebei_desktop.services.formats.json_fields import parse_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
DOCUMENTS = st.dictionaries(
    st.sampled_from(["format", "entries", "debts", "a"]), VALUES, max_size=4
)


class Slow(io.StringIO):
    """A file that gives a few signs at a time."""

    def read(self, size=-1):
        return super().read(min(size, 3))


def streamed(text, file=io.StringIO):
    items = []
    document = json_stream.read(file(text), "entries", lambda n, item: items.append((n, item)))
    return document, items


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, st.sampled_from([None, 1]))
def test_a_document_read_in_pieces_is_the_same_document(document, indent):
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    listed = document.get("entries") if isinstance(document.get("entries"), list) else []
    expected = (
        {**document, "entries": []}
        if "entries" in document and listed is document["entries"]
        else document
    )
    for file in (io.StringIO, Slow):
        assert streamed(text, file) == (expected, list(enumerate(listed)))


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, st.integers(0, 60), st.sampled_from(["", ",", "}", "]", '"', "x", "1", "\x00"]))
def test_what_is_no_json_whole_is_none_in_pieces(document, at, sign):
    text = json.dumps(document, ensure_ascii=False)
    broken = text[:at] + sign + text[at + 1 :]
    try:
        parse_json(broken)
        good = True
    except ValueError:
        good = False
    for file in (io.StringIO, Slow):
        if good:
            streamed(broken, file)
        else:
            with pytest.raises(json.JSONDecodeError):
                streamed(broken, file)


@pytest.mark.parametrize("text", ["[1, 2]", "3", '"x"', "null", " {} "])
def test_other_values_are_read_as_they_are(text):
    assert streamed(text) == (json.loads(text), [])


def test_an_error_names_the_line_of_the_file():
    text = '{\n"entries": [\n' + '{"a": 1},\n' * 50_000 + "{oops}\n]}"
    with pytest.raises(json.JSONDecodeError) as caught:
        streamed(text)
    assert caught.value.lineno == 50_003
    with pytest.raises(json.JSONDecodeError) as caught:
        streamed('{"a": 1}\n\nx')
    assert caught.value.lineno == 3


def test_a_list_given_twice_and_halves_of_characters_are_refused():
    document, _items = streamed('{"entries": [1], "entries": []}')
    assert document.key == "entries"
    with pytest.raises(UnicodeError):
        streamed('{"entries": ["\\ud83d"]}')
