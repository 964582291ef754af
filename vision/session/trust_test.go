package session

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nabij/vision/scene"
)

var regenerate = flag.Bool("regenerate", false, "make the records in testdata anew")

// TestNothingReadable looks for what was recorded in the bytes on the disk:
// the record, its journal while it is written, and the key store.
func TestNothingReadable(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	w, err := Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range testScenes(900, 2, false) {
		s.People[0].Name = "Hannelore"
		if err := w.Append(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(just(w.AddMoment(scene.Moment{Word: "hier is het goed"})), w.commit()); err != nil {
		t.Fatal(err)
	}
	look := func(file string) {
		t.Helper()
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Hannelore", "veilig", "koord", "Praktijkruimte", "hier is het goed", "SQLite", "CREATE TABLE", "entry", "eerste keer", "stap voor stap"} {
			if bytes.Contains(data, []byte(word)) {
				t.Errorf("%s: %q can be read", filepath.Base(file), word)
			}
		}
		ones := 0 // encrypted bytes look like a fair coin
		body := data[min(prefixSize, len(data)/2):]
		for _, b := range body {
			for ; b != 0; b &= b - 1 {
				ones++
			}
		}
		if share := float64(ones) / float64(8*len(body)); len(body) > 1e5 && math.Abs(share-0.5) > 0.01 {
			t.Errorf("%s: %.3f of its bits are set", filepath.Base(file), share)
		}
	}
	look(path)
	look(path + "-wal")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	look(path)
	r := opened(t, path, keys)
	given := filepath.Join(filepath.Dir(path), "given.nabij")
	if err := r.Copy(given, "van mij"); err != nil {
		t.Fatal(err)
	}
	look(given)
	if err := r.Change("Hannelore", func(a *Additions) error { return a.Tell(About{Note: "hier is het goed"}) }); err != nil {
		t.Fatal(err)
	}
	look(path)
	look(filepath.Join(keys.dir, practiceFile))
	look(keys.path(w.ID()))
}

// TestClockSetBack sets the wall clock back an hour while recording, changes
// its zone, and suspends the computer for a night.
func TestClockSetBack(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	want := testScenes(300, 2, false)
	for i := range want {
		switch {
		case i >= 200:
			want[i].At += 9 * time.Hour
			want[i].Clock = want[i].Clock.Add(9 * time.Hour)
		case i >= 100:
			want[i].Clock = want[i].Clock.Add(-time.Hour).In(time.UTC)
		}
	}
	record(t, path, keys, want)
	r := opened(t, path, keys)
	for i, s := range all(t, r) {
		if !same(s, want[i]) {
			t.Fatalf("scene %d: %v at %v, want %v at %v", i, s.Clock, s.At, want[i].Clock, want[i].At)
		}
	}
	if s, err := r.At(5 * time.Hour); err != nil || s.Frame != 200 {
		t.Errorf("in the night: frame %d, %v; want the last before it, 200", s.Frame, err)
	}
}

func TestTimeRunsForward(t *testing.T) {
	w, err := Create(filepath.Join(t.TempDir(), "a.nabij"), testKeys(t), testHeader())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := errors.Join(w.Append(scene.Scene{Frame: 1, At: 2}), w.Append(scene.Scene{Frame: 2, At: 2})); err != nil {
		t.Error(err)
	}
	for _, s := range []scene.Scene{
		{Frame: 3, At: 1},
		{Frame: 3, At: 3, People: make([]scene.Person, maxPeople+1)},
		{Frame: 3, At: 3, People: []scene.Person{{Name: strings.Repeat("n", maxWord+1)}}},
		{Frame: 3, At: 3, Clock: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		if err := w.Append(s); err == nil || !strings.Contains(err.Error(), "frame 3") {
			t.Errorf("%v, want the frame named", err)
		}
	}
}

// TestFormat1 opens a record that an earlier version made. It is to stay as it
// is for as long as the program lives.
func TestFormat1(t *testing.T) {
	const made = "testdata/format1"
	if *regenerate {
		makeFormat1(t, made)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "keys"), 0o700); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(made + "/*/*")
	if err != nil || len(files) != 3 {
		t.Fatalf("%d files, %v; want record, key and practice", len(files), err)
	}
	for _, file := range files { // git keeps no modes
		to := filepath.Join(dir, filepath.Base(file))
		if strings.HasSuffix(file, ".key") {
			to = filepath.Join(dir, "keys", filepath.Base(file))
		}
		if err := copyFile(file, to); err != nil {
			t.Fatal(err)
		}
	}
	keys, err := OpenKeys(filepath.Join(dir, "keys"), "stap voor stap")
	if err != nil {
		t.Fatal(err)
	}
	r := opened(t, filepath.Join(dir, "format1.nabij"), keys)
	v, err := r.Verify()
	if err != nil || !v.Whole() || v.Scenes != 60 || v.Moments != 1 || v.Corrections != 1 {
		t.Errorf("%+v, %v", v, err)
	}
	want := testScenes(60, 2, false)
	for i, s := range all(t, r) {
		if i >= 30 { // where the correction begins
			a, b := *s.Find("A"), *s.Find("B")
			if a.Place != want[i].Find("B").Place || b.Place != want[i].Find("A").Place {
				t.Fatalf("scene %d is not corrected", i)
			}
		} else if !same(s, want[i]) {
			t.Fatalf("scene %d:\n%+v\nwant\n%+v", i, s, want[i])
		}
	}
	if h := r.Header(); fmt.Sprintf("%+v", h.Room) != fmt.Sprintf("%+v", testHeader().Room) || !h.Started.Equal(began) {
		t.Errorf("%+v", h)
	}
}

func makeFormat1(t *testing.T, dir string) {
	t.Helper()
	keysDir, path := filepath.Join(dir, "keys"), filepath.Join(dir, "records", "format1.nabij")
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(keysDir, 0o700), os.MkdirAll(filepath.Dir(path), 0o700)); err != nil {
		t.Fatal(err)
	}
	keys, err := OpenKeys(keysDir, "stap voor stap")
	if err != nil {
		t.Fatal(err)
	}
	record(t, path, keys, testScenes(60, 2, false))
	a, err := Add(path, keys, "T")
	if err != nil {
		t.Fatal(err)
	}
	moment := scene.Moment{At: time.Second, Clock: began, Voice: scene.Client, Kind: scene.Mark, Word: "halt"}
	err = errors.Join(a.AddMoment(moment), a.Swap("A", "B", testScenes(31, 2, false)[30].At, -1), a.Tell(About{Made: began, Note: "rustig"}), a.Close())
	if err != nil {
		t.Fatal(err)
	}
}
