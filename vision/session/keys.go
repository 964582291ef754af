package session

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Keys is a practice's open key store. It is safe for concurrent use.
type Keys struct {
	dir    string
	master Key
}

// What the boxes of a key store are bound to.
const (
	usePractice = "nabij practice 1"
	useRecord   = "nabij record 1 "
	useOwn      = "nabij own passphrase 1 "

	practiceFile = "practice.key"
)

// practice is the key store's first file: the practice's key under its
// passphrase.
type practice struct {
	Format     int      `json:"format"`
	Passphrase wrapped  `json:"passphrase"`
	Recovery   *wrapped `json:"recovery,omitempty"`
}

// recordKey is the file of one record's key: the key in a box under the
// practice's, or, once it is destroyed, when that was.
type recordKey struct {
	Format int        `json:"format"`
	Box    []byte     `json:"box,omitempty"`
	Erased *time.Time `json:"erased,omitempty"`
}

// HasKeys reports whether dir holds a key store, so that a first passphrase
// can be asked for twice.
func HasKeys(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, practiceFile))
	return !errors.Is(err, fs.ErrNotExist)
}

// OpenKeys opens the key store in the folder dir, or makes it there on first
// use. It takes a few tenths of a second: that is what makes guessing dear.
// Errors: ErrPassphrase, ErrDamaged, ErrOpenToAll, ErrUnwritable, ErrNewer.
func OpenKeys(dir, passphrase string) (*Keys, error) {
	keys, err := openKeys(dir, passphrase)
	if err != nil {
		return nil, fmt.Errorf("key store %q: %w", dir, explain(err))
	}
	return keys, nil
}

func openKeys(dir, passphrase string) (*Keys, error) {
	if !HasKeys(dir) {
		return makeKeys(dir, passphrase)
	}
	if err := private(dir); err != nil {
		return nil, err
	}
	p, err := readPractice(dir)
	if err != nil {
		return nil, err
	}
	master, err := p.Passphrase.open(passphrase, usePractice)
	return &Keys{dir: dir, master: master}, err
}

func makeKeys(dir, passphrase string) (*Keys, error) {
	if passphrase == "" {
		return nil, errNoPassphrase
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := private(dir); err != nil {
		return nil, err
	}
	keys := &Keys{dir: dir}
	rand.Read(keys.master[:])
	p := practice{Format: Format, Passphrase: wrapPass(keys.master, passphrase, usePractice, usualCost)}
	data, err := marshalChecked(p)
	if err != nil {
		return nil, err
	}
	return keys, newFile(filepath.Join(dir, practiceFile), data)
}

func readPractice(dir string) (p practice, err error) {
	err = readChecked(filepath.Join(dir, practiceFile), &p)
	if err == nil && p.Format > Format {
		err = ErrNewer
	}
	return p, err
}

// add keeps the key of a new record.
func (k *Keys) add(id ID, key Key) error {
	data, err := marshalChecked(recordKey{Format: Format, Box: seal(k.master[:], key[:], useRecord+id.String())})
	if err != nil {
		return err
	}
	return newFile(k.path(id), data)
}

// find returns the key of a record.
func (k *Keys) find(id ID) (key Key, err error) {
	var r recordKey
	err = readChecked(k.path(id), &r)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return key, ErrUnknownKey
	case err != nil:
		return key, fmt.Errorf("the key of the record: %w", err)
	case r.Format > Format:
		return key, ErrNewer
	case r.Erased != nil:
		return key, fmt.Errorf("%w on %s", ErrErased, r.Erased.Format(time.DateOnly))
	}
	plain, err := unseal(k.master[:], r.Box, useRecord+id.String())
	if err != nil || len(plain) != len(key) {
		return key, fmt.Errorf("the key of the record: %w", ErrDamaged)
	}
	copy(key[:], plain)
	return key, nil
}

func (k *Keys) path(id ID) string { return filepath.Join(k.dir, id.String()+".key") }

// marshalChecked encodes a file of the key store: a line of JSON, and a line
// with its SHA-256, which tells damage from a wrong passphrase.
func marshalChecked(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return checked(text), nil
}

func checked(text []byte) []byte { return fmt.Appendf(text, "\n%x\n", sha256.Sum256(text)) }

func readChecked(path string, v any) error {
	if err := private(path); err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return parseChecked(data, v)
}

func parseChecked(data []byte, v any) error {
	text, sum, _ := bytes.Cut(data, []byte("\n"))
	want := sha256.Sum256(text)
	if string(sum) != hex.EncodeToString(want[:])+"\n" {
		return ErrDamaged
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}
