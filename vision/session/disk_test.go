package session

import (
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/ncruces/go-sqlite3/vfs/adiantum"

	"nabij/vision/scene"
)

// disk is a made-up disk that can be full, and whose power can fail. What was
// written since the last sync of a file may then be there or not, in any
// order, and torn at its sectors.
type disk struct {
	mu    sync.Mutex
	rnd   *rand.Rand
	files map[string]*platter
	room  int64 // bytes that may still be written; below 0 the disk is full
	left  int   // writes and syncs until the power fails
	dead  bool
}

// platter is one file: what is safely there, and what is on its way.
type platter struct {
	safe, seen []byte
	underway   []write
}

// write is one that was not synced; a nil data truncates to at.
type write struct {
	at   int64
	data []byte
}

const sector = 512

func (p *platter) apply(to []byte, w write) []byte {
	if w.data == nil {
		return to[:min(int64(len(to)), w.at)]
	}
	if grow := w.at + int64(len(w.data)) - int64(len(to)); grow > 0 {
		to = append(to, make([]byte, grow)...)
	}
	copy(to[w.at:], w.data)
	return to
}

// newDisk registers a disk under a layer's name.
func newDisk(t testing.TB, seed uint64, left int, room int64) (*disk, string) {
	d := &disk{rnd: rand.New(rand.NewPCG(seed, 7)), files: map[string]*platter{}, left: left, room: room}
	name := fmt.Sprintf("nabij-test-%s-%d-%d", t.Name(), seed, left)
	vfs.Register(name, adiantum.Wrap(&layer{VFS: d}, nil))
	t.Cleanup(func() { vfs.Unregister(name) })
	return d, name
}

// step counts down to the failure of the power.
func (d *disk) step() error {
	d.left--
	if d.left < 0 {
		d.dead = true
	}
	if d.dead {
		return sqlite3.IOERR
	}
	return nil
}

// afterPowerCut writes what the files hold then to a folder.
func (d *disk) afterPowerCut(t testing.TB, dir string) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	for name, p := range d.files {
		content := append([]byte(nil), p.safe...)
		d.rnd.Shuffle(len(p.underway), func(i, j int) { p.underway[i], p.underway[j] = p.underway[j], p.underway[i] })
		for _, w := range p.underway {
			content = d.torn(p, content, w)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// torn applies all, nothing or some sectors of a write.
func (d *disk) torn(p *platter, content []byte, w write) []byte {
	switch fate := d.rnd.IntN(3); {
	case fate == 0:
		return content
	case fate == 1 || w.data == nil:
		return p.apply(content, w)
	}
	for from := 0; from < len(w.data); from += sector {
		if d.rnd.IntN(2) == 0 {
			content = p.apply(content, write{w.at + int64(from), w.data[from:min(from+sector, len(w.data))]})
		}
	}
	return content
}

func (d *disk) FullPathname(name string) (string, error) { return name, nil }

func (d *disk) Access(name string, _ vfs.AccessFlag) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.files[name] != nil, nil
}

func (d *disk) Delete(name string, _ bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.step(); err != nil {
		return err
	}
	delete(d.files, name)
	return nil
}

func (d *disk) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.dead || d.files[name] == nil && flags&vfs.OPEN_CREATE == 0 {
		return nil, flags, sqlite3.CANTOPEN
	}
	if d.files[name] == nil {
		d.files[name] = &platter{}
	}
	return &diskFile{d, d.files[name]}, flags, nil
}

type diskFile struct {
	*disk
	p *platter
}

