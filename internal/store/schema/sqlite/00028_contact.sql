-- +goose Up

-- The contact point takes views all year round. The clock of a case can stand
-- still, and knows when a human being first wrote to its sender.
alter table duty add column paused text;
alter table duty add column replied text;

create index duty_paused on duty (body) where paused IS NOT NULL;

create table contact_point (
  body text not null primary key references body (id),
  open integer not null check (open in (0, 1)),
  opened text not null
) strict, without rowid;

-- What the contact point and the sender of a case write to each other. Nothing
-- public reads it.
create table case_message (
  view text not null references view (id),
  number integer not null,
  at text not null,
  staff integer not null check (staff in (0, 1)),
  written_by text not null,
  text text not null,
  primary key (view, number)
) strict, without rowid;

-- Data that are wanted. support counts presses: of who pressed nothing is kept.
create table wish (
  id text not null primary key,
  number integer not null unique,
  body text not null references body (id),
  title text not null,
  state text not null,
  reason text not null,
  address text not null,
  added text not null,
  changed text not null,
  support integer not null
) strict, without rowid;

create table wish_case (
  view text not null primary key references view (id),
  wish text not null references wish (id)
) strict, without rowid;
create index wish_case_wish on wish_case (wish);
