package cli

import (
	"os"
	"strings"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/web"
)

// operatorFlags say who answers for the site: the law asks its pages to tell.
type operatorFlags struct {
	NameEnglish string `help:"Name of the site in English." placeholder:"NAME"`
	Contact     string `help:"Address that readers write to; that of --from when left out." placeholder:"ADDRESS"`
	Number      string `help:"Organisation number of who runs the site." placeholder:"NUMBER"`
	Address     string `help:"Postal address, its lines parted by commas." placeholder:"TEXT"`
	Phone       string `help:"Telephone number." placeholder:"NUMBER"`
	DPO         string `help:"Address of the data protection officer." placeholder:"ADDRESS"`
	Assessment  string `help:"What the accessibility statement says: a file of JSON." placeholder:"FILE" type:"path"`
}

// body gives who answers for the site.
func (o operatorFlags) body(name, from string) account.Body {
	lines := strings.Split(o.Address, ",")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	email := o.Contact
	if email == "" {
		email = from
	}
	return account.Body{Name: name, NameEnglish: o.NameEnglish, Email: email, Number: o.Number,
		Address: strings.Join(lines, "\n"), Phone: o.Phone, DPO: o.DPO}
}

// assessment reads the file of the accessibility statement, if there is one.
func (o operatorFlags) assessment() (web.Assessment, error) {
	if o.Assessment == "" {
		return web.Assessment{}, nil
	}
	f, err := os.Open(o.Assessment)
	if err != nil {
		return web.Assessment{}, fault.New(fault.NotFound, "operator.no-assessment").
			With("File", o.Assessment).From(err)
	}
	defer f.Close()
	a, err := web.ReadAssessment(f)
	if err != nil {
		return web.Assessment{}, fault.New(fault.Invalid, "operator.bad-assessment").
			With("File", o.Assessment).With("Why", err.Error()).From(err)
	}
	return a, nil
}
