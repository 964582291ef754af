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

// recordForever is what the test binary does instead of testing when it is
// told to: it records in real time at 200 Hz, and says each scene's number
// after it was taken.
func recordForever(path, dir string) {
	keys, err := OpenKeys(dir, "stap voor stap")
	if err != nil {
		panic(err)
	}
	w, err := Create(path, keys, testHeader())
	if err != nil {
		panic(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	ticker := time.NewTicker(5 * time.Millisecond)
	for n := 1; ; n++ {
		<-ticker.C
		if err := w.Append(testScene(n, 2, 200, false, rnd)); err != nil {
			panic(err)
		}
		fmt.Printf("%d %d\n", n, time.Now().UnixMicro())
	}
}

// TestKill ends recordings with SIGKILL at moments of chance. Each must open,
// hold every scene but those of the last second, and be one file again.
func TestKill(t *testing.T) {
	kills := 6
	if n, err := strconv.Atoi(os.Getenv("NABIJ_KILLS")); err == nil {
		kills = n
	}
	keys := testKeys(t)
	dir := t.TempDir()
	worst := time.Duration(0)
	for i := range kills {
		path := filepath.Join(dir, fmt.Sprintf("%d.nabij", i))
		lost := killed(t, path, keys, time.Duration(600+rand.IntN(1500))*time.Millisecond)
		worst = max(worst, lost)
		if lost > time.Second {
			t.Errorf("kill %d: lost %v", i, lost)
		}
		if _, err := os.Stat(path + "-wal"); err == nil {
			t.Errorf("kill %d: the journal is still there after opening", i)
		}
	}
	t.Logf("%d kills, at most %v lost", kills, worst)
}

// killed records for a while, kills, opens, and returns how much is lost.
func killed(t *testing.T, path string, keys *Keys, after time.Duration) time.Duration {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NABIJ_TEST_RECORD="+path, "NABIJ_TEST_KEYS="+keys.dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	taken := make(map[int]int64) // scene to the µs when it was taken
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("nothing was recorded")
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	last, final := 0, int64(0)
	for more := true; more; more = lines.Scan() {
		var n int
		var at int64
		if _, err := fmt.Sscan(lines.Text(), &n, &at); err == nil {
			taken[n], last, final = at, n, at
		}
	}
	cmd.Wait()

	r, err := Open(path, keys)
	if err != nil {
		t.Fatalf("after %v and %d scenes: %v", after, last, err)
	}
	defer r.Close()
	kept := all(t, r)
	for i := range kept {
		if kept[i].Frame != i+1 {
			t.Fatalf("scene %d is frame %d", i, kept[i].Frame)
		}
	}
	if len(kept) >= last {
		return 0
	}
	return time.Duration(final-taken[len(kept)+1]) * time.Microsecond
}

// addForever adds notes to a record, opening it anew for each few, and says how
// many it has added.
func addForever(path, dir string) {
	keys, err := OpenKeys(dir, "stap voor stap")
	if err != nil {
		panic(err)
	}
	for n := 0; ; {
		a, err := Add(path, keys, "")
		if err != nil {
			panic(err)
		}
		for range 3 {
			n++
			if err := a.Tell(About{Note: fmt.Sprint(n)}); err != nil {
				panic(err)
			}
			fmt.Println(n)
		}
		if err := a.Close(); err != nil {
			panic(err)
		}
	}
}

// TestKillWhileAdding ends additions with SIGKILL at moments of chance. The
// record must verify, hold every addition that was told, and be one file again.
func TestKillWhileAdding(t *testing.T) {
	kills := 4
	if n, err := strconv.Atoi(os.Getenv("NABIJ_KILLS")); err == nil {
		kills = n
	}
	keys := testKeys(t)
	dir := t.TempDir()
	for i := range kills {
		path := filepath.Join(dir, fmt.Sprintf("%d.nabij", i))
		record(t, path, keys, testScenes(200, 2, false))
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "NABIJ_TEST_ADD="+path, "NABIJ_TEST_KEYS="+keys.dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines, last := bufio.NewScanner(out), 0
		lines.Scan()
		time.AfterFunc(time.Duration(rand.IntN(400_000))*time.Microsecond, func() { cmd.Process.Kill() })
		for more := true; more; more = lines.Scan() {
			fmt.Sscan(lines.Text(), &last)
		}
		cmd.Wait()
		r, err := Open(path, keys)
		if err != nil {
			t.Fatalf("kill %d after %d additions: %v", i, last, err)
		}
		about, err := r.About()
		v, verr := r.Verify()
		if err != nil || verr != nil || !v.Whole() || len(about) < last {
			t.Errorf("kill %d: %d additions of %d, %+v, %v, %v", i, len(about), last, v, err, verr)
		}
		if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
			t.Errorf("kill %d: %v is left", i, left)
		}
		r.Close()
	}
	t.Logf("%d kills while adding", kills)
}
