-- +goose Up

-- What was reported of a commitment for a period. A report that is given again
-- is one more row: what was said before stays.

create table plan_report (
  plan text not null references plan (id),
  commitment text not null,
  period text not null,
  number integer not null,
  given text not null,
  content text not null,
  primary key (plan, commitment, period, number)
) strict;
