package session

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func testLibrary(t *testing.T, records int) *Library {
	t.Helper()
	l := &Library{Dir: filepath.Join(t.TempDir(), "records"), Keys: testKeys(t)}
	if err := os.Mkdir(l.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range records {
		record(t, filepath.Join(l.Dir, fmt.Sprintf("%d.nabij", i)), l.Keys, testScenes(31, 2, false))
	}
	return l
}

func TestList(t *testing.T) {
	ctx := context.Background()
	l := testLibrary(t, 2)
	if err := os.WriteFile(filepath.Join(l.Dir, "other.nabij"), []byte("holiday"), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := Add(filepath.Join(l.Dir, "1.nabij"), l.Keys, "")
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(a.Tell(About{Title: "Cirkel"}), a.Tell(About{Consent: &Consent{Who: "A", On: began}}),
		a.Tell(About{Consent: &Consent{Who: "A", On: began, Withdrawn: true}}), a.Close())
	if err != nil {
		t.Fatal(err)
	}
	list, err := l.List(ctx)
	if err != nil || len(list) != 3 {
		t.Fatal(list, err)
	}
	wantHint(t, "other", list[0].Err, ErrForeign)
	if c := list[2].Consents(); list[2].Title != "Cirkel" || list[2].Duration != time.Second || len(c) != 1 || !c[0].Withdrawn {
		t.Errorf("%+v", list[2])
	}
	for words, want := range map[string]bool{"cirkel": true, "2026-03-01": true, "b": true, "1.nabij": true, "zee": false} {
		if list[2].Matches(words) != want {
			t.Errorf("matches %q: want %v", words, want)
		}
	}
	day := 24 * time.Hour
	if due := Due(list, 30*day, began.Add(31*day)); len(due) != 2 {
		t.Errorf("due after a month: %v", due)
	}
	if due := Due(list, 30*day, began.Add(29*day)); len(due) != 1 || due[0].Path != list[2].Path {
		t.Errorf("due before: %v, want the one without consent", due)
	}
	none := &Library{Dir: filepath.Join(l.Dir, "none"), Keys: l.Keys}
	if list, err := none.List(ctx); err != nil || len(list) != 0 {
		t.Errorf("no folder: %v, %v", list, err)
	}
}

func TestBackup(t *testing.T) {
	ctx := context.Background()
	l := testLibrary(t, 3)
	to := filepath.Join(t.TempDir(), "backup")
	var failed []error
	told := func(path string, err error) {
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", path, err))
		}
	}
	keysTo := filepath.Join(t.TempDir(), "keys-backup")
	if err := errors.Join(l.Backup(ctx, to, told, nil), l.Keys.Backup(keysTo)); err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	a, err := Add(filepath.Join(l.Dir, "0.nabij"), l.Keys, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(a.Tell(About{Note: "later"}), a.Close()); err != nil {
		t.Fatal(err)
	}
	if err := l.Backup(ctx, to, told, nil); err != nil || failed != nil { // the older copy is replaced
		t.Fatal(err, failed)
	}
	erased, err := l.Erase(filepath.Join(l.Dir, "1.nabij"))
	if err != nil || erased.On.IsZero() {
		t.Fatal(erased, err)
	}
	if err := l.Restore(ctx, to, told, nil); err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	whole, refused := 0, 0
	err = l.Check(ctx, func(path string, report *Report, err error) {
		switch {
		case errors.Is(err, ErrErased): // restored, and still nobody can open it
			refused++
		case err == nil && report.Whole():
			whole++
		}
	}, nil)
	if err != nil || whole != 2 || refused != 1 {
		t.Errorf("%d whole, %d erased, %v", whole, refused, err)
	}
	record(t, filepath.Join(l.Dir, "new.nabij"), l.Keys, testScenes(10, 1, false))
	if err := os.WriteFile(filepath.Join(to, "new.nabij"), []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := l.Restore(ctx, to, told, nil); err != nil || len(failed) != 1 {
		t.Fatal(err, failed)
	}
	wantHint(t, "restore over", failed[0], ErrExists)
	computer := filepath.Join(t.TempDir(), "keys") // a new one
	if err := RestoreKeys(computer, keysTo); err != nil {
		t.Fatal(err)
	}
	if RestoreKeys(computer, to) == nil {
		t.Error("keys came from a folder without any")
	}
	if err := l.Keys.Restore(keysTo); err != nil { // the erased one stays erased
		t.Fatal(err)
	}
	if list, err := l.Keys.Erased(); err != nil || len(list) != 1 {
		t.Errorf("erased %v, %v", list, err)
	}
	bare := &Library{Dir: filepath.Join(t.TempDir(), "records")}
	if err := bare.Restore(ctx, to, told, nil); err != nil {
		t.Fatal(err)
	}
	if there, err := filepath.Glob(filepath.Join(bare.Dir, "*"+Ext)); err != nil || len(there) < 3 {
		t.Errorf("restored %v, %v", there, err)
	}
	moved, err := OpenKeys(computer, "stap voor stap")
	if err != nil {
		t.Fatal(err)
	}
	opened(t, filepath.Join(l.Dir, "0.nabij"), moved)
}
