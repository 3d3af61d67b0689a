package fault

import (
	"errors"
	"fmt"
	"testing"
)

func TestEveryKindHasAnEdge(t *testing.T) {
	for _, k := range Kinds() {
		err := New(k, "x")
		if Status(err) < 400 || Exit(err) == 0 || Title(err) == "" {
			t.Errorf("%s: status %d, exit %d, title %q", k, Status(err), Exit(err), Title(err))
		}
	}
	if len(Kinds()) != len(table) {
		t.Errorf("%d kinds, %d rows in the table", len(Kinds()), len(table))
	}
}

func TestOfLooksThroughWrapping(t *testing.T) {
	err := fmt.Errorf("register: %w", New(Refused, "register.closed"))
	if Of(err) != Refused || Of(errors.New("disk")) != Internal || Of(nil) != "" {
		t.Errorf("Of: %q, %q, %q", Of(err), Of(errors.New("disk")), Of(nil))
	}
	if Status(nil) != 200 || Exit(nil) != 0 {
		t.Error("no error is no failure")
	}
}

func TestFieldsListsAllFaults(t *testing.T) {
	if err := Fields(nil, nil); err != nil {
		t.Fatalf("no faults: %v", err)
	}
	err := Fields(New(Invalid, "name.empty").At("name"), nil, New(Invalid, "email.bad").At("email"))
	var e *Error
	if !errors.As(err, &e) || e.Field != "name" || len(e.Also) != 1 || e.Also[0].Field != "email" {
		t.Errorf("got %v", err)
	}
}

func TestCauseIsKeptForTheOperator(t *testing.T) {
	cause := errors.New("connection refused")
	if err := New(Unavailable, "post.down").From(cause).With("Host", "mx"); !errors.Is(err, cause) {
		t.Errorf("%v does not lead to its cause", err)
	}
}
