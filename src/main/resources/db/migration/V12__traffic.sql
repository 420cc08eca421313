-- How much each gateway answered, one row for each look of the service at it.
create table traffic_sample (
  gateway varchar(200) not null,
  -- End of the window that was looked at.
  at timestamp(6) with time zone not null,
  window_millis bigint not null,
  -- When it was written, by the clock of the database.
  kept_at timestamp(6) with time zone not null,
  -- False when the look could not see the traffic: that is not the same as none.
  known boolean not null,
  -- Only failures were counted.
  errors_only boolean not null,
  -- JSON: number by status code
  responses varchar(16000) not null,
  primary key (gateway, at)
);
create index traffic_sample_by_age on traffic_sample (kept_at);

-- For those who follow what changes: the newest of all incidents and interventions.
create index incident_entry_by_time on incident_entry (at);
create index intervention_entry_by_time on intervention_entry (at);
create index fix_by_last on fix (last_at);
