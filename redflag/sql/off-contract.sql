with {{template "rows" .}}, {{template "categories" .}}, bas as (
  select kategori.k, konto, kategori.ar, utan * 1.0 / ore as x
  from kategori join hela on hela.k = kategori.k and hela.ar = kategori.ar join vet on vet.k = kategori.k
  where ore >= {{.S.OffContractOre}} and vet.vet = 1
), varden as (select cast(x as {{.Double}}) as x from bas), {{template "fence" .}}
select '' as fall, k as kopare, '' as leverantor, concat(konto, ' ', cast(ar as {{.Text}})) as konto, x as varde
from bas cross join fence where x >= {{.S.OffContractShare}} and x >= ovre - 0.000000001
