-- +goose Up

-- The open-data catalogue: where it is harvested from, what has been found, and the
-- addresses that it names.

create table source (
  id text not null primary key,
  body text not null references body (id),
  address text not null unique,
  sector text not null,
  gathers integer not null check (gathers in (0, 1)),
  priority integer not null,
  created text not null,
  ended text,
  next text,
  generation integer not null,
  linked integer not null,
  digest text not null,
  etag text not null,
  modified text not null
) strict, without rowid;
create index source_body on source (body);
create index source_next on source (next);

-- A run. What it found is hidden until the source's generation is its number;
-- sequence then is its place among all that have been shown.
create table harvest (
  source text not null references source (id),
  number integer not null,
  actor text not null,
  began text not null,
  ended text,
  state text not null,
  hold text not null,
  reason text not null,
  added integer not null,
  changed integer not null,
  removed integer not null,
  same integer not null,
  skipped integer not null,
  fault text not null,
  report blob not null,
  digest text not null,
  etag text not null,
  modified text not null,
  sequence integer not null,
  primary key (source, number)
) strict, without rowid;
create index harvest_sequence on harvest (sequence);

-- A thing that catalogues list, whoever describes it: it keeps its ID, and so its page.
create table dataset (
  id text not null primary key,
  identity text not null unique,
  kind text not null,
  first text not null
) strict, without rowid;

-- What a source has said of a dataset, from a generation on and until another.
create table dataset_record (
  source text not null references source (id),
  dataset text not null references dataset (id),
  since integer not null,
  until integer,
  what text not null,
  iri text not null,
  kind text not null,
  title text not null,
  print text not null,
  content blob not null,
  primary key (source, dataset, since)
) strict;
create index dataset_record_since on dataset_record (source, since, dataset);
create index dataset_record_until on dataset_record (source, until);
create index dataset_record_dataset on dataset_record (dataset);

create table link (
  id text not null primary key,
  address text not null unique,
  host text not null,
  state text not null,
  since text not null,
  checked text,
  looked text,
  next text,
  failures integer not null,
  first text,
  goods integer not null,
  turns text not null,
  was_full integer not null check (was_full in (0, 1)),
  expires text,
  outcome text not null,
  status integer not null,
  reason text not null,
  told integer not null check (told in (0, 1)),
  pending text not null
) strict, without rowid;
create index link_next on link (next);
create index link_pending on link (pending) where pending <> '';

-- Who promises what at an address. A source's promises are replaced as a whole.
create table promise (
  link text not null references link (id),
  dataset text not null references dataset (id),
  source text not null references source (id),
  role text not null,
  format text not null,
  primary key (link, dataset, source, role, format)
) strict, without rowid;
create index promise_source on promise (source, dataset);
create index promise_dataset on promise (dataset);

create table probe (
  link text not null references link (id),
  at text not null,
  outcome text not null,
  status integer not null,
  reason text not null,
  primary key (link, at)
) strict, without rowid;
