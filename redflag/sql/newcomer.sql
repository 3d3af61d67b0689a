with {{template "rows" .}}, forst as (
  select k, l, min(dag) as dag, max(forsta) as forsta from kop where kand = 1 and ore > 0 group by k, l
), bas as (
  select kop.k, kop.l, sum(kop.ore) as summa
  from kop join forst on forst.k = kop.k and forst.l = kop.l
  where forst.dag - forst.forsta >= {{.S.NewcomerHistory}} and kop.dag >= forst.dag and kop.dag - forst.dag < {{.S.NewcomerDays}}
  group by kop.k, kop.l
), varden as (select cast(summa as {{.Double}}) as x from bas where summa > 0), {{template "fence" .}}, foljd as (
  select kop.k, kop.l, kop.dag, kop.ore, kop.granse, row_number() over (partition by kop.k, kop.l order by kop.dag, kop.kop) as i
  from kop join forst on forst.k = kop.k and forst.l = kop.l
  where kop.ore > 0 and forst.dag - forst.forsta >= {{.S.NewcomerHistory}}
), tre as (
  select k, l, max(case when i = 1 then ore end) as ett, max(case when i = 2 then ore end) as tva, max(case when i = 3 then ore end) as tre,
    max(case when i = 1 then dag end) as fran, max(case when i = 3 then dag end) as till, max(case when i = 3 then granse end) as granse
  from foljd where i <= 3 group by k, l having count(*) = 3
)
select 'sum' as fall, k as kopare, l as leverantor, '' as konto, cast(summa as {{.Double}}) as varde
from bas cross join fence where kvot is not null and summa >= {{.S.NewcomerOre}} and summa >= kvot
union all
select 'jump' as fall, k as kopare, l as leverantor, '' as konto, cast(case when tva < tre then tva else tre end as {{.Double}}) / ett as varde
from tre where till - fran <= 364 and tva >= {{.S.NewcomerFactor}} * ett and tre >= {{.S.NewcomerFactor}} * ett
  and granse > 0 and tva + tre >= granse
