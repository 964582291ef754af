package library

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nabij/canvas/words"
)

// entry returns the record at path as the list has it now; nil where it is
// gone.
func (l *Library) entry(path string) *Entry {
	i := slices.IndexFunc(l.list, func(e Entry) bool { return e.Path == path })
	if i < 0 {
		return nil
	}
	return &l.list[i]
}

// record shows what is known of one record, and what can be done with it.
func (l *Library) record(path string) {
	e := l.entry(path)
	if e == nil {
		l.front()
		return
	}
	here := func() { l.record(path) }
	closed := e.Began.IsZero()
	l.show(func() Page {
		return Page{Title: l.name(e), Lines: l.facts(e), Rows: []Button{
			{Words: l.say.Say("start_look_back"), Main: true, Disabled: closed, Do: func() { l.open = path }},
			{Words: l.say.Say("library_report"), Disabled: closed, Do: func() { l.written("library_report", path, l.shelf.Report, here) }},
			{Words: l.say.Say("library_tables"), Disabled: closed, Do: func() { l.written("library_tables", path, l.shelf.Tables, here) }},
			{Words: l.say.Say("library_people"), Disabled: closed, Do: func() { l.people(path, here) }},
			{Words: l.say.Say("library_rename"), Disabled: closed, Do: func() { l.text("library_rename", path, e.Title, l.shelf.Rename, here) }},
			{Words: l.say.Say("library_note"), Disabled: closed, Do: func() { l.text("library_note", path, "", l.shelf.Note, here) }},
			{Words: l.say.Say("library_consent"), Disabled: closed, Do: func() { l.consent(path, false, here) }},
			{Words: l.say.Say("library_withdraw"), Disabled: closed, Do: func() { l.consent(path, true, here) }},
			{Words: l.say.Say("library_copy"), Disabled: closed, Do: func() { l.copy(path, here) }},
			{Words: l.say.Say("library_check"), Do: func() { l.check(path, here) }},
			{Words: l.say.Say("library_erase"), Do: func() { l.erase(e, here) }},
		}, Buttons: []Button{
			{Words: l.say.Say("passphrase_back"), Do: l.front},
		}}
	}, l.front)
}

// name is how a record is called on its page.
func (l *Library) name(e *Entry) string {
	if e.Title != "" {
		return e.Title
	}
	if e.Began.IsZero() {
		return filepath.Base(e.Path)
	}
	return l.say.Date(e.Began)
}

// facts is what is known of a record, in lines.
func (l *Library) facts(e *Entry) (lines []string) {
	if !e.Began.IsZero() {
		lines = append(lines, l.say.Date(e.Began)+", "+e.Began.Format("15:04")+"  ·  "+l.say.Say("report_length", "Length", l.say.Clock(e.Length)))
	}
	var people []string
	for _, p := range e.People {
		if p.Role != "" {
			p.Name += " (" + l.say.Say(words.ID("role_"+p.Role)) + ")"
		}
		people = append(people, p.Name)
	}
	if len(people) > 0 {
		lines = append(lines, l.say.And(people))
	}
	for _, note := range e.Notes {
		lines = append(lines, "“"+note+"”")
	}
	for _, c := range e.Consents {
		id := words.ID("library_consented")
		if c.Withdrawn {
			id = "library_withdrew"
		}
		line := l.say.Say(id, "Person", c.Who, "Date", l.say.Date(c.On))
		if c.Text != "" {
			line += "  “" + c.Text + "”"
		}
		lines = append(lines, line)
	}
	if e.due(l.shelf.KeepYears(), l.now()) {
		lines = append(lines, l.say.Say("library_due_line"))
	}
	if e.Trouble != "" {
		lines = append(lines, e.Trouble)
	}
	return lines
}

// written writes files of a record and says where they are.
func (l *Library) written(title words.ID, path string, write func(context.Context, string, Tell) (string, error), back func()) {
	said := ""
	l.do(title, func(ctx context.Context, tell Tell) (err error) {
		said, err = write(ctx, path, tell)
		return err
	}, func() { l.tell(l.say.Say(title), []string{said}, back) }, back)
}

// text asks for a line to add to a record.
func (l *Library) text(title words.ID, path, text string, add func(path, text string) error, back func()) {
	field := &Field{Label: l.say.Say(title + "_label"), Text: text, Long: title == "library_note"}
	l.form(l.say.Say(title), nil, []*Field{field}, "library_keep_it", func() string {
		if strings.TrimSpace(field.Text) == "" {
			return l.say.Say("library_empty")
		}
		l.change(func() error { return add(path, strings.TrimSpace(field.Text)) }, back)
		return ""
	}, back)
}

