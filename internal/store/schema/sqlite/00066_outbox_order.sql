-- +goose Up

-- Mail lies in the order in which it goes out: by state, and then by the time
-- at which it is due. So a mail is put in the outbox by writing one page, not
-- four, and to find what is due needs no index. A mail that can come to be
-- only once needs no key.
alter table outbox rename to outbox_before;
create table outbox (
  id text not null,
  key text, -- null where none is needed: nulls do not clash
  kind text not null,
  consultation text not null,
  registration text not null,
  person text not null,
  invitee text not null,
  version integer not null,
  sequence integer not null,
  data text not null,
  created text not null,
  due text not null,
  state text not null,
  attempts integer not null,
  lease text,
  sent text,
  error text not null,
  primary key (state, due, id)
) strict, without rowid;
insert into outbox select id, key, kind, consultation, registration, person, invitee, version,
  sequence, data, created, due, state, attempts, lease, sent, error from outbox_before;
drop table outbox_before;
create unique index outbox_key on outbox (key) where key IS NOT NULL;
create index outbox_sending on outbox (lease) where state = 'sending';

-- Unproven requests are looked for once an hour; to have them in order cost
-- every registration a page.
drop index registration_requested;
