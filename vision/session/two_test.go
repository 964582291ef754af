package session

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// TestTwoPrograms lets a second program try everything with a record that a
// first one is making; the first one's record comes out whole.
func TestTwoPrograms(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NABIJ_TEST_RECORD="+path, "NABIJ_TEST_KEYS="+keys.dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	lines := bufio.NewScanner(out)
	read := func(n int) (last int) {
		for ; n > 0 && lines.Scan(); n-- {
			fmt.Sscan(lines.Text(), &last)
		}
		return last
	}
	read(200)
	for range 3 {
		_, err = Open(path, keys)
		wantHint(t, "open", err, ErrLocked)
		_, err = Add(path, keys, "")
		wantHint(t, "add", err, ErrLocked)
		_, err = Create(path, keys, testHeader())
		wantHint(t, "create", err, ErrExists)
		l := Library{Dir: filepath.Dir(path), Keys: keys}
		if err := l.Backup(t.Context(), filepath.Join(t.TempDir(), "to"), func(_ string, err error) { wantHint(t, "backup", err, ErrLocked) }, nil); err != nil {
			t.Error(err)
		}
		read(50)
	}
	last := read(300)
	cmd.Process.Kill()
	cmd.Wait()
	r := opened(t, path, keys)
	if got := all(t, r); len(got) < last-250 { // 200 Hz: a second, and what was not told any more
		t.Errorf("%d scenes of %d", len(got), last)
	}
	if v, err := r.Verify(); err != nil || !v.Whole() || v.Ended {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestTwelveHours records a long day, at NABIJ_HZ scenes a second where that is
// set, then opens it, seeks in it and reads its end.
func TestTwelveHours(t *testing.T) {
	hz := 0.51
	if v, err := strconv.ParseFloat(os.Getenv("NABIJ_HZ"), 64); err == nil {
		hz = v
	}
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "day.nabij")
	w, err := Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	last := int(12 * 3600 * hz)
	for n := 1; n <= last; n++ {
		if err := w.Append(testScene(n, 2, hz, false, rnd)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	r := opened(t, path, keys)
	opening := time.Since(begun)
	holes, err := r.Holes()
	if first, end := r.Span(); err != nil || len(holes) != 0 || first != 0 || end < 12*time.Hour-2*time.Second {
		t.Errorf("from %v to %v with %d holes, %v", first, end, len(holes), err)
	}
	begun = time.Now()
	const seeks = 100
	for range seeks {
		n := 1 + rnd.IntN(last)
		at := time.Duration(float64(n-1) / hz * 1e9)
		if s, err := r.At(at); err != nil || s.Frame != n || s.Clock.Sub(began).Round(time.Second) != at.Round(time.Second) {
			t.Fatalf("at %v: frame %d of %v, %v; want %d", at, s.Frame, s.Clock, err, n)
		}
	}
	t.Logf("%d scenes: opened in %v, a seek in %v", last, opening, time.Since(begun)/seeks)
}
