with {{template "rows" .}}, {{template "categories" .}}, bas as (
  select k, konto, ar, kvadrat / cast(over as {{.Double}}) / over as x
  from kategori where over >= {{.S.ConcentrationOre}} and rader >= {{.S.ConcentrationRows}} and leverantorer > 0
), varden as (select x from bas), {{template "fence" .}}, storst as (
  select k, konto, ar, l, row_number() over (partition by k, konto, ar order by ore desc, l) as i from grupp where kand = 1
)
select '' as fall, bas.k as kopare, storst.l as leverantor, concat(bas.konto, ' ', cast(bas.ar as {{.Text}})) as konto, x as varde
from bas cross join fence join storst on storst.k = bas.k and storst.konto = bas.konto and storst.ar = bas.ar and i = 1
where x >= {{.S.ConcentrationIndex}} and x >= ovre - 0.000000001
