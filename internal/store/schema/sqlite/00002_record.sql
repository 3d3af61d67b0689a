-- +goose Up

-- The public record. A leaf is written with the act it tells of and waits
-- until it has a place. When what it tells of is erased, the entry and its
-- place remain and nothing else.
create table record_leaf (
  entry blob not null primary key,
  place integer unique,
  turn integer not null,
  act text not null,
  object text not null,
  at text,
  salt blob not null,
  content blob not null,
  erased text
) strict;
create index record_leaf_waiting on record_leaf (at, turn) where place is null;
create index record_leaf_object on record_leaf (object);

create table record_tile (
  level integer not null,
  number integer not null,
  hashes blob not null,
  primary key (level, number)
) strict;

create table record_checkpoint (
  size integer not null primary key,
  root blob not null,
  signed text not null,
  at text not null
) strict;

create table record_key (
  key text not null primary key,
  number integer not null unique,
  size integer not null,
  at text not null,
  succession text not null
) strict;

create table record_cosignature (
  size integer not null references record_checkpoint (size),
  key text not null,
  line text not null,
  at text not null,
  primary key (size, key)
) strict;
