package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Ext is how the name of a record ends.
const Ext = ".nabij"

// Library is a folder of records and the key store that opens them. Without
// keys a backup can be restored into it, and nothing else.
type Library struct {
	Dir  string
	Keys *Keys
}

// Listing is what a list of records says of one.
type Listing struct {
	Path     string        `json:"path"`
	ID       ID            `json:"id"`
	Title    string        `json:"title"`
	Started  time.Time     `json:"started"`
	Duration time.Duration `json:"duration_ns"`
	People   []Participant `json:"people"`
	About    []About       `json:"about"`
	// Err is why the record could not be opened, or its damage; nil if none.
	Err error `json:"-"`
}

// Consents returns the last word of each participant on consent.
func (l *Listing) Consents() []Consent {
	var last []Consent
	for _, a := range l.About {
		if a.Consent == nil {
			continue
		}
		last = slices.DeleteFunc(last, func(c Consent) bool { return c.Who == a.Consent.Who })
		last = append(last, *a.Consent)
	}
	return last
}

// Matches reports whether the title, a pseudonym, the file's name or the date
// (as 2026-03-01) contains the words asked for, whatever their case.
func (l *Listing) Matches(words string) bool {
	words = strings.ToLower(words)
	texts := []string{l.Title, filepath.Base(l.Path), l.Started.Format(time.DateOnly)}
	for _, p := range l.People {
		texts = append(texts, p.Name)
	}
	return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(strings.ToLower(s), words) })
}

// List returns all records of the library, the oldest first. One that cannot
// be opened is listed with the reason.
func (l *Library) List(ctx context.Context) ([]Listing, error) {
	files, err := l.files(l.Dir)
	if err != nil {
		return nil, err
	}
	list := make([]Listing, 0, len(files))
	for _, path := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		list = append(list, l.listing(path))
	}
	slices.SortStableFunc(list, func(a, b Listing) int { return a.Started.Compare(b.Started) })
	return list, nil
}

func (l *Library) files(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // no record was made yet
	}
	if err != nil {
		return nil, fmt.Errorf("list records: %w", explain(err))
	}
	var files []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), Ext) && !e.IsDir() {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files, nil
}

func (l *Library) listing(path string) Listing {
	entry := Listing{Path: path}
	if p, err := readPrefix(path); err == nil {
		entry.ID = p.ID
	}
	r, err := Open(path, l.Keys)
	if err != nil {
		entry.Err = err
		return entry
	}
	defer r.Close()
	entry.Started, entry.Duration = r.header.Started, r.final-r.first
	var errs [3]error
	entry.Title, errs[0] = r.Title()
	entry.About, errs[1] = r.About()
	entry.People, errs[2] = r.People()
	if entry.Err = r.Damage(); entry.Err == nil {
		entry.Err = errors.Join(errs[:]...)
	}
	return entry
}

// Due returns those of a list that are older than the practice keeps records,
// or for which somebody withdrew consent.
func Due(list []Listing, keep time.Duration, now time.Time) (due []Listing) {
	for _, l := range list {
		withdrawn := slices.ContainsFunc(l.Consents(), func(c Consent) bool { return c.Withdrawn })
		if withdrawn || !l.Started.IsZero() && now.Sub(l.Started) > keep {
			due = append(due, l)
		}
	}
	return due
}

// Erase destroys the key of the record at path, then removes the file. The
// proof stays in the key store.
func (l *Library) Erase(path string) (Erasure, error) {
	p, err := readPrefix(path)
	if err != nil {
		return Erasure{}, fmt.Errorf("erase record %q: %w", path, explain(err))
	}
	erased, err := l.Keys.Erase(p.ID)
	if err != nil {
		return erased, err
	}
	for _, end := range journals { // there only after a crash
		os.Remove(path + end)
	}
	if err := os.Remove(path); err != nil {
		return erased, fmt.Errorf("remove erased record %q: %w", path, explain(err))
	}
	return erased, nil
}

// Backup copies the library's records, encrypted as they are, to a folder.
// What is there already with the same bytes is left; a record that was added
// to since takes the place of its older copy. The key store is not copied: it
// belongs in another place. Told is called for each record; tell, unless it is
// nil, before each with how many are done.
func (l *Library) Backup(ctx context.Context, to string, told func(path string, err error), tell func(done, of int)) error {
	return l.copyAll(ctx, l.Dir, to, true, told, tell)
}

