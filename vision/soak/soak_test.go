package soak

import (
	"path/filepath"
	"testing"
	"time"
)

func TestFaultsAreSurvived(t *testing.T) {
	dir := t.TempDir()
	r, err := Run(t.Context(), Options{Seed: 7, For: 13 * time.Minute, Folder: dir})
	if err != nil {
		t.Fatal(err)
	}
	for kind, c := range r.Kinds {
		t.Logf("%s: %+v", kind, *c)
	}
	t.Logf("%+v", r)
	if !r.Good() || r.Total().Injected < 20 || r.People != 2 || r.Sessions < 2 || r.Goroutines > 0 {
		t.Errorf("%+v", r.Total())
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.nabij*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
