-- What ConfigMaps held, a few versions of each, so that one can be put back. Only of gateways whose policy may have
-- that done: values may be secrets.
create table config_content (
  seq bigint generated always as identity primary key,
  -- Of the object, unlike any other in whatever cluster.
  uid varchar(200) not null,
  -- resourceVersion under which it was seen first.
  version varchar(200) not null,
  namespace varchar(253) not null,
  name varchar(253) not null,
  hash varchar(64) not null,
  first_seen_at timestamp(6) with time zone not null,
  last_seen_at timestamp(6) with time zone not null,
  -- JSON, gzip
  content ${blob} not null
);
create unique index config_content_version on config_content (uid, version);
create index config_content_of on config_content (uid, seq);
create index config_content_age on config_content (last_seen_at);
