PRAGMA application_id = 1245856844;
PRAGMA user_version = 17;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'ledger','0001_ledger','2026-11-25 04:47:30.240008+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'ledger','0002_agreed_terms','2026-11-25 16:01:13.485002+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'ledger','0003_life_events','2026-11-29 02:38:23.527046+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'ledger','0004_picture','2026-11-29 02:46:40.820525+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'ledger','0005_row_digests','2026-11-29 03:04:29.630678+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'ledger','0006_proposed_debts','2026-11-29 03:22:12.100000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'ledger','0007_payment_after_balance','2026-11-29 03:41:13.313857+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'ledger','0008_hoped_events','2026-11-29 08:45:03.526594+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'ledger','0009_papers','2026-11-29 12:14:15.160942+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'ledger','0010_case_facts','2026-11-29 15:48:47.807834+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'ledger','0011_seal','2026-11-29 16:17:36.151628+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'ledger','0012_bill_day','2026-11-29 19:03:32.931246+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'ledger','0013_co_debtors','2026-11-29 22:48:44.310958+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'ledger','0014_lent','2026-11-29 23:52:17.129060+00:00');
INSERT INTO "_sqlite_migrations" VALUES(15,'ledger','0015_splits','2026-11-30 11:34:52.696476+00:00');
INSERT INTO "_sqlite_migrations" VALUES(16,'ledger','0016_prepaid','2026-11-30 12:05:51.594350+00:00');
INSERT INTO "_sqlite_migrations" VALUES(17,'ledger','0017_agreed_steps','2026-12-01 12:28:53.079373+00:00');
CREATE TABLE agreements (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  proposal_id INTEGER REFERENCES proposals (id),
  agreed_on TEXT NOT NULL CHECK (agreed_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  body TEXT NOT NULL CHECK (json_valid(body)),
  attachment_id INTEGER REFERENCES attachments (id)
) STRICT;
CREATE TABLE assets (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'deposit', 'housing_fund', 'vehicle', 'home',
    'investment', 'insurance', 'receivable', 'other')),
  value_fen INTEGER NOT NULL,
  can_sell INTEGER NOT NULL CHECK (can_sell IN (0, 1)),
  needed_for_living INTEGER NOT NULL CHECK (needed_for_living IN (0, 1))
