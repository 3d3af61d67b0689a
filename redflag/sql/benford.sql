with {{template "rows" .}}, belopp as (
  select k, l, kand, cast(ore as {{.Text}}) as s from rader where ore >= 1000
), en as (
  select 'first-body' as fall, k, '' as l, cast(substr(s, 1, 1) as integer) as siffra, count(*) as m from belopp group by k, substr(s, 1, 1)
  union all
  select 'first-supplier' as fall, k, l, cast(substr(s, 1, 1) as integer) as siffra, count(*) as m from belopp where kand = 1 group by k, l, substr(s, 1, 1)
  union all
  select 'two-body' as fall, k, '' as l, cast(substr(s, 1, 2) as integer) as siffra, count(*) as m from belopp group by k, substr(s, 1, 2)
  union all
  select 'two-supplier' as fall, k, l, cast(substr(s, 1, 2) as integer) as siffra, count(*) as m from belopp where kand = 1 group by k, l, substr(s, 1, 2)
), lag as ({{.Law}}
), bas as (
  select fall, k, l, sum(m) as n from en group by fall, k, l
), avvik as (
  select bas.fall, bas.k, bas.l, bas.n, lag.antal, sum(abs(cast(coalesce(en.m, 0) as {{.Double}}) / bas.n - lag.p)) / lag.antal as mad,
    sum(power(cast(coalesce(en.m, 0) as {{.Double}}) / bas.n - lag.p, 2) / lag.p) * bas.n as kvadrat
  from bas join lag on lag.ord = substr(bas.fall, 1, 3) left join en on en.fall = bas.fall and en.k = bas.k and en.l = bas.l and en.siffra = lag.siffra
  group by bas.fall, bas.k, bas.l, bas.n, lag.antal
)
select fall, k as kopare, l as leverantor, '' as konto, mad as varde
from avvik where antal = 9 and n >= {{.S.BenfordRows}} and mad >= {{.S.BenfordFirst}} and kvadrat >= 20.0902
  or antal = 90 and n >= {{.S.BenfordPairs}} and mad >= {{.S.BenfordDouble}} and kvadrat >= 122.9422
