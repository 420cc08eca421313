-- Of which sessions of browsers somebody has signed out before their time. Once that is over, the row can go.
create table session_end (
  -- Of the session; where all of somebody ended, of the row alone.
  id varchar(100) not null primary key,
  subject varchar(200) not null,
  -- Whether all of the subject that began before have ended.
  everywhere boolean not null,
  ended_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone not null
);
create index session_end_by_time on session_end (ended_at, id);
create index session_end_by_expiry on session_end (expires_at, id);
