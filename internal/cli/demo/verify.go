package demo

import (
	"context"
	"sync"

	"insyn/internal/act"
	"insyn/internal/cli/verify"
	"insyn/internal/lang"
	"insyn/internal/web"
)

// Verifier gives the demonstration's insyn verify: the same checks as on the
// command line, by one who remembers the record for as long as the program runs.
func Verifier() web.Verify {
	var mutex sync.Mutex
	state := &verify.State{Logs: map[string]*verify.Seen{}}
	return func(ctx context.Context, p *lang.Printer, address string, ask web.Ask) ([]web.Verified, error) {
		mutex.Lock()
		defer mutex.Unlock()
		auditor := verify.Auditor{State: state, Public: act.IsPublic,
			Fetch: func(ctx context.Context, address string) (verify.Got, error) {
				status, kind, body, err := ask(ctx, address)
				return verify.Got{Status: status, Type: kind, Body: body}, err
			}}
		report, err := auditor.URL(ctx, address)
		if err != nil {
			return nil, err
		}
		var all []web.Verified
		for _, c := range report.Checks {
			all = append(all, web.Verified{OK: c.OK, Text: c.Text(p)})
		}
		return all, nil
	}
}
