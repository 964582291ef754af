package window_test

import (
	"bytes"
	"encoding/json"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// A process opens one window in its life, so every test starts the program in
// testdata/show, drives it with xdotool as a hand would, and reads the pixels
// from the X server.

var show string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "nabij-window")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	show = filepath.Join(dir, "show")
	if out, err := exec.Command("go", "build", "-o", show, "./testdata/show").CombinedOutput(); err != nil {
		os.Stderr.Write(out)
		return 1
	}
	return m.Run()
}

// opened is a window that is on the screen.
type opened struct {
	t      *testing.T
	cmd    *exec.Cmd
	id     string
	stdout bytes.Buffer
	stderr said
	ended  chan error
}

// said is what a program says while it runs.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// blue is the colour of the first person's disc.
const blue = 0x0072B2

// patience is how long a busy machine may take to draw.
const patience = 2 * time.Minute

func open(t *testing.T, args ...string) *opened {
	t.Helper()
	w := &opened{t: t, cmd: exec.Command(show, args...), ended: make(chan error, 1)}
	w.cmd.Stdout, w.cmd.Stderr = &w.stdout, &w.stderr
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() { w.ended <- w.cmd.Wait(); close(gone) }()
	t.Cleanup(func() {
		_ = w.cmd.Process.Kill()
		<-gone // its window would lie over the next one
	})
	w.until("a window", func() bool {
		out, err := exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(w.cmd.Process.Pid)).Output()
		w.id = strings.TrimSpace(string(out))
		return err == nil && w.id != ""
	})
	w.do("mousemove", "--window", w.id, "400", "200")
	w.until("a drawn map", func() bool { return len(w.colours()) > 20 })
	return w
}

// until waits for something to be so.
func (w *opened) until(what string, so func() bool) {
	w.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if so() {
			return
		}
	}
	w.t.Fatalf("waited for %s; stderr: %s", what, w.stderr.String())
}

func (w *opened) do(args ...string) {
	w.t.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool %v: %v %s", args, err, out)
	}
}

func (w *opened) key(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		w.do("key", k)
		time.Sleep(50 * time.Millisecond)
	}
}

// hold presses a key as long as a hand does: a field of the widgets' looks now
// and then whether a key is down.
func (w *opened) hold(key string) {
	w.t.Helper()
	w.do("keydown", key)
	time.Sleep(200 * time.Millisecond)
	w.do("keyup", key)
	time.Sleep(100 * time.Millisecond)
}

// write types words as fast as a hand.
func (w *opened) write(words string) {
	w.t.Helper()
	w.do("type", "--delay", "120", words)
}

// colours counts the window's pixels by colour, 0xRRGGBB.
func (w *opened) colours() map[uint32]int {
	w.t.Helper()
	count := map[uint32]int{}
	img := w.picture()
	for i := 0; i < len(img.Pix); i += 4 {
		count[uint32(img.Pix[i])<<16|uint32(img.Pix[i+1])<<8|uint32(img.Pix[i+2])]++
	}
	return count
}

// picture reads the window's pixels.
func (w *opened) picture() *image.RGBA {
	w.t.Helper()
	x, err := xgb.NewConn()
	if err != nil {
		w.t.Fatal(err)
	}
	defer x.Close()
	id, err := strconv.Atoi(w.id)
	if err != nil {
		w.t.Fatal(err)
	}
	window := xproto.Drawable(id)
	size, err := xproto.GetGeometry(x, window).Reply()
	if err != nil {
		w.t.Fatal(err)
	}
	got, err := xproto.GetImage(x, xproto.ImageFormatZPixmap, window, 0, 0, size.Width, size.Height, ^uint32(0)).Reply()
	if err != nil {
		w.t.Fatal(err)
	}
	img := image.NewRGBA(image.Rect(0, 0, int(size.Width), int(size.Height)))
	for i := 0; i+3 < len(got.Data) && i+3 < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = got.Data[i+2], got.Data[i+1], got.Data[i], 255
	}
	return img
}

