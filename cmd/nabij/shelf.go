package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nabij/canvas/library"
	"nabij/canvas/window"
	"nabij/canvas/words"
	"nabij/config"
	"nabij/vision/session"
)

// shelf is the library as the window asks it.
type shelf struct {
	c       *call
	say     *words.Speaker
	library *session.Library
}

var _ library.Shelf = (*shelf)(nil)

// libraryShow is the library in a window.
func (c *call) libraryShow() (window.Show, error) {
	dir, err := c.libraryKeys("")
	if err != nil {
		return window.Show{}, err
	}
	if !session.HasKeys(dir) {
		pages := library.Nothing(&emptyShelf{shelf{c: c, say: words.For(c.language())}}, c.language())
		pages.Plainly = c.plainly
		return window.Show{Library: &window.Browse{Library: pages}}, nil
	}
	l, err := c.library("")
	if err != nil {
		return window.Show{}, err
	}
	s := &shelf{c: c, say: words.For(c.language()), library: l}
	pages := library.New(s, c.language())
	pages.Plainly = c.plainly
	return window.Show{Library: &window.Browse{
		Library: pages,
		LookBack: func(_ context.Context, path string) (*window.Show, error) {
			show, err := s.lookBack(path)
			return &show, err
		},
	}}, nil
}

// emptyShelf is that of a computer that has no keys yet.
type emptyShelf struct{ shelf }

// Restore puts a backup back, the keys first.
func (s *emptyShelf) Restore(ctx context.Context, records, keys string, tell library.Tell) (string, error) {
	dir, err := recordsFolder()
	if err != nil {
		return "", err
	}
	to, err := s.c.libraryKeys(dir)
	if err == nil {
		keys, err = absolute(keys)
	}
	if err == nil {
		err = session.RestoreKeys(to, keys)
	}
	if err != nil {
		return "", err
	}
	s.library = &session.Library{Dir: dir}
	return s.shelf.Restore(ctx, records, "", tell)
}

func (s *shelf) lookBack(path string) (window.Show, error) {
	record, err := session.Open(path, s.library.Keys)
	if err != nil {
		return window.Show{}, err
	}
	return s.c.recordShow(record)
}

// List returns all records.
func (s *shelf) List(ctx context.Context) ([]library.Entry, error) {
	list, err := s.library.List(ctx)
	entries := make([]library.Entry, 0, len(list))
	for i := range list {
		entries = append(entries, s.entryOf(&list[i]))
	}
	return entries, err
}

func (s *shelf) entryOf(l *session.Listing) library.Entry {
	e := library.Entry{Path: l.Path, Title: l.Title, Began: l.Started, Length: l.Duration}
	for _, p := range l.People {
		e.People = append(e.People, library.Person{Name: p.Name, Role: string(p.Role)})
	}
	for _, a := range l.About {
		if a.Note != "" {
			e.Notes = append(e.Notes, a.Note)
		}
	}
	for _, c := range l.Consents() {
		e.Consents = append(e.Consents, library.Consent(c))
	}
	if l.Err != nil {
		e.Trouble = s.say.Trouble(s.c.plainly(l.Err))
	}
	return e
}

func (s *shelf) add(path string, what func(*session.Additions) error) error {
	a, err := session.Add(path, s.library.Keys, "")
	if err != nil {
		return err
	}
	return errors.Join(what(a), a.Close())
}

// Rename gives a record another title.
func (s *shelf) Rename(path, title string) error {
	return s.add(path, func(a *session.Additions) error { return a.Tell(session.About{Title: title}) })
}

// Note adds a note about a record.
func (s *shelf) Note(path, text string) error {
	return s.add(path, func(a *session.Additions) error { return a.Tell(session.About{Note: text}) })
}

// Name gives somebody another pseudonym, a role, or both.
func (s *shelf) Name(path, name, as, role string) error {
	return s.add(path, func(a *session.Additions) error { return a.Name(name, as, session.Role(role)) })
}

// Consent adds what somebody agreed to or took back.
func (s *shelf) Consent(path string, c library.Consent) error {
	given := session.Consent(c)
	return s.add(path, func(a *session.Additions) error { return a.Tell(session.About{Consent: &given}) })
}

