"""The tables of step 0001 for negotiations, their evidence, the hash chain and the history."""

from __future__ import annotations

from jiebei_desktop.storage.schema import DAY

NEGOTIATION = f"""
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER NOT NULL REFERENCES debts (id),
  opened_on TEXT NOT NULL CHECK (opened_on {DAY}),
  closed_on TEXT CHECK (closed_on {DAY}),
  stage TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX cases_debt ON cases (debt_id);

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  day TEXT NOT NULL CHECK (day {DAY}),
  time TEXT NOT NULL DEFAULT '',
  channel TEXT NOT NULL DEFAULT '',
  direction TEXT NOT NULL DEFAULT 'in' CHECK (direction IN ('in', 'out')),
  who TEXT NOT NULL DEFAULT '',
  number TEXT NOT NULL DEFAULT '',
  said TEXT NOT NULL DEFAULT '',
  promised TEXT NOT NULL DEFAULT '',
  flags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags)),
  attachment_id INTEGER REFERENCES attachments (id)
) STRICT;
CREATE INDEX contacts_case ON contacts (case_id, day, id);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  case_id INTEGER REFERENCES cases (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  issuer TEXT NOT NULL DEFAULT '',
  day TEXT CHECK (day {DAY}),
  proves TEXT NOT NULL DEFAULT '',
  attachment_id INTEGER REFERENCES attachments (id)
) STRICT;
CREATE INDEX evidence_case ON evidence (case_id);

CREATE TABLE proposals (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  made_on TEXT NOT NULL CHECK (made_on {DAY}),
  state TEXT NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'sent', 'countered', 'accepted', 'refused')),
  body TEXT NOT NULL CHECK (json_valid(body)),
  UNIQUE (case_id, version)
) STRICT;

CREATE TABLE agreements (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  proposal_id INTEGER REFERENCES proposals (id),
  agreed_on TEXT NOT NULL CHECK (agreed_on {DAY}),
  body TEXT NOT NULL CHECK (json_valid(body)),
  attachment_id INTEGER REFERENCES attachments (id)
) STRICT;
CREATE INDEX agreements_case ON agreements (case_id);

CREATE TABLE instalment_marks (
  id INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreements (id),
  n INTEGER NOT NULL CHECK (n >= 1),
  due TEXT NOT NULL CHECK (due {DAY}),
  amount_fen INTEGER NOT NULL,
  paid_on TEXT CHECK (paid_on {DAY}),
  payment_id INTEGER REFERENCES payments (id),
  attachment_id INTEGER REFERENCES attachments (id),
  UNIQUE (agreement_id, n)
) STRICT;

CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  edition TEXT NOT NULL CHECK (edition IN ('lender', 'private')),
  debt_id INTEGER REFERENCES debts (id),
  made_on TEXT NOT NULL CHECK (made_on {DAY}),
  sent_on TEXT CHECK (sent_on {DAY}),
  checksum TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE chain (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  ref INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone')),
  tables TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
"""

AGREED_STEPS = f"""
ALTER TABLE terms ADD COLUMN start_periods INTEGER NOT NULL DEFAULT 0 CHECK (start_periods >= 0);
ALTER TABLE terms ADD COLUMN start_payment_fen INTEGER CHECK (start_payment_fen > 0);
ALTER TABLE terms ADD COLUMN in_parts INTEGER NOT NULL DEFAULT 0 CHECK (in_parts IN (0, 1));
ALTER TABLE terms ADD COLUMN interest_from TEXT CHECK (interest_from {DAY});
ALTER TABLE terms ADD COLUMN at_once_fen INTEGER NOT NULL DEFAULT 0 CHECK (at_once_fen >= 0);
ALTER TABLE terms ADD COLUMN at_once_on TEXT CHECK (at_once_on {DAY});
"""

"""How the instalments of an agreement begin, and what is paid before them."""

AGREED_BEFORE = """
UPDATE terms SET
  in_parts = 1,
  payment_fen = payment_fen + interest_fen / (periods - interest_only)
WHERE interest_fen > 0 AND payment_fen IS NOT NULL AND periods > interest_only AND EXISTS (
  SELECT 1 FROM agreements JOIN cases ON cases.id = agreements.case_id
  WHERE cases.debt_id = terms.debt_id AND agreements.agreed_on = terms.effective_from
);
UPDATE terms SET at_once_fen = coalesce((
  SELECT CAST(round(100 * json_extract(agreements.body, '$.request.lump_sum')) AS INTEGER)
  FROM agreements JOIN cases ON cases.id = agreements.case_id
  WHERE cases.debt_id = terms.debt_id AND agreements.agreed_on = terms.effective_from
  ORDER BY agreements.id DESC LIMIT 1
), 0) WHERE version > 0;
UPDATE terms SET at_once_on = max(effective_from, date(first_due, '-1 day'))
WHERE at_once_fen > 0 AND first_due IS NOT NULL;
"""
"""What was agreed before had its charges in parts, too.

A sum at once was part of no terms then, and its payment counted twice.
"""