, sale_from TEXT CHECK (sale_from GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')) STRICT;
INSERT INTO "assets" VALUES(1,'电动车','vehicle',180000,0,1,'2027-01-15');
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;
INSERT INTO "attachments" VALUES(1,'截图.png','','00',4,X'89504E47');
CREATE TABLE balances (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER NOT NULL REFERENCES debts (id),
  as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  principal_fen INTEGER NOT NULL CHECK (principal_fen >= 0),
  interest_fen INTEGER NOT NULL CHECK (interest_fen >= 0),
  penalty_fen INTEGER NOT NULL CHECK (penalty_fen >= 0),
  fees_fen INTEGER NOT NULL CHECK (fees_fen >= 0),
  overdue_since TEXT CHECK (overdue_since GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  overdue_principal_fen INTEGER NOT NULL CHECK (overdue_principal_fen >= 0),
  UNIQUE (debt_id, as_of)
) STRICT;
INSERT INTO "balances" VALUES(1,2,'2026-10-01',1500000,0,0,0,NULL,0);
CREATE TABLE budgets (
  id INTEGER PRIMARY KEY,
  category TEXT NOT NULL UNIQUE,
  amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0)
) STRICT;
CREATE TABLE case_facts (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL CHECK (kind IN ('called_in', 'assigned', 'court_papers', 'payment_order',
    'hearing', 'judgment', 'enforcement')),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  note TEXT NOT NULL DEFAULT '',
  due TEXT CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
) STRICT;
INSERT INTO "case_facts" VALUES(1,1,'court_papers','2026-11-20','传票','2026-12-05');
CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER NOT NULL REFERENCES debts (id),
  opened_on TEXT NOT NULL CHECK (opened_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  closed_on TEXT CHECK (closed_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  stage TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "cases" VALUES(1,1,'2026-11-01',NULL,'','');
CREATE TABLE "cash" (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  UNIQUE (name, as_of)
) STRICT;
INSERT INTO "cash" VALUES(1,'余额',320000,'2026-11-22');
INSERT INTO "cash" VALUES(2,'余额',250000,'2026-09-01');
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
CREATE TABLE chain (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  ref INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "chain" VALUES(1,'attachments',1,'a0d9d6453648e8584a8bcd7b76ba6977b050c9d2a42f754bde4cf635ac5847f7','','872cb7cc1771baadce33ed063582c913e6a3aafe78c0cb09524f96f41630e95a');
INSERT INTO "chain" VALUES(2,'contacts',1,'3458cb2011149398b803e1cc915dedacd62ba6efcdee6268e12cbc3303013c26','872cb7cc1771baadce33ed063582c913e6a3aafe78c0cb09524f96f41630e95a','938b6770dc585c936d6f78a9b1513781d9997a76cfa941c5ebdb81f6f097dea1');
CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
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
INSERT INTO "contacts" VALUES(1,1,'2026-11-02','','','in','客服','','可分期','','[]',1);
CREATE TABLE debt_events (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER REFERENCES debts (id),
  product TEXT NOT NULL,
  account TEXT NOT NULL DEFAULT '',
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  kind TEXT NOT NULL CHECK (kind IN ('draw', 'repay', 'missed', 'purchase', 'refund')),
  amount_fen INTEGER NOT NULL,
  counterparty TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  raw_row_id INTEGER REFERENCES raw_rows (id)
) STRICT;
CREATE TABLE debts (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE CHECK (code <> ''),
  lender_id INTEGER NOT NULL REFERENCES lenders (id),
  name TEXT NOT NULL,
  product TEXT NOT NULL,
  contract_date TEXT NOT NULL CHECK (contract_date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  principal_fen INTEGER NOT NULL CHECK (principal_fen >= 0),
  priority TEXT NOT NULL CHECK (priority IN ('livelihood', 'secured', 'unsecured', 'family')),
  accelerated_on TEXT CHECK (accelerated_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  stage TEXT CHECK (stage IN ('current', 'overdue', 'negotiating', 'restructured', 'litigation',
    'enforcement', 'settled')),
  credit_limit_fen INTEGER CHECK (credit_limit_fen >= 0),
  note TEXT NOT NULL DEFAULT ''
, contract_no TEXT NOT NULL DEFAULT '', lender_phone TEXT NOT NULL DEFAULT '', hardship_since TEXT CHECK (hardship_since GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), hardship_cause TEXT NOT NULL DEFAULT '', hardship_words TEXT NOT NULL DEFAULT '', co_debtors TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "debts" VALUES(1,'jb1',1,'借呗','jiebei','2026-01-15',1200000,'unsecured',NULL,NULL,NULL,'','HT-0001','95188','2026-06-30','shop closed','六月关店','周强');
INSERT INTO "debts" VALUES(2,'jt1',2,'舅舅','family','2025-05-01',2000000,'family',NULL,NULL,NULL,'','','',NULL,'','','');
CREATE TABLE dismissals (
  id INTEGER PRIMARY KEY,
  finding TEXT NOT NULL,
  ref TEXT NOT NULL DEFAULT '',
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  UNIQUE (finding, ref)
) STRICT;
CREATE TABLE entries (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
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
, split INTEGER CHECK (split > 0)) STRICT;
INSERT INTO "entries" VALUES(1,'2026-01-05','expense',220000,'B1','房东','工资','estimate','file','file:c09dc0d8ce0deda598f39e2e90cebac9#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(2,'2026-01-10','income',860000,'A1','公司','','estimate','file','file:9a0058868703e0f4ae05e549abd036b8#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(3,'2026-02-15','expense',220000,'B1','房东','房租','estimate','file','file:bd4f020306a410dbb8a43c1725fbe22e#0',NULL,NULL,NULL,1);
INSERT INTO "entries" VALUES(4,'2026-02-10','income',860000,'A1','公司','','estimate','file','file:33755650b854b36384cc240f618d000e#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(5,'2026-03-05','expense',220000,'B1','房东','房租','estimate','file','file:9927845b3682701765174e1d1fc03d32#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(6,'2026-03-10','income',860000,'A1','公司','','estimate','file','file:67f1abdcf3a616316fd2e5255b17c307#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(7,'2026-04-05','expense',220000,'B1','房东','房租','estimate','file','file:1eb9b0f615f967a327b87bb8c5ee4e3a#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(8,'2026-04-10','income',860000,'A1','公司','','estimate','file','file:22db1bd587598d96a90b9f3217938ed4#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(9,'2026-05-05','expense',220000,'B1','房东','房租','estimate','file','file:1a503c060d26669191e86abff2735329#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(10,'2026-05-10','income',860000,'A1','公司','','estimate','file','file:1eabcfab730de473cad69dacf808aef2#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(11,'2026-06-05','expense',220000,'B1','房东','房租','estimate','file','file:b3f9fd0f1dcffad46a83b2c066dfcbe6#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(12,'2026-06-10','income',860000,'A1','公司','','estimate','file','file:2c4babaa1fed7d372571f19388d1e58d#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(13,'2026-07-05','expense',220000,'B1','房东','房租','estimate','file','file:1319a9d95b0c84731e351aa4b016d98b#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(14,'2026-07-10','income',860000,'A1','公司','','estimate','file','file:c95ce8b01e78f494f03f70f633abc4fd#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(15,'2026-08-05','expense',220000,'B1','房东','房租','estimate','file','file:27c3d1f54bf64072dcd7f9c09518d422#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(16,'2026-08-10','income',860000,'A1','公司','','estimate','file','file:373c1bea1a47a231321352c871bf4b00#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(17,'2026-09-05','expense',220000,'B1','房东','房租','estimate','file','file:94d810b82d1ad7fbbfac8cab93f6c5c9#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(18,'2026-09-10','income',860000,'A1','公司','','estimate','file','file:a40e83348246ce89884acff46fe3ce56#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(19,'2026-10-05','expense',220000,'B1','房东','房租','estimate','file','file:d54b927e7e865c04ff42cd5b0241c204#0',NULL,NULL,NULL,NULL);
INSERT INTO "entries" VALUES(20,'2026-10-10','income',860000,'A1','公司','','estimate','file','file:a5beaeefe8937d56e2a4483ce06d4f81#0',NULL,NULL,NULL,NULL);
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('income_ends', 'income_changes', 'income_starts',
    'spending_changes', 'spending_starts', 'spending_ends', 'business_closed',
    'months_not_recorded')),
  start TEXT NOT NULL CHECK (start GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  until TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  category TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  amount_fen INTEGER CHECK (amount_fen >= 0)
, confirmed INTEGER NOT NULL DEFAULT 1 CHECK (confirmed IN (0, 1))) STRICT;
INSERT INTO "events" VALUES(1,'income_ends','2026-12-01',NULL,'A5','兼职',NULL,1);
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  case_id INTEGER REFERENCES cases (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  issuer TEXT NOT NULL DEFAULT '',
  day TEXT CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  proves TEXT NOT NULL DEFAULT '',
  attachment_id INTEGER REFERENCES attachments (id)
, covers TEXT NOT NULL DEFAULT '', path TEXT NOT NULL DEFAULT '', sha256 TEXT NOT NULL DEFAULT '', size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0)) STRICT;
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone')),
  tables TEXT NOT NULL,
  body BLOB NOT NULL
, day TEXT CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')) STRICT;
INSERT INTO "history" VALUES(1,'load','done','assets,balances,cash,debts,entries,household,lenders,payments,recurring,terms',X'78017D904D6EC4200C85EFE2358B4EAE8322E480A7B10A26C26431B7AFE954D154D344E2CFF8E9F9B3BD877D4BD8091CAC75575A6B4EE0BCBFB9DB3C3B0F6C11142A0B35B557E4FEB02BF182356CD4C6D62AE14E727CA3867AB78825D642E18B65780896518453E8C819CC7BD470004EF69C9F0728666C4C433FD6FC4410A5D62D8EA8EB0B9B59FCCD6792F48379E0BF49122DDDFA3817746AE552B0E1A3905C9BBC804C6E1A90E720678203E44CB0D8AC24D225AC81DA387F25D3C7BF248DE2DE1ACBE7D5585095DE7B9EBF01E25CB679','2026-10-05');
INSERT INTO "history" VALUES(2,'case','done','attachments,cases,chain,contacts,settings',X'78018B8E56CACC2B4E2D2A51D2514A4E2C4E2D56D2898E36D4318C8DD5890621204628482C29494CCEC84DCD2BC1AB2C393F0FA80EBF9AE2D49292CCBC74FCE6642466E641DC6304774F2C00F97338A7','2026-11-02');
INSERT INTO "history" VALUES(3,'edit-entry','done','entries',X'7801458F414EC4300C45EF62B61929CD68D08425D788AACA755C88A64DAA34D53037E010482CB9023B2E83E01A38ED022F1CBF1FDB3F710ED6D9636150C0B1E4C00B28E71AD5B4AD7210BCE81E6F922F2156C029ADB17403470192C1A794EB355599F38CB9548C695B3961BE082D69CD542D821793B075F458E8B9DB0C325EBB9CAE3BCC187CD7DF40ECE51960B4B93FE8E6A04F32CE2F33C7451619A325143C36A2FEBC7E7D7FBEEDC5EFC77BED5B4A98F64F0D61ACC6F578206D3D697F26D69E3D9EEC79385A366C35718F64EF34A8B88EE37F6A25FE001BC85FA6',NULL);
INSERT INTO "history" VALUES(4,'edit-entry','done','entries',X'7801458F316EC3300C45EFC2AE0A20AB481175EC3504C3A025BA15624B862C23CD9621430E91B547289AAD9749831EA394339403C5F745F24BC6C03C3ACC040228E4E46902614C25AABA1606BC63DDE19EF3D6870238C439E4A6A3C06079F035A6726D8B4C69C4940B86B8AC1C306D99A638275B2CBC6313BF74B498ED5BB31824DC3529EEEE30A2774DBB07B6E7678092EA6925AB955CF338BD8F14265EA494E410F052B17A3B7D5F2F672EAE97C3ED7CFAF9FAF8FD3C96EE29FBE1FEB5CEF7C5BE1CCF566A67A5DB58928E1CAEF5A67BD4A4484B4B2D5AFD204184B9EFFF53CDF1071CD663D4',NULL);
INSERT INTO "history" VALUES(5,'case','done','case_facts',X'78018B8E56CACC2B4E2D2A51D2514A4E2C4E8D4F4B4C2E2956D2898E36D4318C8DD58906A1D8580005A30CB8',NULL);
INSERT INTO "history" VALUES(6,'edit-entry','undone','entries',X'7801458F316EC3300C45EFC2AE0A20AB481175EC3504C3A025BA15624B862C23CD9621430E91B547289AAD9749831EA394339403C5F745F24BC6C03C3ACC040228E4E46902614C25AABA1606BC63DDE19EF3D6870238C439E4A6A3C06079F035A6726D8B4C69C4940B86B8AC1C306D99A638275B2CBC6313BF74B498ED5BB31824DC3529EEEE30A2774DBB07B6E7678092EA6925AB955CF338BD8F14265EA494E410F052B17A3B7D5F2F672EAE97C3ED7CFAF9FAF8FD3C96EE29FBE1FEB5CEF7C5BE1CCF566A67A5DB58928E1CAEF5A67BD4A4484B4B2D5AFD204184B9EFFF53CDF1071CD663D4',NULL);
CREATE TABLE household (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  members INTEGER NOT NULL DEFAULT 1 CHECK (members >= 1),
  city TEXT NOT NULL DEFAULT '',
  dibao_per_person_fen INTEGER CHECK (dibao_per_person_fen >= 0),
  dibao_as_of TEXT CHECK (dibao_as_of GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  income_kind TEXT NOT NULL DEFAULT 'salaried',
  name TEXT NOT NULL DEFAULT '',
  id_tail TEXT NOT NULL DEFAULT ''
, phone TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', children_born TEXT CHECK (json_valid(children_born)), housing TEXT CHECK (housing IN
  ('rent', 'mortgage', 'own', 'relatives', 'employer', 'other')), work TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "household" VALUES(1,3,'成都',100500,'2026-07-01','salaried','','','','','[2017, 2021]','rent','仓库分拣员');
CREATE TABLE import_batches (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  account TEXT NOT NULL DEFAULT '',
  first_day TEXT CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  last_day TEXT CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  imported_on TEXT CHECK (imported_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  declared_rows INTEGER,
  rows INTEGER NOT NULL,
  booked INTEGER NOT NULL DEFAULT 0,
  neutral INTEGER NOT NULL DEFAULT 0,
  ignored INTEGER NOT NULL DEFAULT 0,
  review INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings)),
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts))
) STRICT;
CREATE TABLE instalment_marks (
  id INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreements (id),
  n INTEGER NOT NULL CHECK (n >= 1),
  due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  amount_fen INTEGER NOT NULL,
  paid_on TEXT CHECK (paid_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  payment_id INTEGER REFERENCES payments (id),
  attachment_id INTEGER REFERENCES attachments (id),
  UNIQUE (agreement_id, n)
) STRICT;
CREATE TABLE lenders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('bank', 'credit_card_issuer', 'consumer_finance',
    'micro_lender', 'trust', 'private_person', 'assignee', 'unknown')),
  phone TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (name, type)
) STRICT;
INSERT INTO "lenders" VALUES(1,'某消费金融有限公司','consumer_finance','','');
INSERT INTO "lenders" VALUES(2,'舅舅','private_person','','');
CREATE TABLE links (
  id INTEGER PRIMARY KEY,
  left_row_id INTEGER NOT NULL REFERENCES raw_rows (id),
  right_row_id INTEGER NOT NULL REFERENCES raw_rows (id),
  reason TEXT NOT NULL,
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),
  UNIQUE (left_row_id, right_row_id)
) STRICT;
CREATE TABLE month_sums (
  month TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  entries INTEGER NOT NULL,
  sum_fen INTEGER NOT NULL,
  PRIMARY KEY (month, kind, category)
) STRICT, WITHOUT ROWID;
INSERT INTO "month_sums" VALUES('2026-01','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-01','income','A1',1,860000);
INSERT INTO "month_sums" VALUES('2026-02','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-02','income','A1',1,860000);
INSERT INTO "month_sums" VALUES('2026-03','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-03','income','A1',1,860000);
INSERT INTO "month_sums" VALUES('2026-04','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-04','income','A1',1,860000);
INSERT INTO "month_sums" VALUES('2026-05','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-05','income','A1',1,860000);
INSERT INTO "month_sums" VALUES('2026-06','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-06','income','A1',1,860000);
INSERT INTO "month_sums" VALUES('2026-07','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-07','income','A1',1,860000);
INSERT INTO "month_sums" VALUES('2026-08','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-08','income','A1',1,860000);
INSERT INTO "month_sums" VALUES('2026-09','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-09','income','A1',1,860000);
INSERT INTO "month_sums" VALUES('2026-10','expense','B1',1,220000);
INSERT INTO "month_sums" VALUES('2026-10','income','A1',1,860000);
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER NOT NULL REFERENCES debts (id),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  note TEXT NOT NULL DEFAULT '',
  principal_fen INTEGER,
  interest_fen INTEGER,
  penalty_fen INTEGER,
  fees_fen INTEGER,
  event_id INTEGER REFERENCES debt_events (id), after_balance INTEGER NOT NULL DEFAULT 0
  CHECK (after_balance IN (0, 1)), split INTEGER CHECK (split > 0), kept TEXT CHECK (kept IN ('term', 'payment')),
  CHECK ((principal_fen IS NULL) = (interest_fen IS NULL)
    AND (principal_fen IS NULL) = (penalty_fen IS NULL)
    AND (principal_fen IS NULL) = (fees_fen IS NULL))
) STRICT;
INSERT INTO "payments" VALUES(1,1,'2026-02-15',110115,'',NULL,NULL,NULL,NULL,NULL,0,1,'term');
CREATE TABLE picture (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  seed INTEGER NOT NULL,
  rules TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE TABLE proposals (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  made_on TEXT NOT NULL CHECK (made_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  state TEXT NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'sent', 'countered', 'accepted', 'refused')),
  body TEXT NOT NULL CHECK (json_valid(body)),
  UNIQUE (case_id, version)
) STRICT;
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
, lent TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE raw_rows (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES import_batches (id),
  row INTEGER NOT NULL,
  identity TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT '',
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  moment TEXT NOT NULL DEFAULT '',
  amount_fen INTEGER NOT NULL,
  counterparty TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE recurring (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('income', 'expense')),
  amount_fen INTEGER NOT NULL,
  category TEXT NOT NULL,
  every TEXT NOT NULL CHECK (every IN ('week', 'month', 'quarter', 'year')),
  day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
  start TEXT NOT NULL CHECK (start GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  until TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  certainty TEXT NOT NULL CHECK (certainty IN ('fixed', 'expected', 'estimate'))
) STRICT;
INSERT INTO "recurring" VALUES(1,'房租','expense',220000,'B1','month',5,'2026-01-01',NULL,'expected');
CREATE TABLE reminders (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  kind TEXT NOT NULL,
  ref TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
) STRICT;
CREATE TABLE revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO "revision" VALUES(1,5);
CREATE TABLE row_digests (
  kind TEXT NOT NULL,
  block INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (kind, block)
) STRICT, WITHOUT ROWID;
INSERT INTO "row_digests" VALUES('assets',0,'91f25bdd84215a0c9945b6d5f0da2b3f');
INSERT INTO "row_digests" VALUES('balances',0,'c5f3678a8f0999869a4cd678e2132fc1');
INSERT INTO "row_digests" VALUES('case_facts',0,'714757a1f4e7d99e6ebb6697779500b5');
INSERT INTO "row_digests" VALUES('cases',0,'7158f4b56e2e6bb9aacedfc6a6e2d201');
INSERT INTO "row_digests" VALUES('cash',0,'fee6507c597dd2d68abf09ec35f87158');
INSERT INTO "row_digests" VALUES('debts',0,'02a22fb5fa8f79cfaff40537d2503d00');
INSERT INTO "row_digests" VALUES('entries',0,'7ef0500e8549fd3775e1fd3c40bb8322');
INSERT INTO "row_digests" VALUES('events',0,'a9cd1e7b1c58256b61700914d6d7bce7');
INSERT INTO "row_digests" VALUES('household',0,'990c5fc518aaec35f5c7a1348ee94303');
INSERT INTO "row_digests" VALUES('lenders',0,'f0e584c875cb21fea8dfcdbd373b32cf');
INSERT INTO "row_digests" VALUES('payments',0,'2c8163945f01b901617917aed9061c74');
INSERT INTO "row_digests" VALUES('recurring',0,'04387ca1d8ddb1fe6630a161573070c8');
INSERT INTO "row_digests" VALUES('settings',0,'8f9ec8c8b01eed85b3e8e245b7874858');
INSERT INTO "row_digests" VALUES('terms',0,'267565bf526d4607670b9d0180195b15');
CREATE TABLE scenarios (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  made_on TEXT NOT NULL CHECK (made_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE TABLE seal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  digest TEXT NOT NULL
) STRICT;
INSERT INTO "seal" VALUES(1,'44ad531333ae11a0d738389fc73936e8ecbae69222b23392db500d27258822d8');
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
INSERT INTO "settings" VALUES(1,'reserve','"500.00"');
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  edition TEXT NOT NULL CHECK (edition IN ('lender', 'private')),
  debt_id INTEGER REFERENCES debts (id),
  made_on TEXT NOT NULL CHECK (made_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  sent_on TEXT CHECK (sent_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  checksum TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE TABLE terms (
  id INTEGER PRIMARY KEY,
  debt_id INTEGER NOT NULL REFERENCES debts (id),
  version INTEGER NOT NULL CHECK (version >= 0),
  effective_from TEXT NOT NULL CHECK (effective_from GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  principal_fen INTEGER NOT NULL CHECK (principal_fen >= 0),
  interest_fen INTEGER NOT NULL DEFAULT 0 CHECK (interest_fen >= 0),
  penalty_fen INTEGER NOT NULL DEFAULT 0 CHECK (penalty_fen >= 0),
  fees_fen INTEGER NOT NULL DEFAULT 0 CHECK (fees_fen >= 0),
  note TEXT NOT NULL DEFAULT '',
  rate TEXT NOT NULL CHECK (rate GLOB '[0-9]*'),
  rate_per TEXT NOT NULL CHECK (rate_per IN ('day', 'month', 'year')),
  day_basis TEXT NOT NULL CHECK (day_basis IN ('365', '360', 'month')),
  method TEXT NOT NULL CHECK (method IN ('equal_payment', 'equal_principal', 'interest_only',
    'single', 'fee_instalment', 'revolving', 'free')),
  periods INTEGER CHECK (periods >= 1),
  first_due TEXT CHECK (first_due GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  due_day INTEGER CHECK (due_day BETWEEN 1 AND 31),
  fee_per_period TEXT CHECK (fee_per_period GLOB '[0-9]*'),
  upfront_fee_fen INTEGER CHECK (upfront_fee_fen >= 0),
  minimum_fraction TEXT CHECK (minimum_fraction GLOB '[0-9]*'),
  minimum_floor_fen INTEGER CHECK (minimum_floor_fen >= 0),
  penalty_multiplier TEXT NOT NULL CHECK (penalty_multiplier GLOB '[0-9]*'),
  compound_overdue_interest INTEGER NOT NULL CHECK (compound_overdue_interest IN (0, 1)),
  grace_days INTEGER NOT NULL CHECK (grace_days >= 0),
  allocation TEXT NOT NULL CHECK (allocation IN ('fees_interest_principal', 'principal_first',
    'unknown')),
  rounding TEXT NOT NULL CHECK (rounding IN ('half_up', 'floor')), payment_fen INTEGER CHECK (payment_fen > 0), interest_only INTEGER NOT NULL DEFAULT 0 CHECK (interest_only >= 0), bill_day INTEGER CHECK (bill_day BETWEEN 1 AND 31), start_periods INTEGER NOT NULL DEFAULT 0 CHECK (start_periods >= 0), start_payment_fen INTEGER CHECK (start_payment_fen > 0), in_parts INTEGER NOT NULL DEFAULT 0 CHECK (in_parts IN (0, 1)), interest_from TEXT CHECK (interest_from GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), at_once_fen INTEGER NOT NULL DEFAULT 0 CHECK (at_once_fen >= 0), at_once_on TEXT CHECK (at_once_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  UNIQUE (debt_id, version),
  CHECK ((minimum_fraction IS NULL) = (minimum_floor_fen IS NULL))
) STRICT;
INSERT INTO "terms" VALUES(1,1,0,'2026-01-15',1200000,0,0,0,'','0.0005','day','365','equal_payment',12,'2026-02-15',15,NULL,NULL,NULL,NULL,'1.5',0,0,'fees_interest_principal','half_up',NULL,0,10,0,NULL,0,NULL,0,NULL);
INSERT INTO "terms" VALUES(2,2,0,'2025-05-01',2000000,0,0,0,'','0','year','365','free',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'1.5',0,0,'fees_interest_principal','half_up',NULL,0,NULL,0,NULL,0,NULL,0,NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX import_batches_sha256 ON import_batches (sha256);
CREATE UNIQUE INDEX raw_rows_identity ON raw_rows (identity);
CREATE INDEX raw_rows_batch ON raw_rows (batch_id);
CREATE INDEX entries_newest ON entries (day, id);
CREATE INDEX entries_sums ON entries (substr(day, 1, 7), kind, category, amount_fen);
CREATE UNIQUE INDEX entries_identity ON entries (identity) WHERE identity IS NOT NULL;
CREATE INDEX entries_batch ON entries (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX entries_raw_row ON entries (raw_row_id) WHERE raw_row_id IS NOT NULL;
CREATE INDEX entries_paid_by ON entries (paid_by) WHERE paid_by IS NOT NULL;
CREATE INDEX debts_lender ON debts (lender_id);
CREATE INDEX debt_events_debt ON debt_events (debt_id);
CREATE INDEX debt_events_day ON debt_events (day, id);
CREATE INDEX debt_events_raw_row ON debt_events (raw_row_id);
CREATE INDEX payments_debt ON payments (debt_id, day, id);
CREATE INDEX payments_event ON payments (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX links_right ON links (right_row_id);
CREATE INDEX cases_debt ON cases (debt_id);
CREATE INDEX contacts_case ON contacts (case_id, day, id);
CREATE INDEX evidence_case ON evidence (case_id);
CREATE INDEX agreements_case ON agreements (case_id);
CREATE INDEX proposed_debts_batch ON proposed_debts (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX proposed_debts_debt ON proposed_debts (debt_id) WHERE debt_id IS NOT NULL;
CREATE INDEX case_facts_case ON case_facts (case_id);
CREATE INDEX entries_split ON entries (split) WHERE split IS NOT NULL;
CREATE INDEX payments_split ON payments (split) WHERE split IS NOT NULL;
COMMIT;
