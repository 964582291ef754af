package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"nabij/canvas/words"
	"nabij/vision/session"
)

// chore is one thing that is done with the library of records.
type chore struct {
	name string
	run  func(context.Context, *call) error
}

func chores() []chore {
	return []chore{
		{"list", listSessions}, {"note", noteSession}, {"rename", renameSession}, {"people", peopleSession},
		{"consent", consentSession}, {"due", dueSessions}, {"keep", keepSessions}, {"erase", eraseSession},
		{"erased", erasedSessions}, {"backup", backupSessions}, {"restore", restoreSessions}, {"check", checkSessions},
		{"copy", copySession}, {"passphrase", changePassphrase}, {"recovery", recoveryCode},
	}
}

// sessions does one chore; without a name it lists.
func sessions(ctx context.Context, c *call) error {
	if len(c.raw) == 0 || strings.HasPrefix(c.raw[0], "-") && c.raw[0] != "--help" && c.raw[0] != "-h" {
		return listSessions(ctx, c)
	}
	for _, do := range chores() {
		if do.name == c.raw[0] {
			c.raw = c.raw[1:]
			return do.run(ctx, c)
		}
	}
	if _, err := c.parse(1, 1); err != nil {
		return err
	}
	return misused("use_sessions_does_not_know", c.Arg(0))
}

// library opens the folder of records and its key store.
func (c *call) library(dir string) (*session.Library, error) {
	if dir == "" {
		var err error
		if dir, err = recordsFolder(); err != nil {
			return nil, err
		}
	}
	keys, err := c.keys(filepath.Join(dir, "any"+session.Ext))
	return &session.Library{Dir: dir, Keys: keys}, err
}

// inLibrary adds the flags of the chores that are about all records.
func (c *call) inLibrary() *string {
	c.secret()
	return c.String("records", "", "flag_records")
}

func listSessions(ctx context.Context, c *call) error {
	dir := c.inLibrary()
	asJSON := c.Bool("json", false, "flag_json")
	args, err := c.parse(0, 1)
	if err != nil {
		return err
	}
	list, err := c.listed(ctx, *dir)
	if err != nil {
		return err
	}
	if len(args) == 1 {
		list = slices.DeleteFunc(list, func(l session.Listing) bool { return !l.Matches(args[0]) })
	}
	return c.show(list, *asJSON)
}

// dueSessions lists what is older than the practice keeps its records, and what
// somebody withdrew consent for.
func dueSessions(ctx context.Context, c *call) error {
	dir := c.inLibrary()
	years := c.Float64("keep", 0, "flag_keep")
	asJSON := c.Bool("json", false, "flag_json")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if !c.Changed("keep") {
		*years = keepYears()
	}
	if !sensible(*years) {
		return misused("use_due")
	}
	list, err := c.listed(ctx, *dir)
	if err != nil {
		return err
	}
	const year = 365.25 * 24 * float64(time.Hour)
	return c.show(session.Due(list, time.Duration(*years*year), time.Now()), *asJSON)
}

func sensible(years float64) bool { return years > 0 && years <= 200 }

// keepSessions sets how long the practice keeps a record.
func keepSessions(_ context.Context, c *call) error {
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	years, err := strconv.ParseFloat(args[0], 64)
	if err != nil || !sensible(years) {
		return misused("use_years", args[0])
	}
	if err := setKeepYears(years); err != nil {
		return err
	}
	say := words.For(c.language())
	fmt.Fprintln(c.stdout, say.Say("library_keep_years", "Years", say.Number(years, -1))+".")
	return nil
}

// peopleSession names those who take part, or gives one a pseudonym and a role.
func peopleSession(_ context.Context, c *call) error {
	c.secret()
	name := c.String("name", "", "flag_name")
	as := c.String("as", "", "flag_as")
	role := c.String("role", "", "flag_role")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	if *name != "" {
		return c.adding(args[0], func(a *session.Additions) error { return a.Name(*name, *as, session.Role(*role)) })
	}
	record, err := c.openRecord(args[0])
	if err != nil {
		return err
	}
	people, err := record.People()
	for _, p := range people {
		role := ""
		if p.Role != "" {
			role = words.For(c.language()).Say(words.ID("role_" + string(p.Role)))
		}
		fmt.Fprintf(c.stdout, "%s  %s\n", p.Name, role)
	}
	return errors.Join(err, record.Close())
}

// erasedSessions lists the proofs of all erasures.
func erasedSessions(_ context.Context, c *call) error {
	dir := c.inLibrary()
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	list, err := l.Keys.Erased()
	for _, erased := range list {
		fmt.Fprintln(c.stdout, erasedLine(words.For(c.language()), erased))
	}
	return err
}

