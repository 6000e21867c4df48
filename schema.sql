-- factbase: the whole of the data definition, and the only one. Read top to bottom:
--   1 changesets and history   2 nouns   3 parts of nouns   4 vocabularies   5 derived values   6 indexes
--   7 the rules of history (triggers)   8 views
-- A column that names another row holds its pk here and its id in the views. Dates are EDTF text as written, with
-- *_earliest and *_latest as ISO dates (NULL: open). STRICT tables hold what the column says and nothing else.

PRAGMA application_id = 1178812978;  -- "FCB2": tells a factbase file from any other SQLite file
PRAGMA user_version = 1;             -- the version of this schema

-- 1 ---------------------------------------------------------------------------------------- changesets and history

-- One recording act. It is open while its digest is NULL, which no committed database shows.
CREATE TABLE changesets (
  pk INTEGER PRIMARY KEY,
  id TEXT GENERATED ALWAYS AS ('c' || pk) VIRTUAL,
  parent INTEGER REFERENCES changesets (pk),
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL CHECK (recorded_by <> ''),
  why TEXT NOT NULL,
  file TEXT,
  route TEXT NOT NULL CHECK (route IN ('build', 'load')),
  digest TEXT CHECK (length(digest) = 64)
) STRICT;

-- Every version that no longer stands, whole: body is its canonical JSON with readable ids.
CREATE TABLE retired (
  pk INTEGER PRIMARY KEY,
  noun TEXT NOT NULL
    CHECK (noun IN ('topic', 'source', 'document', 'question', 'statement', 'rating', 'link')),
  id TEXT NOT NULL,
  row_pk INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  body TEXT NOT NULL CHECK (json_valid(body)),
  recorded_in INTEGER NOT NULL REFERENCES changesets (pk),
  retired_in INTEGER NOT NULL REFERENCES changesets (pk),
  why TEXT NOT NULL
) STRICT;

-- 2 ---------------------------------------------------------------------------------------------------------- nouns

CREATE TABLE topics (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  recorded_in INTEGER NOT NULL REFERENCES changesets (pk),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'place', 'event', 'object', 'theme')),
  name TEXT NOT NULL
) STRICT;

CREATE TABLE sources (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  recorded_in INTEGER NOT NULL REFERENCES changesets (pk),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'outlet', 'group')),
  name TEXT NOT NULL,
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  reason TEXT,
  capacity TEXT
    CHECK (capacity IN ('official', 'state-media', 'expert', 'press', 'company', 'witness', 'other')),
  acts_for INTEGER REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  wikidata TEXT,
  CHECK (anonymous OR reason IS NULL)
) STRICT;

CREATE TABLE documents (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  recorded_in INTEGER NOT NULL REFERENCES changesets (pk),
  title TEXT,
  publisher INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  credit INTEGER REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  byline TEXT,
  url TEXT,
  archived_url TEXT,
  published TEXT,
  published_earliest TEXT,
  published_latest TEXT,
  retrieved TEXT,
  language TEXT,
  media_type TEXT,
  rights TEXT NOT NULL CHECK (rights IN ('full', 'excerpt', 'none')),
  text TEXT,
  sha256 TEXT CHECK (length(sha256) = 64),
  copy_of INTEGER REFERENCES documents (pk) DEFERRABLE INITIALLY DEFERRED,
  copy_type TEXT CHECK (copy_type IN ('copies', 'translates')),
  seen INTEGER NOT NULL CHECK (seen IN (0, 1)),
  CHECK ((copy_of IS NULL) = (copy_type IS NULL)),
  CHECK (text IS NULL OR sha256 IS NOT NULL)
) STRICT;

CREATE TABLE questions (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  recorded_in INTEGER NOT NULL REFERENCES changesets (pk),
  text TEXT NOT NULL,
  answer_type TEXT NOT NULL CHECK (answer_type IN ('yes-no', 'date', 'number', 'choice', 'text')),
  multiple INTEGER NOT NULL CHECK (multiple IN (0, 1)),
  timezone TEXT,
  precision TEXT CHECK (precision IN ('day', 'month', 'year')),
  unit TEXT,
  resolution TEXT,
  deadline TEXT,
  deadline_earliest TEXT,
  deadline_latest TEXT,
  outcome TEXT,
  outcome_earliest TEXT,
  outcome_latest TEXT,
  outcome_low REAL,
  outcome_high REAL,
  outcome_statement INTEGER REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  CHECK (outcome IS NULL OR resolution IS NOT NULL),
  CHECK (outcome_statement IS NULL OR outcome IS NOT NULL)
) STRICT;