func (f *diskFile) ReadAt(b []byte, off int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if off >= int64(len(f.p.seen)) {
		return 0, io.EOF
	}
	n := copy(b, f.p.seen[off:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (f *diskFile) WriteAt(b []byte, off int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.step(); err != nil {
		return 0, err
	}
	if grow := off + int64(len(b)) - int64(len(f.p.seen)); grow > 0 {
		if grow > f.room {
			return 0, syscall.ENOSPC
		}
		f.room -= grow
	}
	f.do(write{off, append([]byte{}, b...)})
	return len(b), nil
}

func (f *diskFile) do(w write) {
	f.p.seen = f.p.apply(f.p.seen, w)
	f.p.underway = append(f.p.underway, w)
}

func (f *diskFile) Truncate(size int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.step(); err != nil {
		return err
	}
	f.do(write{at: size})
	return nil
}

func (f *diskFile) Sync(vfs.SyncFlag) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.step(); err != nil {
		return err
	}
	for _, w := range f.p.underway {
		f.p.safe = f.p.apply(f.p.safe, w)
	}
	f.p.underway = nil
	return nil
}

func (f *diskFile) Size() (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return int64(len(f.p.seen)), nil
}

func (f *diskFile) Close() error                     { return nil }
func (f *diskFile) Lock(vfs.LockLevel) error         { return nil }
func (f *diskFile) Unlock(vfs.LockLevel) error       { return nil }
func (f *diskFile) CheckReservedLock() (bool, error) { return false, nil }
func (f *diskFile) SectorSize() int                  { return sector }
func (f *diskFile) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return 0
}

// recordOn begins a record on a made-up disk.
func recordOn(t testing.TB, d *disk, layer string, keys *Keys) (*Writer, string, error) {
	t.Helper()
	id, key := newID(), Key{1, 2, 3}
	if err := keys.add(id, key); err != nil {
		t.Fatal(err)
	}
	page, err := prefix{ID: id}.marshal()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.nabij")
	d.files[path] = &platter{safe: page, seen: append([]byte(nil), page...)}
	header, err := marshalText(testHeader())
	if err != nil {
		t.Fatal(err)
	}
	db, err := beginDatabase(path, layer, id, key, header)
	if err != nil {
		return nil, path, err
	}
	w := &Writer{path: path, id: id, db: db, block: newBlockWriter(), last: -1 << 62, stop: make(chan struct{})}
	return w, path, nil // it commits when it is told to
}

// TestPowerCut cuts the power after every so many writes of a recording, after
// each one where NABIJ_CUTS is set, from its first byte to its closing. Whatever
// a commit reported as kept is there.
func TestPowerCut(t *testing.T) {
	keys := testKeys(t)
	scenes := testScenes(900, 3, true)
	cuts, opened, kept, finished := 0, 0, 0, false
	for seed := uint64(0); !finished; seed++ {
		after := int(seed * seed / 2)
		if os.Getenv("NABIJ_CUTS") != "" {
			after = int(seed)
		}
		d, layer := newDisk(t, seed, after, 1<<40)
		w, path, err := recordOn(t, d, layer, keys)
		safe := 0
		if err == nil {
			safe, err = recordUntilDark(w, scenes)
			finished = err == nil
		}
		cuts++
		d.afterPowerCut(t, filepath.Dir(path))
		r, err := Open(path, keys)
		if err != nil {
			if safe > 0 {
				t.Fatalf("cut after %d writes, %d scenes were safe: %v", after, safe, err)
			}
			wantHint(t, "cut before anything was safe", err, ErrTruncated, ErrEmpty, ErrDamaged)
			continue
		}
		opened++
		got := all(t, r)
		if len(got) < safe || r.Damage() != nil {
			t.Fatalf("cut after %d writes: %d scenes of %d that were safe, %v", after, len(got), safe, r.Damage())
		}
		for i := range got {
			if !same(got[i], scenes[i]) {
				t.Fatalf("cut after %d writes: scene %d was never recorded", after, i)
			}
		}
		if v, err := r.Verify(); err != nil || !v.Whole() {
			t.Fatalf("cut after %d writes: %+v, %v", after, v, err)
		}
		kept += len(got)
		r.Close()
	}
	t.Logf("%d cuts, %d opened, %d scenes kept", cuts, opened, kept)
}

// recordUntilDark records, commits every 15 scenes and closes; safe is how
// many scenes a commit reported as kept.
func recordUntilDark(w *Writer, scenes []scene.Scene) (safe int, err error) {
	defer func() {
		if err != nil {
			w.db.conn.Close()
		}
	}()
	for i, s := range scenes {
		if err := w.Append(s); err != nil {
			return safe, err
		}
		if i%15 == 14 {
			if err := w.commit(); err != nil {
				return safe, err
			}
			safe = i + 1
		}
	}
	return safe, w.Close()
}

// TestFullDisk fills the disk while recording, makes room again, and looks for
// the mark of the gap.
func TestFullDisk(t *testing.T) {
	keys := testKeys(t)
	d, layer := newDisk(t, 1, 1<<40, 600<<10)
	w, path, err := recordOn(t, d, layer, keys)
	if err != nil {
		t.Fatal(err)
	}
	scenes := testScenes(15000, 3, true)
	paused := 0
	for i, s := range scenes {
		if i == 12000 {
			d.mu.Lock()
			d.room = 1 << 40
			d.mu.Unlock()
		}
		if err := w.Append(s); err != nil {
			t.Fatal(err)
		}
		if i%15 == 14 && (paused == 0 || i%300 == 299) { // seldom: each tries all that waits
			w.commit()
		}
		if w.Paused() != nil {
			paused++
			wantHint(t, "full", w.Paused(), ErrFull)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	d.afterPowerCut(t, filepath.Dir(path))
	r := opened(t, path, keys)
	gaps, err := r.Gaps()
	if err != nil || len(gaps) != 1 || paused == 0 || w.Paused() != nil {
		t.Fatalf("gaps %v, %v; paused for %d scenes", gaps, err, paused)
	}
	got := all(t, r)
	if len(got)+gaps[0].Scenes != len(scenes) {
		t.Errorf("%d scenes kept and %d left out of %d", len(got), gaps[0].Scenes, len(scenes))
	}
	for _, s := range got {
		if s.At >= gaps[0].From && s.At <= gaps[0].To {
			t.Fatalf("frame %d lies in the gap %v", s.Frame, gaps[0])
		}
	}
	if v, err := r.Verify(); err != nil || !v.Whole() || v.Gaps != 1 {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestFullFromTheStart leaves nothing behind where not even the beginning
// finds room.
func TestFullFromTheStart(t *testing.T) {
	d, layer := newDisk(t, 1, 1<<40, 5000)
	_, _, err := recordOn(t, d, layer, testKeys(t))
	wantHint(t, "no room", explain(err), ErrFull)
}

// TestReadOnly reads a recording that was cut off where nothing may be
// written: the journal is read from beside it, and not a byte changes.
func TestReadOnly(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	w, err := Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	want := testScenes(200, 2, false)
	for _, s := range want {
		if err := w.Append(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.commit(); err != nil {
		t.Fatal(err)
	}
	killed := filepath.Join(t.TempDir(), "b.nabij")
	for _, end := range []string{"", "-wal"} { // as a kill would leave them
		if err := copyFile(path+end, killed+end); err != nil {
			t.Fatal(err)
		}
	}
	id := w.ID()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	before := contents(t, filepath.Dir(killed))
	key, err := keys.find(id)
	if err != nil {
		t.Fatal(err)
	}
	db, err := openDatabase(killed, vfsRead, id, key)
	if err != nil {
		t.Fatal(err)
	}
	r := &Record{path: killed, id: id, key: key, db: db, from: db}
	if err := r.load(); err != nil {
		t.Fatal(err)
	}
	if got := all(t, r); len(got) != len(want) {
		t.Errorf("%d scenes, want %d", len(got), len(want))
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if after := contents(t, filepath.Dir(killed)); !maps.Equal(before, after) {
		t.Error("reading changed a file")
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}
