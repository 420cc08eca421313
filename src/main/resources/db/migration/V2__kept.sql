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
