-- Kreditrader med eget nummer räknas av på varje faktura med samma belopp; motorn räknar varje kredit en gång.
-- Nummer som skiljer sig som ett skrivfel söks bara av motorn.
with {{template "rows" .}}, betald as (
  select k, l, faktura, ore, count(distinct concat(cast(dag as {{.Text}}), kop)) as antal, count(distinct skrivet) as former, min(dag) as forst
  from rader where kand = 1 and faktura <> '' and ore >= {{.S.DuplicateOre}} group by k, l, faktura, ore
), kredit as (
  select betald.k, betald.l, betald.faktura, betald.ore, count(*) as antal
  from betald join rader on rader.k = betald.k and rader.l = betald.l and rader.ore = -betald.ore
  where rader.faktura = betald.faktura or rader.dag >= betald.forst and rader.dag <= betald.forst + {{.S.CreditDays}}
  group by betald.k, betald.l, betald.faktura, betald.ore
)
select case when former > 1 then 'respelt' else 'same' end as fall, betald.k as kopare, betald.l as leverantor,
  '' as konto, betald.antal - 1 - coalesce(kredit.antal, 0) as varde
from betald left join kredit on kredit.k = betald.k and kredit.l = betald.l and kredit.faktura = betald.faktura and kredit.ore = betald.ore
where betald.antal - 1 - coalesce(kredit.antal, 0) >= 1
