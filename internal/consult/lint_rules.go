package consult

import (
	"time"

	"insyn/internal/lang"
)

// A lintRule finds one thing that should be otherwise.
type lintRule struct {
	code                  Code
	severity              Severity
	field                 string
	title, reason, remedy string
	span                  func(*Reading) Span // lines it is about
	find                  func(facts, time.Time) (map[string]any, bool)
}

// holds makes a rule of a condition.
func holds(condition func(facts) bool) func(facts, time.Time) (map[string]any, bool) {
	return func(f facts, _ time.Time) (map[string]any, bool) { return nil, condition(f) }
}

// rules is every rule, the nine defects first.
var rules = []lintRule{
	{NoPlan, Defect, "plan",
		"lint.plan-link", "lint.plan-link-reason", "lint.plan-link-remedy",
		func(r *Reading) Span { return r.Plan.Span },
		holds(func(f facts) bool {
			return f.Plan.URL == "" && (f.Template == OGP ||
				!f.material)
		})},
	{NoDeadline, Defect, "registration.closes",
		"lint.registration-deadline", "lint.registration-deadline-reason",
		"lint.registration-deadline-remedy",
		func(r *Reading) Span { return spanOf(r.Registration.How) },
		holds(func(f facts) bool {
			return f.Registration.Closes.IsZero() && (f.Template != Written || f.Meeting.Set())
		})},
	{NoAgenda, Defect, "agenda",
		"lint.agenda", "lint.agenda-reason", "lint.agenda-remedy",
		func(r *Reading) Span {
			if len(r.Agenda) == 0 {
				return Span{}
			}
			return Span{r.Agenda[0].Title.First, r.Agenda[len(r.Agenda)-1].Title.Last}
		},
		holds(func(f facts) bool {
			return !f.timed && (f.Template != Written ||
				f.Meeting.Set())
		})},
	{NoMaterial, Defect, "material",
		"lint.material", "lint.material-reason", "lint.material-remedy", nil,
		holds(func(f facts) bool {
			return !f.material && (f.Template == OGP ||
				f.Plan.URL == "")
		})},
	{NoWriting, Defect, "written",
		"lint.written-input", "lint.written-input-reason", "lint.written-input-remedy", nil,
		holds(func(f facts) bool { return !f.WrittenInput.Open })},
	{NoAccessibility, Defect, "accessibility",
		"lint.accessibility", "lint.accessibility-reason", "lint.accessibility-remedy", nil,
		holds(func(f facts) bool { return f.Accessibility.Empty() })},
	{NoPrivacy, Defect, "privacy",
		"lint.personal-data", "lint.personal-data-reason", "lint.personal-data-remedy",
		func(r *Reading) Span { return spanOf(r.Registration.How) },
		holds(func(f facts) bool { return !f.privacy })},
	{NoPromise, Defect, "promise",
		"lint.promise", "lint.promise-reason", "lint.promise-remedy", nil,
		holds(func(f facts) bool { return f.Promise.Text.Empty() })},
	{PersonalMailbox, Defect, "contact.email",
		"lint.personal-mailbox", "lint.personal-mailbox-reason", "lint.personal-mailbox-remedy",
		func(r *Reading) Span { return spanOf(r.Addresses) },
		func(f facts, _ time.Time) (map[string]any, bool) {
			address, ok := f.personal()
			return map[string]any{"Address": address}, ok
		}},

	{NoTime, Warning, "meeting.start",
		"lint.time", "lint.time-reason", "lint.time-remedy",
		func(r *Reading) Span { return spanOf(r.Meeting.When) },
		holds(func(f facts) bool {
			return f.Template != Written && (f.Meeting.Start.IsZero() || f.Meeting.End.IsZero())
		})},
	{EndsFirst, Warning, "meeting.end",
		"lint.ends-before-start", "lint.ends-before-start-reason", "lint.ends-before-start-remedy",
		func(r *Reading) Span { return spanOf(r.Meeting.When) },
		holds(func(f facts) bool {
			return f.Meeting.Set() && !f.Meeting.End.IsZero() &&
				!f.Meeting.End.After(f.Meeting.Start)
		})},
	{WrongWeekday, Warning, "meeting.start",
		"lint.weekday", "lint.weekday-reason", "lint.weekday-remedy",
		func(r *Reading) Span { return spanOf(r.Meeting.When) },
		func(f facts, _ time.Time) (map[string]any, bool) {
			if f.read == nil || !f.read.Meeting.Wrong {
				return nil, false
			}
			return map[string]any{"Weekday": f.read.Meeting.Weekday}, true
		}},
	{LateDeadline, Warning, "registration.closes",
		"lint.deadline-after-start", "lint.deadline-after-start-reason",
		"lint.deadline-after-start-remedy",
		func(r *Reading) Span { return r.Registration.Deadline.Span },
		holds(func(f facts) bool {
			return f.Meeting.Set() && f.Registration.Closes.After(f.Meeting.Start)
		})},
	{ShownLink, Warning, "meeting.place",
		"lint.meeting-link-shown", "lint.meeting-link-shown-reason",
		"lint.meeting-link-shown-remedy",
		func(r *Reading) Span { return r.Join.Span },
		holds(func(f facts) bool {
			return f.read != nil && f.read.Join.URL != "" ||
				f.showsLink()
		})},
	{AgendaTooLong, Warning, "agenda",
		"lint.agenda-too-long", "lint.agenda-too-long-reason", "lint.agenda-too-long-remedy", nil,
		agendaTooLong},
	{ClocksChange, Warning, "meeting.start",
		"lint.clocks-change", "lint.clocks-change-reason", "lint.clocks-change-remedy",
		func(r *Reading) Span { return spanOf(r.Meeting.When) },
		holds(func(f facts) bool { return f.Meeting.Set() && clocksChange(f.start()) })},
	{Holiday, Warning, "meeting.start",
		"lint.holiday", "lint.holiday-reason", "lint.holiday-remedy",
		func(r *Reading) Span { return spanOf(r.Meeting.When) },
		holds(func(f facts) bool { return f.Meeting.Set() && holiday(f.start()) })},
	{OddHour, Warning, "meeting.start",
		"lint.odd-hour", "lint.odd-hour-reason", "lint.odd-hour-remedy",
		func(r *Reading) Span { return spanOf(r.Meeting.When) },
		holds(func(f facts) bool {
			return f.Meeting.Set() && (f.start().Hour() < 7 || f.start().Hour() >= 21)
		})},
	{ShortNotice, Advice, "meeting.start",
		"lint.short-notice", "lint.short-notice-reason", "lint.short-notice-remedy",
		func(r *Reading) Span { return spanOf(r.Meeting.When) }, shortNotice},
	{PartialPrivacy, Advice, "privacy",
		"lint.personal-data-partial", "lint.personal-data-partial-reason",
		"lint.personal-data-partial-remedy", nil,
		holds(func(f facts) bool { return f.partialPrivacy })},
	{NoQuestions, Advice, "questions",
		"lint.questions", "lint.questions-reason", "lint.questions-remedy", nil,
		holds(func(f facts) bool { return len(f.Questions) == 0 })},
	{NoTranslation, Advice, "title.en",
		"lint.translation", "lint.translation-reason", "lint.translation-remedy", nil,
		holds(func(f facts) bool {
			return f.read == nil && (f.Title.EN == "" ||
				f.Title.SV == "")
		})},
}

