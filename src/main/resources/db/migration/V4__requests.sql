-- Requests that must not be done twice: who may do them now, and what was answered.
create table idempotency (
  actor varchar(20) not null,
  request_key varchar(255) not null,
  fingerprint varchar(64) not null,
  -- in_flight or done
  state varchar(10) not null,
  -- Which of those who began it may end it.
  claim varchar(36) not null,
  claimed_until timestamp(6) with time zone not null,
  -- When it was claimed or done last.
  noted_at timestamp(6) with time zone not null,
  status integer,
  media_type varchar(200),
  headers varchar(4000),
  -- gzip; missing where it was too large
  answer ${blob},
  primary key (actor, request_key)
);
create index idempotency_by_time on idempotency (noted_at);

-- Times in which nobody is told and nothing is done about some kind of incident.
create table silence (
  id varchar(36) not null primary key,
  gateway varchar(200) not null,
  category varchar(40),
  subject varchar(253),
  starts_at timestamp(6) with time zone not null,
  ends_at timestamp(6) with time zone not null,
  -- The end, or when it was cancelled.
  over_at timestamp(6) with time zone not null,
  author varchar(120) not null,
  reason varchar(1000) not null,
  created_at timestamp(6) with time zone not null,
  cancelled_at timestamp(6) with time zone,
  cancelled_by varchar(120),
  warned_at timestamp(6) with time zone
);
create index silence_by_end on silence (over_at, id);

-- What people say about diagnoses: all that one said of one, the highest number counts.
create table feedback (
  diagnosis_id varchar(36) not null,
  given_by varchar(120) not null,
  number integer not null,
  verdict varchar(10) not null,
  given_at timestamp(6) with time zone not null,
  actual_category varchar(40),
  actual_subject varchar(253),
  remark varchar(2000),
  primary key (diagnosis_id, given_by, number)
);
create index feedback_by_time on feedback (given_at);

-- The same for each rule that spoke for the leading cause; only what counts.
create table rule_feedback (
  diagnosis_id varchar(36) not null,
  given_by varchar(120) not null,
  rule varchar(300) not null,
  rulebook varchar(64) not null,
  verdict varchar(10) not null,
  primary key (diagnosis_id, given_by, rule)
);

-- How many of each there are.
create table rule_precision (
  rule varchar(300) not null,
  rulebook varchar(64) not null,
  right_count bigint not null,
  partly_count bigint not null,
  wrong_count bigint not null,
  changed_at timestamp(6) with time zone not null,
  primary key (rule, rulebook)
);