// Erase destroys a record for good.
func (s *shelf) Erase(path string) (string, error) {
	erased, err := s.library.Erase(path)
	return erasedLine(s.say, erased), err
}

// outside is where files for people go: their folder for documents where there
// is one, and otherwise their own folder.
func outside() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	for _, name := range []string{"Documents", "Documenten"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name), nil
		}
	}
	return home, nil
}

// beside returns where a file for people about a record goes.
func beside(path, end string) (string, error) {
	dir, err := outside()
	return filepath.Join(dir, strings.TrimSuffix(filepath.Base(path), session.Ext)+end), err
}

// Report writes the report to print.
func (s *shelf) Report(ctx context.Context, path string, tell library.Tell) (string, error) {
	return s.export(ctx, path, tell, map[string]string{"pdf": ".pdf"})
}

// Tables writes the tables.
func (s *shelf) Tables(ctx context.Context, path string, tell library.Tell) (string, error) {
	return s.export(ctx, path, tell, map[string]string{"csv": ".csv", "moments": " moments.csv", "pairs": " pairs.csv"})
}

func (s *shelf) export(ctx context.Context, path string, tell library.Tell, ends map[string]string) (_ string, err error) {
	wanted := map[string]string{}
	for kind, end := range ends {
		if wanted[kind], err = beside(path, end); err != nil {
			return "", err
		}
	}
	record, err := session.Open(path, s.library.Keys)
	if err != nil {
		return "", err
	}
	written, err := exporting{s.c, record, path, tell}.write(ctx, wanted)
	return s.say.Say("library_written", "Paths", strings.Join(written, ", ")), errors.Join(err, record.Close())
}

// Copy makes a copy for the client.
func (s *shelf) Copy(path, passphrase string) (string, error) {
	to, err := beside(path, " "+s.say.Say("library_copy_end")+session.Ext)
	if err != nil {
		return "", err
	}
	record, err := session.Open(path, s.library.Keys)
	if err != nil {
		return "", err
	}
	err = errors.Join(record.Copy(to, passphrase), record.Close())
	return s.say.Say("library_copied", "Path", to), err
}

// Check verifies records.
func (s *shelf) Check(ctx context.Context, path string, tell library.Tell) ([]string, error) {
	if path != "" {
		report, err := session.Verify(path, s.library.Keys)
		if err != nil || !report.Whole() {
			return []string{s.notWhole(path, report, err)}, nil
		}
		return verified(s.say, filepath.Base(path), report), nil
	}
	var whole, not []string
	err := s.library.Check(ctx, func(path string, report *session.Report, err error) {
		if err != nil || !report.Whole() {
			not = append(not, s.notWhole(path, report, err))
			return
		}
		whole = append(whole, verified(s.say, filepath.Base(path), report)[0])
	}, tell)
	lines := slices.Concat(not, whole)
	if len(not) == 0 {
		lines = append([]string{s.say.Say("library_all_whole", "Count", len(whole))}, lines...)
	} else {
		lines = append([]string{s.say.Say("library_not_all_whole", "Count", len(not))}, lines...)
	}
	return lines, err
}

// Sealed says whether what a seal on paper was of is still in a record.
func (s *shelf) Sealed(path, seal string) (string, error) {
	report, err := session.Verify(path, s.library.Keys)
	if err != nil || !report.Whole() {
		return s.notWhole(path, report, err), nil
	}
	said, err := sealed(s.say, filepath.Base(path), seal, report)
	if err != nil {
		return s.say.Trouble(err), nil
	}
	return said, nil
}

// notWhole says what is the matter with a record.
func (s *shelf) notWhole(path string, report *session.Report, err error) string {
	name := filepath.Base(path)
	if err != nil {
		return name + ": " + s.say.Trouble(s.c.plainly(err))
	}
	found := slices.Concat(report.Problems, report.Pictures)
	return s.say.Say("library_not_whole", "Name", name, "Found", s.say.Retell(strings.Join(found, "; ")))
}

// Erased returns the proofs of all erasures.
func (s *shelf) Erased() (proofs []string, err error) {
	list, err := s.library.Keys.Erased()
	for _, e := range list {
		proofs = append(proofs, erasedLine(s.say, e))
	}
	return proofs, err
}

