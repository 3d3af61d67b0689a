-- +goose Up

-- Action plans. What a plan has said is a version, and no version is ever changed.

create table plan (
  id text not null primary key,
  body text not null references body (id),
  slug text not null unique,
  number integer not null,
  code text not null,
  created text not null,
  current integer not null
) strict, without rowid;

create table plan_version (
  plan text not null references plan (id),
  number integer not null,
  content text not null,
  author text not null,
  reason text not null,
  published text not null,
  primary key (plan, number)
) strict;
