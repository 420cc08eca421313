-- When it was said that a silence is over, to those of whom it kept an incident that goes on.
alter table silence add column told_over_at timestamp(6) with time zone;
