-- What was observed: each content once, without the time of observation.
create table snapshot (
  id varchar(36) not null primary key,
  content varchar(64) not null unique,
  -- As text, to the last digit: with it a diagnosis can be made again to the byte.
  observed_at varchar(40) not null,
  recorded_at timestamp(6) with time zone not null,
  diagnosis_id varchar(36) not null,
  healthy boolean not null,
  bytes bigint not null,
  incident_id varchar(40),
  document ${blob} not null
);
create index snapshot_by_time on snapshot (recorded_at desc, id desc);
create index snapshot_to_forget on snapshot (incident_id, healthy, recorded_at, id);

-- What was concluded. What lists are restricted by stands beside the document; long names are cut.
create table diagnosis (
  id varchar(36) not null primary key,
  gateway varchar(200) not null,
  namespace varchar(200) not null,
  observed_at timestamp(6) with time zone not null,
  kept_at timestamp(6) with time zone not null,
  origin varchar(20) not null,
  passing boolean not null,
  verdict varchar(20) not null,
  category varchar(40),
  subject_kind varchar(200),
  subject_name varchar(200),
  confidence double precision,
  revision varchar(200) not null,
  snapshot_id varchar(36),
  incident_id varchar(40),
  document ${blob} not null
);
create index diagnosis_by_gateway on diagnosis (gateway, id desc);
create index diagnosis_by_namespace on diagnosis (namespace, id desc);
create index diagnosis_by_verdict on diagnosis (verdict, id desc);
create index diagnosis_by_observation on diagnosis (observed_at, id desc);
create index diagnosis_by_incident on diagnosis (incident_id, id);
create index diagnosis_to_forget on diagnosis (incident_id, passing, kept_at, id);

-- The categories of all its causes.
create table diagnosis_category (
  diagnosis_id varchar(36) not null references diagnosis (id) on delete cascade,
  category varchar(40) not null,
  primary key (diagnosis_id, category)
);
create index diagnosis_category_newest on diagnosis_category (category, diagnosis_id desc);
