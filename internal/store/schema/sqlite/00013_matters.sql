-- +goose Up

-- What is followed in the work against corruption. Each thing that is said of a
-- matter is a row, and no row is ever changed.

create table matter (
  id text not null primary key,
  kind text not null,
  body text not null references body (id),
  key text not null,
  created text not null,
  entries integer not null,
  unique (kind, key)
) strict;
create index matter_body on matter (body, kind);

create table matter_entry (
  matter text not null references matter (id),
  number integer not null,
  at text not null,
  author text not null,
  content text not null,
  primary key (matter, number)
) strict;
