-- The outbox: written in the transaction that causes a message, emptied by whoever delivers it.
create table notification (
  id bigint generated always as identity primary key,
  message varchar(40) not null unique,
  channel varchar(63) not null,
  -- The order is kept within one: the incident, or the message itself where it is about none.
  lane varchar(40) not null,
  incident varchar(40),
  occasion varchar(20) not null,
  text varchar(4000) not null,
  created_at timestamp(6) with time zone not null,
  queued_at timestamp(6) with time zone not null,
  -- pending, delivered, superseded, silenced, refused, parked
  state varchar(12) not null,
  attempts integer not null,
  next_attempt_at timestamp(6) with time zone not null,
  -- Who delivers it now, and until when nobody else does.
  claim varchar(40),
  claimed_until timestamp(6) with time zone,
  ended_at timestamp(6) with time zone,
  reason varchar(1000)
);
create index notification_to_deliver on notification (channel, state, next_attempt_at);
create index notification_lane on notification (channel, lane, state, id);
create index notification_of_incident on notification (incident, id);
create index notification_by_state on notification (state, id);
create index notification_by_age on notification (ended_at, id);

-- Where the last message about an incident went, so that the next can join it.
create table notification_thread (
  incident varchar(40) not null,
  channel varchar(63) not null,
  reference varchar(500) not null,
  primary key (incident, channel)
);

-- When a channel takes the next message, over all replicas.
create table channel_pace (
  channel varchar(63) primary key,
  next_at timestamp(6) with time zone not null
);
