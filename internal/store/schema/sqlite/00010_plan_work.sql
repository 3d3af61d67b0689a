-- +goose Up

-- Who reports for a body. The public sees the role alone; name and address go
-- when the task ends.
create table plan_reporter (
  id text not null primary key,
  plan text not null references plan (id),
  body text not null,
  role text not null,
  name text not null,
  email text not null,
  language text not null,
  commitments text not null,
  generation integer not null,
  created text not null,
  ended text
) strict, without rowid;
create index plan_reporter_plan on plan_reporter (plan, body, id);

-- What is known of the addresses that prove something.
create table plan_watch (
  address text not null primary key,
  checked text,
  next text,
  failures integer not null,
  since text,
  hash text not null,
  hashed text,
  earlier text not null
) strict, without rowid;
create index plan_watch_next on plan_watch (next);

-- Files that prove something.
create table plan_file (
  plan text not null references plan (id),
  hash text not null,
  name text not null,
  type text not null,
  size integer not null,
  added text not null,
  bytes blob not null,
  primary key (plan, hash)
) strict;

-- What reviewers were given for a day: the very bytes.
create table plan_pack (
  plan text not null references plan (id),
  day text not null,
  hash text not null,
  made text not null,
  made_by text not null,
  size integer not null,
  bytes blob not null,
  primary key (plan, day)
) strict;

-- Who follows a plan by mail.
create table plan_subscription (
  id text not null primary key,
  plan text not null references plan (id),
  scope text not null,
  subject text not null,
  email text not null,
  email_fold text not null,
  language text not null,
  created text not null,
  confirmed text,
  generation integer not null,
  told text not null
) strict, without rowid;
create unique index plan_subscription_email on plan_subscription (plan, scope, subject, email_fold);
