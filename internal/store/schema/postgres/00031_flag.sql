-- +goose Up

-- Red flags on published ledgers: what the rules found, and what a body has made
-- of it. A run that finds a flag again leaves what was decided as it was.

create table flag_run (
  number bigint primary key,
  sequence bigint not null,
  at timestamptz not null,
  file text not null,
  file_size bigint not null,
  seal text not null,
  rows bigint not null,
  flags bigint not null
);

create table flag (
  id text collate "C" primary key,
  body text collate "C" not null references body (id),
  rule text collate "C" not null,
  ore bigint not null,
  content text not null,
  evidence text not null,
  run bigint not null,
  found timestamptz not null,
  gone timestamptz,
  state text collate "C" not null,
  decided timestamptz,
  invited timestamptz,
  published timestamptz
);
create index flag_body on flag (body, state);

create table flag_step (
  flag text collate "C" not null references flag (id),
  number bigint not null,
  at timestamptz not null,
  kind text not null,
  state text collate "C" not null,
  text text not null,
  done_by text not null,
  primary key (flag, number)
);
