-- +goose Up

-- What people say. A draft has no number and is its author's own; key is the
-- hash of what its form carried, so that a form that is sent twice makes one view.
create table view (
  id text not null primary key,
  key text unique,
  forum text not null,
  number integer not null,
  sort text not null,
  about text not null,
  about_id text not null,
  excerpt text not null,
  kind text not null,
  name text not null,
  organisation text not null,
  mandate text not null,
  email text not null,
  language text not null,
  shown integer not null check (shown in (0, 1)),
  via text not null,
  body text not null references body (id),
  begun text not null,
  sent text,
  came text,
  entered text not null,
  saved integer not null,
  version integer not null,
  text text not null,
  generation integer not null,
  withdrawn text,
  verdict text not null,
  reason text not null,
  ruled_by text not null,
  ruled text,
  ruled_version integer not null,
  appealed text,
  plea text not null,
  on_appeal integer not null check (on_appeal in (0, 1)),
  waits integer not null check (waits in (0, 1)),
  erased text
) strict, without rowid;
create unique index view_number on view (forum, number) where number > 0;
create index view_waiting on view (forum, number) where waits;
create index view_draft on view (begun) where sent is null;

create table view_version (
  view text not null references view (id),
  number integer not null,
  at text not null,
  text text not null,
  files text not null,
  register text not null,
  handed text not null,
  primary key (view, number)
) strict, without rowid;

-- Originals, byte for byte. Nothing public reads them.
create table view_file (
  view text not null references view (id),
  hash text not null,
  name text not null,
  type text not null,
  size integer not null,
  added text not null,
  bytes blob not null,
  primary key (view, hash)
) strict;

create table view_ruling (
  view text not null references view (id),
  number integer not null,
  version integer not null,
  verdict text not null,
  reason text not null,
  ruled_by text not null,
  ruled text not null,
  on_appeal integer not null check (on_appeal in (0, 1)),
  primary key (view, number)
) strict, without rowid;

-- What everybody can read of a view. What is masked is not in it.
create table view_copy (
  view text not null references view (id),
  edition integer not null,
  forum text not null,
  number integer not null,
  version integer not null,
  sort text not null,
  about text not null,
  about_id text not null,
  excerpt text not null,
  sender text not null,
  via text not null,
  sent text not null,
  pieces text not null,
  files text not null,
  published_by text not null,
  at text not null,
  removed text,
  current integer not null check (current in (0, 1)),
  primary key (view, edition)
) strict, without rowid;
create unique index view_copy_current on view_copy (forum, number) where current;

create table view_copy_file (
  view text not null references view (id),
  hash text not null,
  original text not null,
  name text not null,
  type text not null,
  size integer not null,
  bytes blob not null,
  primary key (view, hash)
) strict;