-- Family follows from kind, so that no row can be both a claim and an assessment.
CREATE TABLE statements (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  recorded_in INTEGER NOT NULL REFERENCES changesets (pk),
  document INTEGER NOT NULL REFERENCES documents (pk) DEFERRABLE INITIALLY DEFERRED,
  content TEXT NOT NULL CHECK (content <> ''),
  kind TEXT NOT NULL CHECK (kind IN (
    'refusal', 'directive', 'intention', 'forecast', 'assessment', 'observation', 'assertion')),
  family TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN kind IN ('directive', 'intention', 'observation', 'assertion') THEN 'claim'
    WHEN kind IN ('forecast', 'assessment') THEN 'assessment'
    WHEN kind = 'refusal' THEN 'silence'
  END) VIRTUAL,
  words TEXT CHECK (words IN ('speaker', 'reporter', 'mixed')),
  stated TEXT NOT NULL CHECK (stated IN ('asserted', 'presupposed')),
  condition TEXT,
  event_date TEXT,
  event_date_earliest TEXT,
  event_date_latest TEXT,
  event_date_printed TEXT,
  locator TEXT
) STRICT;

CREATE TABLE ratings (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  recorded_in INTEGER NOT NULL REFERENCES changesets (pk),
  source INTEGER REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  statement INTEGER REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  evaluator INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  scheme TEXT NOT NULL CHECK (scheme IN ('admiralty-reliability', 'admiralty-credibility')),
  value TEXT NOT NULL,
  rated TEXT NOT NULL,
  rated_earliest TEXT,
  rated_latest TEXT,
  reason TEXT NOT NULL,
  CHECK (
    (scheme = 'admiralty-reliability' AND source IS NOT NULL AND statement IS NULL
      AND value IN ('A', 'B', 'C', 'D', 'E', 'F'))
    OR (scheme = 'admiralty-credibility' AND statement IS NOT NULL AND source IS NULL
      AND value IN ('1', '2', '3', '4', '5', '6')))
) STRICT;

CREATE TABLE links (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  recorded_in INTEGER NOT NULL REFERENCES changesets (pk),
  from_statement INTEGER REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  to_statement INTEGER REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  from_document INTEGER REFERENCES documents (pk) DEFERRABLE INITIALLY DEFERRED,
  to_document INTEGER REFERENCES documents (pk) DEFERRABLE INITIALLY DEFERRED,
  type TEXT NOT NULL
    CHECK (type IN ('derived-from', 'copies', 'translates', 'corrects', 'retracts', 'responds-to')),
  confidence TEXT NOT NULL CHECK (confidence IN ('certain', 'probable', 'possible')),
  basis TEXT NOT NULL CHECK (basis IN ('named', 'titled', 'pronoun', 'inferred')),
  CHECK ((from_statement IS NULL) = (to_statement IS NULL)),
  CHECK ((from_document IS NULL) = (to_document IS NULL)),
  CHECK ((from_statement IS NULL) <> (from_document IS NULL))
) STRICT;

-- 3 ------------------------------------------------------------------------------------------------- parts of nouns

CREATE TABLE source_names (
  pk INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  language TEXT
) STRICT;

CREATE TABLE roles (
  pk INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  capacity TEXT NOT NULL
    CHECK (capacity IN ('official', 'state-media', 'expert', 'press', 'company', 'witness', 'other')),
  start TEXT,
  start_earliest TEXT,
  "end" TEXT,
  end_latest TEXT
) STRICT;

CREATE TABLE choices (
  pk INTEGER PRIMARY KEY,
  question INTEGER NOT NULL REFERENCES questions (pk) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  label TEXT NOT NULL
) STRICT;

CREATE TABLE spans (
  pk INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('text', 'title')),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL,
  exact TEXT NOT NULL,
  locator TEXT,
  CHECK ("end" - start = length(exact) AND "end" > start)
) STRICT;

CREATE TABLE attributions (
  pk INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  step INTEGER NOT NULL CHECK (step > 0),
  source INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  as_printed TEXT,
  cue TEXT,
  hedge TEXT,
  certainty TEXT NOT NULL CHECK (certainty IN ('certain', 'probable', 'possible', 'uncommitted')),
  polarity TEXT NOT NULL CHECK (polarity IN ('affirms', 'denies')),
  capacity TEXT NOT NULL
    CHECK (capacity IN ('official', 'state-media', 'expert', 'press', 'company', 'witness', 'other')),
  said TEXT,
  said_earliest TEXT,
  said_latest TEXT,
  said_printed TEXT,
  confidence TEXT NOT NULL CHECK (confidence IN ('certain', 'probable', 'possible')),
  basis TEXT NOT NULL CHECK (basis IN ('named', 'titled', 'pronoun', 'inferred'))
) STRICT;

