package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// underway is a record that another process is making.
type underway struct {
	cmd    *exec.Cmd
	record string
	secret string
	home   string
	out    bytes.Buffer
}

func (r *underway) start(t *testing.T, display string, args ...string) {
	t.Helper()
	r.cmd = exec.Command("nabij", args...)
	r.home = t.TempDir()
	r.cmd.Env = append(os.Environ(), "DISPLAY="+display, "LANG=en_US.UTF-8", "XDG_DATA_HOME="+r.home, "XDG_CONFIG_HOME="+r.home)
	r.cmd.Stdout, r.cmd.Stderr = &r.out, &r.out
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
}

// grows waits until the record has so many bytes more.
func (r *underway) grows(t *testing.T, by int64) {
	t.Helper()
	size := func() (sum int64) {
		for _, name := range []string{r.record, r.record + "-wal"} {
			if info, err := os.Stat(name); err == nil {
				sum += info.Size()
			}
		}
		return sum
	}
	begin := size()
	for range 300 {
		if size() >= begin+by {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("the record does not grow: %d bytes\n%s", size(), &r.out)
}

// whole checks that the record is, and that it ended in good order.
func (r *underway) whole(t *testing.T) {
	t.Helper()
	verify := exec.Command("nabij", "verify", "--lang", "en", "--passphrase-file", r.secret, r.record)
	verify.Env = append(os.Environ(), "XDG_DATA_HOME="+r.home)
	out, err := verify.CombinedOutput()
	if err != nil {
		t.Errorf("verify: %v\n%s", err, out)
	}
	if _, err := os.Stat(r.record + "-wal"); err == nil {
		t.Error("the journal was left behind")
	}
}

// TestAnySignalEndsASessionInOrder sends what a terminal, a desktop that logs
// out and a system that shuts down send.
func TestAnySignalEndsASessionInOrder(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		folder := filepath.Join(t.TempDir(), "demo")
		r := underway{record: filepath.Join(folder, "demo.nabij"), secret: filepath.Join(folder, "demo.passphrase")}
		r.start(t, "", "demo", "--offscreen", folder)
		r.grows(t, 40_000)
		if err := r.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := r.cmd.Wait(); err != nil {
			t.Errorf("%v: %v\n%s", signal, err, &r.out)
		}
		r.whole(t)
	}
}

// TestARecordGoesOnWithoutItsWindow takes the display away in the middle of a
// session, as a graphics driver does that is reset, and ends the session later.
func TestARecordGoesOnWithoutItsWindow(t *testing.T) {
	dir := t.TempDir()
	r := underway{record: filepath.Join(dir, "r.nabij"), secret: filepath.Join(dir, "secret")}
	if err := os.WriteFile(r.secret, []byte("stap voor stap\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	room := filepath.Join(dir, "room.yaml")
	if err := os.WriteFile(room, roomOfScene(t), 0o600); err != nil {
		t.Fatal(err)
	}
	screen, display := newDisplay(t)
	r.start(t, display, "live", "--room", room, "--source", filepath.Join("demo", "clip.mp4"), "--record", r.record, "--passphrase-file", r.secret)
	r.grows(t, 20_000)
	if err := screen.Kill(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	r.grows(t, 20_000)
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Wait(); err == nil || r.cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("%v, want status 1", err)
	}
	if out := r.out.String(); !strings.Contains(out, "nabij: the display is gone\n") || !strings.Contains(out, "the session goes on") {
		t.Errorf("said:\n%s", out)
	}
	r.whole(t)
}

// newDisplay starts an X server that may be killed.
func newDisplay(t *testing.T) (*os.Process, string) {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{write}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	var number int
	if _, err := fmt.Fscan(read, &number); err != nil {
		t.Fatalf("Xvfb: %v", err)
	}
	return cmd.Process, fmt.Sprintf(":%d", number)
}
