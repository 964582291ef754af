package library

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"nabij/canvas/words"
)

// Read reads the list and shows it.
func (l *Library) Read() { l.change(func() error { return nil }, l.front) }

// mostRows is how many records are listed at a time.
const mostRows = 60

// front is the list, the newest first.
func (l *Library) front() {
	field := &Field{Label: l.say.Say("library_find"), Text: l.find}
	l.show(func() Page {
		p := Page{Title: l.say.Say("library_title"), Fields: []*Field{field}}
		found := l.found()
		p.Lines = []string{l.say.Say("library_count", "Count", len(found))}
		for _, e := range found[:min(mostRows, len(found))] {
			row := l.row(&e)
			row.Do = func() { l.record(e.Path) }
			p.Rows = append(p.Rows, row)
		}
		if l.due && l.shelf.KeepYears() == 0 {
			p.Lines = append(p.Lines, l.say.Say("library_due_unset"))
		}
		if more := len(found) - mostRows; more > 0 {
			p.Lines = append(p.Lines, l.say.Say("library_more", "Count", more))
		}
		p.Buttons = []Button{
			{Words: l.say.Say("library_search"), Main: true, Do: func() { l.find = field.Text; l.lay() }},
			{Words: l.say.Say(l.dueWords()), Do: func() { l.due = !l.due; l.lay() }},
			{Words: l.say.Say("library_all"), Do: l.all},
			{Words: l.say.Say("passphrase_back"), Do: l.leave},
		}
		return p
	}, l.leave)
}

func (l *Library) leave() { l.done = true }

func (l *Library) dueWords() words.ID {
	if l.due {
		return "library_due_off"
	}
	return "library_due"
}

// found returns the records that are asked for, the newest first.
func (l *Library) found() []Entry {
	years, now := l.shelf.KeepYears(), l.now()
	found := slices.DeleteFunc(slices.Clone(l.list), func(e Entry) bool {
		return !e.matches(l.find, l.say.Date(e.Began)) || l.due && !e.due(years, now) && len(e.withdrawn()) == 0
	})
	slices.SortStableFunc(found, func(a, b Entry) int { return b.Began.Compare(a.Began) })
	return found
}

// row is a record in two lines: when and what, then who, and what there is to
// know.
func (l *Library) row(e *Entry) Button {
	if e.Began.IsZero() {
		return Button{Words: filepath.Base(e.Path), About: l.say.Say("library_closed")}
	}
	row := Button{Words: l.say.Date(e.Began) + ", " + e.Began.Format("15:04")}
	if e.Title != "" {
		row.Words += "  ·  " + e.Title
	}
	parts := []string{l.say.Clock(e.Length)}
	if names := e.names(); names != "" {
		parts = append(parts, names)
	}
	if e.due(l.shelf.KeepYears(), l.now()) {
		parts = append(parts, l.say.Say("library_is_due"))
	}
	if who := e.withdrawn(); len(who) > 0 {
		parts = append(parts, l.say.Say("library_is_withdrawn", "People", l.say.And(who)))
	}
	if e.Trouble != "" {
		parts = append(parts, l.say.Say("library_is_damaged"))
	}
	row.About = strings.Join(parts, "  ·  ")
	return row
}

