package session

import (
	"errors"
	"io"
	"sync"
	"syscall"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/ncruces/go-sqlite3/vfs/adiantum"
)

// The two ways to a record's file: writing, and reading without changing a
// byte of it. Below the cipher both skip the prefix page.
const (
	vfsWrite = "nabij-write"
	vfsRead  = "nabij-read"
)

func init() {
	vfs.Register(vfsWrite, adiantum.Wrap(&layer{VFS: vfs.Find("")}, nil))
	vfs.Register(vfsRead, adiantum.Wrap(&layer{VFS: vfs.Find(""), readOnly: true}, nil))
}

// layer is the file system under the cipher. It gives no shared memory, so
// that a record in WAL mode has one user at a time and never a -shm file.
type layer struct {
	vfs.VFS
	readOnly bool
	trial    *Trial // nil but in a trial
}

// Open is never called: OpenFilename is there.
func (l *layer) Open(string, vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	return nil, 0, sqlite3.CANTOPEN
}

// OpenFilename implements vfs.VFSFilename.
func (l *layer) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if name == nil {
		return nil, flags, sqlite3.CANTOPEN // temporary files are kept in memory
	}
	skip := int64(0)
	if flags&vfs.OPEN_MAIN_DB != 0 {
		skip = prefixSize
	}
	if l.readOnly {
		return l.openOverlay(name, flags, skip)
	}
	file, flags, err := vfsutil.WrapOpenFilename(l.VFS, name, flags)
	if err != nil {
		return nil, flags, err
	}
	return &shifted{File: file, skip: skip, trial: l.trial}, flags, nil
}

// Delete implements vfs.VFS; a reader deletes nothing.
func (l *layer) Delete(name string, syncDir bool) error {
	if l.readOnly {
		return nil
	}
	return l.VFS.Delete(name, syncDir)
}

func (l *layer) openOverlay(name *vfs.Filename, flags vfs.OpenFlag, skip int64) (vfs.File, vfs.OpenFlag, error) {
	const writing = vfs.OPEN_READWRITE | vfs.OPEN_CREATE | vfs.OPEN_EXCLUSIVE | vfs.OPEN_DELETEONCLOSE
	file, _, err := vfsutil.WrapOpenFilename(l.VFS, name, flags&^writing|vfs.OPEN_READONLY)
	if err != nil {
		if flags&vfs.OPEN_CREATE == 0 {
			return nil, flags, err
		}
		file = &vfsutil.SliceFile{}
	}
	file = &shifted{File: file, skip: skip}
	size, err := file.Size()
	if err != nil {
		file.Close()
		return nil, flags, err
	}
	return &overlay{File: file, size: size, kept: size, pages: map[int64][]byte{}}, flags, nil
}

// shifted is a file that begins skip bytes after the start of another.
type shifted struct {
	vfs.File
	skip  int64
	trial *Trial
}

// ReadAt implements vfs.File.
func (f *shifted) ReadAt(p []byte, off int64) (int, error) { return f.File.ReadAt(p, off+f.skip) }

// WriteAt implements vfs.File.
func (f *shifted) WriteAt(p []byte, off int64) (int, error) {
	if err := f.trial.failing(); err != nil {
		return 0, full(err)
	}
	n, err := f.File.WriteAt(p, off+f.skip)
	return n, full(err)
}

// Truncate implements vfs.File.
func (f *shifted) Truncate(size int64) error {
	if err := f.trial.failing(); err != nil {
		return full(err)
	}
	return full(f.File.Truncate(size + f.skip))
}

// Sync implements vfs.File.
func (f *shifted) Sync(flags vfs.SyncFlag) error {
	if err := f.trial.failing(); err != nil {
		return full(err)
	}
	return full(f.File.Sync(flags))
}

// Size implements vfs.File. A power cut may leave part of a page at the end,
// which cannot be decrypted: SQLite, told of it, would fail on it instead of
// taking the journal's end to be there.
func (f *shifted) Size() (int64, error) {
	size, err := f.File.Size()
	return max(0, size-f.skip) &^ (pageBytes - 1), err
}

// full gives a full disk the code that SQLite hands through.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return sqlite3.FULL
	}
	return err
}

// overlay is a file whose changes stay in memory: what a reader sees after the
// journal of a recording that was cut off has been played back. It takes but a
// shared lock: writers are kept out, other readers are not.
type overlay struct {
	vfs.File
	mu    sync.Mutex
	size  int64 // as changed
	kept  int64 // bytes of the file below that still count
	pages map[int64][]byte
}

// ReadAt implements vfs.File. The cipher reads and writes whole pages.
func (f *overlay) ReadAt(p []byte, off int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if page, ok := f.pages[off]; ok && len(p) == len(page) {
		return copy(p, page), nil
	}
	if off+int64(len(p)) > f.kept {
		return 0, io.EOF
	}
	return f.File.ReadAt(p, off)
}

// WriteAt implements vfs.File.
func (f *overlay) WriteAt(p []byte, off int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pages[off] = append([]byte(nil), p...)
	f.size = max(f.size, off+int64(len(p)))
	return len(p), nil
}

// Truncate implements vfs.File.
func (f *overlay) Truncate(size int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.size, f.kept = size, min(f.kept, size)
	for off := range f.pages {
		if off >= size {
			delete(f.pages, off)
		}
	}
	return nil
}

// Size implements vfs.File.
func (f *overlay) Size() (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.size, nil
}

// Sync implements vfs.File.
func (f *overlay) Sync(vfs.SyncFlag) error { return nil }

// Lock implements vfs.File.
func (f *overlay) Lock(lock vfs.LockLevel) error {
	if lock > vfs.LOCK_SHARED {
		return nil
	}
	return f.File.Lock(lock)
}

// CheckReservedLock implements vfs.File.
func (f *overlay) CheckReservedLock() (bool, error) { return false, nil }