// people asks for everyone's pseudonym, and goes on with the roles.
func (l *Library) people(path string, back func()) {
	e := l.entry(path)
	l.show(func() Page {
		p := Page{Title: l.say.Say("library_people"), Lines: []string{l.say.Say("library_people_why")}}
		for _, who := range e.People {
			role := l.say.Say("role_none")
			if who.Role != "" {
				role = l.say.Say(words.ID("role_" + who.Role))
			}
			p.Rows = append(p.Rows, Button{Words: who.Name, About: role, Do: func() { l.person(path, who, back) }})
		}
		p.Buttons = []Button{{Words: l.say.Say("passphrase_back"), Main: true, Do: back}}
		return p
	}, back)
}

// person asks for somebody's pseudonym and role.
func (l *Library) person(path string, who Person, back func()) {
	field := &Field{Label: l.say.Say("library_pseudonym"), Text: who.Name}
	again := func() { l.people(path, back) }
	keep := func(role string) func() {
		return func() {
			l.change(func() error { return l.shelf.Name(path, who.Name, strings.TrimSpace(field.Text), role) }, again)
		}
	}
	l.show(func() Page {
		p := Page{Title: who.Name, Lines: []string{l.say.Say("library_person_why")}, Fields: []*Field{field}}
		for _, role := range []string{RoleClient, RoleTherapist, RoleOther} {
			p.Buttons = append(p.Buttons, Button{Words: l.say.Say("library_person_as", "Role", l.say.Say(words.ID("role_"+role))), Main: role == who.Role, Do: keep(role)})
		}
		p.Buttons = append(p.Buttons, Button{Words: l.say.Say("library_person_name"), Main: who.Role == "", Do: keep("")}, Button{Words: l.say.Say("passphrase_back"), Do: again})
		return p
	}, again)
}

// consent asks who gave consent or took it back, and what for.
func (l *Library) consent(path string, withdrawn bool, back func()) {
	title := words.ID("library_consent")
	if withdrawn {
		title = "library_withdraw"
	}
	who := &Field{Label: l.say.Say("library_who"), Text: l.client(path)}
	day := &Field{Label: l.say.Say("library_when"), Text: l.now().Format(dayFirst)}
	text := &Field{Label: l.say.Say("library_what_for"), Long: true}
	l.form(l.say.Say(title), []string{l.say.Say("library_consent_why")}, []*Field{who, day, text}, "library_keep_it", func() string {
		on, known := l.day(day.Text)
		switch {
		case strings.TrimSpace(who.Text) == "":
			return l.say.Say("library_empty")
		case !known:
			return l.say.Say("library_when_wrong")
		}
		c := Consent{Who: strings.TrimSpace(who.Text), On: on, Withdrawn: withdrawn, Text: strings.TrimSpace(text.Text)}
		l.change(func() error { return l.shelf.Consent(path, c) }, back)
		return ""
	}, back)
}

// client is the pseudonym of the only client; empty where there is none, or
// more than one.
func (l *Library) client(path string) (name string) {
	for _, p := range l.entry(path).People {
		switch {
		case p.Role != RoleClient:
		case name != "":
			return ""
		default:
			name = p.Name
		}
	}
	return name
}

// dayFirst is how a day is written in both languages.
const dayFirst = "2-1-2006"

// day reads a day: today is now, another day is its beginning.
func (l *Library) day(text string) (on time.Time, known bool) {
	now := l.now()
	for _, form := range []string{dayFirst, "2/1/2006", "2.1.2006", time.DateOnly} {
		on, err := time.ParseInLocation(form, strings.TrimSpace(text), now.Location())
		switch {
		case err != nil:
		case on.Format(time.DateOnly) == now.Format(time.DateOnly):
			return now, true
		default:
			return on, on.Before(now)
		}
	}
	return time.Time{}, false
}

// copy asks for the passphrase of a client's copy.
func (l *Library) copy(path string, back func()) {
	l.secret(l.say.Say("library_copy"), l.say.Say("library_copy_why"), "library_copy_passphrase", func(typed string) {
		said := ""
		l.do("library_copy", func(context.Context, Tell) (err error) {
			said, err = l.shelf.Copy(path, typed)
			return err
		}, func() { l.tell(l.say.Say("library_copy"), []string{said}, back) }, back)
	}, back)
}

// erase asks for the word that erases a record, so that no slip of the hand
// does.
func (l *Library) erase(e *Entry, back func()) {
	word := l.say.Say("library_erase_word")
	field := &Field{Label: l.say.Say("library_erase_label", "Word", word)}
	what := l.facts(e)
	what = append(what[:min(2, len(what))], l.say.Say("library_erase_why"))
	l.form(l.say.Say("library_erase"), append([]string{l.name(e)}, what...), []*Field{field}, "library_erase", func() string {
		if !strings.EqualFold(strings.TrimSpace(field.Text), word) {
			return l.say.Say("library_erase_label", "Word", word)
		}
		proof := ""
		l.do("library_erase", func(ctx context.Context, _ Tell) (err error) {
			if proof, err = l.shelf.Erase(e.Path); err != nil {
				return err
			}
			l.list, err = l.shelf.List(ctx)
			return err
		}, func() { l.tell(l.say.Say("library_erase"), []string{proof}, l.front) }, back)
		return ""
	}, back)
}
