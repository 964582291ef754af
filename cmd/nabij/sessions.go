package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
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
		{"list", listSessions}, {"note", noteSession}, {"rename", renameSession}, {"consent", consentSession},
		{"due", dueSessions}, {"erase", eraseSession}, {"backup", backupSessions}, {"restore", restoreSessions},
		{"check", checkSessions}, {"copy", copySession}, {"passphrase", changePassphrase}, {"recovery", recoveryCode},
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
	return wrongUse{fmt.Sprintf("sessions does not know %q", c.Arg(0))}
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
	return c.String("records", "", "folder of the records (default: where nabij keeps them)")
}

func listSessions(ctx context.Context, c *call) error {
	dir := c.inLibrary()
	asJSON := c.Bool("json", false, "the same facts for programs")
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
	return c.tell(list, *asJSON)
}

// dueSessions lists what is older than the practice keeps its records.
func dueSessions(ctx context.Context, c *call) error {
	dir := c.inLibrary()
	years := c.Float64("keep", 0, "how many years the practice keeps a record")
	asJSON := c.Bool("json", false, "the same facts for programs")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if !(*years > 0 && *years <= 200) {
		return wrongUse{"due needs --keep YEARS: how long the practice keeps a record"}
	}
	list, err := c.listed(ctx, *dir)
	if err != nil {
		return err
	}
	const year = 365.25 * 24 * float64(time.Hour)
	return c.tell(session.Due(list, time.Duration(*years*year), time.Now()), *asJSON)
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

func (c *call) tell(list []session.Listing, asJSON bool) error {
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
	for _, l := range list {
		if l.Started.IsZero() {
			fmt.Fprintln(c.stdout, l.Err)
			continue
		}
		var people []string
		for _, p := range l.People {
			people = append(people, p.Name)
		}
		fmt.Fprintf(c.stdout, "%s  %s  %s  %s  %s\n", l.Started.Format("2006-01-02 15:04"),
			words.For(words.English).Clock(l.Duration), l.Title, strings.Join(people, ", "), l.Path)
		if l.Err != nil {
			fmt.Fprintf(c.stdout, "    %v\n", l.Err)
		}
	}
	fmt.Fprintf(c.stdout, "%s.\n", count(len(list), "record", "records"))
	return nil
}

// adding adds something to the record at path.
func (c *call) adding(path string, add func(*session.Additions) error) error {
	keys, err := c.keys(path)
	if err != nil {
		return err
	}
	a, err := session.Add(path, keys, "")
	if err != nil {
		return err
	}
	if err := errors.Join(add(a), a.Close()); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "Added to %s; what was there stays as it is.\n", path)
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
		return wrongUse{"sessions " + use}
	}
	return c.adding(args[0], func(a *session.Additions) error { return add(a, args[1]) })
}

func consentSession(_ context.Context, c *call) error {
	c.secret()
	who := c.String("who", "", "who gave or withdrew it: the pseudonym")
	withdrawn := c.Bool("withdrawn", false, "it was taken back")
	args, err := c.parse(1, 2)
	if err != nil {
		return err
	}
	if *who == "" {
		return wrongUse{"consent needs --who NAME"}
	}
	consent := session.Consent{Who: *who, On: time.Now(), Withdrawn: *withdrawn, Text: strings.Join(args[1:], "")}
	return c.adding(args[0], func(a *session.Additions) error { return a.Tell(session.About{Consent: &consent}) })
}

func eraseSession(_ context.Context, c *call) error {
	c.secret()
	sure := c.Bool("yes", false, "erase it: nobody can open it any more")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	if !*sure {
		return wrongUse{"erase destroys the record's key for good; say so with --yes"}
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
	fmt.Fprintf(c.stdout, "Record %v was erased on %s: its key is destroyed and its file removed.\n", erased.ID, erased.On.Format(time.RFC3339))
	return nil
}
