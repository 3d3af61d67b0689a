{{define "rows"}}rader as (
  select case when kopare_id <> '' then kopare_id else kopare end as k,
    case when leverantor_id <> '' then leverantor_id else lower(leverantor) end as l,
    case when leverantor_id in ('000000-0000', '0000000000') then 0 else 1 end as kand,
    leverantor_id as nummer, leverantor as namn, konto_nr as konto, datum_precision as precis,
    {{.Day}} as dag, {{.Year}} as ar, {{.Month}} as manad, {{.Weekday}} as veckodag, bokforingsdatum as datum,
    {{.Invoice}} as faktura, fakturanummer as skrivet, cast(nettobelopp * 100 as bigint) as ore,
    case when avtal <> '' then 1 else 0 end as avtal,
    case when verifikationsnummer <> '' then concat('v', verifikationsnummer)
      when fakturanummer <> '' then concat('f', fakturanummer)
      else concat('r', cast(row_number() over (order by bokforingsdatum) as {{.Text}})) end as kop
  from leverantorsreskontra
), vet as (
  select k, case when sum(abs(ore) * avtal) > 0 and sum(abs(ore) * avtal) >= {{.S.OffContractKnown}} * sum(abs(ore)) then 1 else 0 end as vet,
    min(dag) as forsta
  from rader group by k
), direkt as (
  select rader.*, vet.forsta, case when vet.vet = 1 and rader.avtal = 1 then 0 else 1 end as utan
  from rader join vet on vet.k = rader.k
), kop as (
  select k, l, kand, dag, kop, sum(ore) as ore, max(utan) as utan, max(forsta) as forsta, {{.Limit}} as granse
  from direkt where dag is not null group by k, l, kand, dag, kop
){{end}}
{{define "categories"}}grupp as (
  select k, konto, ar, l, kand, sum(ore) as ore, count(*) as rader,
    sum(case when manad = 12 then ore else 0 end) as dec, sum(case when avtal = 0 then ore else 0 end) as utan
  from rader where dag is not null group by k, konto, ar, l, kand
), kategori as (
  select k, konto, ar, sum(ore) as ore, sum(rader) as rader, sum(dec) as dec, sum(utan) as utan,
    sum(case when ore > 0 then ore else 0 end) as over, count(case when ore > 0 and kand = 1 then 1 end) as leverantorer,
    sum(case when ore > 0 and kand = 1 then cast(ore as {{.Double}}) * ore else 0 end) as kvadrat
  from grupp group by k, konto, ar
), hela as (
  select k, ar from rader where dag is not null group by k, ar having count(distinct manad) = 12
){{end}}
{{define "fence"}}ordnad as (
  select x, row_number() over (order by x) as i, count(*) over () as n from varden
), kvartil as (
  select count(*) as n, max(n / 4.0 + 5.0 / 12) as h1, max(3 * n / 4.0 + 7.0 / 12) as h3,
    max(case when i = floor(n / 4.0 + 5.0 / 12) then x end) as a1, max(case when i = floor(n / 4.0 + 5.0 / 12) + 1 then x end) as b1,
    max(case when i = floor(3 * n / 4.0 + 7.0 / 12) then x end) as a3, max(case when i = floor(3 * n / 4.0 + 7.0 / 12) + 1 then x end) as b3
  from ordnad
), q as (
  select n, a1 + (h1 - floor(h1)) * (b1 - a1) as q1, a3 + (h3 - floor(h3)) * (b3 - a3) as q3 from kvartil
), fence as (
  select case when n >= {{.S.LeastPeers}} then q3 + 1.5 * (q3 - q1) else 0 end as ovre,
    case when n >= {{.S.LeastPeers}} and q1 > 0 then q3 * power(q3 / q1, 1.5) end as kvot from q
){{end}}
