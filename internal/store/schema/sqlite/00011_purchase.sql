-- +goose Up

-- Supplier ledgers that bodies publish. The rows are files in the depot, named by
-- their hashes; this is the register of deliveries. What of a delivery is public
-- becomes so by one row: published. The slot is the period of the body while the
-- delivery is what holds of it: there is one.

create table delivery (
  id text not null primary key,
  body text not null references body (id),
  period text not null,
  name text not null,
  author text not null,
  created text not null,
  raw integer not null check (raw in (0, 1)),
  size integer not null,
  policy text not null,
  accounts text not null,
  progress integer not null,
  lease text,
  fault text not null,
  read text,
  report text not null,
  rows integer not null,
  ore integer not null,
  parquet text not null,
  parquet_size integer not null,
  csv text not null,
  csv_size integer not null,
  json text not null,
  json_size integer not null,
  reason text not null,
  asked text,
  asked_by text not null,
  approved_by text not null,
  number integer not null,
  sequence integer not null,
  published text,
  replaced text,
  slot text unique,
  dropped text
) strict, without rowid;
create index delivery_body on delivery (body, period, number);
create index delivery_sequence on delivery (sequence);
