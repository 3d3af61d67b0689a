with {{template "rows" .}}, bas as (
  select k, l, sum(case when ore % {{.S.RoundOre}} = 0 then 1 else 0 end) * 1.0 / count(*) as x
  from rader where kand = 1 and ore > 0 group by k, l having count(*) >= {{.S.RoundRows}}
), varden as (select cast(x as {{.Double}}) as x from bas), {{template "fence" .}}
select '' as fall, k as kopare, l as leverantor, '' as konto, x as varde
from bas cross join fence where x >= {{.S.RoundShare}} and x >= ovre - 0.000000001
