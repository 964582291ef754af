package soak

import (
	"bytes"
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
	var table bytes.Buffer
	r.Write(&table)
	t.Logf("\n%s", &table)
	if !r.Good() || r.Total().Injected < 20 || r.People != 2 || r.Sessions < 2 || r.Goroutines > 0 {
		t.Errorf("%+v", r.Total())
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.nabij*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
