-- +goose Up

-- What was at an address that proves something, each time it became another:
-- what stands in a review pack of a day that is past is what was known then.
create table plan_watch_seen (
  address text collate "C" not null,
  number bigint not null,
  at timestamptz not null,
  hash text collate "C" not null,
  dead timestamptz,
  primary key (address, number)
);
insert into plan_watch_seen select address, 1, hashed, hash, null from plan_watch
  where hash <> '' and hashed is not null;
insert into plan_watch_seen select address, 2, checked, hash, since from plan_watch
  where failures >= 3 and since is not null and checked is not null;
