-- +goose Up

-- Tables are strict, and without rowid where rows are small: they lie in the
-- order of their keys, which saves an index and gives away no order of arrival.

create table body (
  id text not null primary key,
  name text not null,
  name_english text not null,
  number text not null,
  email text not null,
  phone text not null,
  address text not null,
  dpo text not null,
  four_eyes integer not null check (four_eyes in (0, 1)),
  fictitious integer not null check (fictitious in (0, 1))
) strict, without rowid;

create table person (
  id text not null primary key,
  name text not null,
  email text not null,
  email_fold text not null unique,
  ended text
) strict, without rowid;

create table person_role (
  person text not null references person (id),
  body text not null references body (id),
  role text not null,
  primary key (person, body)
) strict, without rowid;
create index person_role_body on person_role (body);

create table session (
  id text not null primary key,
  hash blob not null unique,
  person text not null references person (id),
  created text not null,
  seen text not null,
  expires text not null,
  ended text,
  label text not null
) strict, without rowid;
create index session_person on session (person);

create table challenge (
  id text not null primary key,
  purpose text not null,
  subject text not null,
  code_hash blob not null,
  browser_hash blob not null,
  created text not null,
  expires text not null,
  used text,
  tries integer not null
) strict, without rowid;
create index challenge_subject on challenge (subject, purpose, created);

create table consultation (
  id text not null primary key,
  body text not null references body (id),
  slug text not null unique,
  created text not null,
  published integer not null,
  first text,
  changed text,
  sequence integer not null,
  cancelled text,
  why text not null,
  summary integer not null,
  listed text not null,
  title_fold text not null,
  keep_needs text,
  keep_people text
) strict, without rowid;
create index consultation_listed on consultation (listed, id);

-- The fact sheet on which seats are decided: one small row, written at every registration.
create table seating (
  consultation text not null primary key references consultation (id),
  published integer not null check (published in (0, 1)),
  cancelled integer not null check (cancelled in (0, 1)),
  opens text,
  closes text,
  starts text,
  ends text,
  capacity integer not null,
  taken integer not null,
  last_order integer not null,
  waiting integer not null,
  screening integer not null check (screening in (0, 1)),
  offer integer not null
) strict, without rowid;

create table version (
  consultation text not null references consultation (id),
  paper text not null,
  number integer not null,
  saved integer not null,
  content text not null,
  author text not null,
  edited text not null,
  reason text not null,
  asked text,
  asked_by text not null,
  approved text not null,
  published text,
  primary key (consultation, paper, number)
) strict;

create table meeting_link (
  consultation text not null primary key references consultation (id),
  sealed blob not null
) strict, without rowid;

create table attachment (
  consultation text not null references consultation (id),
  hash text not null,
  name text not null,
  type text not null,
  size integer not null,
  added text not null,
  bytes blob not null,
  primary key (consultation, hash)
) strict;

create table registration (
  id text not null primary key,
  consultation text not null references consultation (id),
  name text not null,
  organisation text not null,
  kind text not null,
  email text not null,
  email_fold text, -- null where there is no address: nulls do not clash
  capacity text not null,
  needs text not null,
  listed integer not null check (listed in (0, 1)),
  language text not null,
  via text not null,
  status text not null,
  requested text not null,
  expires text,
  confirmed text,
  place integer not null,
  reason text not null,
  generation integer not null,
  sequence integer not null,
  attended text,
  evaluated integer not null check (evaluated in (0, 1)),
  erased text,
  unique (consultation, email_fold)
) strict, without rowid;
create index registration_queued on registration (consultation, place) where status = 'queued';
create index registration_offered on registration (expires) where status = 'offered';
create index registration_requested on registration (expires) where status = 'requested';

create table invitee (
  id text not null primary key,
  consultation text not null references consultation (id),
  organisation text not null,
  name text not null,
  email text not null,
  email_fold text,
  kind text not null,
  added text not null,
  sent text,
  declined text,
  registration text not null,
  generation integer not null,
  unique (consultation, email_fold)
) strict, without rowid;

-- Answers without a time and without a person; the key is random, so that not
-- even the order in which they came can be read.
create table evaluation (
  consultation text not null references consultation (id),
  id text not null,
  spoke integer not null,
  understood integer not null,
  matters integer not null,
  primary key (consultation, id)
) strict, without rowid;

create table purge (
  id text not null primary key,
  consultation text not null,
  at text not null,
  what text not null,
  count integer not null
) strict, without rowid;
create index purge_consultation on purge (consultation);

create table audit (
  aggregate text not null,
  number integer not null,
  at text not null,
  actor text not null,
  act text not null,
  object text not null,
  detail text not null,
  primary key (aggregate, number)
) strict, without rowid;

create table outbox (
  id text not null primary key,
  key text not null unique,
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
  error text not null
) strict, without rowid;
create index outbox_waiting on outbox (due, id) where state = 'waiting';
create index outbox_sending on outbox (lease) where state = 'sending';
create index outbox_failed on outbox (id) where state = 'failed';

create table job (
  id text not null primary key,
  key text not null unique,
  kind text not null,
  subject text not null,
  due text not null,
  attempts integer not null,
  lease text,
  error text not null
) strict, without rowid;
create index job_due on job (due, id);

create table setting (
  key text not null primary key,
  value text not null
) strict, without rowid;
