package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"nabij/vision/floor"
)

// saver is the variable that makes this test's own program save a room over and
// over, or once on a disk that has no space.
const saver = "NABIJ_TEST_SAVE"

func TestMain(m *testing.M) {
	path, limit, _ := strings.Cut(os.Getenv(saver), "|")
	switch {
	case path == "":
		os.Exit(m.Run())
	case limit == "":
		for n := 0; ; n++ {
			if err := SaveRoom(path, numberedRoom(n)); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
		}
	}
	// No file may grow beyond that: what a full disk says to a writer.
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 512, Max: 512}); err != nil {
		panic(err)
	}
	err := SaveRoom(path, numberedRoom(7))
	fmt.Println(err)
	if hinting, ok := err.(interface{ Hint() string }); ok {
		fmt.Println(hinting.Hint())
	}
	os.Exit(0)
}

// numberedRoom differs from number to number, in length too.
func numberedRoom(n int) floor.Room {
	room := wholeRoom()
	room.Name = fmt.Sprint("room ", n, strings.Repeat("x", n%50))
	return room
}

// startSaver starts this program as a saver.
func startSaver(t *testing.T, how string) (*exec.Cmd, *strings.Builder) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd, out := exec.Command(self), &strings.Builder{}
	cmd.Env, cmd.Stdout = append(os.Environ(), saver+"="+how), out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// Whenever a saving program is killed, the room file and its backup are whole,
// the backup is what the file was before, and comments are there.
func TestKilledWhileSaving(t *testing.T) {
	path := filepath.Join(t.TempDir(), "room.yaml")
	if err := os.WriteFile(path, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	saves := 0
	for kill := range 12 {
		cmd, out := startSaver(t, path)
		time.Sleep(time.Duration(20+11*kill) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait() //nolint:errcheck // it was killed
		room, err := LoadRoom(path)
		if err != nil {
			t.Fatalf("kill %d: %v (%s)", kill, err, out)
		}
		var n int
		if _, err := fmt.Sscanf(room.Name, "room %d", &n); err == nil {
			saves = max(saves, n)
			if want := numberedRoom(n); !reflect.DeepEqual(room, want) {
				t.Fatalf("kill %d: a room that nobody saved: %+v", kill, room)
			}
		}
		if _, err := LoadRoom(path + ".bak"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("kill %d: the backup: %v", kill, err)
		}
		if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), "# our own room") {
			t.Errorf("kill %d: the comments are gone (%v)", kill, err)
		}
	}
	if saves == 0 {
		t.Error("nothing was saved before a kill")
	}
}

// A disk without space changes nothing, and says so.
func TestSavingOnAFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "room.yaml")
	if err := os.WriteFile(path, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd, out := startSaver(t, path+"|full")
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if said := out.String(); !strings.Contains(said, "save ") || !strings.Contains(said, "nothing was changed") {
		t.Errorf("said %q", said)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != whole {
		t.Errorf("the room file has changed (%v)", err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("%d files are left in the folder (%v)", len(entries), err)
	}
}
