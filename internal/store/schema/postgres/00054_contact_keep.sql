-- +goose Up

-- How many days after a case has ended its contact point keeps the address and
-- the name of who sent it, 0 for the usual time; and whose receipts of a
-- deletion are not those of a consultation.
alter table contact_point add column keep bigint not null default 0;
alter table purge add column body text collate "C" not null default '';
create index purge_body on purge (body);