// settled returns the window's pixels once they stay as they are.
func (w *opened) settled() *image.RGBA {
	w.t.Helper()
	last := w.picture()
	w.until("a picture that stays", func() bool {
		time.Sleep(200 * time.Millisecond)
		now := w.picture()
		same := bytes.Equal(now.Pix, last.Pix)
		last = now
		return same && len(w.colours()) > 1
	})
	return last
}

// report is what the program says at its end.
type report struct {
	Drawn     int     `json:"drawn"`
	LastFrame int     `json:"last_frame"`
	At        float64 `json:"at_s"`
	Playing   bool    `json:"playing"`
	Speed     float64 `json:"speed"`
	Kept      bool    `json:"kept"`
	Paused    bool    `json:"paused"`
	Moments   int     `json:"moments"`
	Word      string  `json:"word"`
	Opened    string  `json:"opened"`
}

// end waits for the program to end by itself.
func (w *opened) end() report {
	w.t.Helper()
	select {
	case err := <-w.ended:
		if err != nil {
			w.t.Fatalf("ended with %v: %s", err, w.stderr.String())
		}
	case <-time.After(patience):
		w.t.Fatal("the window does not close")
	}
	var r report
	if err := json.Unmarshal(w.stdout.Bytes(), &r); err != nil {
		w.t.Fatalf("%v in %s", err, w.stdout.String())
	}
	return r
}

func TestLiveSessionFromStartToEnd(t *testing.T) {
	w := open(t, "live")
	if n := w.colours()[blue]; n < 100 {
		t.Errorf("%d px of the first person are on the screen", n)
	}
	before := w.colours()
	w.until("movement", func() bool {
		now := w.colours()
		for c, n := range now {
			if before[c] != n {
				return true
			}
		}
		return false
	})
	w.key("r", "c", "t", "p", "q")
	r := w.end()
	if !r.Kept || !r.Paused || r.Moments != 2 || r.Drawn < 2 || r.LastFrame < 2 {
		t.Errorf("%+v", r)
	}
}

func TestReplayByKeysAndMouse(t *testing.T) {
	w := open(t, "replay")
	w.key("space", "plus", "plus")
	time.Sleep(300 * time.Millisecond)
	w.key("space")
	// The middle of the bar's track, at the lower edge of 1280 by 800.
	w.do("mousemove", "--window", w.id, "700", "760", "mousedown", "1")
	time.Sleep(300 * time.Millisecond)
	w.do("mousemove", "--window", w.id, "900", "760", "mouseup", "1")
	time.Sleep(300 * time.Millisecond)
	w.key("Escape")
	r := w.end()
	if r.At < 390 || r.At > 450 || r.Speed != 4 {
		t.Errorf("%+v; want about 7 minutes, at speed 4", r)
	}
}

func TestUnkeptSessionAsksBeforeItCloses(t *testing.T) {
	w := open(t, "still")
	plain := w.colours()
	w.key("q")
	w.until("a question", func() bool { return len(w.colours()) != len(plain) })
	select {
	case <-w.ended:
		t.Fatal("closed without asking")
	default:
	}
	w.key("q")
	w.end()
}

func TestNothingIsDrawnWhenNothingChanges(t *testing.T) {
	w := open(t, "still")
	time.Sleep(time.Second)
	spent := w.cpu()
	for x := range 20 {
		w.do("mousemove", "--window", w.id, strconv.Itoa(100+x), "300")
	}
	time.Sleep(3 * time.Second)
	if used := w.cpu() - spent; used > 600*time.Millisecond {
		t.Errorf("an idle window used %v of the processor in 3 s", used)
	}
	w.key("q", "q")
	if r := w.end(); r.Drawn > 8 {
		t.Errorf("one scene and one question were drawn %d times", r.Drawn)
	}
}

