-- What the service may do by itself, as people wrote it: only ever added to, the largest version is in force.
create table mitigation_policy (
  version bigint primary key,
  sha256 varchar(64) not null,
  -- file or api
  origin varchar(8) not null,
  actor varchar(300) not null,
  at timestamp(6) with time zone not null,
  reason varchar(1000) not null,
  -- YAML, gzip
  text ${blob} not null
);
create index mitigation_policy_of_origin on mitigation_policy (origin, version);