// Restore copies the records of a backup into the library. A record that is
// there already is never written over: it is told as ErrExists unless it is
// the same.
func (l *Library) Restore(ctx context.Context, from string, told func(path string, err error), tell func(done, of int)) error {
	return l.copyAll(ctx, from, l.Dir, false, told, tell)
}

func (l *Library) copyAll(ctx context.Context, from, to string, replace bool, told func(string, error), tell func(done, of int)) error {
	if info, err := os.Stat(from); err != nil || !info.IsDir() {
		return &fault{fmt.Sprintf("there is no folder %q", from), "name the folder that holds the records"}
	}
	files, err := l.files(from)
	if err == nil {
		err = explain(os.MkdirAll(to, 0o700))
	}
	if err != nil {
		return fmt.Errorf("copy records from %q to %q: %w", from, to, err)
	}
	for i, path := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if tell != nil {
			tell(i, len(files))
		}
		told(path, explain(l.copyOne(path, filepath.Join(to, filepath.Base(path)), replace)))
	}
	return nil
}

func (l *Library) copyOne(from, to string, replace bool) error {
	if l.Keys != nil {
		if r, err := Open(from, l.Keys); err == nil { // folds in what a crash left
			r.Close()
		} else if errors.Is(err, ErrLocked) {
			return err
		}
	}
	if _, err := os.Lstat(to); err == nil {
		switch same, err := sameBytes(from, to); {
		case err != nil || same:
			return err
		case !replace || !sameRecord(from, to):
			return ErrExists
		}
	}
	return copyFile(from, to)
}

// sameRecord reports whether two files are states of one record.
func sameRecord(a, b string) bool {
	p, errA := readPrefix(a)
	q, errB := readPrefix(b)
	return errA == nil && errB == nil && p.ID == q.ID
}

// Check verifies every record of the library. Told is called for each; tell,
// unless it is nil, before each with how many are done.
func (l *Library) Check(ctx context.Context, told func(path string, report *Report, err error), tell func(done, of int)) error {
	files, err := l.files(l.Dir)
	for i, path := range files {
		if err = ctx.Err(); err != nil {
			return err
		}
		if tell != nil {
			tell(i, len(files))
		}
		report, err := Verify(path, l.Keys)
		told(path, report, err)
	}
	return err
}

// Backup copies the key store's files to a folder, which must be private and
// ought to be on another disk than the backup of the records.
func (k *Keys) Backup(to string) error {
	err := os.MkdirAll(to, 0o700)
	if err == nil {
		err = private(to)
	}
	files, globErr := filepath.Glob(filepath.Join(k.dir, "*.key"))
	err = errors.Join(err, globErr)
	for _, file := range files {
		if err == nil {
			err = copyFile(file, filepath.Join(to, filepath.Base(file)))
		}
	}
	if err != nil {
		return fmt.Errorf("copy key store to %q: %w", to, explain(err))
	}
	return nil
}

// Restore copies the key store's files back from a backup into this one. What
// is here stays: above all the proof that a record was erased.
func (k *Keys) Restore(from string) error { return RestoreKeys(k.dir, from) }

// RestoreKeys copies the files of a key store back from a backup to the folder
// dir, which is made where it is missing. Nothing is written over.
func RestoreKeys(dir, from string) error {
	if !HasKeys(from) {
		return &fault{fmt.Sprintf("there is no key store in %q", from), "name the folder that the keys were copied to; it holds practice.key"}
	}
	err := os.MkdirAll(dir, 0o700)
	if err == nil {
		err = private(dir)
	}
	files, globErr := filepath.Glob(filepath.Join(from, "*.key"))
	err = errors.Join(err, globErr)
	for _, file := range files {
		to := filepath.Join(dir, filepath.Base(file))
		if _, there := os.Lstat(to); err == nil && errors.Is(there, fs.ErrNotExist) {
			err = copyFile(file, to)
		}
	}
	if err != nil {
		return fmt.Errorf("restore key store from %q: %w", from, explain(err))
	}
	return nil
}
