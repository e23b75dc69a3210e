"""What steps 0003, 0009, 0010 and 0015 add: life, readings, facts that papers ask for, splits."""

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

CASE_FACTS = f"""
CREATE TABLE case_facts (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL CHECK (kind IN ('called_in', 'assigned', 'court_papers', 'payment_order',
    'hearing', 'judgment', 'enforcement')),
  day TEXT NOT NULL CHECK (day {DAY}),
  note TEXT NOT NULL DEFAULT '',
  due TEXT CHECK (due {DAY})
) STRICT;
CREATE INDEX case_facts_case ON case_facts (case_id);
INSERT INTO case_facts (case_id, kind, day, note, due)
  SELECT cases.id, fact.value ->> 'kind', fact.value ->> 'on', fact.value ->> 'note',
    fact.value ->> 'due'
  FROM settings, json_each(settings.value) AS fact, cases
  WHERE settings.key = 'case_facts' AND cases.id = fact.value ->> 'case' ORDER BY fact.key;
DELETE FROM history WHERE EXISTS (SELECT 1 FROM settings WHERE key = 'case_facts')
  OR EXISTS (SELECT 1 FROM history WHERE label IN ('case-fact', 'case-fact-drop'));
DELETE FROM settings WHERE key = 'case_facts';
DELETE FROM reminders WHERE
  (ref LIKE 'case:%' AND substr(ref, 6) NOT IN (SELECT CAST(id AS TEXT) FROM cases))
  OR (ref LIKE 'contact:%' AND substr(ref, 9) NOT IN (SELECT CAST(id AS TEXT) FROM contacts));
"""  # noqa: S608 - the condition is ours
"""Facts leave the setting that held them all, those of deleted cases stay behind. Steps of the
history would write them where nobody reads, so a ledger that has facts forgets its steps."""

SPLITS = f"""
ALTER TABLE entries ADD COLUMN split INTEGER CHECK (split > 0);
CREATE INDEX entries_split ON entries (split) WHERE split IS NOT NULL;
ALTER TABLE payments ADD COLUMN split INTEGER CHECK (split > 0);
CREATE INDEX payments_split ON payments (split) WHERE split IS NOT NULL;
ALTER TABLE assets ADD COLUMN sale_from TEXT CHECK (sale_from {DAY});
"""
