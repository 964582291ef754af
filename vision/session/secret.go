package session

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ChangePassphrase puts the practice's key under another passphrase. Records
// and their keys stay as they are.
func (k *Keys) ChangePassphrase(passphrase string) error {
	err := k.rewrite(func(p *practice) error {
		if passphrase == "" {
			return errNoPassphrase
		}
		p.Passphrase = wrapPass(k.master, passphrase, usePractice, usualCost)
		return nil
	})
	if err != nil {
		return fmt.Errorf("change passphrase of %q: %w", k.dir, explain(err))
	}
	return nil
}

var errNoPassphrase error = &fault{"the passphrase is empty", "choose a passphrase of several words"}

// rewrite changes the key store's first file, whole or not at all.
func (k *Keys) rewrite(change func(*practice) error) error {
	p, err := readPractice(k.dir)
	if err != nil {
		return err
	}
	if err := change(&p); err != nil {
		return err
	}
	data, err := marshalChecked(p)
	if err != nil {
		return err
	}
	return replaceFile(filepath.Join(k.dir, practiceFile), data)
}

// crockford is base32 without letters that are easily misread.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const useRecovery = "nabij recovery 1"

// RecoveryCode makes a new code, to be printed and locked away, that opens the
// key store when the passphrase is lost. An older code stops working. The code
// is 128 random bits in groups of letters and digits.
func (k *Keys) RecoveryCode() (string, error) {
	var secret [16]byte
	rand.Read(secret[:])
	code := crockford.EncodeToString(secret[:])
	err := k.rewrite(func(p *practice) error {
		w := wrapPass(k.master, code, useRecovery, usualCost)
		p.Recovery = &w
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("recovery code for %q: %w", k.dir, explain(err))
	}
	var groups []string
	for group := range slices.Chunk([]byte(code), 5) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, "-"), nil
}

// Recover opens the key store in dir with its recovery code and gives it a new
// passphrase. Case, spaces and dashes in the code do not count, and O, I and L
// are taken for 0 and 1.
func Recover(dir, code, passphrase string) (*Keys, error) {
	p, err := readPractice(dir)
	if err == nil && p.Recovery == nil {
		err = ErrNoRecovery
	}
	if err != nil {
		return nil, fmt.Errorf("key store %q: %w", dir, explain(err))
	}
	plain := strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(code))
	master, err := p.Recovery.open(plain, useRecovery)
	if err != nil {
		return nil, fmt.Errorf("recovery code of %q: %w", dir, err)
	}
	k := &Keys{dir: dir, master: master}
	return k, k.ChangePassphrase(passphrase)
}

// Erasure is the proof that a record's key was destroyed.
type Erasure struct {
	ID ID
	On time.Time
}

// Erase destroys the key of the record of that ID. Nobody can open the record
// any more, nor any copy of it, but those with a passphrase of their own and
// backups of the key store from before.
func (k *Keys) Erase(id ID) (Erasure, error) {
	erased := Erasure{ID: id, On: time.Now().Truncate(time.Second)}
	err := k.destroy(erased)
	if err != nil {
		return Erasure{}, fmt.Errorf("erase record %v: %w", id, explain(err))
	}
	return erased, nil
}

func (k *Keys) destroy(erased Erasure) error {
	path := k.path(erased.ID)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrUnknownKey
	}
	if err != nil {
		return err
	}
	if err := overwrite(path, len(data)); err != nil {
		return err
	}
	stone, err := marshalChecked(recordKey{Format: Format, Erased: &erased.On})
	if err != nil {
		return err
	}
	return replaceFile(path, stone)
}

// overwrite puts zeros where the file's bytes were, as far as the disk keeps
// to its places.
func overwrite(path string, size int) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(make([]byte, size))
	return errors.Join(err, file.Sync(), file.Close())
}

// Erased returns the proofs of all records that were erased, the latest last.
func (k *Keys) Erased() ([]Erasure, error) {
	files, err := filepath.Glob(filepath.Join(k.dir, "*.key"))
	if err != nil {
		return nil, err
	}
	var list []Erasure
	for _, file := range files {
		var e Erasure
		var r recordKey
		if e.ID.UnmarshalText([]byte(strings.TrimSuffix(filepath.Base(file), ".key"))) != nil {
			continue
		}
		if err := readChecked(file, &r); err == nil && r.Erased != nil {
			e.On = *r.Erased
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b Erasure) int { return a.On.Compare(b.On) })
	return list, nil
}
