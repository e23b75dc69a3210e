"""What steps 0003 and 0009 add: life events, several readings, facts that papers ask for."""

from __future__ import annotations

from jiebei_desktop.storage.schema import DAY

LIFE = f"""
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('income_ends', 'income_changes', 'income_starts',
    'spending_changes', 'spending_starts', 'spending_ends', 'business_closed',
    'months_not_recorded')),
  start TEXT NOT NULL CHECK (start {DAY}),
  until TEXT CHECK (until {DAY}),
  category TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  amount_fen INTEGER CHECK (amount_fen >= 0)
) STRICT;

CREATE TABLE readings (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  as_of TEXT NOT NULL CHECK (as_of {DAY}),
  UNIQUE (name, as_of)
) STRICT;
ALTER TABLE household ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE household ADD COLUMN address TEXT NOT NULL DEFAULT '';

ALTER TABLE debts ADD COLUMN contract_no TEXT NOT NULL DEFAULT '';
ALTER TABLE debts ADD COLUMN lender_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE debts ADD COLUMN hardship_since TEXT CHECK (hardship_since {DAY});
ALTER TABLE debts ADD COLUMN hardship_cause TEXT NOT NULL DEFAULT '';
ALTER TABLE debts ADD COLUMN hardship_words TEXT NOT NULL DEFAULT '';
"""

READINGS = """
INSERT INTO readings SELECT id, name, amount_fen, as_of FROM cash;
DROP TABLE cash;
ALTER TABLE readings RENAME TO cash;
"""

PAPERS = """
ALTER TABLE household ADD COLUMN children_born TEXT CHECK (json_valid(children_born));
ALTER TABLE household ADD COLUMN housing TEXT CHECK (housing IN
  ('rent', 'mortgage', 'own', 'relatives', 'employer', 'other'));
ALTER TABLE household ADD COLUMN work TEXT NOT NULL DEFAULT '';

ALTER TABLE evidence ADD COLUMN covers TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN path TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0);
"""
