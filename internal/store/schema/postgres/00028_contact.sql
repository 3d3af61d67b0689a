-- +goose Up

-- The contact point takes views all year round. The clock of a case can stand
-- still, and knows when a human being first wrote to its sender.
alter table duty add column paused timestamptz;
alter table duty add column replied timestamptz;

create index duty_paused on duty (body) where paused IS NOT NULL;

create table contact_point (
  body text collate "C" primary key references body (id),
  open boolean not null,
  opened timestamptz not null
);

-- What the contact point and the sender of a case write to each other. Nothing
-- public reads it.
create table case_message (
  view text collate "C" not null references view (id),
  number bigint not null,
  at timestamptz not null,
  staff boolean not null,
  written_by text collate "C" not null,
  text text not null,
  primary key (view, number)
);

-- Data that are wanted. support counts presses: of who pressed nothing is kept.
create table wish (
  id text collate "C" primary key,
  number bigint not null unique,
  body text collate "C" not null references body (id),
  title text not null,
  state text not null,
  reason text not null,
  address text not null,
  added timestamptz not null,
  changed timestamptz not null,
  support bigint not null
);

create table wish_case (
  view text collate "C" primary key references view (id),
  wish text collate "C" not null references wish (id)
);
create index wish_case_wish on wish_case (wish);
