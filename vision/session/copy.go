package session

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
)

// HasOwn reports whether the file at path is a copy with a passphrase of its
// own, to be opened with [OpenOwn].
func HasOwn(path string) (bool, error) {
	p, err := readPrefix(path)
	if err != nil {
		return false, fmt.Errorf("open record %q: %w", path, explain(err))
	}
	return p.Own != nil, nil
}

// OpenOwn opens a copy that carries its own key, as [Open] does.
func OpenOwn(path, passphrase string) (*Record, error) {
	p, err := readPrefix(path)
	if err == nil && p.Own == nil {
		err = &fault{"has no passphrase of its own", "open it with the practice's passphrase"}
	}
	var r *Record
	if err == nil {
		var key Key
		if key, err = p.Own.open(passphrase, useOwn+p.ID.String()); err == nil {
			r, err = openWith(path, p.ID, key)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open record %q: %w", path, explain(err))
	}
	return r, nil
}

// Copy writes a copy of the record to a new file, for the client: all of it,
// corrections included, under a random key of its own that a passphrase of the
// copy's own opens. Destroying the record's key does not touch the copy.
// Errors: ErrExists, ErrUnwritable, ErrFull, ErrDamaged.
func (r *Record) Copy(path, passphrase string) error {
	err := r.copy(path, passphrase)
	if err != nil {
		return fmt.Errorf("copy record %q to %q: %w", r.path, path, explain(err))
	}
	return nil
}

func (r *Record) copy(path, passphrase string) (err error) {
	if passphrase == "" {
		return errNoPassphrase
	}
	if _, err := os.Lstat(path); err == nil {
		return ErrExists
	}
	p := prefix{ID: newID()}
	var key Key
	rand.Read(key[:])
	own := wrapPass(key, passphrase, useOwn+p.ID.String(), usualCost)
	p.Own = &own
	page, err := p.marshal()
	if err != nil {
		return err
	}
	part := path + ".part"
	if err := newFile(part, page); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(part)
			for _, end := range journals {
				os.Remove(part + end)
			}
		}
	}()
	if err := r.pour(part, p.ID, key); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// pour writes all entries into an empty record.
func (r *Record) pour(path string, id ID, key Key) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.damage != nil {
		return r.damage
	}
	db, err := openDatabase(path, vfsWrite, id, key)
	if err != nil {
		return err
	}
	err = db.conn.Exec("PRAGMA journal_mode=wal; PRAGMA synchronous=full;" + schema)
	for seq := int64(0); err == nil; {
		var batch []entry
		if batch, err = r.db.query("e.seq >= ? ORDER BY e.seq LIMIT 200", seq); err != nil || len(batch) == 0 {
			break
		}
		err = db.add(batch)
		seq += int64(len(batch))
	}
	return errors.Join(err, db.close(err == nil))
}
