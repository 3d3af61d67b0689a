-- +goose Up

-- What people say. A draft has no number and is its author's own; key is the
-- hash of what its form carried, so that a form that is sent twice makes one view.
create table view (
  id text collate "C" primary key,
  key text collate "C" unique,
  forum text collate "C" not null,
  number bigint not null,
  sort text not null,
  about text not null,
  about_id text collate "C" not null,
  excerpt text not null,
  kind text not null,
  name text not null,
  organisation text not null,
  mandate text not null,
  email text not null,
  language text not null,
  shown boolean not null,
  via text not null,
  body text collate "C" not null references body (id),
  begun timestamptz not null,
  sent timestamptz,
  came timestamptz,
  entered text collate "C" not null,
  saved bigint not null,
  version bigint not null,
  text text not null,
  generation bigint not null,
  withdrawn timestamptz,
  verdict text not null,
  reason text not null,
  ruled_by text collate "C" not null,
  ruled timestamptz,
  ruled_version bigint not null,
  appealed timestamptz,
  plea text not null,
  on_appeal boolean not null,
  waits boolean not null,
  erased timestamptz
);
create unique index view_number on view (forum, number) where number > 0;
create index view_waiting on view (forum, number) where waits;
create index view_draft on view (begun) where sent is null;

create table view_version (
  view text collate "C" not null references view (id),
  number bigint not null,
  at timestamptz not null,
  text text not null,
  files text not null,
  register text collate "C" not null,
  handed text collate "C" not null,
  primary key (view, number)
);

-- Originals, byte for byte. Nothing public reads them.
create table view_file (
  view text collate "C" not null references view (id),
  hash text collate "C" not null,
  name text not null,
  type text not null,
  size bigint not null,
  added timestamptz not null,
  bytes bytea not null,
  primary key (view, hash)
);

create table view_ruling (
  view text collate "C" not null references view (id),
  number bigint not null,
  version bigint not null,
  verdict text not null,
  reason text not null,
  ruled_by text collate "C" not null,
  ruled timestamptz not null,
  on_appeal boolean not null,
  primary key (view, number)
);

-- What everybody can read of a view. What is masked is not in it.
create table view_copy (
  view text collate "C" not null references view (id),
  edition bigint not null,
  forum text collate "C" not null,
  number bigint not null,
  version bigint not null,
  sort text not null,
  about text not null,
  about_id text collate "C" not null,
  excerpt text not null,
  sender text not null,
  via text not null,
  sent timestamptz not null,
  pieces text not null,
  files text not null,
  published_by text collate "C" not null,
  at timestamptz not null,
  removed timestamptz,
  current boolean not null,
  primary key (view, edition)
);
create unique index view_copy_current on view_copy (forum, number) where current;

create table view_copy_file (
  view text collate "C" not null references view (id),
  hash text collate "C" not null,
  original text collate "C" not null,
  name text not null,
  type text not null,
  size bigint not null,
  bytes bytea not null,
  primary key (view, hash)
);
