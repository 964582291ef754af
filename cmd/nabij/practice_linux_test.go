package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// practice is a therapist with a computer of her own: folders, kept sessions,
// a window, a keyboard and a mouse. She waits for what the window is called,
// never for a while.
type practice struct {
	*testing.T
	home   string
	env    []string
	window *exec.Cmd
	id     string // of the window
	said   *saying
	ended  chan error
	lag    time.Duration // from the press of a key to what it does
}

// saying is what a program says while it runs.
type saying struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *saying) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *saying) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// patience is how long a busy machine may take for anything.
const patience = 2 * time.Minute

func newPractice(t *testing.T) *practice {
	p := &practice{T: t, home: t.TempDir(), lag: 100 * time.Millisecond}
	p.env = append(os.Environ(), "HOME="+p.home, "XDG_DATA_HOME="+p.at("data"), "XDG_CONFIG_HOME="+p.at("settings"), "LANG=en_US.UTF-8")
	if xauthority, set := os.LookupEnv("XAUTHORITY"); set {
		p.env = append(p.env, "XAUTHORITY="+xauthority)
	}
	for _, dir := range []string{p.at("data", "nabij", "records"), p.at("Documents")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func (p *practice) at(names ...string) string {
	return filepath.Join(append([]string{p.home}, names...)...)
}
func (p *practice) record(name string) string {
	return p.at("data", "nabij", "records", name+".nabij")
}

// run runs nabij on the terminal under a passphrase.
func (p *practice) run(passphrase string, args ...string) (string, error) {
	p.Helper()
	file := p.at("secret")
	if err := os.WriteFile(file, []byte(passphrase+"\n"), 0o600); err != nil {
		p.Fatal(err)
	}
	cmd := exec.Command("nabij", args...)
	cmd.Env = append(p.env, passphraseVariable+"="+file)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (p *practice) must(passphrase string, args ...string) string {
	p.Helper()
	out, err := p.run(passphrase, args...)
	if err != nil {
		p.Fatalf("nabij %v: %v\n%s", args, err, out)
	}
	return out
}

// keep makes a kept session that began on a day.
func (p *practice) keep(passphrase, name, day, title string, people ...string) {
	p.Helper()
	var track strings.Builder
	track.WriteString("frame,time_s,person,x_m,y_m,var_xx_m2,var_xy_m2,var_yy_m2,height_m,posture,feet_seen,left_px,top_px,width_px,height_px,zones,clock\n")
	for i := range 50 {
		for n, who := range people {
			fmt.Fprintf(&track, "%d,%.1f,%s,%.3f,%d,0.01,0,0.01,1.7,stand,1,1,1,9,9,,%sT14:05:%06.3fZ\n", i+1, float64(i)/10, who, float64(i)/50, n, day, float64(i)/10)
		}
	}
	csv := p.at(name + ".csv")
	if err := os.WriteFile(csv, []byte(track.String()), 0o600); err != nil {
		p.Fatal(err)
	}
	p.must(passphrase, "import", csv, "--record", p.record(name))
	p.must(passphrase, "sessions", "rename", p.record(name), title)
}

// open opens the start view.
func (p *practice) open() {
	p.Helper()
	p.window, p.ended, p.said = exec.Command("nabij", "--lang", "en"), make(chan error, 1), &saying{}
	p.window.Env, p.window.Stderr = p.env, p.said
	if err := p.window.Start(); err != nil {
		p.Fatal(err)
	}
	window, ended := p.window, p.ended
	gone := make(chan struct{})
	go func() { ended <- window.Wait(); close(gone) }()
	p.Cleanup(func() {
		_ = window.Process.Kill()
		<-gone
	})
	p.until("a window", func() bool {
		out, err := exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(window.Process.Pid)).Output()
		p.id = strings.TrimSpace(string(out))
		return err == nil && p.id != ""
	})
	p.do("windowsize", "--sync", p.id, "640", "480") // soon drawn, and soon read
	p.do("mousemove", "--window", p.id, "5", "5")
	p.on("nabij")
	p.until("a drawn page", func() bool { _, _, dark := p.dark(); return dark })
}

// leave closes the window from the start view.
func (p *practice) leave() {
	p.Helper()
	p.settled()
	p.do("key", "Escape")
	select {
	case err := <-p.ended:
		if err != nil {
			p.Fatalf("ended with %v: %s", err, p.said)
		}
	case <-time.After(patience):
		p.Fatal("the window does not close")
	}
}

func (p *practice) until(what string, so func() bool) {
	p.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if so() {
			return
		}
	}
	p.Fatalf("waited for %s; the window is called %q; it says: %s", what, p.caption(), p.said)
}

func (p *practice) caption() string {
	out, err := exec.Command("xdotool", "getwindowname", p.id).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// on waits for a page by its title.
func (p *practice) on(title string) {
	p.Helper()
	if title != "nabij" {
		title = "nabij · " + title
	}
	p.until("the page "+strconv.Quote(title), func() bool { return p.caption() == title })
}

func (p *practice) do(args ...string) {
	p.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		p.Fatalf("xdotool %v: %v %s", args, err, out)
	}
}

// key presses keys as shortly as a hand can, each once what the one before did
// is seen.
func (p *practice) key(keys ...string) {
	p.Helper()
	for _, k := range keys {
		before := p.settled()
		began := time.Now()
		p.do("key", k)
		p.until("what "+k+" does", func() bool { return p.differsNow(before) })
		if k == "Tab" || k == "Up" { // others may begin work that lasts
			p.lag = (p.lag + time.Since(began)) / 2
		}
	}
}

// choose goes on so many times from the page's first field or button, or back
// where it is less than none, and presses what is there.
func (p *practice) choose(on int, title string) {
	p.Helper()
	for range on {
		p.key("Tab")
	}
	for range -on {
		p.key("Up")
	}
	p.key("Return")
	p.on(title)
}

func (p *practice) write(words string) {
	p.Helper()
	p.settled()
	p.do("type", "--delay", "20", words)
}

// picture reads the window's pixels, four bytes each.
func (p *practice) picture() (pix []byte, width int) {
	p.Helper()
	conn, err := xgb.NewConn()
	if err != nil {
		p.Fatal(err)
	}
	defer conn.Close()
	id, err := strconv.Atoi(p.id)
	if err != nil {
		p.Fatal(err)
	}
	size, err := xproto.GetGeometry(conn, xproto.Drawable(id)).Reply()
	if err != nil {
		p.Fatal(err)
	}
	got, err := xproto.GetImage(conn, xproto.ImageFormatZPixmap, xproto.Drawable(id), 0, 0, size.Width, size.Height, math.MaxUint32).Reply()
	if err != nil {
		p.Fatal(err)
	}
	return got.Data, int(size.Width)
}

// blink is of how many px a picture differs from another by no more than what
// blinks in a field; the ring round a button is of many more.
const blink = 120

func differs(a, b []byte) bool {
	if len(a) != len(b) {
		return true
	}
	n := 0
	for i := 0; i+3 < len(a) && n <= blink; i += 4 {
		if [3]byte(a[i:i+3]) != [3]byte(b[i:i+3]) {
			n++
		}
	}
	return n > blink
}

func (p *practice) differsNow(before []byte) bool {
	now, _ := p.picture()
	return differs(before, now)
}

// settled returns the window's pixels once they stay for twice as long as a
// press of a key took to be seen.
func (p *practice) settled() (now []byte) {
	p.Helper()
	last, _ := p.picture()
	p.until("a page that stays", func() bool {
		time.Sleep(2*p.lag + 150*time.Millisecond)
		now, _ = p.picture()
		stays := !differs(last, now)
		last = now
		return stays
	})
	return now
}

// dark returns the middle of the page's dark button.
func (p *practice) dark() (x, y int, found bool) {
	p.Helper()
	pix, width := p.picture()
	n := 0
	for i := 0; i+3 < len(pix); i += 4 {
		if [3]byte(pix[i:i+3]) == [3]byte{0x4A, 0x45, 0x41} {
			x, y, n = x+i/4%width, y+i/4/width, n+1
		}
	}
	if n < 500 {
		return 0, 0, false
	}
	return x / n, y / n, true
}

// click presses the page's dark button with the mouse.
func (p *practice) click() {
	p.Helper()
	p.settled()
	x, y := 0, 0
	p.until("a dark button", func() (found bool) { x, y, found = p.dark(); return found })
	p.do("mousemove", "--window", p.id, strconv.Itoa(x), strconv.Itoa(y))
	p.do("click", "1")
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// unlock goes from the start view to the list of sessions.
func (p *practice) unlock(passphrase string) {
	p.Helper()
	p.choose(0, "Passphrase")
	p.write(passphrase)
	p.choose(0, "The sessions")
}
