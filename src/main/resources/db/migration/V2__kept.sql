-- Journals: what came in from outside, as lines. Whoever writes holds the head until it is written.
create table journal_head (
  journal varchar(100) primary key,
  -- A new name each time that the lines are replaced by fewer; empty before the first.
  generation varchar(36) not null,
  last_sequence bigint not null,
  -- Of the lines, packed, and from when on they are to be replaced.
  bytes bigint not null,
  replaced_at_bytes bigint not null
);
create table journal_line (
  journal varchar(100) not null,
  generation varchar(36) not null,
  sequence bigint not null,
  -- Packed with gzip, UTF-8.
  line ${blob} not null,
  primary key (journal, generation, sequence)
);

-- The rules. What is in force is one row, which moves by compare-and-set.
create table rules_head (
  id integer primary key,
  version bigint not null,
  -- A Head as JSON, packed with gzip, as are the documents below.
  document ${blob} not null
);
create table rules_revision (
  number bigint primary key,
  document ${blob} not null
);
-- Files by their hash.
create table rules_content (
  revision varchar(64) primary key,
  -- Version of the head that named them last; the smallest goes first.
  named_last bigint not null,
  files ${blob} not null
);
create index rules_content_by_name on rules_content (named_last);
create table rules_refusal (
  sequence bigint generated always as identity primary key,
  document ${blob} not null
);

-- The audit log: only ever added to. Each row's hash is over the one before and the row itself; whoever
-- adds one holds the head.
create table audit_head (
  id integer primary key,
  sequence bigint not null,
  hash varchar(64) not null
);
create table audit_entry (
  sequence bigint primary key,
  at timestamp(6) with time zone not null,
  kind varchar(20) not null,
  actor varchar(200) not null,
  operation varchar(200) not null,
  request_id varchar(200) not null,
  -- JSON in ASCII.
  entry varchar(65536) not null,
  hash varchar(64) not null
);
