-- +goose Up

-- What is followed in the work against corruption. Each thing that is said of a
-- matter is a row, and no row is ever changed.

create table matter (
  id text collate "C" primary key,
  kind text collate "C" not null,
  body text collate "C" not null references body (id),
  key text collate "C" not null,
  created timestamptz not null,
  entries bigint not null,
  unique (kind, key)
);
create index matter_body on matter (body, kind);

create table matter_entry (
  matter text collate "C" not null references matter (id),
  number bigint not null,
  at timestamptz not null,
  author text not null,
  content text not null,
  primary key (matter, number)
);
