-- +goose Up

-- The catalogue of a body that fills it in by hand. What is published stays as
-- it is: a change is a new edition.
create table catalog_edition (
  body text not null references body (id),
  number integer not null,
  content text not null,
  author text not null,
  saved text not null,
  published text,
  primary key (body, number)
) strict, without rowid;
