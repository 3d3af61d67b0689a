-- +goose Up

-- Action plans. What a plan has said is a version, and no version is ever changed.

create table plan (
  id text collate "C" primary key,
  body text collate "C" not null references body (id),
  slug text collate "C" not null unique,
  number bigint not null,
  code text collate "C" not null,
  created timestamptz not null,
  current bigint not null
);

create table plan_version (
  plan text collate "C" not null references plan (id),
  number bigint not null,
  content text not null,
  author text not null,
  reason text not null,
  published timestamptz not null,
  primary key (plan, number)
);
