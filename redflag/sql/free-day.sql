-- Sannolikheten är Chernoffs gräns, som aldrig är mindre än den binomiala som motorn räknar ut.
with {{template "rows" .}}, ledig as (
  select k, l, kand, case when veckodag >= 6 or datum in ({{.Holidays}}) then 1 else 0 end as fri
  from rader where dag is not null and precis = 'day'
), per as (
  select k, l, kand, count(*) as n, sum(fri) as m from ledig group by k, l, kand
), alla as (
  select k, sum(n) as n, sum(m) as m, count(case when kand = 1 and n >= {{.S.FreeDayRows}} then 1 end) as provade from per group by k
), andel as (
  select per.k, per.l, per.n, per.m, alla.provade, cast(per.m as {{.Double}}) / per.n as x,
    cast(alla.m - per.m + 1 as {{.Double}}) / (alla.n - per.n + 2) as vanligt
  from per join alla on alla.k = per.k where per.kand = 1 and per.m >= {{.S.FreeDayRows}}
)
select '' as fall, k as kopare, l as leverantor, '' as konto, m as varde
from andel where x > vanligt and provade * exp(-n * (x * ln(x / vanligt) +
  case when x < 1 then (1 - x) * ln((1 - x) / (1 - vanligt)) else 0 end)) <= {{.S.FreeDayProbability}}
