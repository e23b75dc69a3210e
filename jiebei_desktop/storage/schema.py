"""The tables of step 0001, as SQL: strict, money in fen, rates and dates as checked text."""

from __future__ import annotations

DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'"
RATE = "GLOB '[0-9]*'"
_BOOL = "IN (0, 1)"

HOUSEHOLD = f"""
CREATE TABLE household (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  members INTEGER NOT NULL DEFAULT 1 CHECK (members >= 1),
  city TEXT NOT NULL DEFAULT '',
  dibao_per_person_fen INTEGER CHECK (dibao_per_person_fen >= 0),
  dibao_as_of TEXT CHECK (dibao_as_of {DAY}),
  income_kind TEXT NOT NULL DEFAULT 'salaried',
  name TEXT NOT NULL DEFAULT '',
  id_tail TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE cash (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  amount_fen INTEGER NOT NULL,
  as_of TEXT NOT NULL CHECK (as_of {DAY})
) STRICT;

CREATE TABLE recurring (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('income', 'expense')),
  amount_fen INTEGER NOT NULL,
  category TEXT NOT NULL,
  every TEXT NOT NULL CHECK (every IN ('week', 'month', 'quarter', 'year')),
  day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
  start TEXT NOT NULL CHECK (start {DAY}),
  until TEXT CHECK (until {DAY}),
  certainty TEXT NOT NULL CHECK (certainty IN ('fixed', 'expected', 'estimate'))
) STRICT;

CREATE TABLE assets (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'deposit', 'housing_fund', 'vehicle', 'home',
    'investment', 'insurance', 'receivable', 'other')),
  value_fen INTEGER NOT NULL,
  can_sell INTEGER NOT NULL CHECK (can_sell {_BOOL}),
  needed_for_living INTEGER NOT NULL CHECK (needed_for_living {_BOOL})
) STRICT;

CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE scenarios (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  made_on TEXT NOT NULL CHECK (made_on {DAY}),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE reminders (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL CHECK (day {DAY}),
  kind TEXT NOT NULL,
  ref TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  done INTEGER NOT NULL DEFAULT 0 CHECK (done {_BOOL})
) STRICT;

CREATE TABLE dismissals (
  id INTEGER PRIMARY KEY,
  finding TEXT NOT NULL,
  ref TEXT NOT NULL DEFAULT '',
  day TEXT NOT NULL CHECK (day {DAY}),
  UNIQUE (finding, ref)
) STRICT;
"""

FIRST_ROWS = "INSERT INTO household (id) VALUES (1);"

ENTRIES = f"""
CREATE TABLE import_batches (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  account TEXT NOT NULL DEFAULT '',
  first_day TEXT CHECK (first_day {DAY}),
  last_day TEXT CHECK (last_day {DAY}),
  imported_on TEXT CHECK (imported_on {DAY}),
  declared_rows INTEGER,
  rows INTEGER NOT NULL,
  booked INTEGER NOT NULL DEFAULT 0,
  neutral INTEGER NOT NULL DEFAULT 0,
  ignored INTEGER NOT NULL DEFAULT 0,
  review INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings)),
  facts TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(facts))
) STRICT;
CREATE INDEX import_batches_sha256 ON import_batches (sha256);

CREATE TABLE raw_rows (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES import_batches (id),
  row INTEGER NOT NULL,
  identity TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT '',
  day TEXT NOT NULL CHECK (day {DAY}),
  moment TEXT NOT NULL DEFAULT '',
  amount_fen INTEGER NOT NULL,
  counterparty TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX raw_rows_identity ON raw_rows (identity);
CREATE INDEX raw_rows_batch ON raw_rows (batch_id);

CREATE TABLE entries (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL CHECK (day {DAY}),
  kind TEXT NOT NULL CHECK (kind IN ('income', 'expense')),
  amount_fen INTEGER NOT NULL,
  category TEXT NOT NULL,
  counterparty TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  mark TEXT NOT NULL DEFAULT 'estimate' CHECK (mark IN ('document', 'statement', 'estimate')),
  source TEXT NOT NULL DEFAULT 'hand' CHECK (source IN ('hand', 'file', 'import')),
  identity TEXT,
  batch_id INTEGER REFERENCES import_batches (id),
  raw_row_id INTEGER REFERENCES raw_rows (id),
  paid_by INTEGER REFERENCES debts (id)
) STRICT;
CREATE INDEX entries_newest ON entries (day, id);
CREATE INDEX entries_sums ON entries (substr(day, 1, 7), kind, category, amount_fen);
CREATE UNIQUE INDEX entries_identity ON entries (identity) WHERE identity IS NOT NULL;
CREATE INDEX entries_batch ON entries (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX entries_raw_row ON entries (raw_row_id) WHERE raw_row_id IS NOT NULL;
CREATE INDEX entries_paid_by ON entries (paid_by) WHERE paid_by IS NOT NULL;

CREATE TABLE month_sums (
  month TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  entries INTEGER NOT NULL,
  sum_fen INTEGER NOT NULL,
  PRIMARY KEY (month, kind, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  parent TEXT NOT NULL
) STRICT;

CREATE TABLE category_rules (
  id INTEGER PRIMARY KEY,
  field TEXT NOT NULL CHECK (field IN ('counterparty', 'note', 'any')),
  pattern TEXT NOT NULL,
  kind TEXT CHECK (kind IN ('income', 'expense')),
  category TEXT NOT NULL,
  UNIQUE (field, pattern, kind)
) STRICT;

CREATE TABLE budgets (
  id INTEGER PRIMARY KEY,
  category TEXT NOT NULL UNIQUE,
  amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0)
) STRICT;
"""

