-- +goose Up

-- What a body says to views. The row is the draft; what everybody can read
-- stands in answer_version.
create table answer (
  id text collate "C" primary key,
  forum text collate "C" not null,
  body text collate "C" not null references body (id),
  number bigint not null,
  position text not null,
  reason text not null,
  effects text not null,
  author text collate "C" not null,
  begun timestamptz not null,
  saved bigint not null,
  ready boolean not null,
  version bigint not null
);
create unique index answer_number on answer (forum, number) where number > 0;
create index answer_forum on answer (forum, id);

create table answer_version (
  answer text collate "C" not null references answer (id),
  number bigint not null,
  position text not null,
  reason text not null,
  effects text not null,
  views text not null,
  why text not null,
  published_by text collate "C" not null,
  at timestamptz not null,
  primary key (answer, number)
);

-- What is owed to each view that was sent: the clock that everybody can see.
create table duty (
  view text collate "C" primary key references view (id),
  forum text collate "C" not null,
  number bigint not null,
  body text collate "C" not null references body (id),
  received timestamptz not null,
  due timestamptz not null,
  considered timestamptz,
  answer text collate "C" not null,
  answered timestamptz,
  ended timestamptz,
  open boolean not null
);
create index duty_forum on duty (forum, number);
create index duty_answer on duty (answer) where answer <> '';
create index duty_open on duty (body, due, view) where open;

create table duty_step (
  view text collate "C" not null references view (id),
  number bigint not null,
  at timestamptz not null,
  kind text not null,
  old text not null,
  new text not null,
  reason text not null,
  done_by text collate "C" not null,
  primary key (view, number)
);

-- What officials say to each other. Nothing public reads it.
create table view_note (
  view text collate "C" not null references view (id),
  number bigint not null,
  at timestamptz not null,
  written_by text collate "C" not null,
  text text not null,
  primary key (view, number)
);

create table answer_template (
  id text collate "C" primary key,
  body text collate "C" not null references body (id),
  name text not null,
  position text not null,
  reason text not null
);
create index answer_template_body on answer_template (body, name, id);

-- A dialogue that has ended: everything in it is answered.
create table closed_forum (
  forum text collate "C" primary key,
  at timestamptz not null,
  closed_by text collate "C" not null
);
