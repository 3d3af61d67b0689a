with {{template "rows" .}}, {{template "categories" .}}, bas as (
  select kategori.k, konto, kategori.ar, dec, dec * 11.0 / (ore - dec) as x
  from kategori join hela on hela.k = kategori.k and hela.ar = kategori.ar where ore - dec > 0 and dec > 0
), varden as (select cast(x as {{.Double}}) as x from bas), {{template "fence" .}}
select '' as fall, k as kopare, '' as leverantor, concat(konto, ' ', cast(ar as {{.Text}})) as konto, x as varde
from bas cross join fence where dec >= {{.S.YearEndOre}} and x >= {{.S.YearEndRatio}} and x >= ovre - 0.000000001
