-- +goose Up

-- What was so of a source's datasets at the end of a day: what measures are
-- computed from. The day goes on until it is over; then the row stays.
create table catalog_count (
  source text collate "C" not null references source (id),
  day text collate "C" not null,
  at timestamptz not null,
  datasets bigint not null,
  conforming bigint not null,
  open_licence bigint not null,
  machine_readable bigint not null,
  high_value bigint not null,
  obeying bigint not null,
  points bigint not null,
  links bigint not null,
  alive bigint not null,
  primary key (source, day)
);

-- By which the pages find the datasets whose addresses have changed their state.
create index link_since on link (since);
