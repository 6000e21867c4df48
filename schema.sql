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

-- Family follows from kind, so that no row can be both a claim and an assessment. Where there are millions of rows words
-- are compared one by one: for each row SQLite would make a table of a list of three, at three times the cost of the row.
CREATE TABLE statements (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  recorded_in INTEGER NOT NULL REFERENCES changesets (pk),
  document INTEGER NOT NULL REFERENCES documents (pk) DEFERRABLE INITIALLY DEFERRED,
  content TEXT NOT NULL CHECK (content <> ''),
  kind TEXT NOT NULL CHECK (
    kind = 'refusal' OR kind = 'directive' OR kind = 'intention' OR kind = 'forecast' OR kind = 'assessment'
      OR kind = 'observation' OR kind = 'assertion'),
  family TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN kind = 'assertion' OR kind = 'observation' OR kind = 'intention' OR kind = 'directive' THEN 'claim'
    WHEN kind = 'assessment' OR kind = 'forecast' THEN 'assessment'
    WHEN kind = 'refusal' THEN 'silence'
  END) VIRTUAL,
  words TEXT CHECK (words = 'speaker' OR words = 'reporter' OR words = 'mixed'),
  stated TEXT NOT NULL CHECK (stated = 'asserted' OR stated = 'presupposed'),
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
  certainty TEXT NOT NULL CHECK (
    certainty = 'certain' OR certainty = 'probable' OR certainty = 'possible' OR certainty = 'uncommitted'),
  polarity TEXT NOT NULL CHECK (polarity = 'affirms' OR polarity = 'denies'),
  capacity TEXT NOT NULL CHECK (
    capacity = 'official' OR capacity = 'state-media' OR capacity = 'expert' OR capacity = 'press'
      OR capacity = 'company' OR capacity = 'witness' OR capacity = 'other'),
  said TEXT,
  said_earliest TEXT,
  said_latest TEXT,
  said_printed TEXT,
  confidence TEXT NOT NULL CHECK (confidence = 'certain' OR confidence = 'probable' OR confidence = 'possible'),
  basis TEXT NOT NULL CHECK (basis = 'named' OR basis = 'titled' OR basis = 'pronoun' OR basis = 'inferred')
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
  confidence TEXT NOT NULL CHECK (confidence = 'certain' OR confidence = 'probable' OR confidence = 'possible')
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

-- What follows from how things rest on one another; each table is what the view expected_... of its name tells, kept so
-- that a question reads only its own rows. Every column but answers' own holds pks.

