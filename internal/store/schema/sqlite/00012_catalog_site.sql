-- +goose Up

-- What was so of a source's datasets at the end of a day: what measures are
-- computed from. The day goes on until it is over; then the row stays.
create table catalog_count (
  source text not null references source (id),
  day text not null,
  at text not null,
  datasets integer not null,
  conforming integer not null,
  open_licence integer not null,
  machine_readable integer not null,
  high_value integer not null,
  obeying integer not null,
  points integer not null,
  links integer not null,
  alive integer not null,
  primary key (source, day)
) strict, without rowid;

-- By which the pages find the datasets whose addresses have changed their state.
create index link_since on link (since);
