package session

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"time"

	"nabij/vision/scene"
)

// Additions adds to a finished record: corrections, moments, notes, consent.
// Nothing that is there is ever changed. Each addition is on the disk when its
// method returns.
type Additions struct {
	path   string
	by     string
	db     *database
	people []Participant // as they are called now
}

// Add opens the record at path for additions by somebody, a pseudonym that
// may be empty. It refuses a damaged record: adding to one would hide it.
// Errors: those of [Open], ErrUnwritable, ErrFull.
func Add(path string, keys *Keys, by string) (*Additions, error) {
	a, err := add(path, keys, by)
	if err != nil {
		return nil, fmt.Errorf("add to record %q: %w", path, explain(err))
	}
	return a, nil
}

func add(path string, keys *Keys, by string) (*Additions, error) {
	p, err := readPrefix(path)
	if err != nil {
		return nil, err
	}
	key, err := keys.find(p.ID)
	if err != nil {
		return nil, err
	}
	return addWith(path, p.ID, key, by)
}

func addWith(path string, id ID, key Key, by string) (*Additions, error) {
	r, err := openWith(path, id, key)
	if err != nil {
		return nil, err
	}
	people, err := r.People()
	if err := errors.Join(err, r.Damage(), r.Close()); err != nil {
		return nil, err
	}
	db, err := openDatabase(path, vfsWrite, id, key)
	if err != nil {
		return nil, err
	}
	if err := db.resume(); err != nil {
		return nil, errors.Join(err, db.close(false))
	}
	return &Additions{path: path, by: by, db: db, people: people}, nil
}

// resume goes on after the last entry.
func (d *database) resume() error {
	last, err := one(d.query("1 ORDER BY e.seq DESC LIMIT 1"))
	if err != nil {
		return err
	}
	if last == nil {
		return ErrEmpty
	}
	d.seq = last.seq
	copy(d.chain.last[:], last.mac)
	return d.conn.Exec("PRAGMA journal_mode=wal; PRAGMA synchronous=full")
}

// Swap exchanges two names from one time to another, both included; a
// negative to means the end.
func (a *Additions) Swap(nameA, nameB string, from, to time.Duration) error {
	if nameA == nameB {
		return &fault{fmt.Sprintf("swap %q with itself", nameA), "name two people"}
	}
	if err := cmp.Or(a.knows(nameA), a.knows(nameB)); err != nil {
		return fmt.Errorf("record %q: %w", a.path, err)
	}
	if to < 0 {
		to = math.MaxInt64
	}
	return a.text(entryCorrection, from, Correction{Made: time.Now(), By: a.by, Swap: &Swap{nameA, nameB, from, to}})
}

// AddMoment adds a moment that was noticed afterwards.
func (a *Additions) AddMoment(m scene.Moment) error { return a.text(entryMoment, m.At, keep(m)) }

// EditMoment puts m in place of the moment with its ID.
func (a *Additions) EditMoment(m scene.Moment) error {
	return a.text(entryCorrection, m.At, Correction{Made: time.Now(), By: a.by, Moment: &Edit{ID: m.ID, To: keep(m)}})
}

// RemoveMoment leaves a moment out from now on; it stays in the file.
func (a *Additions) RemoveMoment(m scene.Moment) error {
	return a.text(entryCorrection, m.At, Correction{Made: time.Now(), By: a.by, Moment: &Edit{ID: m.ID, Removed: true, To: keep(m)}})
}

// Tell adds something about the record as a whole.
func (a *Additions) Tell(about About) error {
	if about.Made.IsZero() {
		about.Made = time.Now()
	}
	return a.text(entryAbout, 0, about)
}

func (a *Additions) text(kind entryKind, at time.Duration, v any) error {
	text, err := marshalText(v)
	if err == nil {
		err = a.db.add([]entry{{kind: kind, from: at, to: at, data: text}})
	}
	if err != nil {
		return fmt.Errorf("add to record %q: %w", a.path, explain(err))
	}
	return nil
}

// Close ends the additions and leaves one file.
func (a *Additions) Close() error {
	if err := a.db.close(true); err != nil {
		return fmt.Errorf("close record %q: %w", a.path, explain(err))
	}
	return nil
}
