package session

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/ncruces/go-sqlite3"
)

// fault is a kind of failure that people can do something about.
type fault struct{ text, hint string }

func (f *fault) Error() string { return f.text }

// Hint says what to do about it.
func (f *fault) Hint() string { return f.hint }

// The kinds of failure, told apart with errors.Is. Each carries a hint.
var (
	ErrForeign    error = &fault{"not a nabij record", "choose a file that nabij made; its name usually ends in .nabij"}
	ErrNewer      error = &fault{"made by a newer nabij", "install the newest nabij to open it; the file itself is fine"}
	ErrDamaged    error = &fault{"damaged", "take the copy from your latest backup; nabij verify says what can still be read"}
	ErrTruncated  error = &fault{"cut off", "copy the file again from where it came, or take it from your latest backup"}
	ErrPassphrase error = &fault{"wrong passphrase", "type the passphrase again; capitals and spaces count"}
	ErrNoRecovery error = &fault{"no recovery code was ever made", "without the passphrase these records cannot be opened"}
	ErrUnknownKey error = &fault{"its key is not in this key store", "open it on the computer that recorded it, or restore the key store's backup"}
	ErrErased     error = &fault{"erased: its key was destroyed", "nobody can open it any more; the file can be removed"}
	ErrLocked     error = &fault{"in use by another program", "close the other nabij window that has it open, then try again"}
	ErrExists     error = &fault{"exists already", "choose another name; nabij never writes over a record"}
	ErrUnwritable error = &fault{"cannot be written", "choose a folder that you may write to"}
	ErrFull       error = &fault{"the disk is full", "make room on the disk, or choose another one"}
	ErrOpenToAll  error = &fault{"can be read by other users of this computer", "make it private: chmod 600 for the file, chmod 700 for its folder"}
	ErrClosed     error = &fault{"the record is closed", "begin a new one"}
	ErrEmpty      error = &fault{"holds no scene", "nothing was recorded: there is nothing to replay"}
)

// explain gives an error of the file system or of SQLite its kind.
func explain(err error) error {
	var known *fault
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%w", ErrExists)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, sqlite3.FULL):
		return fmt.Errorf("%w: %w", ErrFull, err)
	case errors.Is(err, sqlite3.BUSY), errors.Is(err, sqlite3.LOCKED):
		return fmt.Errorf("%w", ErrLocked)
	case errors.Is(err, sqlite3.NOTADB), errors.Is(err, sqlite3.CORRUPT), errors.Is(err, sqlite3.ERROR):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS),
		errors.Is(err, sqlite3.READONLY), errors.Is(err, sqlite3.PERM):
		return fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
	return err
}
