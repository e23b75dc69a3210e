"""The published schemas are what the readers ask for: never stricter, and strict where they are plain."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path

import fastjsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.services.files import demo, household_file, offer_file, schemas
from jiebei_desktop.services.formats.json_fields import HouseholdError

SPEC = Path(__file__).resolve().parents[3] / "docs" / "spec"
DAY = date(2026, 11, 22)
OFFER = {
    "format": "jiebei.offer/1",
    "lender_type": "micro_lender",
    "date": "2026-11-22",
    "face": "10000.00",
    "received": "9500.00",
    "flows": [{"date": "2026-12-22", "amount": "10500.00"}],
    "fees": [{"date": "2026-12-01", "amount": "20.00", "name": "服务费"}],
    "stated_rate": "0.2399",
    "signs": ["bridge_loan"],
}
READ = {
    "household": lambda document: household_file.read_asking(document, accept=True),
    "offer": offer_file.read,
}


def short(book):
    """Return an example with two of its entries and payments: all shapes, few lines."""
    debts = tuple(replace(debt, payments=debt.payments[:2]) for debt in book.debts)
    return household_file.dump(replace(book, entries=book.entries[:2], debts=debts))


SAMPLES = [
    ("household", short(demo.employee(DAY))),
    ("household", short(demo.shop(DAY))),
    ("offer", OFFER),
]
VALID = {kind: fastjsonschema.compile(schemas.schema(kind)) for kind in schemas.KINDS}


def leaves(value, path=()):
    """Yield the path of every value below an object or list, that of the whole left out."""
    if path:
        yield path
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, below in inner:
        yield from leaves(below, (*path, key))


PLACES = [(kind, sample, path) for kind, sample in SAMPLES for path in leaves(sample)]


def changed(document, path, value):
    """Return a document with one value in another's place; what is not on the way is shared."""
    if not path:
        return value
    found = copy.copy(document)
    found[path[0]] = changed(document[path[0]], path[1:], value)
    return found


def refused(kind, document):
    """Return whether the schema and whether the reader refuses a document."""
    answers = []
    for read, error in (
        (VALID[kind], fastjsonschema.JsonSchemaException),
        (READ[kind], HouseholdError),
    ):
        try:
            read(document)
        except error:
            answers.append(True)
        else:
            answers.append(False)
    return tuple(answers)


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_what_is_published_is_what_the_reader_asks_for(kind):
    published = json.loads((SPEC / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert published == schemas.schema(kind)


@pytest.mark.parametrize(("kind", "document"), SAMPLES)
def test_our_own_files_keep_to_the_schema(kind, document):
    VALID[kind](document)
    VALID[kind]({**document, "$schema": f"{kind}.schema.json"})


def test_a_schema_named_in_a_file_is_no_unknown_key():
    document = {"format": "jiebei.household/1", "$schema": "household.schema.json"}
    assert household_file.read_asking(document).unknown == ()


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4)
    | st.sampled_from(["", "0", "-0.00", "0.00", "1.005", "-1", "+2.5", " 3 ", "12345.67", "2026-02-30", "2026-12-01",
                       "1899-12-31", "0.0005", "1234.5", "A1", "month", "bank", 0, 1, 31, 32, 600, 601, [], {}, [1], ["x"]])
)  # fmt: skip


@given(st.sampled_from(PLACES), VALUES)
def test_the_schema_refuses_nothing_that_is_read(place, value):
    kind, sample, path = place
    by_schema, by_reader = refused(kind, changed(sample, path, value))
    assert by_reader or not by_schema


@pytest.mark.parametrize("wrong", [2.5, "\u0000 nothing of the kind", [[]], {"no": "key"}])
def test_what_is_of_no_kind_at_all_is_refused_by_both_or_by_neither(wrong):
    for kind, sample, path in PLACES:
        document = changed(sample, path, wrong)
        assert len(set(refused(kind, document))) == 1, path


@pytest.mark.parametrize(("kind", "sample"), SAMPLES)
def test_what_must_be_there_must_be_there_for_both(kind, sample):
    for path in leaves(sample):
        if isinstance(path[-1], str):
            document = changed(sample, path, None)
            by_schema, by_reader = refused(kind, document)
            assert by_reader or not by_schema, path
    for key in ("format", "date", "face", "lender_type") if kind == "offer" else ("format",):
        assert refused(kind, changed(sample, (key,), None)) == (True, True)


def test_other_kinds_have_no_schema():
    with pytest.raises(ValueError, match="plan"):
        schemas.schema("plan")
