-- In how many diagnoses of a day (UTC, as in 2026-11-22) a rule concluded something that held to the end.
create table rule_firing (
  rule varchar(300) not null,
  fired_on varchar(10) not null,
  fired bigint not null,
  last_fired_at timestamp(6) with time zone not null,
  primary key (rule, fired_on)
);
create index rule_firing_by_day on rule_firing (fired_on, rule);