DEBTS = f"""
CREATE TABLE lenders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('bank', 'credit_card_issuer', 'consumer_finance',
    'micro_lender', 'trust', 'private_person', 'assignee', 'unknown')),
  phone TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (name, type)
) STRICT;

CREATE TABLE debts (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE CHECK (code <> ''),
  lender_id INTEGER NOT NULL REFERENCES lenders (id),
  name TEXT NOT NULL,
  product TEXT NOT NULL,
  contract_date TEXT NOT NULL CHECK (contract_date {DAY}),
  principal_fen INTEGER NOT NULL CHECK (principal_fen >= 0),
  priority TEXT NOT NULL CHECK (priority IN ('livelihood', 'secured', 'unsecured', 'family')),
  accelerated_on TEXT CHECK (accelerated_on {DAY}),
  stage TEXT CHECK (stage IN ('current', 'overdue', 'negotiating', 'restructured', 'litigation',
    'enforcement', 'settled')),
  credit_limit_fen INTEGER CHECK (credit_limit_fen >= 0),
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX debts_lender ON debts (lender_id);

CREATE TABLE terms (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER NOT NULL REFERENCES debts (id),
  version INTEGER NOT NULL CHECK (version >= 0),
  effective_from TEXT NOT NULL CHECK (effective_from {DAY}),
  principal_fen INTEGER NOT NULL CHECK (principal_fen >= 0),
  interest_fen INTEGER NOT NULL DEFAULT 0 CHECK (interest_fen >= 0),
  penalty_fen INTEGER NOT NULL DEFAULT 0 CHECK (penalty_fen >= 0),
  fees_fen INTEGER NOT NULL DEFAULT 0 CHECK (fees_fen >= 0),
  note TEXT NOT NULL DEFAULT '',
  rate TEXT NOT NULL CHECK (rate {RATE}),
  rate_per TEXT NOT NULL CHECK (rate_per IN ('day', 'month', 'year')),
  day_basis TEXT NOT NULL CHECK (day_basis IN ('365', '360', 'month')),
  method TEXT NOT NULL CHECK (method IN ('equal_payment', 'equal_principal', 'interest_only',
    'single', 'fee_instalment', 'revolving', 'free')),
  periods INTEGER CHECK (periods >= 1),
  first_due TEXT CHECK (first_due {DAY}),
  due_day INTEGER CHECK (due_day BETWEEN 1 AND 31),
  fee_per_period TEXT CHECK (fee_per_period {RATE}),
  upfront_fee_fen INTEGER CHECK (upfront_fee_fen >= 0),
  minimum_fraction TEXT CHECK (minimum_fraction {RATE}),
  minimum_floor_fen INTEGER CHECK (minimum_floor_fen >= 0),
  penalty_multiplier TEXT NOT NULL CHECK (penalty_multiplier {RATE}),
  compound_overdue_interest INTEGER NOT NULL CHECK (compound_overdue_interest {_BOOL}),
  grace_days INTEGER NOT NULL CHECK (grace_days >= 0),
  allocation TEXT NOT NULL CHECK (allocation IN ('fees_interest_principal', 'principal_first',
    'unknown')),
  rounding TEXT NOT NULL CHECK (rounding IN ('half_up', 'floor')),
  UNIQUE (debt_id, version),
  CHECK ((minimum_fraction IS NULL) = (minimum_floor_fen IS NULL))
) STRICT;

CREATE TABLE debt_events (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER REFERENCES debts (id),
  product TEXT NOT NULL,
  account TEXT NOT NULL DEFAULT '',
  day TEXT NOT NULL CHECK (day {DAY}),
  kind TEXT NOT NULL CHECK (kind IN ('draw', 'repay', 'missed', 'purchase', 'refund')),
  amount_fen INTEGER NOT NULL,
  counterparty TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  raw_row_id INTEGER REFERENCES raw_rows (id)
) STRICT;
CREATE INDEX debt_events_debt ON debt_events (debt_id);
CREATE INDEX debt_events_day ON debt_events (day, id);
CREATE INDEX debt_events_raw_row ON debt_events (raw_row_id);

CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER NOT NULL REFERENCES debts (id),
  day TEXT NOT NULL CHECK (day {DAY}),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  note TEXT NOT NULL DEFAULT '',
  principal_fen INTEGER,
  interest_fen INTEGER,
  penalty_fen INTEGER,
  fees_fen INTEGER,
  event_id INTEGER REFERENCES debt_events (id),
  CHECK ((principal_fen IS NULL) = (interest_fen IS NULL)
    AND (principal_fen IS NULL) = (penalty_fen IS NULL)
    AND (principal_fen IS NULL) = (fees_fen IS NULL))
) STRICT;
CREATE INDEX payments_debt ON payments (debt_id, day, id);
CREATE INDEX payments_event ON payments (event_id) WHERE event_id IS NOT NULL;

CREATE TABLE balances (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER NOT NULL REFERENCES debts (id),
  as_of TEXT NOT NULL CHECK (as_of {DAY}),
  principal_fen INTEGER NOT NULL CHECK (principal_fen >= 0),
  interest_fen INTEGER NOT NULL CHECK (interest_fen >= 0),
  penalty_fen INTEGER NOT NULL CHECK (penalty_fen >= 0),
  fees_fen INTEGER NOT NULL CHECK (fees_fen >= 0),
  overdue_since TEXT CHECK (overdue_since {DAY}),
  overdue_principal_fen INTEGER NOT NULL CHECK (overdue_principal_fen >= 0),
  UNIQUE (debt_id, as_of)
) STRICT;

CREATE TABLE links (
  id INTEGER PRIMARY KEY,
  left_row_id INTEGER NOT NULL REFERENCES raw_rows (id),
  right_row_id INTEGER NOT NULL REFERENCES raw_rows (id),
  reason TEXT NOT NULL,
  facts TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(facts)),
  UNIQUE (left_row_id, right_row_id)
) STRICT;
CREATE INDEX links_right ON links (right_row_id);
"""

