-- +goose Up

-- Who pays a consultant for saying what the view says.

alter table view add column funding text not null default '';
