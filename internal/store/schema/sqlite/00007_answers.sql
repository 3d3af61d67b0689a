-- +goose Up

-- What a body says to views. The row is the draft; what everybody can read
-- stands in answer_version.
create table answer (
  id text not null primary key,
  forum text not null,
  body text not null references body (id),
  number integer not null,
  position text not null,
  reason text not null,
  effects text not null,
  author text not null,
  begun text not null,
  saved integer not null,
  ready integer not null check (ready in (0, 1)),
  version integer not null
) strict, without rowid;
create unique index answer_number on answer (forum, number) where number > 0;
create index answer_forum on answer (forum, id);

create table answer_version (
  answer text not null references answer (id),
  number integer not null,
  position text not null,
  reason text not null,
  effects text not null,
  views text not null,
  why text not null,
  published_by text not null,
  at text not null,
  primary key (answer, number)
) strict, without rowid;

-- What is owed to each view that was sent: the clock that everybody can see.
create table duty (
  view text not null primary key references view (id),
  forum text not null,
  number integer not null,
  body text not null references body (id),
  received text not null,
  due text not null,
  considered text,
  answer text not null,
  answered text,
  ended text,
  open integer not null check (open in (0, 1))
) strict, without rowid;
create index duty_forum on duty (forum, number);
create index duty_answer on duty (answer) where answer <> '';
create index duty_open on duty (body, due, view) where open;

create table duty_step (
  view text not null references view (id),
  number integer not null,
  at text not null,
  kind text not null,
  old text not null,
  new text not null,
  reason text not null,
  done_by text not null,
  primary key (view, number)
) strict, without rowid;

-- What officials say to each other. Nothing public reads it.
create table view_note (
  view text not null references view (id),
  number integer not null,
  at text not null,
  written_by text not null,
  text text not null,
  primary key (view, number)
) strict, without rowid;

create table answer_template (
  id text not null primary key,
  body text not null references body (id),
  name text not null,
  position text not null,
  reason text not null
) strict, without rowid;
create index answer_template_body on answer_template (body, name, id);

-- A dialogue that has ended: everything in it is answered.
create table closed_forum (
  forum text not null primary key,
  at text not null,
  closed_by text not null
) strict, without rowid;
