-- +goose Up

-- Mail lies in the order in which it goes out: by state, and then by the time
-- at which it is due. So a mail is put in the outbox by writing one page, not
-- four, and to find what is due needs no index. A mail that can come to be
-- only once needs no key.
alter table outbox drop constraint outbox_pkey;
alter table outbox add primary key (state, due, id);
alter table outbox drop constraint outbox_key_key;
alter table outbox alter column key drop not null;
create unique index outbox_key on outbox (key) where key IS NOT NULL;
drop index outbox_waiting;
drop index outbox_failed;

-- Unproven requests are looked for once an hour; to have them in order cost
-- every registration a page.
drop index registration_requested;
