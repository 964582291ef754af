package session

import (
	"fmt"
	"sync/atomic"

	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/ncruces/go-sqlite3/vfs/adiantum"
)

// Trial is the disk as it is, but that it fails when it is told to: what a
// recording does then can be tried on any computer.
type Trial struct {
	name  string
	cause atomic.Pointer[error]
}

var trials atomic.Int64

// NewTrial returns a disk that works. It is given back with Close.
func NewTrial() *Trial {
	t := &Trial{name: fmt.Sprintf("nabij-trial-%d", trials.Add(1))}
	vfs.Register(t.name, adiantum.Wrap(&layer{VFS: vfs.Find(""), trial: t}, nil))
	return t
}

// Create begins a record on this disk; see the function [Create].
func (t *Trial) Create(path string, keys *Keys, header Header) (*Writer, error) {
	w, err := create(path, t.name, keys, header)
	if err != nil {
		return nil, fmt.Errorf("create record %q: %w", path, explain(err))
	}
	return w, nil
}

// Fail lets everything that writes fail for a cause, such as syscall.ENOSPC or
// syscall.EIO, until it is told nil.
func (t *Trial) Fail(cause error) { t.cause.Store(&cause) }

func (t *Trial) failing() error {
	if t == nil {
		return nil
	}
	if cause := t.cause.Load(); cause != nil {
		return *cause
	}
	return nil
}

// Close gives the disk back; no record may be open on it.
func (t *Trial) Close() { vfs.Unregister(t.name) }