// disks are where the system shows disks and sticks that are plugged in.
var disks = []string{"/media/*/*", "/run/media/*/*", "/Volumes/*"}

// Places are a folder on every disk that is plugged in, and among the user's
// own documents.
func (s *shelf) Places() (places []library.Place) {
	for _, pattern := range disks {
		found, err := filepath.Glob(pattern)
		if err != nil {
			continue
		}
		for _, disk := range found {
			places = append(places, library.Place{Name: filepath.Base(disk), Path: filepath.Join(disk, "nabij")})
		}
	}
	if dir, err := outside(); err == nil {
		places = append(places, library.Place{Name: s.say.Say("library_here", "Name", filepath.Base(dir)), Path: filepath.Join(dir, "nabij")})
	}
	return places
}

// absolute is a folder as somebody types it: from the user's own where it does
// not begin at the top.
func absolute(typed string) (string, error) {
	home, err := os.UserHomeDir()
	switch {
	case typed == "" || filepath.IsAbs(typed):
		return typed, nil
	case err != nil:
		return "", err
	}
	return filepath.Join(home, strings.TrimPrefix(typed, "~")), nil
}

// Backup copies the records and their keys.
func (s *shelf) Backup(ctx context.Context, records, keys string, tell library.Tell) (string, error) {
	records, keys, err := folders(records, keys)
	if err != nil {
		return "", err
	}
	said, err := s.copied(func(told func(string, error)) error { return s.library.Backup(ctx, records, told, tell) })
	said += " " + s.say.Say("library_where", "Path", records)
	switch {
	case err == nil && keys == "":
		said += " " + s.say.Say("library_keys_missing")
	case err == nil:
		err = s.library.Keys.Backup(keys)
		said += " " + s.say.Say("library_keys_where", "Path", keys)
	}
	return said, err
}

// folders are the two of a backup.
func folders(records, keys string) (string, string, error) {
	records, errRecords := absolute(records)
	keys, errKeys := absolute(keys)
	return records, keys, errors.Join(errRecords, errKeys)
}

// Restore copies records and keys back. Nothing is written over.
func (s *shelf) Restore(ctx context.Context, records, keys string, tell library.Tell) (string, error) {
	records, keys, err := folders(records, keys)
	if err != nil {
		return "", err
	}
	if keys != "" {
		if err := s.library.Keys.Restore(keys); err != nil {
			return "", err
		}
	}
	return s.copied(func(told func(string, error)) error { return s.library.Restore(ctx, records, told, tell) })
}

// copied counts the records that were copied; the first that was not is told.
func (s *shelf) copied(run func(told func(string, error)) error) (string, error) {
	done := 0
	var failed error
	err := run(func(path string, err error) {
		switch {
		case err == nil:
			done++
		case failed == nil:
			failed = fail("fail_record", path, err)
		}
	})
	return s.say.Say("library_copied_count", "Count", done), errors.Join(err, failed)
}

// KeepYears is how long the practice keeps a record.
func (s *shelf) KeepYears() float64 { return keepYears() }

// SetKeepYears sets that.
func (s *shelf) SetKeepYears(years float64) error { return setKeepYears(years) }

// keepYears is how many years the practice keeps a record; 0: not set.
func keepYears() float64 {
	file, err := config.SettingsFile()
	if err != nil {
		return 0
	}
	return config.LoadSettings(file).KeepYears
}

func setKeepYears(years float64) error {
	file, err := config.SettingsFile()
	if err != nil {
		return err
	}
	settings := config.LoadSettings(file)
	settings.KeepYears = years
	return settings.Save(file)
}

// ChangePassphrase puts all records under another passphrase.
func (s *shelf) ChangePassphrase(passphrase string) error {
	err := s.library.Keys.ChangePassphrase(passphrase)
	if err == nil {
		s.c.typed = passphrase
	}
	return err
}

// Recovery writes the sheet that opens all records.
func (s *shelf) Recovery() (string, error) {
	dir, err := outside()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "nabij "+s.say.Say("library_sheet")+".pdf")
	return s.say.Say("library_recovery_done", "Path", path), writeRecovery(s.say, s.library.Keys, path)
}
