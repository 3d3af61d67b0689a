with {{template "rows" .}}, bas as (
  select k, l, count(distinct substr(konto, 1, 2)) as x
  from rader where kand = 1 group by k, l having count(*) >= {{.S.SpreadRows}}
), varden as (select cast(x as {{.Double}}) as x from bas), {{template "fence" .}}
select '' as fall, k as kopare, l as leverantor, '' as konto, x as varde
from bas cross join fence where x >= {{.S.SpreadGroups}} and x >= ovre - 0.000000001
