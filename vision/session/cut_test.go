package session

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestCut cuts a record at every page. What is left must open and give scenes
// from the first on as they were, or say what is wrong.
func TestCut(t *testing.T) {
	keys := testKeys(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "whole.nabij")
	want := testScenes(600, 3, false)
	record(t, path, keys, want)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	opened, kept := 0, 0
	for size := 0; size < len(whole); size += pageBytes / 2 {
		cut := filepath.Join(dir, fmt.Sprintf("%d.nabij", size))
		if err := os.WriteFile(cut, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Open(cut, keys)
		if err != nil {
			wantHint(t, fmt.Sprintf("cut at %d", size), err, ErrTruncated, ErrDamaged)
			continue
		}
		opened++
		wantHint(t, fmt.Sprintf("cut at %d", size), r.Damage(), ErrTruncated, ErrDamaged)
		i := 0
		first, last := r.Span()
		for s, err := range r.Range(first, last) {
			if err != nil {
				wantHint(t, fmt.Sprintf("cut at %d", size), err, ErrTruncated, ErrDamaged)
				continue
			}
			if !same(s, want[i]) {
				t.Fatalf("cut at %d: scene %d is %+v, want %+v", size, i, s, want[i])
			}
			i++
		}
		kept = max(kept, i)
		if s, err := r.At(last); err != nil || s.Frame != i {
			t.Fatalf("cut at %d: the last of %d scenes is %d, %v", size, i, s.Frame, err)
		}
		r.Close()
	}
	t.Logf("%d cuts, %d opened, at best %d of %d scenes", (len(whole)+pageBytes/2-1)/(pageBytes/2), opened, kept, len(want))
	if pages := len(whole) / pageBytes; opened < pages || kept < len(want)*8/10 {
		t.Errorf("of %d pages' cuts %d opened, with %d of %d scenes at best", pages, opened, kept, len(want))
	}
}