// TestWhoRestsIsDrawnSeldom: scenes come all the time, and tell the same.
func TestWhoRestsIsDrawnSeldom(t *testing.T) {
	w := open(t, "rest")
	for range 4 { // the time beside the map, at the latest each second
		before := w.picture()
		w.until("a later time", func() bool { return !reflect.DeepEqual(w.picture(), before) })
	}
	w.key("q", "q")
	if r := w.end(); r.LastFrame < 16 || r.Drawn > 6+r.LastFrame/15 {
		t.Errorf("%d scenes that tell the same were drawn %d times", r.LastFrame, r.Drawn)
	}
}

// cpu is the processor time that the program used so far.
func (w *opened) cpu() time.Duration {
	w.t.Helper()
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(w.cmd.Process.Pid), "stat"))
	if err != nil {
		w.t.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err1 != nil || err2 != nil {
		w.t.Fatalf("stat: %s", stat)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

func TestInterruptClosesTheWindow(t *testing.T) {
	w := open(t, "live")
	if err := w.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	w.end()
}

func TestInterruptWhileTheWindowOpens(t *testing.T) {
	cmd := exec.Command(show, "-for", "1ms", "live")
	ended := make(chan error, 1)
	go func() { ended <- cmd.Run() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(patience):
		_ = cmd.Process.Kill()
		t.Fatal("the window stays")
	}
}

// atFront reports whether the start view is there, with its dark button.
func (w *opened) atFront() bool { return w.colours()[0x41454A] > 5000 }

// inLibrary tells the library's list by its one dark button.
func (w *opened) inLibrary() bool { return w.colours()[0x41454A] > 2000 }

func TestStartViewOpensARecordAndComesBack(t *testing.T) {
	w := open(t, "start")
	front := w.colours()
	changed := func(from map[uint32]int) func() bool {
		return func() bool { return len(w.colours()) != len(from) }
	}
	w.key("Down", "Return") // look back
	w.until("the passphrase's field", changed(front))
	w.write("wrong")
	w.key("Return")
	time.Sleep(500 * time.Millisecond)
	field := w.colours()
	w.write("geheim")
	w.key("Return")
	w.until("the library", changed(field))
	w.settled()
	w.write("cirkel")
	w.key("Return")
	w.settled()
	w.key("Down", "Down", "Return") // it is the first row
	w.settled()
	w.key("Return")
	w.until("the record's map", func() bool { return w.colours()[blue] > 100 && !w.atFront() })
	w.key("q")
	w.until("the library", func() bool { return w.colours()[blue] == 0 })
	w.key("Escape")
	w.until("the start view", w.atFront)
	w.key("Escape")
	if r := w.end(); r.Opened != "a.nabij" {
		t.Errorf("opened %q", r.Opened)
	}
}

func TestStartViewBeginsASession(t *testing.T) {
	w := open(t, "start")
	w.key("Return")
	w.until("the session's map", func() bool { return w.colours()[blue] > 100 && !w.atFront() })
	w.key("q", "q")
	w.until("the start view", w.atFront)
	w.key("Escape")
	w.end()
}

func TestOddSizes(t *testing.T) {
	for _, size := range [][2]string{{"480", "320"}, {"640", "1000"}} {
		w := open(t, "-width", size[0], "-height", size[1], "-people", "8", "replay")
		w.key("h", "Escape", "q")
		if r := w.end(); r.Drawn == 0 {
			t.Errorf("%v: nothing was drawn", size)
		}
	}
}

func TestWithoutADisplayOneSentenceAndAHint(t *testing.T) {
	cmd := exec.Command(show, "live")
	cmd.Env = append(os.Environ(), "DISPLAY=:4711")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	if code := cmd.ProcessState.ExitCode(); err == nil || code != 1 {
		t.Errorf("exit status %d", code)
	}
	if got := stderr.String(); strings.Count(got, "\n") != 2 || !strings.Contains(got, "hint: ") {
		t.Errorf("it says:\n%s", got)
	}
}
