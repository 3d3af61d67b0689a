-- +goose Up

-- What has been seen of an address is kept look by look for a while, and then
-- as one row for each month.
create table probe_month (
  link text collate "C" not null references link (id),
  month text collate "C" not null,
  good bigint not null,
  counted bigint not null,
  looks bigint not null,
  primary key (link, month)
);
create index probe_at on probe (at, link);

-- Reports find the dataset that they name, and a dataset the reports.
create index dataset_record_iri on dataset_record (iri);
create index view_about on view (about_id) where about = 'dataset';
