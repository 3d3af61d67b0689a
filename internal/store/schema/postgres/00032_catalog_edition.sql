-- +goose Up

-- The catalogue of a body that fills it in by hand. What is published stays as
-- it is: a change is a new edition.
create table catalog_edition (
  body text collate "C" not null references body (id),
  number bigint not null,
  content text not null,
  author text collate "C" not null,
  saved timestamptz not null,
  published timestamptz,
  primary key (body, number)
);
