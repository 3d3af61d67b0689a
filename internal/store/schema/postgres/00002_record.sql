-- +goose Up

-- The public record. A leaf is written with the act it tells of and waits
-- until it has a place. When what it tells of is erased, the entry and its
-- place remain and nothing else.
create table record_leaf (
  entry bytea not null primary key,
  place bigint unique,
  turn bigint not null,
  act text not null,
  object text collate "C" not null,
  at timestamptz,
  salt bytea not null,
  content bytea not null,
  erased timestamptz
);
create index record_leaf_waiting on record_leaf (at, turn) where place is null;
create index record_leaf_object on record_leaf (object);

create table record_tile (
  level bigint not null,
  number bigint not null,
  hashes bytea not null,
  primary key (level, number)
);

create table record_checkpoint (
  size bigint not null primary key,
  root bytea not null,
  signed text not null,
  at timestamptz not null
);

create table record_key (
  key text collate "C" not null primary key,
  number bigint not null unique,
  size bigint not null,
  at timestamptz not null,
  succession text not null
);

create table record_cosignature (
  size bigint not null references record_checkpoint (size),
  key text collate "C" not null,
  line text not null,
  at timestamptz not null,
  primary key (size, key)
);
