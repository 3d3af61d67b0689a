package cli

import (
	"context"
	"fmt"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// bodyCommand gathers what concerns public bodies.
type bodyCommand struct {
	Add  bodyAddCommand  `cmd:"" help:"Add a public body, or change what is said of it."`
	List bodyListCommand `cmd:"" help:"List the public bodies."`
}

// bodyAddCommand adds a public body.
type bodyAddCommand struct {
	database
	ID          string `arg:"" help:"Short name in addresses: small letters, digits, hyphens."`
	Name        string `env:"-" required:"" help:"Name in Swedish."`
	NameEnglish string `env:"-" help:"Name in English."`
	Email       string `env:"-" required:"" help:"Role mailbox: where answers go, and ORGANIZER of its meetings." placeholder:"ADDRESS"`
	Number      string `env:"-" help:"Organisation number."`
	Phone       string `env:"-" help:"Telephone."`
	Address     string `env:"-" help:"Postal address."`
	DPO         string `env:"-" help:"Address of the data-protection officer." placeholder:"ADDRESS"`
	FourEyes    bool   `env:"-" help:"What is published must be approved by a second person."`
}

// Run adds the body.
func (c bodyAddCommand) Run(ctx context.Context, s *Streams) error {
	return c.at(ctx, func(d *act.Desk) error {
		return d.SaveBody(ctx, account.System, account.Body{ID: account.BodyID(c.ID), Name: c.Name,
			NameEnglish: c.NameEnglish, Email: c.Email, Number: c.Number, Phone: c.Phone, Address: c.Address,
			DPO: c.DPO, FourEyes: c.FourEyes})
	})
}

// bodyListCommand lists the public bodies.
type bodyListCommand struct {
	database
	JSON bool `env:"-" help:"Write them as JSON."`
}

// Run writes one body on each line.
func (c bodyListCommand) Run(ctx context.Context, s *Streams) error {
	return c.at(ctx, func(d *act.Desk) error {
		list, err := d.Bodies(ctx)
		if err != nil || c.JSON {
			return orWrite(err, s, list)
		}
		for _, b := range list {
			fmt.Fprintf(s.Out, "%s\t%s\t%s\n", b.ID, b.Name, b.Email)
		}
		return nil
	})
}

func orWrite(err error, s *Streams, v any) error {
	if err != nil {
		return err
	}
	return writeJSON(s.Out, v)
}

// at opens the database and gives a desk on it for the time of a command.
func (d database) at(ctx context.Context, f func(*act.Desk) error) error {
	db, err := d.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	return f(&act.Desk{DB: db, Now: time.Now})
}

// staffCommand gathers what concerns people who work with consultations.
type staffCommand struct {
	Add    staffAddCommand    `cmd:"" help:"Give somebody a role at a body. They sign in by a code that is mailed to them."`
	Remove staffRemoveCommand `cmd:"" help:"Take somebody's role at a body away."`
	List   staffListCommand   `cmd:"" help:"List who works at a body."`
}

// staffAddCommand gives a role.
type staffAddCommand struct {
	database
	Body  string `arg:"" help:"Short name of the public body."`
	Email string `arg:"" help:"E-mail address."`
	Name  string `env:"-" help:"Name of the person."`
	Role  string `env:"-" default:"editor" enum:"reader,editor,publisher,administrator" help:"reader sees drafts, editor writes, publisher makes public, administrator manages staff."`
}

// Run gives the role; the person is told by mail when the site runs.
func (c staffAddCommand) Run(ctx context.Context, s *Streams) error {
	return c.at(ctx, func(d *act.Desk) error {
		p, err := d.SetRole(ctx, account.System, account.BodyID(c.Body), c.Name, c.Email, account.Role(c.Role))
		if err != nil {
			return noBody(err, c.Body)
		}
		fmt.Fprintf(s.Out, "%s\t%s\n", p.Email, lang.For(s.Language).T("role."+c.Role))
		return nil
	})
}

// noBody says which body was not found.
func noBody(err error, body string) error {
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.NotFound, "body.none").With("ID", body)
	}
	return err
}

// staffRemoveCommand takes a role away.
type staffRemoveCommand struct {
	database
	Body  string `arg:"" help:"Short name of the public body."`
	Email string `arg:"" help:"E-mail address."`
}

// Run takes the role away; open sessions lose it at once.
func (c staffRemoveCommand) Run(ctx context.Context, _ *Streams) error {
	return c.at(ctx, func(d *act.Desk) error {
		_, err := d.SetRole(ctx, account.System, account.BodyID(c.Body), "", c.Email, "")
		return noBody(err, c.Body)
	})
}

// staffListCommand lists who works at a body.
type staffListCommand struct {
	database
	Body string `arg:"" help:"Short name of the public body."`
	JSON bool   `env:"-" help:"Write them as JSON."`
}

// Run writes one person on each line.
func (c staffListCommand) Run(ctx context.Context, s *Streams) error {
	return c.at(ctx, func(d *act.Desk) error {
		list, err := d.Staff(ctx, account.System, account.BodyID(c.Body))
		if err != nil || c.JSON {
			return orWrite(err, s, list)
		}
		for _, p := range list {
			fmt.Fprintf(s.Out, "%s\t%s\t%s\n", p.Email, p.Name,
				lang.For(s.Language).T("role."+string(p.Roles[account.BodyID(c.Body)])))
		}
		return nil
	})
}
