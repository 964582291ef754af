package session

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// mounted returns a folder with a file system of its own, in memory, of so many
// bytes, and a way to mount it again with other options. Where the system
// allows no mounting it returns "": the made-up disks of these tests stand for
// real ones there.
func mounted(t *testing.T, options string) (dir string, again func(flags uintptr, options string)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Logf("no file system may be mounted here: %v", err)
		return "", nil
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir, func(flags uintptr, options string) {
		t.Helper()
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, options); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFullMemoryDisk fills a real file system while recording, makes room, and
// goes on: nothing is lost of what was held meanwhile.
func TestFullMemoryDisk(t *testing.T) {
	dir, again := mounted(t, "size=300k")
	if dir == "" {
		return
	}
	keys, path := testKeys(t), filepath.Join(dir, "a.nabij")
	w, err := Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	want, paused := testScenes(3600, 3, true), 0
	for i, s := range want {
		if i == 3000 {
			again(0, "size=50m")
		}
		if err := w.Append(s); err != nil {
			t.Fatal(err)
		}
		if i%15 == 14 && (paused == 0 || i%300 == 299) { // seldom: each tries all that waits
			w.commit()
		}
		if err := w.Paused(); err != nil {
			wantHint(t, "full", err, ErrFull)
			paused++
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := opened(t, path, keys)
	gaps, err := r.Gaps()
	left := 0
	for _, g := range gaps {
		left += g.Scenes
	}
	got := all(t, r)
	if err != nil || paused == 0 || len(gaps) > 1 || len(got)+left != len(want) {
		t.Errorf("paused for %d scenes; %d kept and %d left out of %d, %v", paused, len(got), left, len(want), err)
	}
	if v, err := r.Verify(); err != nil || !v.Whole() {
		t.Errorf("%+v, %v", v, err)
	}
	t.Logf("paused for %d scenes, %d left out and marked", paused, left)
}

// TestReadOnlyFolder looks back at a recording that was cut off, on a file
// system that cannot be written, and tries to write there.
func TestReadOnlyFolder(t *testing.T) {
	dir, again := mounted(t, "size=20m")
	if dir == "" {
		return
	}
	keys, path := testKeys(t), filepath.Join(dir, "a.nabij")
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
	killed := filepath.Join(dir, "killed.nabij")
	for _, end := range []string{"", "-wal"} { // as a kill would leave them
		if err := copyFile(path+end, killed+end); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again(syscall.MS_RDONLY, "size=20m")
	r := opened(t, killed, keys)
	if got := all(t, r); len(got) != len(want) || r.Damage() != nil {
		t.Errorf("%d scenes of %d, %v", len(got), len(want), r.Damage())
	}
	wantHint(t, "change", r.Change("", func(a *Additions) error { return a.Tell(About{Note: "x"}) }), ErrUnwritable)
	if got := all(t, r); len(got) != len(want) {
		t.Errorf("after that %d scenes of %d", len(got), len(want))
	}
	_, err = Create(filepath.Join(dir, "new.nabij"), keys, testHeader())
	wantHint(t, "create", err, ErrUnwritable)
	wantHint(t, "copy", r.Copy(filepath.Join(dir, "copy.nabij"), "van mij"), ErrUnwritable)
	if _, err := os.Stat(filepath.Join(dir, "copy.nabij.part")); !errors.Is(err, os.ErrNotExist) {
		t.Error("something is left behind")
	}
}
