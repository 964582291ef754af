package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// begun is how many bytes a record has when scenes are in it: its tables, keys
// and room alone come to 49,152, and each half second adds 12,288.
const begun = 64_000

// underway is a record that another process is making.
type underway struct {
	cmd    *exec.Cmd
	record string
	secret string
	home   string
	env    []string // besides what there is
	out    spoken
}

// spoken is what a process says, to be read while it goes on.
type spoken struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// inWindow is a record of a clip that is watched in a window, to be started.
func inWindow(t *testing.T) (r *underway, args []string) {
	t.Helper()
	dir := t.TempDir()
	r = &underway{record: filepath.Join(dir, "r.nabij"), secret: filepath.Join(dir, "secret")}
	room := filepath.Join(dir, "room.yaml")
	for path, text := range map[string][]byte{r.secret: []byte("stap voor stap\n"), room: roomOfScene(t)} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return r, []string{"live", "--room", room, "--source", filepath.Join("demo", "clip.mp4"), "--record", r.record, "--passphrase-file", r.secret}
}

func (r *underway) start(t *testing.T, display string, args ...string) {
	t.Helper()
	r.cmd = exec.Command("nabij", args...)
	r.home = t.TempDir()
	r.cmd.Env = append(os.Environ(), "DISPLAY="+display, "LANG=en_US.UTF-8", "XDG_DATA_HOME="+r.home, "XDG_CONFIG_HOME="+r.home)
	r.cmd.Env = append(r.cmd.Env, r.env...)
	r.cmd.Stdout, r.cmd.Stderr = &r.out, &r.out
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
}

// size is that of the record and its journal so far.
func (r *underway) size() (bytes int64) {
	for _, name := range []string{r.record, r.record + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}

// closed reports whether the record is closed, its journal being gone: as at the end
// of a clip.
func (r *underway) closed() bool {
	_, err := os.Stat(r.record + "-wal")
	return errors.Is(err, os.ErrNotExist)
}

// reaches waits until the record has so many bytes.
func (r *underway) reaches(t *testing.T, bytes int64) {
	t.Helper()
	await(t, fmt.Sprintf("a record of %d bytes", bytes), &r.out, func() bool { return r.size() >= bytes })
}

// await waits for something, with a patience that is long enough for any machine.
func await(t *testing.T, what string, out *spoken, there func() bool) {
	t.Helper()
	for range 1200 {
		if there() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s\n%s", what, out)
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
	if !r.closed() {
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
		r.reaches(t, begun)
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
	r, args := inWindow(t)
	screen, display := newDisplay(t)
	r.start(t, display, args...)
	r.reaches(t, begun)
	if err := screen.Kill(); err != nil {
		t.Fatal(err)
	}
	r.wentOnWithout(t, "nabij: the display is gone\n")
}

// TestARecordIsMadeWithoutGraphics begins a session on a display that can draw
// no window, as where the graphics driver is broken.
func TestARecordIsMadeWithoutGraphics(t *testing.T) {
	r, args := inWindow(t)
	_, display := newDisplay(t, "-extension", "GLX")
	nowhere := t.TempDir()
	r.env = []string{"LIBGL_DRIVERS_PATH=" + nowhere, "__EGL_VENDOR_LIBRARY_DIRS=" + nowhere}
	r.start(t, display, args...)
	r.wentOnWithout(t, "nabij: the display cannot draw a window: ")
}

// wentOnWithout waits until a session says that it goes on without its window,
// and then keeps more; it ends it, and checks what it said and kept.
func (r *underway) wentOnWithout(t *testing.T, said string) {
	t.Helper()
	await(t, "the session to go on", &r.out, func() bool { return strings.Contains(r.out.String(), "the session goes on") })
	more := max(begun, r.size()+10_000)
	await(t, "more of the record", &r.out, func() bool { return r.size() >= more || r.closed() })
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	if err := r.cmd.Wait(); err == nil || r.cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("%v, want status 1", err)
	}
	if out := r.out.String(); !strings.Contains(out, said) {
		t.Errorf("said:\n%s", out)
	}
	r.whole(t)
}

// TestARecordOutlivesMemory takes all memory away in the middle of a session:
// whatever is asked for from then on is refused. What the program cannot do
// without ends it, but the record is whole.
func TestARecordOutlivesMemory(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "demo")
	r := underway{record: filepath.Join(folder, "demo.nabij"), secret: filepath.Join(folder, "demo.passphrase")}
	r.start(t, "", "demo", "--offscreen", folder)
	r.reaches(t, begun)
	none := unix.Rlimit{Cur: 1 << 20, Max: 1 << 20}
	for _, limit := range []int{unix.RLIMIT_AS, unix.RLIMIT_DATA} {
		if err := unix.Prlimit(r.cmd.Process.Pid, limit, &none, nil); err != nil {
			t.Fatal(err)
		}
	}
	over := time.AfterFunc(2*time.Second, func() { r.cmd.Process.Signal(syscall.SIGTERM) }) // where it can do without
	defer over.Stop()
	stuck := time.AfterFunc(2*time.Minute, func() { r.cmd.Process.Kill() }) // which the record outlives as well
	defer stuck.Stop()
	err := r.cmd.Wait()
	t.Logf("%v\n%.300s", err, &r.out)
	r.whole(t)
}

// newDisplay starts an X server that may be killed.
func newDisplay(t *testing.T, args ...string) (*os.Process, string) {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	cmd := exec.Command("Xvfb", append([]string{"-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"}, args...)...)
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
