-- +goose Up

-- What a body is filling in about its own work. It is nobody else's business
-- until two have signed it; then it is an entry of its matter.

create table appraisal_draft (
  matter text not null primary key references matter (id),
  saved integer not null,
  content text not null,
  edited text not null,
  edited_by text not null,
  signed_by text not null
) strict;