-- One row for each source and each one that it acts for, directly or through others. A loop leads back to its start.
CREATE TABLE mandates (
  pk INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  acts_for INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- One row for each source that acts for another, with the one for whom it speaks in the end: a loop counts as one,
-- for which the first of its ids stands. A source without a row is its own principal.
CREATE TABLE principals (
  source INTEGER PRIMARY KEY REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  principal INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- One row for each document and each original whose statements it carries, be it the copy of a copy.
CREATE TABLE reprints (
  pk INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (pk) DEFERRABLE INITIALLY DEFERRED,
  original INTEGER NOT NULL REFERENCES documents (pk) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- One row for each question, answer and statement that gives it (pk is that of answers), "denies yes" being read as
-- "affirms no"; principal is for whom the speaker speaks in the end, reporter the wire credited, else the publisher.
-- standing tells what it can count for: 'expected' (a forecast, an intention, a directive: nobody vouches for what is
-- to come), 'uncommitted' (the speaker does not commit to it), 'unsourced' (a paper or agency says it in its own voice
-- without having seen it, on its own pages or as others cite it: press capacity, since a ministry is the origin of what
-- it says), else 'vouched'.
CREATE TABLE stances (
  pk INTEGER PRIMARY KEY,
  question INTEGER NOT NULL REFERENCES questions (pk) DEFERRABLE INITIALLY DEFERRED,
  answer_type TEXT NOT NULL,
  multiple INTEGER NOT NULL,
  statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  answer TEXT NOT NULL,
  polarity TEXT NOT NULL,
  earliest TEXT,
  latest TEXT,
  low REAL,
  high REAL,
  confidence TEXT NOT NULL,
  speaker INTEGER NOT NULL REFERENCES sources (pk) DEFERRABLE INITIALLY DEFERRED,
  principal INTEGER NOT NULL,
  capacity TEXT NOT NULL,
  family TEXT NOT NULL,
  kind TEXT NOT NULL,
  certainty TEXT NOT NULL,
  said TEXT,
  said_earliest TEXT,
  said_latest TEXT,
  document INTEGER NOT NULL,
  publisher INTEGER NOT NULL,
  reporter INTEGER NOT NULL,
  standing TEXT NOT NULL
) STRICT;

-- One row for each statement and each one that it depends on: by a link of its own, or because it was recorded on a
-- document that copies the other's. Then the one copied is what the same speaker says there in the same words
-- (recorder's or printed), or in answer to the same question.
CREATE TABLE dependencies (
  pk INTEGER PRIMARY KEY,
  from_statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  to_statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  via TEXT NOT NULL,
  level TEXT NOT NULL
) STRICT;

-- One row for each statement that rests on itself through others; first is the one of its loop whose id is the first.
CREATE TABLE loops (
  statement INTEGER PRIMARY KEY REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  first INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- One row for each statement that rests on an unnamed source: own tells that a hop of its own chain is unnamed, ground
-- is the first, by id, of the statements with such a hop that it is or depends on.
CREATE TABLE unnamed_grounds (
  statement INTEGER PRIMARY KEY REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  ground INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  own INTEGER NOT NULL CHECK (own IN (0, 1))
) STRICT;

-- One row for each stance and each root that it rests on: the statement's roots that give the same answer. Where none
-- of them does, the answer came in on the way: then the root is where the ways between statements that give it end,
-- with no such way the statement itself (of several ends, or of a loop, the one whose id is the first). voice and heard
-- tell of which utterance the stance tells: the root's, if both speak for the same one in the end, else its own.
CREATE TABLE stance_roots (
  pk INTEGER PRIMARY KEY,
  stance INTEGER NOT NULL,
  root INTEGER NOT NULL,
  voice INTEGER NOT NULL,
  heard INTEGER NOT NULL
) STRICT;

-- One row for each speaker's latest standpoint, by question and answer: that speaker took none that certainly came later
-- (where several answers can hold, none with the same answer; of a plan, nobody claimed another for its principal), and
-- nothing corrects or retracts it. Of one standpoint that several heard, one stands here that rests on no other
-- statement, and of those the first by id; rests tells that there is none such.
CREATE TABLE latest_stances (
  stance INTEGER PRIMARY KEY,
  rests INTEGER NOT NULL CHECK (rests IN (0, 1))
) STRICT;

-- One row for each statement whose quote stands in another document too, in the same words but for case, punctuation and
-- quote marks: what expected_repeats tells. linked: it has a root in common with one of those on another document.
CREATE TABLE repeats (
  statement INTEGER PRIMARY KEY REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED,
  fingerprint TEXT NOT NULL,
  linked INTEGER NOT NULL CHECK (linked IN (0, 1))
) STRICT;

-- One row for each such wording: what expected_wordings tells, and how many words it has. first_statement is on the
-- document that was published first.
CREATE TABLE wordings (
  pk INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  words INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  publishers INTEGER NOT NULL,
  speakers INTEGER NOT NULL,
  roots INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  unlinked INTEGER NOT NULL,
  published TEXT,
  first_statement INTEGER NOT NULL REFERENCES statements (pk) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- Full text. pieces holds the overlapping pairs of characters of words in scripts that are searched by part of a word
-- (Hangul, Han, kana), so that a word inside a longer one is found.
CREATE VIRTUAL TABLE statements_fts USING fts5 (
  content, quote, chain, pieces, tokenize = 'unicode61 remove_diacritics 2');

-- 6 -------------------------------------------------------------------------------------------------------- indexes

CREATE UNIQUE INDEX changesets_by_id ON changesets (id);
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
CREATE INDEX documents_that_copy ON documents (copy_of, copy_type) WHERE copy_of IS NOT NULL;
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
CREATE INDEX links_between_documents ON links (from_document, to_document, type) WHERE from_document IS NOT NULL;
CREATE INDEX topics_by_changeset ON topics (recorded_in);
CREATE INDEX sources_by_changeset ON sources (recorded_in);
CREATE INDEX documents_by_changeset ON documents (recorded_in);
CREATE INDEX questions_by_changeset ON questions (recorded_in);
CREATE INDEX ratings_by_changeset ON ratings (recorded_in);
CREATE INDEX links_by_changeset ON links (recorded_in);
CREATE UNIQUE INDEX source_names_of_source ON source_names (source, position);
CREATE INDEX source_names_by_name ON source_names (name);
CREATE UNIQUE INDEX roles_of_source ON roles (source, position);
CREATE UNIQUE INDEX choices_of_question ON choices (question, position);
CREATE UNIQUE INDEX spans_of_statement ON spans (statement, position);
CREATE UNIQUE INDEX attributions_of_statement ON attributions (statement, step);
CREATE INDEX attributions_by_source ON attributions (source);
CREATE INDEX attributions_by_hedge ON attributions (certainty, hedge, statement) WHERE hedge IS NOT NULL;
CREATE UNIQUE INDEX likelihoods_of_statement ON likelihoods (statement, step, scheme);
CREATE UNIQUE INDEX answers_of_statement ON answers (statement, question, value);
CREATE INDEX answers_by_question ON answers (question, value);
CREATE UNIQUE INDEX declines_of_statement ON declines (statement, question);
CREATE INDEX declines_by_question ON declines (question);
CREATE UNIQUE INDEX statement_topics_of_statement ON statement_topics (statement, topic);
CREATE INDEX statement_topics_by_topic ON statement_topics (topic);
CREATE INDEX summaries_by_speaker ON summaries (speaker);
CREATE INDEX summaries_by_capacity ON summaries (capacity);
CREATE INDEX summaries_by_time ON summaries (said_latest);
CREATE INDEX summaries_by_fingerprint ON summaries (fingerprint);
CREATE UNIQUE INDEX roots_of_statement ON roots (statement, root);
CREATE INDEX roots_by_root ON roots (root);
CREATE INDEX sources_unnamed ON sources (anonymous) WHERE anonymous = 1;
CREATE UNIQUE INDEX mandates_of_source ON mandates (source, acts_for);
CREATE INDEX mandates_by_principal ON mandates (acts_for);
CREATE INDEX principals_by_principal ON principals (principal);
CREATE UNIQUE INDEX reprints_of_document ON reprints (document, original);
CREATE INDEX reprints_by_original ON reprints (original);
CREATE UNIQUE INDEX stances_of_statement ON stances (statement, question, answer, polarity);
CREATE INDEX stances_by_question ON stances (
  question, answer, polarity, family, standing, statement, document, publisher
); -- the rest is what corroboration reads of each, so that it need not look up the rows
CREATE INDEX stances_by_principal ON stances (question, principal);
CREATE INDEX stances_by_speaker ON stances (speaker);
CREATE INDEX dependencies_of_statement ON dependencies (from_statement);
CREATE INDEX dependencies_by_statement ON dependencies (to_statement);
CREATE INDEX loops_by_first ON loops (first);
CREATE INDEX unnamed_grounds_by_ground ON unnamed_grounds (ground);
CREATE UNIQUE INDEX stance_roots_of_stance ON stance_roots (stance, root);
CREATE INDEX stance_roots_by_voice ON stance_roots (voice);
CREATE INDEX repeats_by_fingerprint ON repeats (fingerprint);
CREATE UNIQUE INDEX wordings_by_fingerprint ON wordings (fingerprint);
CREATE INDEX wordings_by_documents ON wordings (documents);
CREATE INDEX wordings_by_first_statement ON wordings (first_statement);

-- 7 ------------------------------------------------------------------------------------------ the rules of history
-- A row enters in the open changeset, is never updated, and leaves only when retired holds it. Whoever by-passes these
-- triggers is found by `factbase verify`.

CREATE TRIGGER changesets_open_one_at_a_time BEFORE INSERT ON changesets
WHEN NEW.digest IS NOT NULL
  OR EXISTS (SELECT 1 FROM changesets WHERE digest IS NULL OR pk = NEW.pk)
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

-- What an answer's words mean follows from its question: the bounds are worked out again when that changes.
CREATE TRIGGER answers_are_never_updated BEFORE UPDATE ON answers
WHEN NEW.pk <> OLD.pk OR NEW.statement <> OLD.statement OR NEW.question <> OLD.question OR NEW.value <> OLD.value
  OR NEW.written IS NOT OLD.written OR NEW.confidence <> OLD.confidence
  OR NOT EXISTS (SELECT 1 FROM changesets WHERE digest IS NULL)
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
SELECT statements.id AS statement, 0 AS hop, summaries.hops, sources.id AS source, sources.name AS source_name,
  coalesce(sources.capacity, CASE sources.kind WHEN 'outlet' THEN 'press' ELSE 'other' END) AS capacity,
  NULL AS as_printed, NULL AS cue, NULL AS hedge, 'uncommitted' AS certainty, 'affirms' AS polarity,
  documents.published AS said, documents.published_earliest AS said_earliest,
  documents.published_latest AS said_latest, 'certain' AS confidence, 'named' AS basis, documents.id AS document,
  sources.id AS publisher
FROM statements
JOIN documents ON documents.pk = statements.document
JOIN sources ON sources.pk = documents.publisher
JOIN summaries ON summaries.statement = statements.pk
WHERE documents.publisher <> (
  SELECT firsts.source FROM attributions AS firsts WHERE firsts.statement = statements.pk AND firsts.step = 1)
UNION ALL
SELECT statements.id, 1, summaries.hops, sources.id, sources.name,
  coalesce(sources.capacity, CASE sources.kind WHEN 'outlet' THEN 'press' ELSE 'other' END), NULL, NULL, NULL,
  'uncommitted', 'affirms', documents.published, documents.published_earliest, documents.published_latest, 'certain',
  'named', documents.id, publishers.id
FROM statements
JOIN documents ON documents.pk = statements.document
JOIN sources ON sources.pk = documents.credit
JOIN sources AS publishers ON publishers.pk = documents.publisher
JOIN summaries ON summaries.statement = statements.pk
LEFT JOIN attributions AS firsts ON firsts.statement = statements.pk AND firsts.step = 1
LEFT JOIN attributions AS seconds ON seconds.statement = statements.pk AND seconds.step = 2
WHERE documents.credit <> documents.publisher AND coalesce(firsts.source, 0) <> documents.credit
  AND (coalesce(firsts.source, 0) <> documents.publisher
    OR coalesce(seconds.source, documents.credit) <> documents.credit)
UNION ALL
SELECT statements.id,
  attributions.step - CASE WHEN firsts.source = documents.publisher THEN 1 ELSE 0 END
    + CASE
      WHEN attributions.step = 1 AND firsts.source = documents.publisher THEN 0
      WHEN documents.credit IS NULL OR documents.credit = documents.publisher OR firsts.source = documents.credit THEN 0
      WHEN firsts.source = documents.publisher AND coalesce(seconds.source = documents.credit, TRUE) THEN 0
      ELSE 1 END,
  summaries.hops, sources.id, sources.name, attributions.capacity, attributions.as_printed, attributions.cue,
  attributions.hedge, attributions.certainty, attributions.polarity, attributions.said, attributions.said_earliest,
  attributions.said_latest, attributions.confidence, attributions.basis, documents.id, publishers.id
FROM attributions
JOIN sources ON sources.pk = attributions.source
JOIN statements ON statements.pk = attributions.statement
JOIN documents ON documents.pk = statements.document
JOIN sources AS publishers ON publishers.pk = documents.publisher
JOIN summaries ON summaries.statement = statements.pk
LEFT JOIN attributions AS firsts ON firsts.statement = statements.pk AND firsts.step = 1
LEFT JOIN attributions AS seconds ON seconds.statement = statements.pk AND seconds.step = 2;

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

-- Questions of provenance. Between the promised views stand their steps, whose columns hold pks unless they end in _id:
-- copies, agreements, repetitions, answer_roots, reports, tellings, utterances, standpoints, conflicts, resolutions,
-- successions, departures, latest_standpoints; and what defines a derived table: expected_mandates,
-- expected_principals, expected_reprints, expected_stances, expected_dependencies, unnamed_hops,
-- expected_stance_roots, expected_latest_stances. Recursion collects with UNION, so that no loop and no diamond makes
-- it run away.

-- One row for each document that copies or translates another as a whole, written on it or as a link.
CREATE VIEW copies AS
SELECT pk AS document, copy_of AS original, copy_type AS type FROM documents WHERE copy_of IS NOT NULL
UNION ALL
SELECT from_document, to_document, type FROM links
WHERE from_document IS NOT NULL AND type IN ('copies', 'translates');

-- What defines reprints.
CREATE VIEW expected_reprints AS
WITH RECURSIVE carried (document, original) AS (
  SELECT document, original FROM copies
  UNION
  SELECT carried.document, copies.original FROM carried JOIN copies ON copies.document = carried.original
)
SELECT document, original FROM carried WHERE document <> original;

-- What defines mandates.
CREATE VIEW expected_mandates AS
WITH RECURSIVE line (source, acts_for) AS (
  SELECT pk, acts_for FROM sources WHERE acts_for IS NOT NULL
  UNION
  SELECT line.source, sources.acts_for FROM line JOIN sources ON sources.pk = line.acts_for
  WHERE sources.acts_for IS NOT NULL
)
SELECT source, acts_for FROM line;

-- What defines principals.
CREATE VIEW expected_principals AS
SELECT source, acts_for AS principal
FROM (
  SELECT mandates.source, mandates.acts_for,
    row_number() OVER (PARTITION BY mandates.source ORDER BY sources.id) AS place
  FROM mandates
  JOIN sources ON sources.pk = mandates.acts_for
  LEFT JOIN mandates AS loops ON loops.source = mandates.acts_for AND loops.acts_for = mandates.acts_for
  WHERE sources.acts_for IS NULL OR loops.source IS NOT NULL
)
WHERE place = 1;

-- What defines stances.
CREATE VIEW expected_stances AS
SELECT answers.pk, answers.question, questions.answer_type, questions.multiple, answers.statement,
  CASE
    WHEN questions.answer_type = 'yes-no' AND summaries.polarity = 'denies'
      THEN CASE answers.value WHEN 'yes' THEN 'no' ELSE 'yes' END
    ELSE answers.value
  END AS answer,
  CASE WHEN questions.answer_type = 'yes-no' THEN 'affirms' ELSE summaries.polarity END AS polarity,
  answers.earliest, answers.latest, answers.low, answers.high, answers.confidence, summaries.speaker,
  coalesce(principals.principal, summaries.speaker) AS principal, summaries.capacity, statements.family,
  statements.kind, summaries.certainty, summaries.said, summaries.said_earliest, summaries.said_latest,
  statements.document, documents.publisher, coalesce(documents.credit, documents.publisher) AS reporter,
  CASE
    WHEN statements.kind = 'directive' THEN 'expected'
    WHEN summaries.certainty = 'uncommitted' THEN 'uncommitted'
    WHEN statements.kind IN ('forecast', 'intention') THEN 'expected'
    WHEN statements.kind <> 'observation' AND summaries.capacity = 'press' THEN 'unsourced'
    ELSE 'vouched'
  END AS standing
FROM answers
CROSS JOIN questions
CROSS JOIN statements
CROSS JOIN summaries
CROSS JOIN documents
LEFT JOIN principals ON principals.source = summaries.speaker
WHERE questions.pk = answers.question AND statements.pk = answers.statement AND summaries.statement = answers.statement
  AND documents.pk = statements.document;

-- What defines dependencies.
CREATE VIEW expected_dependencies AS
SELECT from_statement, to_statement, type AS via, 'statement' AS level FROM links
WHERE from_statement IS NOT NULL AND type IN ('derived-from', 'copies', 'translates')
UNION ALL
SELECT carried.pk, printed.pk, 'copies', 'document'
FROM statements AS carried
CROSS JOIN reprints
CROSS JOIN summaries AS carriers
CROSS JOIN statements AS printed
CROSS JOIN summaries AS prints
WHERE reprints.document = carried.document AND carriers.statement = carried.pk
  AND printed.document = reprints.original AND prints.statement = printed.pk AND prints.speaker = carriers.speaker
  AND (printed.content = carried.content OR prints.fingerprint = carriers.fingerprint OR EXISTS (
    SELECT 1 FROM stances AS repeated
    JOIN stances AS said ON said.statement = printed.pk AND said.question = repeated.question
      AND said.answer = repeated.answer AND said.polarity = repeated.polarity
    WHERE repeated.statement = carried.pk))
  AND NOT EXISTS (
    SELECT 1 FROM links WHERE links.from_statement = carried.pk AND links.to_statement = printed.pk
      AND links.type IN ('derived-from', 'copies', 'translates'));

-- One row for each unnamed hop of a statement, those of its document among them.
CREATE VIEW unnamed_hops AS
SELECT attributions.statement, attributions.source FROM sources
JOIN attributions ON attributions.source = sources.pk
WHERE sources.anonymous = 1
UNION ALL
SELECT statements.pk, sources.pk FROM sources
JOIN documents ON documents.publisher = sources.pk
JOIN statements ON statements.document = documents.pk
WHERE sources.anonymous = 1
UNION ALL
SELECT statements.pk, sources.pk FROM sources
JOIN documents ON documents.credit = sources.pk
JOIN statements ON statements.document = documents.pk
WHERE sources.anonymous = 1;

-- One row for each link by which a statement rests on another that gives the same answer.
CREATE VIEW agreements AS
SELECT links.from_statement, links.to_statement, resting.question, resting.answer, resting.polarity
FROM links
JOIN stances AS resting ON resting.statement = links.from_statement
JOIN stances AS given ON given.statement = links.to_statement AND given.question = resting.question
  AND given.answer = resting.answer AND given.polarity = resting.polarity
WHERE links.type IN ('derived-from', 'copies', 'translates');

-- The same for a document that copies another: what a speaker answers there, and on the other in the same way.
CREATE VIEW repetitions AS
SELECT resting.statement AS from_statement, given.statement AS to_statement, resting.question, resting.answer,
  resting.polarity
FROM stances AS resting
CROSS JOIN reprints ON reprints.document = resting.document
JOIN stances AS given ON given.document = reprints.original AND given.question = resting.question
  AND given.answer = resting.answer AND given.polarity = resting.polarity AND given.speaker = resting.speaker;

-- What defines stance_roots.
CREATE VIEW expected_stance_roots AS
SELECT own.pk AS stance, rooted.root,
  CASE given.principal WHEN own.principal THEN given.speaker ELSE own.speaker END AS voice,
  CASE given.principal WHEN own.principal THEN given.statement ELSE own.statement END AS heard, own.statement
FROM (
  SELECT stances.pk, CASE
    WHEN roots.root = stances.statement OR EXISTS (
      SELECT 1 FROM stances AS given WHERE given.statement = roots.root AND given.question = stances.question
        AND given.answer = stances.answer AND given.polarity = stances.polarity)
    THEN roots.root
    WHEN NOT EXISTS (SELECT 1 FROM copies WHERE copies.document = stances.document) AND NOT EXISTS (
        SELECT 1 FROM agreements WHERE from_statement = stances.statement AND question = stances.question
          AND answer = stances.answer AND polarity = stances.polarity)
    THEN stances.statement
    ELSE (
      WITH RECURSIVE ways (statement) AS (
        SELECT stances.statement
        UNION
        SELECT agreements.to_statement FROM ways JOIN agreements ON agreements.from_statement = ways.statement
          AND agreements.question = stances.question AND agreements.answer = stances.answer
          AND agreements.polarity = stances.polarity
        UNION
        SELECT repetitions.to_statement FROM ways JOIN repetitions ON repetitions.from_statement = ways.statement
          AND repetitions.question = stances.question AND repetitions.answer = stances.answer
          AND repetitions.polarity = stances.polarity
      )
      SELECT statement FROM (
        SELECT ways.statement, statements.id, EXISTS (
            SELECT 1 FROM agreements WHERE from_statement = ways.statement AND question = stances.question
              AND answer = stances.answer AND polarity = stances.polarity)
          OR EXISTS (
            SELECT 1 FROM repetitions WHERE from_statement = ways.statement AND question = stances.question
              AND answer = stances.answer AND polarity = stances.polarity) AS onward
        FROM ways JOIN statements ON statements.pk = ways.statement
      )
      ORDER BY onward, id LIMIT 1)
  END AS root
FROM stances
JOIN roots ON roots.statement = stances.statement
WHERE roots.root = stances.statement
  OR EXISTS (
    SELECT 1 FROM stances AS given WHERE given.statement = roots.root AND given.question = stances.question
      AND given.answer = stances.answer AND given.polarity = stances.polarity)
  OR (roots.root = (SELECT min(firsts.root) FROM roots AS firsts WHERE firsts.statement = stances.statement)
    AND NOT EXISTS (
      SELECT 1 FROM roots AS others
      JOIN stances AS given ON given.statement = others.root AND given.question = stances.question
        AND given.answer = stances.answer AND given.polarity = stances.polarity
      WHERE others.statement = stances.statement))
) AS rooted
JOIN stances AS own ON own.pk = rooted.pk
JOIN stances AS given ON given.statement = rooted.root AND given.question = own.question AND given.answer = own.answer
  AND given.polarity = own.polarity;

-- One row for each stance and root that it rests on, with the ids.
CREATE VIEW answer_roots AS
SELECT questions.id AS question_id, statements.id AS statement_id, stances.*, stance_roots.root, stance_roots.voice,
  stance_roots.heard
FROM stances
JOIN stance_roots ON stance_roots.stance = stances.pk
JOIN questions ON questions.pk = stances.question
JOIN statements ON statements.pk = stances.statement;

-- One row for each question, answer and statement that gives it; a refusal stands here without an answer, as silence.
-- "Denies yes" is read as "affirms no".
CREATE VIEW positions AS
SELECT questions.id AS question, questions.text AS question_text, stances.answer, statements.id AS statement,
  speakers.id AS speaker, speakers.name AS speaker_name, stances.capacity,
  stances.family, stances.kind, stances.certainty, stances.polarity, stances.said, documents.id AS document,
  stances.confidence, stances.standing
FROM stances
JOIN questions ON questions.pk = stances.question
JOIN statements ON statements.pk = stances.statement
JOIN sources AS speakers ON speakers.pk = stances.speaker
JOIN documents ON documents.pk = stances.document
UNION ALL
SELECT questions.id, questions.text, NULL, statements.id, speakers.id, speakers.name, summaries.capacity,
  statements.family, statements.kind, summaries.certainty, summaries.polarity, summaries.said, documents.id,
  NULL, 'silent'
FROM declines
JOIN questions ON questions.pk = declines.question
JOIN statements ON statements.pk = declines.statement
JOIN summaries ON summaries.statement = statements.pk
JOIN sources AS speakers ON speakers.pk = summaries.speaker
JOIN documents ON documents.pk = statements.document;

-- One row for each question, answer, polarity and family, with what stands behind it, as numbers. Only what is vouched
-- for counts as statements, documents (reprints of them too), publishers, origins and principals. origins is a lower
-- bound: distinct speakers of the roots, all unnamed ones together as one. A root that nobody vouches for is no
-- origin, however firmly it is retold. expected and unsourced count statements; expected_origins the speakers behind
-- the expectations, so that five copies of one plan are seen to be one.
CREATE VIEW backing AS
SELECT questions.id AS question_id, held.question, held.answer, held.polarity, held.family,
  count(DISTINCT CASE WHEN held.standing = 'vouched' THEN held.statement END) AS statements,
  count(DISTINCT CASE WHEN held.standing <> 'vouched' THEN NULL
    WHEN places.place = 'reprint' THEN reprinted.pk ELSE held.document END) AS documents,
  count(DISTINCT CASE WHEN held.standing <> 'vouched' THEN NULL
    WHEN places.place = 'reprint' THEN reprinted.publisher ELSE held.publisher END) AS publishers,
  count(DISTINCT CASE WHEN held.standing = 'vouched' AND root_stances.standing = 'vouched' AND voices.anonymous = 0
    THEN voices.pk END)
    + max(CASE WHEN held.standing = 'vouched' AND root_stances.standing = 'vouched' THEN voices.anonymous ELSE 0 END)
    AS origins,
  count(DISTINCT CASE WHEN held.standing = 'vouched' AND root_stances.standing = 'vouched' AND voices.anonymous = 0
    THEN root_stances.principal END)
    + CASE WHEN count(DISTINCT CASE WHEN held.standing = 'vouched' AND root_stances.standing = 'vouched'
        THEN root_stances.principal END)
      > count(DISTINCT CASE WHEN held.standing = 'vouched' AND root_stances.standing = 'vouched'
        AND voices.anonymous = 0 THEN root_stances.principal END) THEN 1 ELSE 0 END AS principals,
  count(DISTINCT CASE WHEN held.standing = 'expected' THEN held.statement END) AS expected,
  count(DISTINCT CASE WHEN held.standing = 'expected' AND root_stances.standing = 'expected' THEN voices.pk END)
    AS expected_origins,
  count(DISTINCT CASE WHEN held.standing = 'unsourced' THEN held.statement END) AS unsourced
FROM stances AS held
JOIN questions ON questions.pk = held.question
JOIN stance_roots ON stance_roots.stance = held.pk
JOIN stances AS root_stances ON root_stances.statement = stance_roots.root AND root_stances.question = held.question
  AND root_stances.answer = held.answer AND root_stances.polarity = held.polarity
JOIN sources AS voices ON voices.pk = root_stances.speaker
CROSS JOIN (SELECT 'itself' AS place UNION ALL SELECT 'reprint') AS places
LEFT JOIN reprints ON places.place = 'reprint' AND reprints.original = held.document
LEFT JOIN documents AS reprinted ON reprinted.pk = reprints.document
WHERE held.standing <> 'uncommitted'
GROUP BY questions.id, held.question, held.answer, held.polarity, held.family;

-- One row for each question, answer, polarity and family, with what stands behind it: backing, and beside it how often
-- it was uttered, and collapsed, a JSON array of the dependencies, "from > to (type)" (and reprints, by document), that
-- add no origin. Only what is vouched for counts as utterances.
CREATE VIEW corroboration AS
SELECT backing.question_id AS question, backing.answer, backing.polarity, backing.family, backing.statements,
  backing.documents, backing.publishers,
  (
    SELECT coalesce(sum(starts), 0) FROM (
      SELECT CASE WHEN lag(voice) OVER voices IS NULL THEN 1
        WHEN opens > max(closes) OVER (voices ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 1
        ELSE 0 END AS starts
      FROM (
        SELECT CASE speakers.anonymous WHEN 1 THEN 0 ELSE said.speaker END AS voice,
          CASE WHEN said.said IS NULL THEN 1 ELSE 0 END AS untimed,
          CASE WHEN said.said IS NULL THEN '' ELSE coalesce(said.said_earliest, '') END AS opens,
          CASE WHEN said.said IS NULL THEN '' ELSE coalesce(said.said_latest, '~') END AS closes
        FROM stances AS spoken
        JOIN stance_roots AS ends ON ends.stance = spoken.pk
        JOIN stances AS said ON said.statement = ends.root AND said.question = spoken.question
          AND said.answer = spoken.answer AND said.polarity = spoken.polarity AND said.standing = 'vouched'
        JOIN sources AS speakers ON speakers.pk = said.speaker
        WHERE spoken.question = backing.question AND spoken.answer = backing.answer
          AND spoken.polarity = backing.polarity AND spoken.family = backing.family
          AND spoken.standing = 'vouched'
      )
      WINDOW voices AS (PARTITION BY voice ORDER BY untimed, opens, closes)
    )
  ) AS utterances,
  backing.origins, backing.principals, backing.expected, backing.expected_origins, backing.unsourced,
  (
    SELECT json_group_array(edge) FROM (
      SELECT DISTINCT starts.id || ' > ' || statements.id || ' (' || dependencies.via || ')' AS edge
      FROM stances AS resting
      JOIN stance_roots AS ends ON ends.stance = resting.pk
      JOIN dependencies ON dependencies.from_statement = resting.statement
      JOIN statements AS starts ON starts.pk = resting.statement
      JOIN statements ON statements.pk = dependencies.to_statement
      WHERE resting.question = backing.question AND resting.answer = backing.answer
        AND resting.polarity = backing.polarity AND resting.family = backing.family
        AND resting.standing IN ('vouched', 'expected')
        AND (EXISTS (
            SELECT 1 FROM stances AS given WHERE given.statement = dependencies.to_statement
              AND given.question = resting.question AND given.answer = resting.answer
              AND given.polarity = resting.polarity)
          OR (ends.root <> resting.statement AND NOT EXISTS (
            SELECT 1 FROM answers
            WHERE answers.statement = dependencies.to_statement AND answers.question = resting.question)))
      UNION
      SELECT documents.id || ' > ' || originals.id || ' (' || copies.type || ')'
      FROM stances AS printed
      JOIN reprints ON reprints.original = printed.document
      JOIN copies ON copies.document = reprints.document
      JOIN documents ON documents.pk = copies.document
      JOIN documents AS originals ON originals.pk = copies.original
      WHERE printed.question = backing.question AND printed.answer = backing.answer
        AND printed.polarity = backing.polarity AND printed.family = backing.family
        AND printed.standing IN ('vouched', 'expected')
      ORDER BY 1
    )
  ) AS collapsed
FROM backing;

-- One row for each stance and root: of which utterance it tells, and through which reporter (the wire where one is
-- credited, else the publisher). A retelling tells of the utterance that it retells: its root's, if both speak for
-- the same one in the end ("North Korea declared", of what its space agency said). opens and closes bound the time (''
-- and '~': open); own marks a reporter that is the speaker, acts for it, or for which the speaker acts.
CREATE VIEW reports AS
SELECT questions.id AS question_id, retold.question, retold.answer, retold.polarity, voices.id AS speaker_id,
  stance_roots.voice AS speaker, retold.document, root_stances.reporter, told.statement, told.said,
  CASE WHEN told.said IS NULL THEN 1 ELSE 0 END AS untimed,
  CASE WHEN told.said IS NULL THEN '' ELSE coalesce(told.said_earliest, '') END AS opens,
  CASE WHEN told.said IS NULL THEN '' ELSE coalesce(told.said_latest, '~') END AS closes,
  CASE WHEN root_stances.reporter = stance_roots.voice OR EXISTS (
      SELECT 1 FROM mandates WHERE (source = root_stances.reporter AND acts_for = stance_roots.voice)
        OR (source = stance_roots.voice AND acts_for = root_stances.reporter))
    THEN 1 ELSE 0 END AS own
FROM stances AS retold
JOIN questions ON questions.pk = retold.question
JOIN stance_roots ON stance_roots.stance = retold.pk
JOIN sources AS voices ON voices.pk = stance_roots.voice
JOIN stances AS root_stances ON root_stances.statement = stance_roots.root AND root_stances.question = retold.question
  AND root_stances.answer = retold.answer AND root_stances.polarity = retold.polarity
JOIN summaries AS told ON told.statement = stance_roots.heard;

-- One row for each report, with the number of the utterance of which it tells among those of its speaker, question,
-- answer and polarity: overlapping times are one, and what was told of an unknown time is counted to the newest.
CREATE VIEW tellings AS
SELECT begun.*, sum(starts) OVER (answer_of ORDER BY untimed, opens, closes, statement) AS number,
  sum(starts) OVER answer_of AS numbers
FROM (
  SELECT reports.*, CASE WHEN opens > max(closes) OVER (
      PARTITION BY question_id, question, answer, polarity, speaker_id, speaker
      ORDER BY untimed, opens, closes, statement ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    THEN 1 ELSE 0 END AS starts
  FROM reports
) AS begun
WINDOW answer_of AS (PARTITION BY question_id, question, answer, polarity, speaker_id, speaker);

-- One row for each report, the one that dates its utterance best (to the day, the month, the year) in the first place;
-- newest marks the utterance to which reports of unknown time are counted. document_rank numbers the documents that tell
-- of the utterance: the highest counts them.
CREATE VIEW utterances AS
SELECT tellings.*, CASE WHEN number = numbers THEN 1 ELSE 0 END AS newest,
  row_number() OVER (island ORDER BY untimed, CASE
    WHEN opens = closes THEN 0
    WHEN substr(opens, 1, 7) = substr(closes, 1, 7) THEN 1
    WHEN substr(opens, 1, 4) = substr(closes, 1, 4) THEN 2
    ELSE 3 END, opens, closes, said, statement) AS place,
  dense_rank() OVER (island ORDER BY document) AS document_rank
FROM tellings
WINDOW island AS (PARTITION BY question_id, question, answer, polarity, speaker_id, speaker, number);

-- One row for each utterance, with what attests that it was said (never that it is so): the documents that tell of
-- it, and the independent reporters among the roots. A reporter tied to the speaker stands apart, in own_reporters. A
-- reprint attests nothing of its own.
CREATE VIEW attestation AS
SELECT speaker_id AS speaker, said, question_id AS question, answer, polarity, documents, reporters, own_reporters
FROM (
  SELECT ranked.*, max(document_rank) OVER island AS documents,
    max(CASE own WHEN 0 THEN reporter_rank ELSE 0 END) OVER island AS reporters,
    max(CASE own WHEN 1 THEN reporter_rank ELSE 0 END) OVER island AS own_reporters
  FROM (
    SELECT utterances.*, dense_rank() OVER (
      PARTITION BY question_id, question, answer, polarity, speaker_id, speaker, number, own ORDER BY reporter
    ) AS reporter_rank
    FROM utterances
  ) AS ranked
  WINDOW island AS (PARTITION BY question_id, question, answer, polarity, speaker_id, speaker, number)
)
WHERE place = 1;

-- One row for each stance that is its speaker's own, not a retelling: it is its own root, and the speaker commits to
-- it (forecasts and intentions included, directives not). principal is for whom the speaker speaks in the end.
CREATE VIEW standpoints AS
SELECT questions.id AS question_id, statements.id AS statement_id, stances.*
FROM stances
JOIN stance_roots ON stance_roots.stance = stances.pk AND stance_roots.root = stances.statement
JOIN questions ON questions.pk = stances.question
JOIN statements ON statements.pk = stances.statement
WHERE stances.certainty <> 'uncommitted';

-- One row for each two stances on one question that cannot both hold, once from each side: yes-no answers that
-- differ; dates or numbers whose bounds are apart; choices that differ; where several answers can hold, and of free
-- text, only what holds for all types: a denial of what the other affirms (an answer that lies within the denied one).
CREATE VIEW conflicts AS
SELECT one.question, one.statement, one.answer, one.polarity, other.statement AS other_statement,
  other.answer AS other_answer, other.polarity AS other_polarity, one.pk AS stance, other.pk AS other_stance,
  one.speaker, other.speaker AS other_speaker, one.principal, other.principal AS other_principal
FROM stances AS one
JOIN stances AS other ON other.question = one.question AND other.statement <> one.statement
WHERE CASE
  WHEN one.polarity = 'denies' AND other.polarity = 'denies' THEN FALSE
  WHEN one.answer_type = 'yes-no' THEN one.answer <> other.answer
  WHEN one.polarity = 'affirms' AND other.polarity = 'affirms' THEN
    CASE
      WHEN one.multiple = 1 OR one.answer_type = 'text' THEN FALSE
      WHEN one.answer_type = 'choice' THEN one.answer <> other.answer
      WHEN one.answer_type = 'date' THEN coalesce(one.latest < other.earliest, FALSE)
        OR coalesce(other.latest < one.earliest, FALSE)
      ELSE coalesce(one.high < other.low, FALSE) OR coalesce(other.high < one.low, FALSE)
    END
  WHEN one.answer_type IN ('choice', 'text') THEN one.answer = other.answer
  WHEN one.polarity = 'denies' THEN
    CASE one.answer_type WHEN 'date'
      THEN (one.earliest IS NULL OR coalesce(other.earliest >= one.earliest, FALSE))
        AND (one.latest IS NULL OR coalesce(other.latest <= one.latest, FALSE))
      ELSE (one.low IS NULL OR coalesce(other.low >= one.low, FALSE))
        AND (one.high IS NULL OR coalesce(other.high <= one.high, FALSE))
    END
  ELSE
    CASE one.answer_type WHEN 'date'
      THEN (other.earliest IS NULL OR coalesce(one.earliest >= other.earliest, FALSE))
        AND (other.latest IS NULL OR coalesce(one.latest <= other.latest, FALSE))
      ELSE (other.low IS NULL OR coalesce(one.low >= other.low, FALSE))
        AND (other.high IS NULL OR coalesce(one.high <= other.high, FALSE))
    END
  END;

-- One row for each resolved question, with the day before which a forecast of it must have been said: the outcome
-- itself where that is a date (its last possible day), else when the statement that shows it says that it happened, or
-- was said or published, else the deadline.
CREATE VIEW resolutions AS
SELECT questions.pk AS question, coalesce(
    CASE WHEN questions.answer_type = 'date' THEN coalesce(questions.outcome_latest, questions.outcome_earliest) END,
    statements.event_date_latest, summaries.said_latest, documents.published_latest, questions.deadline_latest) AS day
FROM questions
LEFT JOIN statements ON statements.pk = questions.outcome_statement
LEFT JOIN summaries ON summaries.statement = statements.pk
LEFT JOIN documents ON documents.pk = statements.document
WHERE questions.outcome IS NOT NULL;

-- One row for each two standpoints of one speaker on one question of which one certainly came after the other, by its
-- time or because it corrects or retracts it. A plan is its principal's: it is succeeded, too, by what another
-- speaker claims for the same principal. between_them tells whether that speaker took another stand at a time between
-- the two (where several answers can hold: on the same answer).
CREATE VIEW successions AS
SELECT later.question_id, later.question, later.answer_type, later.multiple, later.statement, later.statement_id,
  later.answer, later.polarity, later.said_earliest, later.said_latest, earlier.statement AS earlier_statement,
  earlier.statement_id AS earlier_statement_id, earlier.answer AS earlier_answer,
  earlier.polarity AS earlier_polarity, earlier.standing AS earlier_standing,
  EXISTS (
    SELECT 1 FROM links WHERE links.from_statement = later.statement AND links.to_statement = earlier.statement
      AND links.type IN ('corrects', 'retracts')) AS corrected,
  EXISTS (
    SELECT 1 FROM standpoints AS middle WHERE middle.question = later.question
      AND middle.principal = later.principal AND middle.speaker = later.speaker
      AND (later.multiple = 0 OR middle.answer IN (later.answer, earlier.answer))
      AND middle.said_earliest > earlier.said_latest AND later.said_earliest > middle.said_latest) AS between_them,
  EXISTS (
    SELECT 1 FROM conflicts WHERE conflicts.question = later.question AND conflicts.statement = later.statement
      AND conflicts.answer = later.answer AND conflicts.polarity = later.polarity
      AND conflicts.other_statement = earlier.statement AND conflicts.other_answer = earlier.answer
      AND conflicts.other_polarity = earlier.polarity) AS conflicting
FROM standpoints AS later
JOIN standpoints AS earlier ON earlier.question = later.question AND earlier.statement <> later.statement
  AND earlier.principal = later.principal
WHERE CASE
  WHEN EXISTS (
      SELECT 1 FROM links WHERE links.from_statement = later.statement AND links.to_statement = earlier.statement
        AND links.type IN ('corrects', 'retracts'))
    THEN TRUE
  WHEN later.said_earliest > earlier.said_latest
    THEN earlier.speaker = later.speaker OR (earlier.kind = 'intention' AND later.family = 'claim')
  ELSE FALSE
  END;

-- One row for each standpoint that departs from the one its speaker took before: another answer, or the same one denied.
-- An answer in free text, or one of several that can hold, departs from the earlier only if it contradicts or corrects
-- it. What a speaker says after the outcome is no departure from what it expected, and drift is none either.
CREATE VIEW departures AS
SELECT successions.* FROM successions
WHERE (successions.answer <> successions.earlier_answer OR successions.polarity <> successions.earlier_polarity)
  AND CASE
    WHEN successions.corrected THEN TRUE
    WHEN successions.between_them OR EXISTS (
        SELECT 1 FROM stances AS kept WHERE kept.statement = successions.statement
          AND kept.question = successions.question AND kept.answer = successions.earlier_answer
          AND kept.polarity = successions.earlier_polarity)
      THEN FALSE
    WHEN successions.earlier_standing = 'expected' AND EXISTS (
        SELECT 1 FROM resolutions WHERE resolutions.question = successions.question
          AND coalesce(successions.said_latest, '~') >= resolutions.day)
      THEN FALSE
    WHEN successions.answer_type = 'text' OR successions.multiple = 1 THEN successions.conflicting
    ELSE TRUE
    END
  AND NOT EXISTS (
    SELECT 1 FROM links
    WHERE links.from_statement = successions.statement AND links.to_statement = successions.earlier_statement
      AND links.type IN ('derived-from', 'copies', 'translates'));

-- One row for each statement and the standpoint of its speaker that it departs from, or that it retracts or corrects
-- without an answer of its own. conflicting tells whether both can hold: a narrower date is a revision too, but no
-- contradiction.
CREATE VIEW revisions AS
SELECT statement_id AS statement, earlier_statement_id AS earlier_statement, question_id AS question, answer, polarity,
  earlier_answer, earlier_polarity, conflicting
FROM departures
UNION ALL
SELECT statements.id, taken_back.statement_id, taken_back.question_id, NULL, NULL, taken_back.answer,
  taken_back.polarity, FALSE
FROM links
JOIN statements ON statements.pk = links.from_statement
JOIN summaries ON summaries.statement = links.from_statement
LEFT JOIN principals ON principals.source = summaries.speaker
JOIN standpoints AS taken_back ON taken_back.statement = links.to_statement
WHERE links.type IN ('corrects', 'retracts')
  AND taken_back.principal = coalesce(principals.principal, summaries.speaker)
  AND NOT EXISTS (
    SELECT 1 FROM answers WHERE answers.statement = links.from_statement AND answers.question = taken_back.question);

-- What defines latest_stances.
CREATE VIEW expected_latest_stances AS
SELECT pk AS stance, rests, question, principal
FROM (
  SELECT lasting.*, row_number() OVER (
    PARTITION BY question, principal, speaker, answer, polarity ORDER BY rests, statement_id) AS place
  FROM (
    SELECT ended.*, CASE WHEN kind = 'intention' THEN max(CASE family WHEN 'claim' THEN said_earliest END)
        OVER (PARTITION BY question, principal, CASE multiple WHEN 1 THEN answer END)
      END AS newest_claim,
      EXISTS (
        SELECT 1 FROM roots WHERE roots.statement = ended.statement
          AND (roots.root <> roots.statement OR roots.in_loop = 1)) AS rests
    FROM (
      SELECT stances.pk, stances.question, stances.multiple, stances.statement, statements.id AS statement_id,
        stances.answer, stances.polarity, stances.speaker, stances.principal, stances.family, stances.kind,
        stances.said_earliest, stances.said_latest, max(stances.said_earliest) OVER (
          PARTITION BY stances.question, stances.principal, stances.speaker,
            CASE stances.multiple WHEN 1 THEN stances.answer END) AS newest
      FROM stances
      JOIN stance_roots ON stance_roots.stance = stances.pk AND stance_roots.root = stances.statement
      JOIN statements ON statements.pk = stances.statement
      WHERE stances.certainty <> 'uncommitted'
    ) AS ended
  ) AS lasting
  WHERE coalesce(said_latest >= newest, TRUE) AND coalesce(said_latest >= newest_claim, TRUE)
    AND NOT EXISTS (
      SELECT 1 FROM links
      JOIN summaries ON summaries.statement = links.from_statement
      LEFT JOIN principals ON principals.source = summaries.speaker
      WHERE links.to_statement = lasting.statement AND links.type IN ('corrects', 'retracts')
        AND coalesce(principals.principal, summaries.speaker) = lasting.principal)
)
WHERE place = 1;

-- One row for each speaker's latest standpoint, with the ids.
CREATE VIEW latest_standpoints AS
SELECT questions.id AS question_id, stances.question, statements.id AS statement_id, stances.statement, stances.answer,
  stances.polarity, stances.speaker, stances.principal, latest_stances.rests
FROM latest_stances
JOIN stances ON stances.pk = latest_stances.stance
JOIN questions ON questions.pk = stances.question
JOIN statements ON statements.pk = stances.statement;

-- One row for each two standpoints that cannot both hold, each its speaker's latest, of speakers with different
-- principals; statement_a comes before statement_b by id. What rests on a statement in which the other's speaker says
-- the other is not in dispute with it: that is drift.
CREATE VIEW disputes AS
SELECT questions.id AS question, conflicts.answer AS answer_a, conflicts.other_answer AS answer_b,
  statements.id AS statement_a, other_statements.id AS statement_b, speakers.id AS speaker_a,
  other_speakers.id AS speaker_b, conflicts.polarity AS polarity_a, conflicts.other_polarity AS polarity_b
FROM conflicts
JOIN latest_stances AS one ON one.stance = conflicts.stance
JOIN latest_stances AS other ON other.stance = conflicts.other_stance
JOIN questions ON questions.pk = conflicts.question
JOIN statements ON statements.pk = conflicts.statement
JOIN statements AS other_statements ON other_statements.pk = conflicts.other_statement
JOIN sources AS speakers ON speakers.pk = conflicts.speaker
JOIN sources AS other_speakers ON other_speakers.pk = conflicts.other_speaker
WHERE statements.id < other_statements.id AND conflicts.principal <> conflicts.other_principal
  AND NOT ((one.rests = 1 OR other.rests = 1) AND EXISTS (
    WITH RECURSIVE grounds (start, statement) AS (
      SELECT from_statement, to_statement FROM dependencies
      WHERE from_statement IN (conflicts.statement, conflicts.other_statement)
      UNION
      SELECT grounds.start, dependencies.to_statement FROM grounds
      JOIN dependencies ON dependencies.from_statement = grounds.statement
    )
    SELECT 1 FROM grounds
    JOIN stances AS met ON met.statement = grounds.statement AND met.question = conflicts.question
    WHERE (grounds.start = conflicts.statement AND met.answer = conflicts.other_answer
        AND met.polarity = conflicts.other_polarity AND met.speaker = conflicts.other_speaker)
      OR (grounds.start = conflicts.other_statement AND met.answer = conflicts.answer
        AND met.polarity = conflicts.polarity AND met.speaker = conflicts.speaker)));

-- One row for each answer of a statement that departs from what it rests on: from a statement that it is linked to
-- (or copies with its document); where none of those speaks to the question, from a root that does. A retelling (a
-- copy, or the same speaker) that answers what no source of it answers stands here without a source answer.
CREATE VIEW drift AS
SELECT statements.id AS statement, sourced.id AS source_statement, questions.id AS question,
  told.answer, told.polarity, given.answer AS source_answer, given.polarity AS source_polarity,
  EXISTS (
    SELECT 1 FROM conflicts WHERE conflicts.question = told.question AND conflicts.statement = told.statement
      AND conflicts.answer = told.answer AND conflicts.polarity = told.polarity
      AND conflicts.other_statement = given.statement AND conflicts.other_answer = given.answer
      AND conflicts.other_polarity = given.polarity) AS conflicting
FROM dependencies
JOIN stances AS told ON told.statement = dependencies.from_statement
JOIN stances AS given ON given.statement = dependencies.to_statement AND given.question = told.question
JOIN statements ON statements.pk = told.statement
JOIN statements AS sourced ON sourced.pk = given.statement
JOIN questions ON questions.pk = told.question
WHERE NOT EXISTS (
  SELECT 1 FROM stances AS agreed WHERE agreed.statement = dependencies.to_statement
    AND agreed.question = told.question AND agreed.answer = told.answer AND agreed.polarity = told.polarity)
UNION ALL
SELECT statements.id, sourced.id, questions.id, told.answer, told.polarity, given.answer,
  given.polarity,
  EXISTS (
    SELECT 1 FROM conflicts WHERE conflicts.question = told.question AND conflicts.statement = told.statement
      AND conflicts.answer = told.answer AND conflicts.polarity = told.polarity
      AND conflicts.other_statement = given.statement AND conflicts.other_answer = given.answer
      AND conflicts.other_polarity = given.polarity)
FROM roots
JOIN stances AS told ON told.statement = roots.statement
JOIN stances AS given ON given.statement = roots.root AND given.question = told.question
JOIN statements ON statements.pk = told.statement
JOIN statements AS sourced ON sourced.pk = given.statement
JOIN questions ON questions.pk = told.question
WHERE roots.root <> roots.statement
  AND NOT EXISTS (
    SELECT 1 FROM stances AS agreed WHERE agreed.statement = roots.root
      AND agreed.question = told.question AND agreed.answer = told.answer AND agreed.polarity = told.polarity)
  AND NOT EXISTS (
    SELECT 1 FROM dependencies
    JOIN answers ON answers.statement = dependencies.to_statement AND answers.question = told.question
    WHERE dependencies.from_statement = told.statement)
UNION ALL
SELECT statements.id, sourced.id, questions.id, told.answer, told.polarity, NULL, NULL, FALSE
FROM dependencies
JOIN stances AS told ON told.statement = dependencies.from_statement
JOIN statements ON statements.pk = told.statement
JOIN statements AS sourced ON sourced.pk = dependencies.to_statement
JOIN summaries ON summaries.statement = sourced.pk
JOIN questions ON questions.pk = told.question
WHERE (dependencies.via <> 'derived-from' OR summaries.speaker = told.speaker)
  AND NOT EXISTS (
    SELECT 1 FROM dependencies AS others
    JOIN answers ON answers.statement = others.to_statement AND answers.question = told.question
    WHERE others.from_statement = told.statement)
  AND NOT EXISTS (
    SELECT 1 FROM roots
    JOIN answers ON answers.statement = roots.root AND answers.question = told.question
    WHERE roots.statement = told.statement AND roots.root <> told.statement);

-- One row for each forecast or intention (the root of its retellings; once for one utterance that several heard) on a
-- question with a resolution rule, if it was certainly said before the outcome. result judges the position with its
-- polarity: a denied window is right when the outcome lies outside it. It is void when the outcome straddles the
-- answer or cannot be told from it (free text, another of several choices that can hold). revision is the first
-- statement with which the speaker departed from it before the outcome.
CREATE VIEW forecasts AS
SELECT statements.id AS statement, speakers.id AS speaker, expected.kind, questions.id AS question,
  expected.answer, expected.polarity, expected.certainty, expected.said,
  CASE
    WHEN questions.answer_type <> 'date' OR instr(questions.outcome, 'T') = 0 THEN questions.outcome
    WHEN questions.outcome_earliest = questions.outcome_latest THEN questions.outcome_earliest
    ELSE coalesce(questions.outcome_earliest, '..') || '/' || coalesce(questions.outcome_latest, '..')
  END AS outcome,
  CASE
    WHEN questions.outcome IS NULL THEN 'open'
    WHEN questions.outcome = 'void' THEN 'void'
    WHEN CASE questions.answer_type
        WHEN 'date'
          THEN (expected.earliest IS NULL OR coalesce(questions.outcome_earliest >= expected.earliest, FALSE))
          AND (expected.latest IS NULL OR coalesce(questions.outcome_latest <= expected.latest, FALSE))
        WHEN 'number' THEN (expected.low IS NULL OR coalesce(questions.outcome_low >= expected.low, FALSE))
          AND (expected.high IS NULL OR coalesce(questions.outcome_high <= expected.high, FALSE))
        ELSE expected.answer = questions.outcome END
      THEN CASE expected.polarity WHEN 'affirms' THEN 'right' ELSE 'wrong' END
    WHEN CASE questions.answer_type
        WHEN 'date' THEN coalesce(questions.outcome_latest < expected.earliest, FALSE)
          OR coalesce(questions.outcome_earliest > expected.latest, FALSE)
        WHEN 'number' THEN coalesce(questions.outcome_high < expected.low, FALSE)
          OR coalesce(questions.outcome_low > expected.high, FALSE)
        WHEN 'text' THEN FALSE
        ELSE questions.multiple = 0 OR questions.answer_type = 'yes-no' END
      THEN CASE expected.polarity WHEN 'affirms' THEN 'wrong' ELSE 'right' END
    ELSE 'void'
  END AS result,
  (
    SELECT departures.statement_id FROM departures
    WHERE departures.earlier_statement = expected.statement AND departures.question = expected.question
      AND departures.earlier_answer = expected.answer AND departures.earlier_polarity = expected.polarity
      AND (resolutions.day IS NULL OR coalesce(departures.said_latest, '~') < resolutions.day)
    ORDER BY departures.said_earliest, departures.statement_id LIMIT 1
  ) AS revision
FROM stances AS expected
JOIN stance_roots ON stance_roots.stance = expected.pk AND stance_roots.root = expected.statement
JOIN statements ON statements.pk = expected.statement
JOIN questions ON questions.pk = expected.question
JOIN sources AS speakers ON speakers.pk = expected.speaker
LEFT JOIN resolutions ON resolutions.question = expected.question
WHERE expected.kind IN ('forecast', 'intention')
  AND questions.resolution IS NOT NULL
  AND (questions.outcome IS NULL OR resolutions.day IS NULL OR coalesce(expected.said_latest, '~') < resolutions.day)
  AND NOT EXISTS (
    SELECT 1 FROM stances AS heard
    JOIN stance_roots AS ends ON ends.stance = heard.pk AND ends.root = heard.statement
    JOIN statements AS heard_statements ON heard_statements.pk = heard.statement
    WHERE heard.question = expected.question AND heard.answer = expected.answer AND heard.polarity = expected.polarity
      AND heard.speaker = expected.speaker AND heard.kind = expected.kind AND heard.statement <> expected.statement
      AND CASE
        WHEN expected.said IS NULL THEN heard.said IS NOT NULL OR heard_statements.id < statements.id
        WHEN heard.said IS NULL THEN FALSE
        ELSE heard_statements.id < statements.id AND coalesce(heard.said_latest >= expected.said_earliest, TRUE)
          AND coalesce(expected.said_latest >= heard.said_earliest, TRUE)
        END);

-- One row for each forecast and each scheme that gives its hedge a number: the terms picked for the speaker's hedge,
-- and 'factbank', which reads the speaker's certainty. probability is the one given to the answer itself, so that for
-- a denial it is 1 minus the term's value; but where the speaker holds the denial probable or certain in a term that
-- itself says improbable ("unlikely to launch in November": below 40 per cent), the term holds the denial, and its
-- value is already the answer's. brier = (probability - o)^2, o being 1 if the answer came out (the denial of it was
-- wrong), else 0; NULL while open, and when void. Denying yes is affirming no: there the probability is that of "no".
CREATE VIEW forecast_scores AS
SELECT statement, question, scheme, term, probability,
  CASE WHEN result NOT IN ('right', 'wrong') THEN NULL
    WHEN (result = 'right') = (polarity = 'affirms') THEN (probability - 1) * (probability - 1)
    ELSE probability * probability END AS brier,
  answer, polarity, result
FROM (
  SELECT forecasts.statement, forecasts.question, scales.scheme, scales.term, forecasts.answer, forecasts.polarity,
    forecasts.result,
    CASE
      WHEN summaries.polarity = 'denies' AND forecasts.polarity = 'affirms'
        AND scales.value < 40 AND summaries.certainty IN ('certain', 'probable') THEN (100 - scales.value) / 100
      WHEN forecasts.polarity = 'affirms' THEN scales.value / 100
      WHEN scales.value < 40 AND summaries.certainty IN ('certain', 'probable') THEN scales.value / 100
      ELSE (100 - scales.value) / 100
    END AS probability
  FROM forecasts
  JOIN statements ON statements.id = forecasts.statement
  JOIN summaries ON summaries.statement = statements.pk
  JOIN scales
  WHERE scales.value IS NOT NULL AND (scales.scheme, scales.term) IN (
    SELECT 'factbank', summaries.certainty
    UNION
    SELECT likelihoods.scheme, likelihoods.term FROM likelihoods
    WHERE likelihoods.statement = statements.pk AND likelihoods.step = (
      SELECT max(attributions.step) FROM attributions WHERE attributions.statement = likelihoods.statement))
);

-- One row for each speaker, kind of saying and scheme, and no scheme mixed with another: how many forecasts (or
-- plans) there are, how many came out right or wrong, how many are open or void, how many of them the scheme scores,
-- and the mean of their Brier scores (0 is best, 0.25 is what "fifty-fifty" always gets).
CREATE VIEW track_record AS
SELECT speaker, kind, scheme, count(*) AS forecasts,
  count(CASE WHEN result IN ('right', 'wrong') THEN 1 END) AS resolved,
  count(CASE WHEN result = 'right' THEN 1 END) AS "right",
  count(CASE WHEN result = 'wrong' THEN 1 END) AS wrong,
  count(CASE WHEN result = 'open' THEN 1 END) AS open,
  count(CASE WHEN result = 'void' THEN 1 END) AS void,
  count(CASE WHEN score >= 0 THEN 1 END) AS scored, avg(CASE WHEN score >= 0 THEN score END) AS mean_brier
FROM (
  SELECT forecasts.speaker, forecasts.kind, forecasts.result, schemes.scheme, (
      SELECT coalesce(scores.brier, -1) FROM forecast_scores AS scores
      WHERE scores.statement = forecasts.statement AND scores.question = forecasts.question
        AND scores.answer = forecasts.answer AND scores.scheme = schemes.scheme
    ) AS score,
    CASE WHEN schemes.scheme = 'factbank' AND NOT EXISTS (
        SELECT 1 FROM forecast_scores AS scores
        WHERE scores.statement = forecasts.statement AND scores.question = forecasts.question)
      THEN 1 END AS unscored
  FROM forecasts
  CROSS JOIN (SELECT DISTINCT scheme FROM scales) AS schemes
)
GROUP BY speaker, kind, scheme
HAVING count(score) > 0 OR count(unscored) > 0;

-- One row for each place where certainty grew on the way: a hop that commits to more than the nearest committing hop
-- inside it, or a statement whose speaker is given as committing to more than that of the statement it depends on
-- (source_statement); each time with the same polarity. Hops that merely relay are uncommitted and never shift.
CREATE VIEW certainty_shifts AS
SELECT statements.id AS statement, 'hop' AS via, outer_sources.id AS outer_source,
  outer_hops.certainty AS outer_certainty, inner_sources.id AS inner_source,
  inner_hops.certainty AS inner_certainty, NULL AS source_statement
FROM attributions AS outer_hops
JOIN attributions AS inner_hops ON inner_hops.statement = outer_hops.statement AND inner_hops.step > outer_hops.step
JOIN statements ON statements.pk = outer_hops.statement
JOIN sources AS outer_sources ON outer_sources.pk = outer_hops.source
JOIN sources AS inner_sources ON inner_sources.pk = inner_hops.source
WHERE outer_hops.polarity = inner_hops.polarity
  AND CASE outer_hops.certainty WHEN 'certain' THEN inner_hops.certainty IN ('probable', 'possible')
    WHEN 'probable' THEN inner_hops.certainty = 'possible' ELSE FALSE END
  AND NOT EXISTS (
    SELECT 1 FROM attributions AS between_them
    WHERE between_them.statement = outer_hops.statement AND between_them.step > outer_hops.step
      AND between_them.step < inner_hops.step AND between_them.certainty <> 'uncommitted')
UNION ALL
SELECT statements.id, 'link', outer_sources.id, told.certainty, inner_sources.id, given.certainty, sourced.id
FROM dependencies
JOIN summaries AS told ON told.statement = dependencies.from_statement
JOIN summaries AS given ON given.statement = dependencies.to_statement
JOIN statements ON statements.pk = told.statement
JOIN statements AS sourced ON sourced.pk = given.statement
JOIN sources AS outer_sources ON outer_sources.pk = told.speaker
JOIN sources AS inner_sources ON inner_sources.pk = given.speaker
WHERE told.polarity = given.polarity
  AND CASE told.certainty WHEN 'certain' THEN given.certainty IN ('probable', 'possible')
    WHEN 'probable' THEN given.certainty = 'possible' ELSE FALSE END;

-- One row for each statement that rests on itself through others; loop holds all that lie on ways back to it, itself
-- included, as a JSON array of ids (a set: a knot has no one order).
CREATE VIEW circular_reporting AS
SELECT statements.id AS statement, (
    SELECT json_group_array(id) FROM (
      SELECT members.id FROM loops AS knot JOIN statements AS members ON members.pk = knot.statement
      WHERE knot.first = loops.first ORDER BY members.id)
  ) AS loop
FROM loops
JOIN statements ON statements.pk = loops.statement;

-- One row for each statement without exact words, and why.
CREATE VIEW unanchored AS
SELECT statements.id AS statement,
  CASE
    WHEN documents.seen = 0 THEN 'the document is known only through others'
    WHEN documents.text IS NOT NULL THEN 'a paraphrase of a text that is held'
    WHEN documents.sha256 IS NOT NULL THEN 'a paraphrase of a text that is held elsewhere'
    ELSE 'the text of the document is not held'
  END AS why,
  documents.id AS document
FROM statements
JOIN summaries ON summaries.statement = statements.pk
JOIN documents ON documents.pk = statements.document
WHERE summaries.anchored = 0;

-- One row for each statement that rests on an unnamed source, and why: its speaker is unnamed, a hop on its way is,
-- or it depends on a statement for which that holds.
CREATE VIEW rests_on_unnamed AS
SELECT statements.id AS statement,
  CASE
    WHEN speakers.anonymous = 1 THEN 'the speaker is unnamed: ' || speakers.name
    WHEN unnamed_grounds.own = 1 THEN 'a hop is unnamed: ' || summaries.chain
    ELSE 'rests on a statement of an unnamed source: ' || grounds.id
  END AS why
FROM unnamed_grounds
JOIN statements ON statements.pk = unnamed_grounds.statement
JOIN statements AS grounds ON grounds.pk = unnamed_grounds.ground
JOIN summaries ON summaries.statement = statements.pk
JOIN sources AS speakers ON speakers.pk = summaries.speaker;

-- One row for each dated thing, on one of four axes that never mix: 'event' (when the thing happens), 'said' (a hop
-- uttered it), 'published' (with the publisher; a document that holds no statement stands here by its title) and
-- 'recorded' (nobody said that: it has no source).
CREATE VIEW timeline AS
SELECT statements.event_date_earliest AS at_earliest, statements.event_date_latest AS at_latest, 'event' AS axis,
  statements.id AS statement, speakers.id AS source, statements.content, documents.id AS document
FROM statements
JOIN summaries ON summaries.statement = statements.pk
JOIN sources AS speakers ON speakers.pk = summaries.speaker
JOIN documents ON documents.pk = statements.document
WHERE statements.event_date IS NOT NULL
UNION ALL
SELECT attributions.said_earliest, attributions.said_latest, 'said', statements.id, sources.id, statements.content,
  documents.id
FROM attributions
JOIN statements ON statements.pk = attributions.statement
JOIN sources ON sources.pk = attributions.source
JOIN documents ON documents.pk = statements.document
WHERE attributions.said IS NOT NULL
UNION ALL
SELECT documents.published_earliest, documents.published_latest, 'published', statements.id, sources.id,
  coalesce(statements.content, documents.title, documents.url), documents.id
FROM documents
JOIN sources ON sources.pk = documents.publisher
LEFT JOIN statements ON statements.document = documents.pk
WHERE documents.published IS NOT NULL
UNION ALL
SELECT changesets.recorded_at, changesets.recorded_at, 'recorded', statements.id, NULL, statements.content,
  documents.id
FROM statements
JOIN changesets ON changesets.pk = statements.recorded_in
JOIN documents ON documents.pk = statements.document;

-- One row for each version of a statement: those that were changed or withdrawn, and the one that stands (retired_at
-- NULL).
CREATE VIEW statement_history AS
SELECT retired.id, retired.version, begun.recorded_at, begun.recorded_by, ended.recorded_at AS retired_at,
  retired.digest, json_extract(retired.body, '$.content') AS content, ended.recorded_by AS retired_by, retired.why
FROM retired
JOIN changesets AS begun ON begun.pk = retired.recorded_in
JOIN changesets AS ended ON ended.pk = retired.retired_in
WHERE retired.noun = 'statement'
UNION ALL
SELECT statements.id, coalesce((
    SELECT max(retired.version) FROM retired WHERE retired.noun = 'statement' AND retired.id = statements.id), 0) + 1,
  changesets.recorded_at, changesets.recorded_by, NULL, statements.digest, statements.content, NULL, NULL
FROM statements
JOIN changesets ON changesets.pk = statements.recorded_in;

-- One row for each noun that stands, in the changeset that recorded this version of it ('recorded', or 'changed' where
-- there was one before), and for each that was withdrawn, in the changeset that did so. number is the changeset's.
CREATE VIEW changes AS
SELECT changesets.id AS changeset, changesets.recorded_at, changesets.recorded_by,
  CASE WHEN EXISTS (SELECT 1 FROM retired WHERE retired.noun = 'statement' AND retired.id = statements.id)
    THEN 'changed' ELSE 'recorded' END AS change,
  'statement' AS noun, statements.id, changesets.why, changesets.pk AS number
FROM statements JOIN changesets ON changesets.pk = statements.recorded_in
UNION ALL
SELECT changesets.id, changesets.recorded_at, changesets.recorded_by,
  CASE WHEN EXISTS (SELECT 1 FROM retired WHERE retired.noun = 'source' AND retired.id = sources.id)
    THEN 'changed' ELSE 'recorded' END,
  'source', sources.id, changesets.why, changesets.pk
FROM sources JOIN changesets ON changesets.pk = sources.recorded_in
UNION ALL
SELECT changesets.id, changesets.recorded_at, changesets.recorded_by,
  CASE WHEN EXISTS (SELECT 1 FROM retired WHERE retired.noun = 'document' AND retired.id = documents.id)
    THEN 'changed' ELSE 'recorded' END,
  'document', documents.id, changesets.why, changesets.pk
FROM documents JOIN changesets ON changesets.pk = documents.recorded_in
UNION ALL
SELECT changesets.id, changesets.recorded_at, changesets.recorded_by,
  CASE WHEN EXISTS (SELECT 1 FROM retired WHERE retired.noun = 'question' AND retired.id = questions.id)
    THEN 'changed' ELSE 'recorded' END,
  'question', questions.id, changesets.why, changesets.pk
FROM questions JOIN changesets ON changesets.pk = questions.recorded_in
UNION ALL
SELECT changesets.id, changesets.recorded_at, changesets.recorded_by,
  CASE WHEN EXISTS (SELECT 1 FROM retired WHERE retired.noun = 'topic' AND retired.id = topics.id)
    THEN 'changed' ELSE 'recorded' END,
  'topic', topics.id, changesets.why, changesets.pk
FROM topics JOIN changesets ON changesets.pk = topics.recorded_in
UNION ALL
SELECT changesets.id, changesets.recorded_at, changesets.recorded_by,
  CASE WHEN EXISTS (SELECT 1 FROM retired WHERE retired.noun = 'rating' AND retired.id = ratings.id)
    THEN 'changed' ELSE 'recorded' END,
  'rating', ratings.id, changesets.why, changesets.pk
FROM ratings JOIN changesets ON changesets.pk = ratings.recorded_in
UNION ALL
SELECT changesets.id, changesets.recorded_at, changesets.recorded_by,
  CASE WHEN EXISTS (SELECT 1 FROM retired WHERE retired.noun = 'link' AND retired.id = links.id)
    THEN 'changed' ELSE 'recorded' END,
  'link', links.id, changesets.why, changesets.pk
FROM links JOIN changesets ON changesets.pk = links.recorded_in
UNION ALL
SELECT changesets.id, changesets.recorded_at, changesets.recorded_by, 'withdrawn', retired.noun, retired.id,
  changesets.why, changesets.pk
FROM retired JOIN changesets ON changesets.pk = retired.retired_in
WHERE NOT EXISTS (
  SELECT 1 FROM retired AS later
  WHERE later.noun = retired.noun AND later.id = retired.id AND later.version > retired.version)
  AND NOT EXISTS (SELECT 1 FROM statements WHERE retired.noun = 'statement' AND statements.id = retired.id)
  AND NOT EXISTS (SELECT 1 FROM sources WHERE retired.noun = 'source' AND sources.id = retired.id)
  AND NOT EXISTS (SELECT 1 FROM documents WHERE retired.noun = 'document' AND documents.id = retired.id)
  AND NOT EXISTS (SELECT 1 FROM questions WHERE retired.noun = 'question' AND questions.id = retired.id)
  AND NOT EXISTS (SELECT 1 FROM topics WHERE retired.noun = 'topic' AND topics.id = retired.id)
  AND NOT EXISTS (SELECT 1 FROM ratings WHERE retired.noun = 'rating' AND ratings.id = retired.id)
  AND NOT EXISTS (SELECT 1 FROM links WHERE retired.noun = 'link' AND links.id = retired.id);

-- The same words in several documents. expected_repeats and expected_wordings define the tables of their names.

-- One row for each statement whose words (by their fingerprint) stand in another document too.
CREATE VIEW expected_repeats AS
SELECT printed.statement, printed.fingerprint,
  EXISTS (
    SELECT 1 FROM roots
    CROSS JOIN roots AS shared ON shared.root = roots.root AND shared.statement <> roots.statement
    CROSS JOIN summaries AS others ON others.statement = shared.statement
      AND others.fingerprint = printed.fingerprint
    CROSS JOIN statements AS elsewhere ON elsewhere.pk = others.statement
      AND elsewhere.document <> statements.document
    WHERE roots.statement = printed.statement) AS linked
FROM summaries AS printed
CROSS JOIN statements ON statements.pk = printed.statement
WHERE printed.fingerprint IS NOT NULL AND EXISTS (
  SELECT 1 FROM summaries AS others
  CROSS JOIN statements AS elsewhere ON elsewhere.pk = others.statement
  WHERE others.fingerprint = printed.fingerprint AND others.statement <> printed.statement
    AND elsewhere.document <> statements.document);

-- One row for each wording of repeats. roots counts where its statements come from by links, origins the voices there
-- (all unnamed ones as one); first_statement is the one published first, and of several the first by id.
CREATE VIEW expected_wordings AS
SELECT repeats.fingerprint, count(DISTINCT repeats.statement) AS statements,
  count(DISTINCT statements.document) AS documents, count(DISTINCT documents.publisher) AS publishers,
  count(DISTINCT summaries.speaker) AS speakers, count(DISTINCT roots.root) AS roots,
  count(DISTINCT CASE voices.anonymous WHEN 1 THEN 0 ELSE voices.pk END) AS origins,
  count(DISTINCT CASE repeats.linked WHEN 0 THEN repeats.statement END) AS unlinked,
  min(documents.published_earliest) AS published,
  (
    SELECT firsts.pk FROM repeats AS told
    JOIN statements AS firsts ON firsts.pk = told.statement
    JOIN documents AS papers ON papers.pk = firsts.document
    WHERE told.fingerprint = repeats.fingerprint
    ORDER BY coalesce(papers.published_earliest, '~'), firsts.id LIMIT 1
  ) AS first_statement
FROM repeats
CROSS JOIN statements ON statements.pk = repeats.statement
CROSS JOIN summaries ON summaries.statement = repeats.statement
CROSS JOIN documents ON documents.pk = statements.document
CROSS JOIN roots ON roots.statement = repeats.statement
CROSS JOIN summaries AS ends ON ends.statement = roots.root
CROSS JOIN sources AS voices ON voices.pk = ends.speaker
GROUP BY repeats.fingerprint;

-- One row for each wording that stands in two documents or more: the same words but for case, punctuation and quote
-- marks. origins counts the distinct voices where the links of its statements end, as in corroboration; unlinked the
-- statements that no link joins with another of it, be it through something else on which both rest.
CREATE VIEW repeated_words AS
SELECT wordings.fingerprint, summaries.quote, wordings.words, wordings.statements, wordings.documents,
  wordings.publishers, wordings.speakers, wordings.roots, wordings.origins, wordings.unlinked, wordings.published,
  documents.id AS first_document, statements.id AS first_statement
FROM wordings
JOIN statements ON statements.pk = wordings.first_statement
JOIN summaries ON summaries.statement = statements.pk
JOIN documents ON documents.pk = statements.document;

-- One row for each statement whose words stand in another document too. origins lists, as a JSON array, where its links
-- end: itself, if it rests on nothing.
CREATE VIEW same_words AS
SELECT repeats.fingerprint, statements.id AS statement, documents.id AS document, publishers.id AS publisher,
  speakers.id AS speaker, summaries.said, documents.published, summaries.quote, wordings.words,
  (
    SELECT json_group_array(id) FROM (
      SELECT ends.id FROM roots JOIN statements AS ends ON ends.pk = roots.root
      WHERE roots.statement = repeats.statement ORDER BY ends.id)
  ) AS origins,
  repeats.linked
FROM repeats
JOIN wordings ON wordings.fingerprint = repeats.fingerprint
JOIN statements ON statements.pk = repeats.statement
JOIN summaries ON summaries.statement = repeats.statement
JOIN sources AS speakers ON speakers.pk = summaries.speaker
JOIN documents ON documents.pk = statements.document
JOIN sources AS publishers ON publishers.pk = documents.publisher;
