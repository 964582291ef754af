package library

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/canvas/words"
)

var today = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// shelf is a library in memory that notes what was asked of it.
type shelf struct {
	entries []Entry
	asked   []string
	years   float64
	broken  error
	wait    chan struct{} // lets Check go on
}

func newShelf() *shelf {
	return &shelf{entries: []Entry{
		{Path: "old.nabij", Title: "Eerste keer", Began: today.AddDate(-12, 0, 0), People: []Person{{"K12", RoleClient}, {"T", RoleTherapist}}},
		{Path: "new.nabij", Title: "De cirkel", Began: today.AddDate(0, 0, -1), Length: 50 * time.Minute, People: []Person{{"K7", RoleClient}, {Name: "B"}},
			Notes: []string{"rustig"}, Consents: []Consent{{Who: "K7", On: today, Text: "opname"}}},
		{Path: "lost.nabij", Trouble: "its key is not in this key store"},
	}}
}

func (s *shelf) ask(format string, args ...any) error {
	s.asked = append(s.asked, fmt.Sprintf(format, args...))
	return s.broken
}

func (s *shelf) List(context.Context) ([]Entry, error) { return slices.Clone(s.entries), nil }

func (s *shelf) Rename(path, title string) error {
	for i := range s.entries {
		if s.entries[i].Path == path {
			s.entries[i].Title = title
		}
	}
	return s.ask("rename %s %s", path, title)
}
func (s *shelf) Note(path, text string) error { return s.ask("note %s %s", path, text) }
func (s *shelf) Name(path, name, as, role string) error {
	return s.ask("name %s %s %s %s", path, name, as, role)
}
func (s *shelf) Consent(path string, c Consent) error {
	return s.ask("consent %s %s %s %v %s", path, c.Who, c.On.Format(time.DateOnly), c.Withdrawn, c.Text)
}
func (s *shelf) Erase(path string) (string, error) {
	s.entries = slices.DeleteFunc(s.entries, func(e Entry) bool { return e.Path == path })
	return "proof of " + path, s.ask("erase %s", path)
}
func (s *shelf) Report(_ context.Context, path string, _ Tell) (string, error) {
	return "written", s.ask("report %s", path)
}
func (s *shelf) Tables(_ context.Context, path string, _ Tell) (string, error) {
	return "written", s.ask("tables %s", path)
}
func (s *shelf) Copy(path, passphrase string) (string, error) {
	return "copied", s.ask("copy %s %s", path, passphrase)
}
func (s *shelf) Check(ctx context.Context, path string, tell Tell) ([]string, error) {
	tell(1, 4)
	if s.wait != nil {
		select {
		case <-s.wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return []string{"all is whole"}, s.ask("check %q", path)
}
func (s *shelf) Sealed(path, seal string) (string, error) {
	return "the seal fits", s.ask("seal %s %s", path, seal)
}
func (s *shelf) Backup(_ context.Context, records, keys string, _ Tell) (string, error) {
	return "3 copied", s.ask("backup %s %s", records, keys)
}
func (s *shelf) Restore(_ context.Context, records, keys string, _ Tell) (string, error) {
	return "3 copied", s.ask("restore %s %s", records, keys)
}
func (s *shelf) KeepYears() float64 { return s.years }
func (s *shelf) SetKeepYears(years float64) error {
	s.years = years
	return s.ask("keep %v", years)
}
func (s *shelf) ChangePassphrase(p string) error { return s.ask("passphrase %s", p) }
func (s *shelf) Recovery() (string, error)       { return "the sheet", s.ask("recovery") }
func (s *shelf) Erased() ([]string, error)       { return []string{"old one was erased"}, s.ask("erased") }
func (s *shelf) Places() []Place                 { return []Place{{"Stick", "/media/stick/nabij"}} }

// reader presses the library's buttons.
type reader struct {
	*testing.T
	*Library
}

func open(t *testing.T, s *shelf, lang words.Lang) reader {
	l := New(s, lang)
	l.now = func() time.Time { return today }
	r := reader{t, l}
	r.settle()
	return r
}

// settle waits until no work is left.
func (r reader) settle() {
	r.Helper()
	for end := time.Now().Add(10 * time.Second); r.Update(); {
		if time.Now().After(end) {
			r.Fatal("work does not end")
		}
		time.Sleep(time.Millisecond)
	}
}

func (r reader) buttons() []Button { return append(slices.Clone(r.page.Rows), r.page.Buttons...) }

// press presses the first button whose words contain a text.
func (r reader) press(texts ...string) {
	r.Helper()
	for _, text := range texts {
		i := slices.IndexFunc(r.buttons(), func(b Button) bool { return strings.Contains(b.Words, text) && !b.Disabled })
		if i < 0 {
			r.Fatalf("no button %q on %+v", text, r.page)
		}
		r.buttons()[i].Do()
		r.settle()
	}
}

func (r reader) fill(texts ...string) {
	for i, text := range texts {
		r.page.Fields[i].Text = text
	}
}

// said is everything on the page.
func (r reader) said() string {
	all := append([]string{r.page.Title, r.page.Wrong}, r.page.Lines...)
	for _, b := range r.buttons() {
		all = append(all, b.Words)
		if b.About != "" {
			all = append(all, b.About)
		}
	}
	return strings.Join(all, "|")
}

func (r reader) wants(text string) {
	r.Helper()
	if !strings.Contains(r.said(), text) {
		r.Errorf("the page says %q, want %q in it", r.said(), text)
	}
}

func TestTheListIsSearchedAndTellsWhatIsDue(t *testing.T) {
	s := newShelf()
	s.entries[1].Consents[0].Withdrawn = true
	r := open(t, s, words.English)
	r.wants("3 sessions|21 November 2026, 12:00  ·  De cirkel|50:00  ·  K7, B  ·  consent withdrawn: K7|22 November 2014")
	r.wants("lost.nabij|cannot be opened")
	for find, want := range map[string]string{"k12": "1 session|22 November 2014", "2014-11": "1 session|", "november 2026": "1 session|", "zee": "0 sessions|", "": "3 sessions|"} {
		r.fill(find)
		r.page.Enter()
		r.wants(want)
	}
	r.fill("")
	r.page.Enter()
	s.years = 10
	r.press("time is over")
	r.wants("2 sessions|")
	r.wants("K12, T  ·  its time is over")
	r.press("All of them again", "Back")
	if !r.Done() {
		t.Error("the library stays")
	}
}

func TestEverythingIsDoneWithOneRecord(t *testing.T) {
	s := newShelf()
	r := open(t, s, words.English)
	r.press("De cirkel")
	r.wants("length 50:00|K7 (client) and B|“rustig”|K7 gave consent on 22 November 2026.  “opname”")
	r.press("title")
	r.fill(" ")
	r.press("Keep it")
	r.wants("Type something first.")
	r.fill("Het koord")
	r.page.Enter()
	r.settle()
	r.wants("Het koord")
	r.press("Add a note")
	r.fill("later gezien")
	r.press("Keep it", "Who is who", "B")
	r.fill("Bert")
	r.press("Keep as therapist", "Back", "withdrawn")
	if day := r.page.Fields[1].Text; day != "22-11-2026" {
		t.Errorf("the day is %q", day)
	}
	for _, day := range []string{"gisteren", "1-12-2026", "31-2-2026"} {
		r.fill("K7", day, "wil het niet meer")
		r.press("Keep it")
		r.wants("Type a day up to today")
	}
	r.fill("K7", "20-11-2026", "wil het niet meer")
	r.press("Keep it", "copy for the client")
	r.fill("een", "ander")
	r.press("Go on")
	r.wants("not the same")
	r.fill("een zin", "een zin")
	r.press("Go on", "Back", "Report", "Back", "Tables", "Back", "whole")
	r.wants("all is whole")
	r.press("seal on a printed", "Go on")
	r.wants("Type something first")
	r.fill(" 96fb 0083 ")
	r.press("Go on")
	r.wants("the seal fits")
	r.press("Back", "Erase")
	r.fill("yes")
	r.press("Erase")
	r.wants("Type the word “erase”")
	r.fill("Erase")
	r.press("Erase")
	r.wants("proof of new.nabij")
	r.press("Back")
	r.wants("2 sessions")
	want := []string{"rename new.nabij Het koord", "note new.nabij later gezien", "name new.nabij B Bert therapist", "consent new.nabij K7 2026-11-20 true wil het niet meer",
		"copy new.nabij een zin", "report new.nabij", "tables new.nabij", `check "new.nabij"`, "seal new.nabij 96fb 0083", "erase new.nabij"}
	if !slices.Equal(s.asked, want) {
		t.Errorf("asked\n%q, want\n%q", s.asked, want)
	}
	r.press("lost.nabij")
	r.wants("its key is not in this key store")
	if path, asked := r.Opened(); asked {
		t.Errorf("%q is looked back at unasked", path)
	}
	r.Back()
	r.press("Eerste keer", "Look back")
	if path, asked := r.Opened(); !asked || path != "old.nabij" {
		t.Errorf("looks back at %q", path)
	}
}

func TestEverythingIsDoneWithAll(t *testing.T) {
	s := newShelf()
	r := open(t, s, words.Dutch)
	r.press("Met alle sessies", "reservekopie maken")
	r.press("Verder")
	r.wants("Noem eerst een map.")
	r.press("Stick", "Stick", "Verder")
	r.wants("Geef de sleutels een andere map")
	r.fill("/media/stick/nabij", "/media/b")
	r.press("Verder", "Terug", "reservekopie terugzetten")
	r.fill("/media/a")
	r.press("Verder", "Terug", "bewaartermijn instellen")
	r.fill("lang")
	r.press("Bewaren")
	r.wants("zoals 10")
	r.fill("7,5")
	r.press("Bewaren")
	r.wants("Sessies worden 7,5 jaar bewaard")
	r.press("wachtzin wijzigen")
	r.fill("een", "een")
	r.press("Verder", "Terug", "herstelblad", "Het blad maken")
	r.wants("the sheet")
	r.press("Terug", "eerder gewist")
	r.wants("old one was erased")
	r.press("Terug", "nakijken")
	want := []string{"backup /media/stick/nabij /media/b", "restore /media/a ", "keep 7.5", "passphrase een", "recovery", "erased", `check ""`}
	if !slices.Equal(s.asked, want) {
		t.Errorf("asked\n%q, want\n%q", s.asked, want)
	}
}

func TestABackupIsPutBackOnANewComputer(t *testing.T) {
	s := newShelf()
	r := reader{t, Nothing(s, words.English)}
	r.wants("Nothing is kept on this computer yet.")
	r.fill("/media/a", "/media/b")
	r.press("Go on")
	r.wants("3 copied")
	r.press("Back")
	if !r.Done() || !slices.Equal(s.asked, []string{"restore /media/a /media/b"}) {
		t.Errorf("asked %q", s.asked)
	}
}

func TestWorkCanBeGivenUpAndShowsItsProgress(t *testing.T) {
	s := newShelf()
	s.wait = make(chan struct{})
	r := open(t, s, words.English)
	r.press("With all sessions")
	r.buttons()[0].Do()
	if r.page.Share == nil {
		t.Fatalf("no bar on %+v", r.page)
	}
	for end := time.Now().Add(10 * time.Second); r.page.Share() != 0.25; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it is at %v", r.page.Share())
		}
	}
	r.press("Stop")
	r.wants("With all sessions")
	r.buttons()[0].Do()
	r.Close()
	if r.Update(); len(s.asked) != 0 {
		t.Errorf("asked %q", s.asked)
	}
}

type hinted struct{ error }

func (hinted) Hint() string { return "make room" }

func TestWhatGoesWrongIsSaid(t *testing.T) {
	s := newShelf()
	r := open(t, s, words.English)
	s.broken = hinted{errors.New("the disk is full")}
	r.press("De cirkel", "Add a note")
	r.fill("x")
	r.press("Keep it")
	r.wants("This did not work||the disk is full. Make room.")
	r.press("Back")
	r.wants("De cirkel")
}
