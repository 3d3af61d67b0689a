package act

import (
	"context"
	"strings"

	"insyn/internal/account"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/purchase"
	"insyn/internal/store"
)

// AskDelivery asks a colleague to publish a delivery. Those who may are mailed.
//
// Who may: editors. Faults: Invalid (a reason is missing), Conflict, Refused.
func (d *Desk) AskDelivery(ctx context.Context, who account.Person, id purchase.ID,
	reason string) error {
	return d.changeDelivery(ctx, who, id, "ask-delivery", func(tx *store.Tx,
		v *purchase.Delivery) error {
		if err := reasoned(tx, v, reason); err != nil {
			return err
		}
		v.Asked, v.AskedBy = tx.Now, string(who.ID)
		return askToPublish(tx, *v)
	})
}

// askToPublish mails those who may publish a delivery at which a colleague asks.
func askToPublish(tx *store.Tx, v purchase.Delivery) error {
	body, err := tx.Body(account.BodyID(v.Body))
	if err != nil {
		return err
	}
	people, err := tx.People(body.ID)
	for _, p := range people {
		if err != nil {
			return err
		}
		if mayDecide(p, body, v) {
			key := strings.Join([]string{MailDelivery, string(p.ID), string(v.ID), stamp(tx.Now)}, "|")
			err = tx.Enqueue(store.Mail{Kind: MailDelivery, Key: key, Person: string(p.ID), Due: tx.Now,
				Data: inJSON(map[string]any{"Body": body.ID, "Delivery": v.ID})})
		}
	}
	return err
}

// mayDecide tells whether somebody may publish a delivery at which another asks.
func mayDecide(p account.Person, body account.Body, v purchase.Delivery) bool {
	return string(p.ID) != v.AskedBy && p.Can(account.Publish, body.ID) &&
		v.Approvable(body.FourEyes, string(p.ID)) == nil
}

// wordDelivery tells who may publish that a delivery waits. One that has been
// decided about meanwhile is not told of.
func (d *Desk) wordDelivery(x *dispatch) error {
	if x.delivery.State() != purchase.Asked {
		return ErrNothingToSay
	}
	p := lang.For(x.language)
	x.letter = letter.Notice{Site: d.Site.Name,
		What: p.T("notice.delivery", "Body", bodyName(x.body, x.language), "Period",
			string(x.delivery.Period)),
		Text: p.T("notice.delivery-text"), Link: d.Site.URL + DeliveryPath(x.delivery.ID)}
	return nil
}

// DeliveryPath is where staff decide about a delivery.
func DeliveryPath(id purchase.ID) string { return "/arbete/leverans/" + string(id) }

// deliveryTasks lists the deliveries of a body that wait for who: to be
// published at the request of a colleague, or to be decided about before the
// file as it was brought is thrown away.
func deliveryTasks(tx *store.Tx, who account.Person, body account.Body) (tasks []Task, err error) {
	if !who.Can(account.Edit, body.ID) {
		return nil, nil
	}
	open, err := tx.OpenDeliveries(body.ID)
	for _, v := range open {
		due := v.Created.AddDate(0, 0, RawDays)
		switch {
		case v.State() == purchase.Asked && mayDecide(who, body, v):
			tasks = append(tasks, Task{Kind: TaskDelivery, Delivery: v, Due: due})
		case v.State() != purchase.Asked && v.Author == string(who.ID):
			tasks = append(tasks, Task{Kind: TaskLedger, Delivery: v, Due: due})
		}
	}
	return tasks, err
}
