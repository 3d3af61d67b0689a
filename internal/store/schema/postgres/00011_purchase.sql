-- +goose Up

-- Supplier ledgers that bodies publish. The rows are files in the depot, named by
-- their hashes; this is the register of deliveries. What of a delivery is public
-- becomes so by one row: published. The slot is the period of the body while the
-- delivery is what holds of it: there is one.

create table delivery (
  id text collate "C" primary key,
  body text collate "C" not null references body (id),
  period text collate "C" not null,
  name text not null,
  author text not null,
  created timestamptz not null,
  raw boolean not null,
  size bigint not null,
  policy text not null,
  accounts text not null,
  progress bigint not null,
  lease timestamptz,
  fault text not null,
  read timestamptz,
  report text not null,
  rows bigint not null,
  ore bigint not null,
  parquet text not null,
  parquet_size bigint not null,
  csv text not null,
  csv_size bigint not null,
  json text not null,
  json_size bigint not null,
  reason text not null,
  asked timestamptz,
  asked_by text not null,
  approved_by text not null,
  number bigint not null,
  sequence bigint not null,
  published timestamptz,
  replaced timestamptz,
  slot text collate "C" unique,
  dropped timestamptz
);
create index delivery_body on delivery (body, period, number);
create index delivery_sequence on delivery (sequence);
