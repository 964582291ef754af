package library

import (
	"context"
	"strings"
	"time"
)

// Shelf does what is asked of the records. Its methods may take a while and
// are called on one goroutine at a time.
type Shelf interface {
	// List returns all records.
	List(ctx context.Context) ([]Entry, error)
	// Rename gives a record another title.
	Rename(path, title string) error
	// Note adds a note about a record as a whole.
	Note(path, text string) error
	// Name gives somebody another pseudonym, a role, or both; see the roles
	// below.
	Name(path, name, as, role string) error
	// Consent adds what somebody agreed to or took back, now.
	Consent(path string, c Consent) error
	// Erase destroys a record for good and returns the line that proves it.
	Erase(path string) (proof string, err error)
	// Report writes a record's report to print, and says where.
	Report(ctx context.Context, path string, tell Tell) (said string, err error)
	// Tables writes a record's tables, and says where.
	Tables(ctx context.Context, path string, tell Tell) (said string, err error)
	// Copy makes a copy for the client, under a passphrase of its own, and says
	// where it is.
	Copy(path, passphrase string) (said string, err error)
	// Check verifies records, all where path is empty, and says what it found.
	Check(ctx context.Context, path string, tell Tell) (lines []string, err error)
	// Sealed says whether what a seal on paper was of is still in a record.
	Sealed(path, seal string) (said string, err error)
	// Backup copies the records to a folder and their keys to another one;
	// Restore is the way back. An empty folder of keys leaves them out.
	Backup(ctx context.Context, records, keys string, tell Tell) (said string, err error)
	Restore(ctx context.Context, records, keys string, tell Tell) (said string, err error)
	// KeepYears is how many years the practice keeps a record; 0: not set.
	KeepYears() float64
	SetKeepYears(years float64) error
	// ChangePassphrase puts all records under another passphrase.
	ChangePassphrase(passphrase string) error
	// Recovery writes a sheet to print that opens all records when the
	// passphrase is lost, and says where.
	Recovery() (said string, err error)
	// Erased returns the lines that prove the erasures of before, the latest
	// last.
	Erased() (proofs []string, err error)
	// Places are the disks and folders that a backup can go to.
	Places() []Place
}

// Place is a folder that a backup can go to, such as on a disk.
type Place struct{ Name, Path string }

// Tell tells how far work is: so many done, of so many in all.
type Tell func(done, of int)

// The roles that somebody can have.
const (
	RoleClient    = "client"
	RoleTherapist = "therapist"
	RoleOther     = "other"
)

// Entry is one record of the list.
type Entry struct {
	Path     string
	Title    string
	Began    time.Time
	Length   time.Duration
	People   []Person
	Notes    []string
	Consents []Consent // the last word of each
	Trouble  string    // why it cannot be opened, or its damage; empty: none
}

// Person is somebody who takes part.
type Person struct{ Name, Role string }

// Consent is what somebody agreed to, or took back.
type Consent struct {
	Who       string
	On        time.Time
	Withdrawn bool
	Text      string
}

// matches reports whether a title, a pseudonym, the date or the file's name
// contains the words, whatever their case.
func (e *Entry) matches(words, date string) bool {
	texts := []string{e.Title, e.Path, e.Began.Format(time.DateOnly), date}
	for _, p := range e.People {
		texts = append(texts, p.Name)
	}
	return strings.Contains(strings.ToLower(strings.Join(texts, "\n")), strings.ToLower(strings.TrimSpace(words)))
}

// withdrawn names those who took their consent back.
func (e *Entry) withdrawn() (who []string) {
	for _, c := range e.Consents {
		if c.Withdrawn {
			who = append(who, c.Who)
		}
	}
	return who
}

// due reports whether the record is older than the practice keeps them.
func (e *Entry) due(years float64, now time.Time) bool {
	const year = 365.25 * 24 * float64(time.Hour)
	return years > 0 && !e.Began.IsZero() && float64(now.Sub(e.Began)) > years*year
}
