-- +goose Up

-- The open-data catalogue: where it is harvested from, what has been found, and the
-- addresses that it names.

create table source (
  id text collate "C" primary key,
  body text collate "C" not null references body (id),
  address text collate "C" not null unique,
  sector text not null,
  gathers boolean not null,
  priority bigint not null,
  created timestamptz not null,
  ended timestamptz,
  next timestamptz,
  generation bigint not null,
  linked bigint not null,
  digest text not null,
  etag text not null,
  modified text not null
);
create index source_body on source (body);
create index source_next on source (next);

-- A run. What it found is hidden until the source's generation is its number;
-- sequence then is its place among all that have been shown.
create table harvest (
  source text collate "C" not null references source (id),
  number bigint not null,
  actor text collate "C" not null,
  began timestamptz not null,
  ended timestamptz,
  state text not null,
  hold text not null,
  reason text not null,
  added bigint not null,
  changed bigint not null,
  removed bigint not null,
  same bigint not null,
  skipped bigint not null,
  fault text not null,
  report bytea not null,
  digest text not null,
  etag text not null,
  modified text not null,
  sequence bigint not null,
  primary key (source, number)
);
create index harvest_sequence on harvest (sequence);

-- A thing that catalogues list, whoever describes it: it keeps its ID, and so its page.
create table dataset (
  id text collate "C" primary key,
  identity text collate "C" not null unique,
  kind text not null,
  first timestamptz not null
);

-- What a source has said of a dataset, from a generation on and until another.
create table dataset_record (
  source text collate "C" not null references source (id),
  dataset text collate "C" not null references dataset (id),
  since bigint not null,
  until bigint,
  what text not null,
  iri text collate "C" not null,
  kind text not null,
  title text not null,
  print text not null,
  content bytea not null,
  primary key (source, dataset, since)
);
create index dataset_record_since on dataset_record (source, since, dataset);
create index dataset_record_until on dataset_record (source, until);
create index dataset_record_dataset on dataset_record (dataset);

create table link (
  id text collate "C" primary key,
  address text collate "C" not null unique,
  host text not null,
  state text not null,
  since timestamptz not null,
  checked timestamptz,
  looked timestamptz,
  next timestamptz,
  failures bigint not null,
  first timestamptz,
  goods bigint not null,
  turns text not null,
  was_full boolean not null,
  expires timestamptz,
  outcome text not null,
  status bigint not null,
  reason text not null,
  told boolean not null,
  pending text not null
);
create index link_next on link (next);
create index link_pending on link (pending) where pending <> '';

-- Who promises what at an address. A source's promises are replaced as a whole.
create table promise (
  link text collate "C" not null references link (id),
  dataset text collate "C" not null references dataset (id),
  source text collate "C" not null references source (id),
  role text not null,
  format text not null,
  primary key (link, dataset, source, role, format)
);
create index promise_source on promise (source, dataset);
create index promise_dataset on promise (dataset);

create table probe (
  link text collate "C" not null references link (id),
  at timestamptz not null,
  outcome text not null,
  status bigint not null,
  reason text not null,
  primary key (link, at)
);
