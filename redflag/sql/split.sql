with {{template "rows" .}}, under as (
  select direkt.k, direkt.l, direkt.konto, direkt.dag, direkt.ore, kop.granse, concat(cast(kop.dag as {{.Text}}), kop.kop) as kop
  from direkt join kop on kop.k = direkt.k and kop.l = direkt.l and kop.dag = direkt.dag and kop.kop = direkt.kop
  where direkt.kand = 1 and direkt.utan = 1 and kop.granse > 0 and kop.ore < kop.granse
), fonster as (
  select k, l, konto, granse,
    sum(ore) over (partition by k, l, konto order by dag range between 364 preceding and current row) as summa,
    min(case when ore > 0 then kop end) over (partition by k, l, konto order by dag range between 364 preceding and current row) as ett,
    max(case when ore > 0 then kop end) over (partition by k, l, konto order by dag range between 364 preceding and current row) as annat
  from under
)
select '' as fall, k as kopare, l as leverantor, konto, max(summa) as varde
from fonster where summa >= granse and ett <> annat group by k, l, konto
