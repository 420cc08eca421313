-- What is remembered of a gateway from look to look. Its row is taken by whoever changes its incidents.
create table gateway_watch (
  gateway varchar(253) primary key,
  looks integer not null,
  observed_at timestamp(6) with time zone not null,
  -- Which replica looks at it, and until when that holds.
  owner varchar(100),
  owned_until timestamp(6) with time zone
);

create table incident (
  id varchar(40) primary key,
  gateway varchar(253) not null,
  state varchar(16) not null,
  severity varchar(16) not null,
  category varchar(40),
  subject_kind varchar(253),
  subject_name varchar(253),
  opened_at timestamp(6) with time zone not null,
  escalates_at timestamp(6) with time zone,
  -- When it ends by itself if nothing more is heard of it.
  closes_at timestamp(6) with time zone,
  resolved_at timestamp(6) with time zone,
  version bigint not null,
  document varchar not null
);
create index incident_of_gateway on incident (gateway, state, id);
create index incident_by_state on incident (state, id);
create index incident_by_cause on incident (category, subject_name, gateway, id);
create index incident_by_end on incident (resolved_at, id);
create index incident_to_close on incident (closes_at);
create index incident_to_escalate on incident (escalates_at);

create table incident_entry (
  incident varchar(40) not null,
  version bigint not null,
  at timestamp(6) with time zone not null,
  actor varchar(300) not null,
  kind varchar(24) not null,
  from_value varchar(600),
  to_value varchar(600),
  text varchar(4000) not null,
  diagnosis varchar(40),
  primary key (incident, version)
);

-- Long-term fixes that were recommended, and which of them somebody has said to be done.
create table fix (
  id bigint generated always as identity primary key,
  gateway varchar(253) not null,
  category varchar(40) not null,
  subject_kind varchar(253) not null,
  subject_name varchar(253) not null,
  title varchar(300) not null,
  detail varchar(4000) not null,
  incident varchar(40) not null,
  recommended integer not null,
  first_at timestamp(6) with time zone not null,
  last_at timestamp(6) with time zone not null,
  done_at timestamp(6) with time zone,
  done_by varchar(300),
  unique (gateway, category, subject_kind, subject_name, title)
);
create index fix_by_state on fix (done_at, id);
