-- +goose Up

-- What a body is filling in about its own work. It is nobody else's business
-- until two have signed it; then it is an entry of its matter.

create table appraisal_draft (
  matter text collate "C" primary key references matter (id),
  saved bigint not null,
  content text not null,
  edited timestamptz not null,
  edited_by text collate "C" not null,
  signed_by text collate "C" not null
);
