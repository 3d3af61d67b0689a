-- +goose Up

-- Letters in the order of the Swedish alphabet.
create collation sv (provider = icu, locale = 'sv');

-- Keys compare by bytes, as in SQLite: the same order everywhere, and cheap.

create table body (
  id text collate "C" primary key,
  name text not null,
  name_english text not null,
  number text not null,
  email text not null,
  phone text not null,
  address text not null,
  dpo text not null,
  four_eyes boolean not null,
  fictitious boolean not null
);

create table person (
  id text collate "C" primary key,
  name text not null,
  email text not null,
  email_fold text collate "C" not null unique,
  ended timestamptz
);

create table person_role (
  person text collate "C" not null references person (id),
  body text collate "C" not null references body (id),
  role text not null,
  primary key (person, body)
);
create index person_role_body on person_role (body);

create table session (
  id text collate "C" primary key,
  hash bytea not null unique,
  person text collate "C" not null references person (id),
  created timestamptz not null,
  seen timestamptz not null,
  expires timestamptz not null,
  ended timestamptz,
  label text not null
);
create index session_person on session (person);

create table challenge (
  id text collate "C" primary key,
  purpose text not null,
  subject text collate "C" not null,
  code_hash bytea not null,
  browser_hash bytea not null,
  created timestamptz not null,
  expires timestamptz not null,
  used timestamptz,
  tries bigint not null
);
create index challenge_subject on challenge (subject, purpose, created);

create table consultation (
  id text collate "C" primary key,
  body text collate "C" not null references body (id),
  slug text collate "C" not null unique,
  created timestamptz not null,
  published bigint not null,
  first timestamptz,
  changed timestamptz,
  sequence bigint not null,
  cancelled timestamptz,
  why text not null,
  summary bigint not null,
  listed timestamptz not null,
  title_fold text not null,
  keep_needs timestamptz,
  keep_people timestamptz
);
create index consultation_listed on consultation (listed, id);

-- The fact sheet on which seats are decided: one small row, written at every registration.
create table seating (
  consultation text collate "C" primary key references consultation (id),
  published boolean not null,
  cancelled boolean not null,
  opens timestamptz,
  closes timestamptz,
  starts timestamptz,
  ends timestamptz,
  capacity bigint not null,
  taken bigint not null,
  last_order bigint not null,
  waiting bigint not null,
  screening boolean not null,
  offer bigint not null
);

create table version (
  consultation text collate "C" not null references consultation (id),
  paper text collate "C" not null,
  number bigint not null,
  saved bigint not null,
  content text not null,
  author text not null,
  edited timestamptz not null,
  reason text not null,
  asked timestamptz,
  asked_by text not null,
  approved text not null,
  published timestamptz,
  primary key (consultation, paper, number)
);

create table meeting_link (
  consultation text collate "C" primary key references consultation (id),
  sealed bytea not null
);

create table attachment (
  consultation text collate "C" not null references consultation (id),
  hash text collate "C" not null,
  name text not null,
  type text not null,
  size bigint not null,
  added timestamptz not null,
  bytes bytea not null,
  primary key (consultation, hash)
);

create table registration (
  id text collate "C" primary key,
  consultation text collate "C" not null references consultation (id),
  name text not null,
  organisation text not null,
  kind text not null,
  email text not null,
  email_fold text collate "C", -- null where there is no address: nulls do not clash
  capacity text not null,
  needs text not null,
  listed boolean not null,
  language text not null,
  via text not null,
  status text collate "C" not null,
  requested timestamptz not null,
  expires timestamptz,
  confirmed timestamptz,
  place bigint not null,
  reason text not null,
  generation bigint not null,
  sequence bigint not null,
  attended timestamptz,
  evaluated boolean not null,
  erased timestamptz,
  unique (consultation, email_fold)
);
create index registration_queued on registration (consultation, place) where status = 'queued';
create index registration_offered on registration (expires) where status = 'offered';
create index registration_requested on registration (expires) where status = 'requested';

create table invitee (
  id text collate "C" primary key,
  consultation text collate "C" not null references consultation (id),
  organisation text not null,
  name text not null,
  email text not null,
  email_fold text collate "C",
  kind text not null,
  added timestamptz not null,
  sent timestamptz,
  declined timestamptz,
  registration text collate "C" not null,
  generation bigint not null,
  unique (consultation, email_fold)
);

-- Answers without a time and without a person; the key is random, so that not
-- even the order in which they came can be read.
create table evaluation (
  consultation text collate "C" not null references consultation (id),
  id text collate "C" not null,
  spoke bigint not null,
  understood bigint not null,
  matters bigint not null,
  primary key (consultation, id)
);

create table purge (
  id text collate "C" primary key,
  consultation text collate "C" not null,
  at timestamptz not null,
  what text not null,
  count bigint not null
);
create index purge_consultation on purge (consultation);

create table audit (
  aggregate text collate "C" not null,
  number bigint not null,
  at timestamptz not null,
  actor text not null,
  act text not null,
  object text not null,
  detail text not null,
  primary key (aggregate, number)
);

create table outbox (
  id text collate "C" primary key,
  key text collate "C" not null unique,
  kind text not null,
  consultation text collate "C" not null,
  registration text collate "C" not null,
  person text collate "C" not null,
  invitee text collate "C" not null,
  version bigint not null,
  sequence bigint not null,
  data text not null,
  created timestamptz not null,
  due timestamptz not null,
  state text collate "C" not null,
  attempts bigint not null,
  lease timestamptz,
  sent timestamptz,
  error text not null
);
create index outbox_waiting on outbox (due, id) where state = 'waiting';
create index outbox_sending on outbox (lease) where state = 'sending';
create index outbox_failed on outbox (id) where state = 'failed';

create table job (
  id text collate "C" primary key,
  key text collate "C" not null unique,
  kind text not null,
  subject text collate "C" not null,
  due timestamptz not null,
  attempts bigint not null,
  lease timestamptz,
  error text not null
);
create index job_due on job (due, id);

create table setting (
  key text collate "C" primary key,
  value text not null
);