CREATE TABLE likelihoods (
  pk INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  step INTEGER NOT NULL CHECK (step > 0),
  scheme TEXT NOT NULL,
  term TEXT NOT NULL,
  FOREIGN KEY (scheme, term) REFERENCES scales (scheme, term)
) STRICT;

CREATE TABLE answers (
  pk INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  question INTEGER NOT NULL REFERENCES questions (pk) DEFERRABLE INITIALLY DEFERRED,
  value TEXT NOT NULL,
  written TEXT,
  earliest TEXT,
  latest TEXT,
  low REAL,
  high REAL,
  confidence TEXT NOT NULL CHECK (confidence IN ('certain', 'probable', 'possible'))
) STRICT;

CREATE TABLE declines (
  pk INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  question INTEGER NOT NULL REFERENCES questions (pk) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE statement_topics (
  pk INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  topic INTEGER NOT NULL REFERENCES topics (pk) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- 4 --------------------------------------------------------------------------------------------------- vocabularies

-- Every closed vocabulary with the meaning of its words; filled when the file is made.
CREATE TABLE vocabulary (
  field TEXT NOT NULL,
  term TEXT NOT NULL,
  meaning TEXT NOT NULL,
  test TEXT,
  family TEXT,
  PRIMARY KEY (field, term)
) STRICT;

-- Scales that give a number, in per cent, to words of likelihood; filled when the file is made. NULL: cannot be judged.
CREATE TABLE scales (
  scheme TEXT NOT NULL,
  term TEXT NOT NULL,
  low REAL,
  high REAL,
  value REAL,
  PRIMARY KEY (scheme, term)
) STRICT;

-- 5 ------------------------------------------------------------------------------------------------- derived values

-- What follows from a statement, its document and its sources; outside every digest; verify works it out again.
CREATE TABLE summaries (
  statement INTEGER PRIMARY KEY REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  speaker INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  capacity TEXT NOT NULL,
  certainty TEXT NOT NULL,
  polarity TEXT NOT NULL,
  hedge TEXT,
  said TEXT,
  said_earliest TEXT,
  said_latest TEXT,
  chain TEXT NOT NULL,
  hops INTEGER NOT NULL,
  confidence TEXT NOT NULL,
  quote TEXT,
  anchored INTEGER NOT NULL,
  fingerprint TEXT
) STRICT;

-- The roots of every statement: the ends of its derived-from, copies and translates; in_loop marks a root that is a loop.
CREATE TABLE roots (
  pk INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  root INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  in_loop INTEGER NOT NULL CHECK (in_loop IN (0, 1))
) STRICT;

-- Full text. pieces holds the overlapping pairs of characters of words in scripts that are searched by part of a word
-- (Hangul, Han, kana), so that a word inside a longer one is found.
CREATE VIRTUAL TABLE statements_fts USING fts5 (
  content, quote, chain, pieces, tokenize = 'unicode61 remove_diacritics 2');

-- 6 -------------------------------------------------------------------------------------------------------- indexes

CREATE INDEX retired_by_id ON retired (noun, id, version);
CREATE INDEX retired_by_changeset ON retired (retired_in);
CREATE INDEX retired_by_recording ON retired (recorded_in);
CREATE UNIQUE INDEX topics_by_id ON topics (id);
CREATE UNIQUE INDEX sources_by_id ON sources (id);
CREATE UNIQUE INDEX documents_by_id ON documents (id);
CREATE UNIQUE INDEX questions_by_id ON questions (id);
CREATE UNIQUE INDEX statements_by_id ON statements (id);
CREATE UNIQUE INDEX ratings_by_id ON ratings (id);
CREATE UNIQUE INDEX links_by_id ON links (id);
CREATE INDEX sources_by_principal ON sources (acts_for);
CREATE INDEX documents_by_publisher ON documents (publisher);
CREATE INDEX documents_by_credit ON documents (credit);
CREATE INDEX documents_by_original ON documents (copy_of);
CREATE INDEX questions_by_outcome_statement ON questions (outcome_statement);
CREATE INDEX statements_by_document ON statements (document);
CREATE INDEX statements_by_kind ON statements (kind);
CREATE INDEX statements_by_family ON statements (family);
CREATE INDEX statements_by_changeset ON statements (recorded_in);
CREATE INDEX ratings_by_source ON ratings (source);
CREATE INDEX ratings_by_statement ON ratings (statement);
CREATE INDEX ratings_by_evaluator ON ratings (evaluator);
CREATE INDEX links_from_statement ON links (from_statement);
CREATE INDEX links_to_statement ON links (to_statement);
CREATE INDEX links_from_document ON links (from_document);
CREATE INDEX links_to_document ON links (to_document);
CREATE UNIQUE INDEX source_names_of_source ON source_names (source, position);
CREATE UNIQUE INDEX roles_of_source ON roles (source, position);
CREATE UNIQUE INDEX choices_of_question ON choices (question, position);
CREATE UNIQUE INDEX spans_of_statement ON spans (statement, position);
CREATE UNIQUE INDEX attributions_of_statement ON attributions (statement, step);
CREATE INDEX attributions_by_source ON attributions (source);
CREATE UNIQUE INDEX likelihoods_of_statement ON likelihoods (statement, step, scheme);
CREATE UNIQUE INDEX answers_of_statement ON answers (statement, question, value);
CREATE INDEX answers_by_question ON answers (question, value);
CREATE UNIQUE INDEX declines_of_statement ON declines (statement, question);
CREATE INDEX declines_by_question ON declines (question);
CREATE UNIQUE INDEX statement_topics_of_statement ON statement_topics (statement, topic);
CREATE INDEX statement_topics_by_topic ON statement_topics (topic);
CREATE INDEX summaries_by_speaker ON summaries (speaker);
CREATE INDEX summaries_by_capacity ON summaries (capacity);
CREATE INDEX summaries_by_fingerprint ON summaries (fingerprint);
CREATE UNIQUE INDEX roots_of_statement ON roots (statement, root);
CREATE INDEX roots_by_root ON roots (root);

-- 7 ------------------------------------------------------------------------------------------ the rules of history
-- A row enters in the open changeset, is never updated, and leaves only when retired holds it. Whoever by-passes these
-- triggers is found by `factbase verify`.

CREATE TRIGGER changesets_open_one_at_a_time BEFORE INSERT ON changesets
WHEN NEW.digest IS NOT NULL
  OR EXISTS (SELECT 1 FROM changesets WHERE digest IS NULL)
  OR NEW.parent IS NOT (SELECT max(pk) FROM changesets)
BEGIN SELECT RAISE(ABORT, 'a changeset starts open, on top of the newest one, and only one is open at a time'); END;

CREATE TRIGGER changesets_are_only_closed BEFORE UPDATE ON changesets
WHEN OLD.digest IS NOT NULL OR NEW.digest IS NULL OR NEW.pk <> OLD.pk OR NEW.parent IS NOT OLD.parent
  OR NEW.recorded_at <> OLD.recorded_at OR NEW.recorded_by <> OLD.recorded_by OR NEW.why <> OLD.why
  OR NEW.file IS NOT OLD.file OR NEW.route <> OLD.route
BEGIN SELECT RAISE(ABORT, 'a changeset is never updated'); END;

CREATE TRIGGER changesets_stay BEFORE DELETE ON changesets
BEGIN SELECT RAISE(ABORT, 'a changeset is never deleted'); END;

CREATE TRIGGER retired_enter_in_the_open_changeset BEFORE INSERT ON retired
WHEN NOT EXISTS (SELECT 1 FROM changesets WHERE pk = NEW.retired_in AND digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a version is retired only by the open changeset'); END;

CREATE TRIGGER retired_are_never_updated BEFORE UPDATE ON retired
BEGIN SELECT RAISE(ABORT, 'a retired version is never updated'); END;

CREATE TRIGGER retired_stay BEFORE DELETE ON retired
BEGIN SELECT RAISE(ABORT, 'a retired version is never deleted'); END;

CREATE TRIGGER topics_enter_in_the_open_changeset BEFORE INSERT ON topics
WHEN NOT EXISTS (SELECT 1 FROM changesets WHERE pk = NEW.recorded_in AND digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a topic is recorded only in the open changeset'); END;

CREATE TRIGGER topics_are_never_updated BEFORE UPDATE ON topics
BEGIN SELECT RAISE(ABORT, 'a recorded topic is never updated: record a new version'); END;

CREATE TRIGGER topics_leave_through_retired BEFORE DELETE ON topics
WHEN NOT EXISTS (
  SELECT 1 FROM retired JOIN changesets ON changesets.pk = retired.retired_in
  WHERE retired.noun = 'topic' AND retired.id = OLD.id AND retired.digest = OLD.digest AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a recorded topic is never deleted: retire it'); END;

CREATE TRIGGER sources_enter_in_the_open_changeset BEFORE INSERT ON sources
WHEN NOT EXISTS (SELECT 1 FROM changesets WHERE pk = NEW.recorded_in AND digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a source is recorded only in the open changeset'); END;

CREATE TRIGGER sources_are_never_updated BEFORE UPDATE ON sources
BEGIN SELECT RAISE(ABORT, 'a recorded source is never updated: record a new version'); END;

CREATE TRIGGER sources_leave_through_retired BEFORE DELETE ON sources
WHEN NOT EXISTS (
  SELECT 1 FROM retired JOIN changesets ON changesets.pk = retired.retired_in
  WHERE retired.noun = 'source' AND retired.id = OLD.id AND retired.digest = OLD.digest AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a recorded source is never deleted: retire it'); END;

CREATE TRIGGER documents_enter_in_the_open_changeset BEFORE INSERT ON documents
WHEN NOT EXISTS (SELECT 1 FROM changesets WHERE pk = NEW.recorded_in AND digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a document is recorded only in the open changeset'); END;

CREATE TRIGGER documents_are_never_updated BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'a recorded document is never updated: record a new version'); END;

CREATE TRIGGER documents_leave_through_retired BEFORE DELETE ON documents
WHEN NOT EXISTS (
  SELECT 1 FROM retired JOIN changesets ON changesets.pk = retired.retired_in
  WHERE retired.noun = 'document' AND retired.id = OLD.id AND retired.digest = OLD.digest AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a recorded document is never deleted: retire it'); END;

CREATE TRIGGER questions_enter_in_the_open_changeset BEFORE INSERT ON questions
WHEN NOT EXISTS (SELECT 1 FROM changesets WHERE pk = NEW.recorded_in AND digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a question is recorded only in the open changeset'); END;

CREATE TRIGGER questions_are_never_updated BEFORE UPDATE ON questions
BEGIN SELECT RAISE(ABORT, 'a recorded question is never updated: record a new version'); END;

CREATE TRIGGER questions_leave_through_retired BEFORE DELETE ON questions
WHEN NOT EXISTS (
  SELECT 1 FROM retired JOIN changesets ON changesets.pk = retired.retired_in
  WHERE retired.noun = 'question' AND retired.id = OLD.id AND retired.digest = OLD.digest AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a recorded question is never deleted: retire it'); END;

CREATE TRIGGER statements_enter_in_the_open_changeset BEFORE INSERT ON statements
WHEN NOT EXISTS (SELECT 1 FROM changesets WHERE pk = NEW.recorded_in AND digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a statement is recorded only in the open changeset'); END;

CREATE TRIGGER statements_are_never_updated BEFORE UPDATE ON statements
BEGIN SELECT RAISE(ABORT, 'a recorded statement is never updated: record a new version'); END;

CREATE TRIGGER statements_leave_through_retired BEFORE DELETE ON statements
WHEN NOT EXISTS (
  SELECT 1 FROM retired JOIN changesets ON changesets.pk = retired.retired_in
  WHERE retired.noun = 'statement' AND retired.id = OLD.id AND retired.digest = OLD.digest AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a recorded statement is never deleted: retire it'); END;

CREATE TRIGGER ratings_enter_in_the_open_changeset BEFORE INSERT ON ratings
WHEN NOT EXISTS (SELECT 1 FROM changesets WHERE pk = NEW.recorded_in AND digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a rating is recorded only in the open changeset'); END;

CREATE TRIGGER ratings_are_never_updated BEFORE UPDATE ON ratings
BEGIN SELECT RAISE(ABORT, 'a recorded rating is never updated: record a new version'); END;

CREATE TRIGGER ratings_leave_through_retired BEFORE DELETE ON ratings
WHEN NOT EXISTS (
  SELECT 1 FROM retired JOIN changesets ON changesets.pk = retired.retired_in
  WHERE retired.noun = 'rating' AND retired.id = OLD.id AND retired.digest = OLD.digest AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a recorded rating is never deleted: retire it'); END;

CREATE TRIGGER links_enter_in_the_open_changeset BEFORE INSERT ON links
WHEN NOT EXISTS (SELECT 1 FROM changesets WHERE pk = NEW.recorded_in AND digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a link is recorded only in the open changeset'); END;

CREATE TRIGGER links_are_never_updated BEFORE UPDATE ON links
BEGIN SELECT RAISE(ABORT, 'a recorded link is never updated: record a new version'); END;

CREATE TRIGGER links_leave_through_retired BEFORE DELETE ON links
WHEN NOT EXISTS (
  SELECT 1 FROM retired JOIN changesets ON changesets.pk = retired.retired_in
  WHERE retired.noun = 'link' AND retired.id = OLD.id AND retired.digest = OLD.digest AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'a recorded link is never deleted: retire it'); END;

CREATE TRIGGER source_names_enter_with_their_source BEFORE INSERT ON source_names
WHEN NOT EXISTS (
  SELECT 1 FROM sources JOIN changesets ON changesets.pk = sources.recorded_in
  WHERE sources.pk = NEW.source AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'source_names are recorded only with a source of the open changeset'); END;

CREATE TRIGGER source_names_are_never_updated BEFORE UPDATE ON source_names
BEGIN SELECT RAISE(ABORT, 'recorded source_names are never updated: record a new version of the source'); END;

CREATE TRIGGER source_names_leave_with_their_source BEFORE DELETE ON source_names
WHEN NOT EXISTS (
  SELECT 1 FROM sources
  JOIN retired ON retired.noun = 'source' AND retired.id = sources.id AND retired.digest = sources.digest
  JOIN changesets ON changesets.pk = retired.retired_in
  WHERE sources.pk = OLD.source AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'recorded source_names are never deleted: retire the source'); END;

CREATE TRIGGER roles_enter_with_their_source BEFORE INSERT ON roles
WHEN NOT EXISTS (
  SELECT 1 FROM sources JOIN changesets ON changesets.pk = sources.recorded_in
  WHERE sources.pk = NEW.source AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'roles are recorded only with a source of the open changeset'); END;

CREATE TRIGGER roles_are_never_updated BEFORE UPDATE ON roles
BEGIN SELECT RAISE(ABORT, 'recorded roles are never updated: record a new version of the source'); END;

CREATE TRIGGER roles_leave_with_their_source BEFORE DELETE ON roles
WHEN NOT EXISTS (
  SELECT 1 FROM sources
  JOIN retired ON retired.noun = 'source' AND retired.id = sources.id AND retired.digest = sources.digest
  JOIN changesets ON changesets.pk = retired.retired_in
  WHERE sources.pk = OLD.source AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'recorded roles are never deleted: retire the source'); END;

CREATE TRIGGER choices_enter_with_their_question BEFORE INSERT ON choices
WHEN NOT EXISTS (
  SELECT 1 FROM questions JOIN changesets ON changesets.pk = questions.recorded_in
  WHERE questions.pk = NEW.question AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'choices are recorded only with a question of the open changeset'); END;

CREATE TRIGGER choices_are_never_updated BEFORE UPDATE ON choices
BEGIN SELECT RAISE(ABORT, 'recorded choices are never updated: record a new version of the question'); END;

CREATE TRIGGER choices_leave_with_their_question BEFORE DELETE ON choices
WHEN NOT EXISTS (
  SELECT 1 FROM questions
  JOIN retired ON retired.noun = 'question' AND retired.id = questions.id AND retired.digest = questions.digest
  JOIN changesets ON changesets.pk = retired.retired_in
  WHERE questions.pk = OLD.question AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'recorded choices are never deleted: retire the question'); END;

CREATE TRIGGER spans_enter_with_their_statement BEFORE INSERT ON spans
WHEN NOT EXISTS (
  SELECT 1 FROM statements JOIN changesets ON changesets.pk = statements.recorded_in
  WHERE statements.pk = NEW.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'spans are recorded only with a statement of the open changeset'); END;

CREATE TRIGGER spans_are_never_updated BEFORE UPDATE ON spans
BEGIN SELECT RAISE(ABORT, 'recorded spans are never updated: record a new version of the statement'); END;

CREATE TRIGGER spans_leave_with_their_statement BEFORE DELETE ON spans
WHEN NOT EXISTS (
  SELECT 1 FROM statements
  JOIN retired ON retired.noun = 'statement' AND retired.id = statements.id AND retired.digest = statements.digest
  JOIN changesets ON changesets.pk = retired.retired_in
  WHERE statements.pk = OLD.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'recorded spans are never deleted: retire the statement'); END;

CREATE TRIGGER attributions_enter_with_their_statement BEFORE INSERT ON attributions
WHEN NOT EXISTS (
  SELECT 1 FROM statements JOIN changesets ON changesets.pk = statements.recorded_in
  WHERE statements.pk = NEW.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'attributions are recorded only with a statement of the open changeset'); END;

CREATE TRIGGER attributions_are_never_updated BEFORE UPDATE ON attributions
BEGIN SELECT RAISE(ABORT, 'recorded attributions are never updated: record a new version of the statement'); END;

CREATE TRIGGER attributions_leave_with_their_statement BEFORE DELETE ON attributions
WHEN NOT EXISTS (
  SELECT 1 FROM statements
  JOIN retired ON retired.noun = 'statement' AND retired.id = statements.id AND retired.digest = statements.digest
  JOIN changesets ON changesets.pk = retired.retired_in
  WHERE statements.pk = OLD.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'recorded attributions are never deleted: retire the statement'); END;

CREATE TRIGGER likelihoods_enter_with_their_statement BEFORE INSERT ON likelihoods
WHEN NOT EXISTS (
  SELECT 1 FROM statements JOIN changesets ON changesets.pk = statements.recorded_in
  WHERE statements.pk = NEW.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'likelihoods are recorded only with a statement of the open changeset'); END;

CREATE TRIGGER likelihoods_are_never_updated BEFORE UPDATE ON likelihoods
BEGIN SELECT RAISE(ABORT, 'recorded likelihoods are never updated: record a new version of the statement'); END;

CREATE TRIGGER likelihoods_leave_with_their_statement BEFORE DELETE ON likelihoods
WHEN NOT EXISTS (
  SELECT 1 FROM statements
  JOIN retired ON retired.noun = 'statement' AND retired.id = statements.id AND retired.digest = statements.digest
  JOIN changesets ON changesets.pk = retired.retired_in
  WHERE statements.pk = OLD.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'recorded likelihoods are never deleted: retire the statement'); END;

CREATE TRIGGER answers_enter_with_their_statement BEFORE INSERT ON answers
WHEN NOT EXISTS (
  SELECT 1 FROM statements JOIN changesets ON changesets.pk = statements.recorded_in
  WHERE statements.pk = NEW.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'answers are recorded only with a statement of the open changeset'); END;

CREATE TRIGGER answers_are_never_updated BEFORE UPDATE ON answers
BEGIN SELECT RAISE(ABORT, 'recorded answers are never updated: record a new version of the statement'); END;

CREATE TRIGGER answers_leave_with_their_statement BEFORE DELETE ON answers
WHEN NOT EXISTS (
  SELECT 1 FROM statements
  JOIN retired ON retired.noun = 'statement' AND retired.id = statements.id AND retired.digest = statements.digest
  JOIN changesets ON changesets.pk = retired.retired_in
  WHERE statements.pk = OLD.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'recorded answers are never deleted: retire the statement'); END;

CREATE TRIGGER declines_enter_with_their_statement BEFORE INSERT ON declines
WHEN NOT EXISTS (
  SELECT 1 FROM statements JOIN changesets ON changesets.pk = statements.recorded_in
  WHERE statements.pk = NEW.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'declines are recorded only with a statement of the open changeset'); END;

CREATE TRIGGER declines_are_never_updated BEFORE UPDATE ON declines
BEGIN SELECT RAISE(ABORT, 'recorded declines are never updated: record a new version of the statement'); END;

CREATE TRIGGER declines_leave_with_their_statement BEFORE DELETE ON declines
WHEN NOT EXISTS (
  SELECT 1 FROM statements
  JOIN retired ON retired.noun = 'statement' AND retired.id = statements.id AND retired.digest = statements.digest
  JOIN changesets ON changesets.pk = retired.retired_in
  WHERE statements.pk = OLD.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'recorded declines are never deleted: retire the statement'); END;

CREATE TRIGGER statement_topics_enter_with_their_statement BEFORE INSERT ON statement_topics
WHEN NOT EXISTS (
  SELECT 1 FROM statements JOIN changesets ON changesets.pk = statements.recorded_in
  WHERE statements.pk = NEW.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'statement_topics are recorded only with a statement of the open changeset'); END;

CREATE TRIGGER statement_topics_are_never_updated BEFORE UPDATE ON statement_topics
BEGIN SELECT RAISE(ABORT, 'recorded statement_topics are never updated: record a new version of the statement'); END;

CREATE TRIGGER statement_topics_leave_with_their_statement BEFORE DELETE ON statement_topics
WHEN NOT EXISTS (
  SELECT 1 FROM statements
  JOIN retired ON retired.noun = 'statement' AND retired.id = statements.id AND retired.digest = statements.digest
  JOIN changesets ON changesets.pk = retired.retired_in
  WHERE statements.pk = OLD.statement AND changesets.digest IS NULL)
BEGIN SELECT RAISE(ABORT, 'recorded statement_topics are never deleted: retire the statement'); END;

-- 8 ---------------------------------------------------------------------------------------------------------- views

-- The whole chain of every statement: hop 0 is the publisher, then the wire credit, then the written hops. A first
-- written hop equal to the publisher or the wire is that same hop.
CREATE VIEW provenance AS
WITH first_hops AS (
  SELECT statements.pk AS statement, documents.pk AS document, documents.publisher,
    nullif(documents.credit, documents.publisher) AS credit, attributions.source AS written,
    documents.published, documents.published_earliest, documents.published_latest
  FROM statements
  JOIN documents ON documents.pk = statements.document
  JOIN attributions ON attributions.statement = statements.pk AND attributions.step = 1
), hops AS (
  SELECT statement, 0 AS hop, publisher AS source, NULL AS as_printed, NULL AS cue, NULL AS hedge,
    'uncommitted' AS certainty, 'affirms' AS polarity, NULL AS capacity, published AS said,
    published_earliest AS said_earliest, published_latest AS said_latest, 'certain' AS confidence, 'named' AS basis
  FROM first_hops WHERE written <> publisher
  UNION ALL
  SELECT statement, 1, credit, NULL, NULL, NULL, 'uncommitted', 'affirms', NULL, published, published_earliest,
    published_latest, 'certain', 'named'
  FROM first_hops WHERE credit IS NOT NULL AND written <> credit
  UNION ALL
  SELECT attributions.statement,
    CASE
      WHEN attributions.step = 1 AND written = publisher THEN 0
      WHEN written = publisher THEN attributions.step - 1 + (credit IS NOT NULL)
      WHEN written IS credit THEN attributions.step
      ELSE attributions.step + (credit IS NOT NULL)
    END,
    attributions.source, attributions.as_printed, attributions.cue, attributions.hedge, attributions.certainty,
    attributions.polarity, attributions.capacity, attributions.said, attributions.said_earliest,
    attributions.said_latest, attributions.confidence, attributions.basis
  FROM attributions JOIN first_hops ON first_hops.statement = attributions.statement
)
SELECT statements.id AS statement, hops.hop, summaries.hops, sources.id AS source, sources.name AS source_name,
  coalesce(hops.capacity, sources.capacity, 'press') AS capacity, hops.as_printed, hops.cue, hops.hedge,
  hops.certainty, hops.polarity, hops.said, hops.said_earliest, hops.said_latest, hops.confidence, hops.basis,
  documents.id AS document, publishers.id AS publisher
FROM hops
JOIN statements ON statements.pk = hops.statement
JOIN summaries ON summaries.statement = statements.pk
JOIN sources ON sources.pk = hops.source
JOIN documents ON documents.pk = statements.document
JOIN sources AS publishers ON publishers.pk = documents.publisher;

-- One row for each statement, with all that a reader asks first.
CREATE VIEW statement_summary AS
SELECT statements.id, speakers.id AS speaker, speakers.name AS speaker_name, summaries.capacity, statements.kind,
  statements.family, statements.content, summaries.quote, summaries.certainty, summaries.polarity, summaries.hedge,
  summaries.said, summaries.said_earliest, summaries.said_latest, statements.event_date, documents.id AS document,
  publishers.id AS publisher, summaries.chain, summaries.hops, summaries.confidence, summaries.anchored
FROM statements
JOIN summaries ON summaries.statement = statements.pk
JOIN sources AS speakers ON speakers.pk = summaries.speaker
JOIN documents ON documents.pk = statements.document
JOIN sources AS publishers ON publishers.pk = documents.publisher;

-- What officials and state media claim: never what anyone assesses.
CREATE VIEW official_claims AS
SELECT * FROM statement_summary WHERE family = 'claim' AND capacity IN ('official', 'state-media');

-- What anyone judges, officials among them (see capacity): never what anyone claims.
CREATE VIEW assessments AS
SELECT * FROM statement_summary WHERE family = 'assessment';

