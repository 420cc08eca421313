-- One row for all replicas: who begins an intervention has it until the intent is written, so that guards
-- judge one after another. Also the stop switch.
create table mitigation_control (
  id integer primary key,
  -- Number of the last intent or takeover.
  fence bigint not null,
  stopped_at timestamp(6) with time zone,
  stopped_by varchar(300),
  stopped_because varchar(1000)
);

-- What is to be done about incidents, or was.
create table intervention (
  id varchar(40) primary key,
  incident varchar(40) not null,
  gateway varchar(253) not null,
  state varchar(16) not null,
  action varchar(40) not null,
  target varchar(253) not null,
  category varchar(40) not null,
  effect varchar(16),
  -- When the intent was written.
  begun_at timestamp(6) with time zone,
  -- When it has to be looked at again.
  due_at timestamp(6) with time zone,
  version bigint not null,
  document varchar not null
);
create index intervention_due on intervention (gateway, due_at);
create index intervention_overdue on intervention (due_at);
create index intervention_of_incident on intervention (incident, id);
create index intervention_of_gateway on intervention (gateway, id);
create index intervention_by_state on intervention (state, id);
create index intervention_begun on intervention (begun_at);
create index intervention_alike on intervention (action, category, id);

-- Their journal: only ever added to. Each row stands in the audit log too, whose chain shows tampering.
create table intervention_entry (
  intervention varchar(40) not null,
  version bigint not null,
  at timestamp(6) with time zone not null,
  actor varchar(300) not null,
  from_state varchar(16),
  to_state varchar(16) not null,
  text varchar(4000) not null,
  -- JSON
  refusals varchar not null,
  -- Sequence of the audit log's row that says the same.
  audit bigint not null,
  primary key (intervention, version)
);
