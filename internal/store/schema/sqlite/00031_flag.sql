-- +goose Up

-- Red flags on published ledgers: what the rules found, and what a body has made
-- of it. A run that finds a flag again leaves what was decided as it was.

create table flag_run (
  number integer not null primary key,
  sequence integer not null,
  at text not null,
  file text not null,
  file_size integer not null,
  seal text not null,
  rows integer not null,
  flags integer not null
) strict, without rowid;

create table flag (
  id text not null primary key,
  body text not null references body (id),
  rule text not null,
  ore integer not null,
  content text not null,
  evidence text not null,
  run integer not null,
  found text not null,
  gone text,
  state text not null,
  decided text,
  invited text,
  published text
) strict, without rowid;
create index flag_body on flag (body, state);

create table flag_step (
  flag text not null references flag (id),
  number integer not null,
  at text not null,
  kind text not null,
  state text not null,
  text text not null,
  done_by text not null,
  primary key (flag, number)
) strict, without rowid;
