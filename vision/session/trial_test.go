package session

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestNothingIsLostWhileTheDiskFailsForAWhile lets it fail in every way that a
// disk does, for ten seconds of a session each.
func TestNothingIsLostWhileTheDiskFailsForAWhile(t *testing.T) {
	keys := testKeys(t)
	disk := NewTrial()
	defer disk.Close()
	path := filepath.Join(t.TempDir(), "a.nabij")
	w, err := disk.Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	causes := map[int]error{600: syscall.ENOSPC, 1200: syscall.EROFS, 1800: syscall.EIO, 2400: syscall.EDQUOT}
	scenes := testScenes(3000, 3, true)
	var failing error
	for i, s := range scenes {
		if cause, begins := causes[i]; begins {
			failing = cause
			disk.Fail(failing)
		} else if _, ends := causes[i-300]; ends {
			failing = nil
			disk.Fail(nil)
		}
		if err := w.Append(s); err != nil {
			t.Fatal(err)
		}
		if i%15 == 14 {
			if err := w.Flush(); (err == nil) != (failing == nil) {
				t.Fatalf("scene %d: %v while the disk says %v", i, err, failing)
			}
			if (w.Paused() == nil) != (failing == nil) {
				t.Fatalf("scene %d: paused: %v, while the disk says %v", i, w.Paused(), failing)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := opened(t, path, keys)
	if got := all(t, r); len(got) != len(scenes) {
		t.Errorf("%d scenes of %d", len(got), len(scenes))
	}
	if v, err := r.Verify(); err != nil || !v.Whole() || v.Gaps != 0 {
		t.Errorf("%+v, %v", v, err)
	}
}