PICTURE = f"""
CREATE TABLE revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL
) STRICT;

CREATE TABLE picture (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  as_of TEXT NOT NULL CHECK (as_of {DAY}),
  seed INTEGER NOT NULL,
  rules TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
"""
FIRST_REVISION = "INSERT INTO revision (id, number) VALUES (1, 0);"

PROPOSED_DEBTS = """
CREATE TABLE proposed_debts (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  batch_id INTEGER REFERENCES import_batches (id),
  debt_id INTEGER REFERENCES debts (id),
  paper TEXT NOT NULL,
  name TEXT NOT NULL,
  lender TEXT NOT NULL,
  product TEXT NOT NULL,
  limit_fen INTEGER,
  balance_fen INTEGER,
  overdue_fen INTEGER,
  as_of TEXT NOT NULL DEFAULT '',
  closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
  lines TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(lines)),
  why TEXT NOT NULL DEFAULT '',
  tail TEXT NOT NULL DEFAULT '',
  principal_fen INTEGER,
  until TEXT NOT NULL DEFAULT '',
  late_months INTEGER
) STRICT;
CREATE INDEX proposed_debts_batch ON proposed_debts (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX proposed_debts_debt ON proposed_debts (debt_id) WHERE debt_id IS NOT NULL;
"""

TABLES = frozenset({
    "household", "cash", "recurring", "assets", "events", "settings", "scenarios", "reminders",
    "dismissals", "import_batches", "raw_rows", "entries", "categories", "category_rules",
    "budgets", "lenders", "debts", "terms", "debt_events", "payments", "balances", "links",
    "attachments", "cases", "case_facts", "contacts", "evidence", "proposals", "agreements",
    "instalment_marks", "statements", "chain", "proposed_debts",
})  # fmt: skip
"""Tables a unit of work may write; ``month_sums``, ``history``, ``seal``, ``revision`` and
``picture`` are kept by storage itself."""
