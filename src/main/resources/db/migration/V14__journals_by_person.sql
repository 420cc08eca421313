-- The audit log is searched by who, what and when, the youngest first; an intent for its outcome.
create index audit_entry_of_actor on audit_entry (actor, sequence);
create index audit_entry_of_operation on audit_entry (operation, sequence);
create index audit_entry_of_kind on audit_entry (kind, sequence);
create index audit_entry_by_time on audit_entry (at);
create index audit_entry_of_request on audit_entry (request_id);

-- Interventions by who had a hand in them.
create index intervention_entry_of_actor on intervention_entry (actor, intervention);

-- Which intervention an entry of an incident is about.
alter table incident_entry add column intervention varchar(40);
