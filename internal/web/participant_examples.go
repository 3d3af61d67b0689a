package web

import (
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// participantExamples are of the pages of those who hold a link.
func participantExamples() []example {
	return []example{
		{"confirm", exampleConfirm},
		{"personal", examplePersonal},
		{"withdraw", exampleWithdraw},
		{"join", exampleJoin},
		{"meetinglink", exampleMeetingLink},
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
	public := examplePublic()
	v := exampleVisit(say)
	status := v.status(act.Page{Consultation: public.Consultation,
		Registration: consult.Registration{Status: consult.Seated}})
	p.Title = status.Title
	return PersonalPage{Page: p, Gist: exampleGist(say), Name: "Åsa Öberg", Status: status, Path: "#", Token: "t",
		Join: v.joinBox(public.Consultation, "#", "t"), Calendar: "#", Agenda: v.agenda(public.Consultation.Content),
		Material: v.material(public), Withdraw: true, Public: "#"}
}

func exampleWithdraw(p Page, say *lang.Printer) any {
	p.Title = say.T("withdraw.title")
	return WithdrawPage{Page: p, Gist: exampleGist(say), Token: "t", Action: "#", Back: "#", Lead: say.T("withdraw.lead")}
}

func exampleJoin(p Page, say *lang.Printer) any {
	p.Title = say.T("join.page")
	v := &visit{Printer: say, Now: meeting}
	return JoinPage{Page: p, Gist: exampleGist(say), Join: v.joinBox(examplePublic().Consultation, "#", "t")}
}

func exampleMeetingLink(p Page, say *lang.Printer) any {
	p.Title = say.T("meeting-link.title")
	const address = "https://mote.example.se/samrad"
	return MeetingLinkPage{Page: p, Gist: exampleGist(say), URL: address, Host: host(address)}
}
