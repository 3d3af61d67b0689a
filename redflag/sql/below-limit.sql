-- Minsta antal för sannolikheten {{.S.BelowProbability}} är uträknat i förväg; över {{.Last}} köp är det en närmevärde.
with {{template "rows" .}}, nara as (
  select k, l, kand, case when 10 * ore < 9 * granse then 0 when ore < granse then 1 else 2 end as band
  from kop where utan = 1 and granse > 0 and 10 * ore >= 8 * granse and 10 * ore < 11 * granse
), antal as (
  select 'supplier' as fall, k, l, count(*) as n, sum(case when band = 1 then 1 else 0 end) as m from nara where kand = 1 group by k, l
  union all
  select 'body' as fall, k, '' as l, count(*) as n, sum(case when band = 1 then 1 else 0 end) as m from nara group by k
)
select fall, k as kopare, l as leverantor, '' as konto, m as varde
from antal where m >= {{.S.BelowLeast}} and m >= {{.Least}}