// spanOf gives the lines from the first quote to the last.
func spanOf(quotes []Quote) Span {
	if len(quotes) == 0 {
		return Span{}
	}
	return Span{quotes[0].First, quotes[len(quotes)-1].Last}
}

// showsLink tells whether a text of the content holds the address of an online meeting.
func (f facts) showsLink() bool {
	for _, t := range []Text{f.Summary, f.Background, f.Purpose, f.Meeting.Place, f.Practical,
		f.Accessibility, f.WrittenInput.How} {
		if joinsMeeting(t.SV) || joinsMeeting(t.EN) {
			return true
		}
	}
	return false
}

func agendaTooLong(f facts, _ time.Time) (map[string]any, bool) {
	sum := 0
	for _, item := range f.Agenda {
		sum += item.Minutes
	}
	if !f.Meeting.Set() || f.Meeting.End.IsZero() {
		return nil, false
	}
	has := int(f.Meeting.End.Sub(f.Meeting.Start).Minutes())
	return map[string]any{"Agenda": sum, "Meeting": has}, sum > has && has > 0
}

// notice is how many days before a consultation it should be announced.
const notice = 14

func shortNotice(f facts, now time.Time) (map[string]any, bool) {
	if now.IsZero() || !f.Meeting.Set() || !f.Meeting.Start.After(now) {
		return nil, false
	}
	left := int(f.Meeting.Start.Sub(now).Hours() / 24)
	return map[string]any{"Days": left, "Notice": notice}, left < notice
}

// clocksChange tells whether summer time begins or ends on the day of t.
func clocksChange(t time.Time) bool {
	y, m, d := t.Date()
	_, morning := time.Date(y, m, d, 0, 30, 0, 0, lang.Stockholm).Zone()
	_, evening := time.Date(y, m, d, 23, 30, 0, 0, lang.Stockholm).Zone()
	return morning != evening
}
