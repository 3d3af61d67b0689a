package web

import (
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// participantExamples are of the pages of those who hold a link.
func participantExamples() []example {
	return []example{
		{"confirm", exampleConfirm},
		{"personal", examplePersonal},
		{"withdraw", exampleWithdraw},
		{"join", exampleJoin},
		{"meetinglink", exampleMeetingLink},
		{"code", exampleCode},
		{"mydata", exampleMyData},
		{"change", exampleChange},
		{"erase", exampleErase},
		{"evaluate", exampleEvaluate},
		{"invited", exampleInvited},
	}
}

func exampleGist(say *lang.Printer) Gist {
	public := examplePublic()
	return exampleVisit(say).gist(public.Consultation, public.Body)
}

func exampleConfirm(p Page, say *lang.Printer) any {
	p.Title = say.T("confirm.title")
	return ConfirmPage{Page: p, Gist: exampleGist(say), Token: "t", Press: say.T("confirm.press"),
		Lead: say.T("confirm.lead", "Expires", later(3))}
}

func examplePersonal(p Page, say *lang.Printer) any {
	return exampleVisit(say).personalPage(p, exampleHolder(consult.Seated), "#", "t")
}

// exampleHolder is somebody whose registration has a status.
func exampleHolder(status consult.Status) act.Page {
	public := examplePublic()
	return act.Page{Consultation: public.Consultation, Body: public.Body, Place: 3,
		Registration: consult.Registration{ID: "r1", Consultation: public.Consultation.ID,
			Status: status,
			Entry: consult.Entry{Name: "Åsa Öberg", Email: "asa@example.org",
				Organisation: "Föreningen Exempel",
				Kind:         consult.CivilSociety, Needs: "Textning", Language: "sv"},
			Via: consult.ByWeb, Requested: exampleTime, Confirmed: exampleTime, Expires: later(2)}}
}

func exampleWithdraw(p Page, say *lang.Printer) any {
	p.Title = say.T("withdraw.title")
	return WithdrawPage{Page: p, Gist: exampleGist(say), Token: "t", Action: "#", Back: "#",
		Lead: say.T("withdraw.lead")}
}

func exampleJoin(p Page, say *lang.Printer) any {
	p.Title = say.T("join.page")
	v := &visit{Printer: say, Now: meeting}
	return JoinPage{Page: p, Gist: exampleGist(say), Join: v.joinBox(examplePublic().Consultation,
		"#", "t")}
}

func exampleMeetingLink(p Page, say *lang.Printer) any {
	p.Title = say.T("meeting-link.title")
	const address = "https://mote.example.se/samrad"
	return MeetingLinkPage{Page: p, Gist: exampleGist(say), URL: address, Host: host(address)}
}

func exampleCode(p Page, say *lang.Printer) any {
	p.Title = say.T("code.title")
	form := Form{printer: say}
	return CodePage{Page: p, Form: form, Action: "#", Again: "#", Goal: "uppgifter", Asked: true,
		Back: "#",
		Lead: say.T("code.sent", "Address", veiled("asa@example.org"), "Minutes", 15),
		Code: form.Field("code", "code", say.T("code.code"),
			"").Fills("one-time-code").Sized("short")}
}

func exampleMyData(p Page, say *lang.Printer) any {
	p.Title = say.T("my-data.title")
	h := exampleHolder(consult.Seated)
	page := exampleVisit(say).myDataPage(p, act.MyData{Consultation: h.Consultation,
		Registration: h.Registration,
		Mails: []store.Mail{{Kind: act.MailConfirm, Sent: exampleTime},
			{Kind: act.MailSeated}},
		Log: []store.Entry{{Act: "request", At: exampleTime},
			{Act: "confirm", At: exampleTime}}})
	page.Gist, page.Change, page.Erase, page.File, page.Back = exampleGist(say), "#", "#", "#", "#"
	return page
}

func exampleChange(p Page, say *lang.Printer) any {
	p.Title = say.T("change.title")
	form, h := Form{printer: say}, exampleHolder(consult.Seated)
	return ChangePage{Page: p, Gist: exampleGist(say), Form: form, Action: "#", Back: "#",
		Fields: form.entry(exampleVisit(say), h.Registration.Entry), Email: h.Registration.Email}
}

func exampleErase(p Page, say *lang.Printer) any {
	p.Title = say.T("erase.title")
	return ErasePage{Page: p, Gist: exampleGist(say), Token: "t", Action: "#", Back: "#",
		Holds: true, Public: "#"}
}

func exampleEvaluate(p Page, say *lang.Printer) any {
	p.Title = say.T("evaluate.title")
	form := Form{printer: say}
	return EvaluatePage{Page: p, Gist: exampleGist(say), Form: form, Action: "#", Public: "#",
		Fields: form.questions(exampleVisit(say))}
}

func exampleInvited(p Page, say *lang.Printer) any {
	h, form := exampleHolder(consult.Requested), Form{printer: say}
	v := exampleVisit(say)
	page := v.invitedPage(p, act.Invitation{Consultation: h.Consultation, Body: h.Body,
		Invitee: consult.Invitee{Organisation: "Föreningen Exempel", Email: "info@example.org"}})
	page.Form, page.Action, page.Decline = form, "#", "#"
	page.Fields = form.entry(v, consult.Entry{Organisation: "Föreningen Exempel",
		Email: "info@example.org"})
	return page
}
