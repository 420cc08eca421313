-- Whether a snapshot that somebody posted opened it: of such a gateway nobody knows whether it exists.
alter table incident add column posted boolean default false not null;
update incident set posted = true where resolved_at is null and document like '%"posted":true%';
