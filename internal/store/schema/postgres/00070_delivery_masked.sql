-- +goose Up

-- Who had a delivery masked in another way last: where a body wants two people
-- to publish, that is one of them.
alter table delivery add column masked_by text not null default '';
update delivery set masked_by = coalesce((
  select actor from audit
  where aggregate = 'purchase/' || delivery.body and act = 'mask-delivery'
    and object = delivery.id
  order by number desc limit 1), '')
where published is null;