func (e *Entry) names() string {
	var names []string
	for _, p := range e.People {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// all is what can be done with all records.
func (l *Library) all() {
	l.show(func() Page {
		return Page{Title: l.say.Say("library_all"), Rows: []Button{
			{Words: l.say.Say("library_check_all"), Do: func() { l.check("", l.all) }},
			{Words: l.say.Say("library_backup"), Do: func() { l.folders("library_backup", []words.ID{"library_backup_why"}, l.shelf.Backup, l.reread, l.all) }},
			{Words: l.say.Say("library_restore"), Do: func() {
				l.folders("library_restore", []words.ID{"library_restore_why"}, l.shelf.Restore, l.reread, l.all)
			}},
			{Words: l.keepWords(), Do: l.keep},
			{Words: l.say.Say("library_passphrase"), Do: l.passphrase},
			{Words: l.say.Say("library_recovery"), Do: l.recovery},
			{Words: l.say.Say("library_proofs"), Do: l.proofs},
		}, Buttons: []Button{{Words: l.say.Say("passphrase_back"), Main: true, Do: l.front}}}
	}, l.front)
}

// check verifies one record, or all.
func (l *Library) check(path string, back func()) {
	var found []string
	l.do("library_checking", func(ctx context.Context, tell Tell) (err error) {
		found, err = l.shelf.Check(ctx, path, tell)
		return err
	}, func() {
		if path == "" {
			l.tell(l.say.Say("library_checked"), found, back)
			return
		}
		l.show(func() Page {
			return Page{Title: l.say.Say("library_checked"), Lines: found, Buttons: []Button{
				{Words: l.say.Say("passphrase_back"), Main: true, Do: back},
				{Words: l.say.Say("library_seal"), Do: func() { l.seal(path, back) }},
			}}
		}, back)
	}, back)
}

// seal compares a record with the seal on a printed report.
func (l *Library) seal(path string, back func()) {
	field, said := &Field{Label: l.say.Say("library_seal_label")}, ""
	l.form(l.say.Say("library_seal"), []string{l.say.Say("library_seal_why")}, []*Field{field}, "passphrase_go_on", func() string {
		seal := strings.TrimSpace(field.Text)
		if seal == "" {
			return l.say.Say("library_empty")
		}
		l.do("library_checking", func(context.Context, Tell) (err error) {
			said, err = l.shelf.Sealed(path, seal)
			return err
		}, func() { l.tell(l.say.Say("library_checked"), []string{said}, back) }, back)
		return ""
	}, back)
}

// Nothing returns the page of a computer that has no records and no keys yet:
// a backup can be put back there.
func Nothing(shelf Shelf, lang words.Lang) *Library {
	l := &Library{say: words.For(lang), shelf: shelf, now: time.Now}
	l.folders("library_title", []words.ID{"library_nothing", "library_restore_why"}, shelf.Restore, func(context.Context) error { return nil }, l.leave)
	return l
}

// reread reads the list after something changed.
func (l *Library) reread(ctx context.Context) (err error) {
	l.list, err = l.shelf.List(ctx)
	return err
}

// folders asks for the folders of a backup, does what is to be done, and what
// comes after that.
func (l *Library) folders(title words.ID, why []words.ID, run func(ctx context.Context, records, keys string, tell Tell) (said string, err error), after func(context.Context) error, back func()) {
	records, keys := &Field{Label: l.say.Say("library_records_folder")}, &Field{Label: l.say.Say("library_keys_folder")}
	var lines []string
	for _, id := range why {
		lines = append(lines, l.say.Say(id))
	}
	places := l.shelf.Places()
	l.formWith(l.say.Say(title), lines, []*Field{records, keys}, l.fills(places, records, keys), "passphrase_go_on", func() string {
		if strings.TrimSpace(records.Text) == "" {
			return l.say.Say("library_name_folder")
		}
		if title == "library_backup" && strings.TrimSpace(records.Text) == strings.TrimSpace(keys.Text) {
			return l.say.Say("library_same_folder")
		}
		said := ""
		l.do(title, func(ctx context.Context, tell Tell) (err error) {
			if said, err = run(ctx, strings.TrimSpace(records.Text), strings.TrimSpace(keys.Text), tell); err != nil {
				return err
			}
			return after(ctx)
		}, func() { l.tell(l.say.Say(title), []string{said}, back) }, back)
		return ""
	}, back)
}

// fills are rows that write a place into the first field that is empty.
func (l *Library) fills(places []Place, fields ...*Field) (rows []Button) {
	for _, p := range places {
		rows = append(rows, Button{Words: p.Name, About: p.Path, Do: func() {
			for _, f := range fields {
				if strings.TrimSpace(f.Text) == "" || f == fields[len(fields)-1] {
					f.Text = p.Path
					break
				}
			}
			l.lay()
		}})
	}
	return rows
}

func (l *Library) keepWords() string {
	if years := l.shelf.KeepYears(); years > 0 {
		return l.say.Say("library_keep_years", "Years", l.say.Number(years, decimals(years)))
	}
	return l.say.Say("library_keep")
}

func decimals(v float64) int {
	_, after, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	return len(after)
}

// keep asks how long the practice keeps its records.
func (l *Library) keep() {
	field := &Field{Label: l.say.Say("library_years")}
	if years := l.shelf.KeepYears(); years > 0 {
		field.Text = l.say.Number(years, decimals(years))
	}
	l.form(l.say.Say("library_keep"), []string{l.say.Say("library_keep_why")}, []*Field{field}, "library_keep_it", func() string {
		years, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(field.Text), ",", "."), 64)
		if err != nil || !(years > 0 && years <= 200) {
			return l.say.Say("library_years_wrong")
		}
		l.change(func() error { return l.shelf.SetKeepYears(years) }, l.all)
		return ""
	}, l.all)
}

// passphrase asks for another passphrase, twice.
func (l *Library) passphrase() {
	l.secret(l.say.Say("library_passphrase"), l.say.Say("passphrase_new_why"), "passphrase_new", func(typed string) {
		l.do("library_passphrase", func(context.Context, Tell) error { return l.shelf.ChangePassphrase(typed) },
			func() { l.tell(l.say.Say("library_passphrase"), []string{l.say.Say("library_passphrase_done")}, l.all) }, l.all)
	}, l.all)
}

// secret asks for a passphrase, twice.
func (l *Library) secret(title, why string, label words.ID, keep func(typed string), back func()) {
	first := &Field{Label: l.say.Say(label), Secret: true}
	again := &Field{Label: l.say.Say("passphrase_again"), Secret: true}
	l.form(title, []string{why}, []*Field{first, again}, "passphrase_go_on", func() string {
		switch {
		case first.Text == "":
			return l.say.Say("passphrase_empty")
		case first.Text != again.Text:
			return l.say.Say("passphrase_differ")
		}
		keep(first.Text)
		return ""
	}, back)
}

// recovery makes the sheet that opens everything when the passphrase is lost.
func (l *Library) recovery() {
	l.form(l.say.Say("library_recovery"), []string{l.say.Say("library_recovery_why")}, nil, "library_recovery_make", func() string {
		said := ""
		l.do("library_recovery", func(context.Context, Tell) (err error) {
			said, err = l.shelf.Recovery()
			return err
		}, func() { l.tell(l.say.Say("library_recovery"), []string{said}, l.all) }, l.all)
		return ""
	}, l.all)
}

// proofs shows what was erased before, and when.
func (l *Library) proofs() {
	var lines []string
	l.do("library_proofs", func(context.Context, Tell) (err error) {
		lines, err = l.shelf.Erased()
		return err
	}, func() {
		if len(lines) == 0 {
			lines = []string{l.say.Say("library_proofs_none")}
		}
		l.tell(l.say.Say("library_proofs"), lines, l.all)
	}, l.all)
}
