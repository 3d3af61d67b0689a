-- +goose Up

-- Who reports for a body. The public sees the role alone; name and address go
-- when the task ends.
create table plan_reporter (
  id text collate "C" primary key,
  plan text collate "C" not null references plan (id),
  body text collate "C" not null,
  role text not null,
  name text not null,
  email text not null,
  language text not null,
  commitments text not null,
  generation bigint not null,
  created timestamptz not null,
  ended timestamptz
);
create index plan_reporter_plan on plan_reporter (plan, body, id);

-- What is known of the addresses that prove something.
create table plan_watch (
  address text collate "C" primary key,
  checked timestamptz,
  next timestamptz,
  failures bigint not null,
  since timestamptz,
  hash text collate "C" not null,
  hashed timestamptz,
  earlier text collate "C" not null
);
create index plan_watch_next on plan_watch (next);

-- Files that prove something.
create table plan_file (
  plan text collate "C" not null references plan (id),
  hash text collate "C" not null,
  name text not null,
  type text not null,
  size bigint not null,
  added timestamptz not null,
  bytes bytea not null,
  primary key (plan, hash)
);

-- What reviewers were given for a day: the very bytes.
create table plan_pack (
  plan text collate "C" not null references plan (id),
  day text collate "C" not null,
  hash text collate "C" not null,
  made timestamptz not null,
  made_by text collate "C" not null,
  size bigint not null,
  bytes bytea not null,
  primary key (plan, day)
);

-- Who follows a plan by mail.
create table plan_subscription (
  id text collate "C" primary key,
  plan text collate "C" not null references plan (id),
  scope text collate "C" not null,
  subject text collate "C" not null,
  email text not null,
  email_fold text collate "C" not null,
  language text not null,
  created timestamptz not null,
  confirmed timestamptz,
  generation bigint not null,
  told timestamptz not null
);
create unique index plan_subscription_email on plan_subscription (plan, scope, subject, email_fold);
