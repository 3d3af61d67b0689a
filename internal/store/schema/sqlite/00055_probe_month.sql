-- +goose Up

-- What has been seen of an address is kept look by look for a while, and then
-- as one row for each month.
create table probe_month (
  link text not null references link (id),
  month text not null,
  good integer not null,
  counted integer not null,
  looks integer not null,
  primary key (link, month)
) strict, without rowid;
create index probe_at on probe (at, link);

-- Reports find the dataset that they name, and a dataset the reports.
create index dataset_record_iri on dataset_record (iri);
create index view_about on view (about_id) where about = 'dataset';
