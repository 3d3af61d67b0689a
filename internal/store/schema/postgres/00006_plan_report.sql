-- +goose Up

-- What was reported of a commitment for a period. A report that is given again
-- is one more row: what was said before stays.

create table plan_report (
  plan text collate "C" not null references plan (id),
  commitment text collate "C" not null,
  period text collate "C" not null,
  number bigint not null,
  given timestamptz not null,
  content text not null,
  primary key (plan, commitment, period, number)
);