// erasedLine is the proof of an erasure in a sentence.
func erasedLine(say *words.Speaker, e session.Erasure) string {
	return say.Say("library_erased", "ID", e.ID, "Date", e.On.Format(time.RFC3339))
}

func (c *call) listed(ctx context.Context, dir string) ([]session.Listing, error) {
	l, err := c.library(dir)
	if err != nil {
		return nil, err
	}
	return l.List(ctx)
}

// toldListing is a listing as programs read it.
type toldListing struct {
	session.Listing
	Error string `json:"error,omitempty"`
}

// show tells of records, in a line each or for programs.
func (c *call) show(list []session.Listing, asJSON bool) error {
	if asJSON {
		told := []toldListing{}
		for _, l := range list {
			t := toldListing{Listing: l}
			if l.Err != nil {
				t.Error = l.Err.Error()
			}
			told = append(told, t)
		}
		encoder := json.NewEncoder(c.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(told)
	}
	say := words.For(c.language())
	for _, l := range list {
		if l.Started.IsZero() {
			fmt.Fprintln(c.stdout, say.Retell(l.Err.Error()))
			continue
		}
		var people []string
		for _, p := range l.People {
			people = append(people, p.Name)
		}
		fmt.Fprintf(c.stdout, "%s  %s  %s  %s  %s\n", l.Started.Format("2006-01-02 15:04"),
			say.Clock(l.Duration), l.Title, strings.Join(people, ", "), l.Path)
		for _, given := range l.Consents() {
			if given.Withdrawn {
				fmt.Fprintf(c.stdout, "    %s\n", say.Say("library_withdrew", "Person", given.Who, "Date", say.Date(given.On)))
			}
		}
		if l.Err != nil {
			fmt.Fprintf(c.stdout, "    %s\n", say.Retell(l.Err.Error()))
		}
	}
	fmt.Fprintf(c.stdout, "%s.\n", say.Say("count_records", "Count", len(list)))
	return nil
}

// additions adds something to the record at path.
func (c *call) additions(path string, add func(*session.Additions) error) error {
	record, err := c.openRecord(path)
	if err != nil {
		return err
	}
	return errors.Join(record.Change("", add), record.Close())
}

// adding is additions, and says that they were made.
func (c *call) adding(path string, add func(*session.Additions) error) error {
	if err := c.additions(path, add); err != nil {
		return err
	}
	c.tell("say_added", path)
	return nil
}

func noteSession(_ context.Context, c *call) error {
	return c.texts("note FILE TEXT", func(a *session.Additions, text string) error {
		return a.Tell(session.About{Note: text})
	})
}

func renameSession(_ context.Context, c *call) error {
	return c.texts("rename FILE TITLE", func(a *session.Additions, text string) error {
		return a.Tell(session.About{Title: text})
	})
}

func (c *call) texts(use string, add func(*session.Additions, string) error) error {
	c.secret()
	args, err := c.parse(2, 2)
	if err != nil {
		return err
	}
	if args[1] == "" {
		return misused("use_sessions", use)
	}
	return c.adding(args[0], func(a *session.Additions) error { return add(a, args[1]) })
}

func consentSession(_ context.Context, c *call) error {
	c.secret()
	who := c.String("who", "", "flag_who")
	withdrawn := c.Bool("withdrawn", false, "flag_withdrawn")
	date := c.String("on", "", "flag_on")
	args, err := c.parse(1, 2)
	if err != nil {
		return err
	}
	if *who == "" {
		return misused("use_consent")
	}
	consent := session.Consent{Who: *who, On: time.Now(), Withdrawn: *withdrawn, Text: strings.Join(args[1:], "")}
	if *date != "" {
		if consent.On, err = time.ParseInLocation(time.DateOnly, *date, time.Local); err != nil {
			return misused("use_day", *date)
		}
	}
	return c.adding(args[0], func(a *session.Additions) error { return a.Tell(session.About{Consent: &consent}) })
}

func eraseSession(_ context.Context, c *call) error {
	c.secret()
	sure := c.Bool("yes", false, "flag_yes")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	if !*sure {
		return misused("use_erase")
	}
	keys, err := c.keys(args[0])
	if err != nil {
		return err
	}
	l := session.Library{Dir: filepath.Dir(args[0]), Keys: keys}
	erased, err := l.Erase(args[0])
	if err != nil {
		return err
	}
	fmt.Fprintln(c.stdout, erasedLine(words.For(c.language()), erased))
	return nil
}
