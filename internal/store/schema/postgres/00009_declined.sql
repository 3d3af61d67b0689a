-- +goose Up

-- A published reason why no answer is given settles what is owed to a view, and is no answer.
alter table duty add column declined boolean not null default false;
update duty set declined = true
where answered is not null and exists (select 1 from answer a
  join answer_version v on v.answer = a.id and v.number = a.version
  where a.id = duty.answer and v.position = 'unanswered');
