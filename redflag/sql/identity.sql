with {{template "rows" .}}, siffror as (
  select distinct nummer, concat(substr(nummer, 1, 6), substr(nummer, 8, 4)) as s
  from rader where {{.IsNumber}} and substr(nummer, 3, 1) >= '2'
), luhn as (
  select nummer, ({{.Luhn}}) % 10 as rest from siffror
), rena as (
  select k, l, kand, rader.nummer, {{.Name}} as rent, ore, luhn.rest
  from rader left join luhn on luhn.nummer = rader.nummer where kand = 1
), flera as (
  select k, rent, count(distinct nummer) as antal from rena where rest = 0 and rent <> '' group by k, rent having count(distinct nummer) >= 2
)
select 'check' as fall, k as kopare, nummer as leverantor, '' as konto, count(*) as varde from rena where rest > 0 group by k, nummer
union all
select 'no-number' as fall, k as kopare, rent as leverantor, '' as konto, sum(ore) as varde
from rena where nummer = '' and rent <> '' group by k, rent having sum(ore) >= {{.S.IdentityOre}}
union all
select 'names' as fall, rena.k as kopare, rena.nummer as leverantor, '' as konto, max(namn.antal) as varde
from rena join (select nummer, count(distinct rent) as antal from rena where rest = 0 group by nummer) namn on namn.nummer = rena.nummer
where namn.antal >= {{.S.IdentityNames}} group by rena.k, rena.nummer
union all
select 'numbers' as fall, k as kopare, rent as leverantor, '' as konto, antal as varde from flera
