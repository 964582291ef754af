package main

import (
	"bufio"
	"hash/fnv"
	"io"
	"log"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// hand is somebody before a screen of their own: the keys and the mouse of
// other tests do not reach it.
type hand struct {
	t       *testing.T
	display string
	x       *xgb.Conn
}

// patience is how long a busy machine may take.
const patience = 4 * time.Minute

// newHand starts a screen of 1280 by 800 px.
func newHand(t *testing.T) *hand {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	xgb.Logger = log.New(io.Discard, "", 0) // it says that it finds no authority, which is right
	h := &hand{t: t, display: ":" + strings.TrimSpace(line)}
	if h.x, err = xgb.NewConnDisplay(h.display); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.x.Close)
	return h
}

// env is the environment of a program on this screen.
func (h *hand) env() []string {
	return append(os.Environ(), "DISPLAY="+h.display, "LIBGL_ALWAYS_SOFTWARE=1")
}

func (h *hand) do(args ...string) {
	h.t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = h.env()
	if out, err := cmd.CombinedOutput(); err != nil {
		h.t.Fatalf("xdotool %v: %v %s", args, err, out)
	}
}

func px(v float64) string { return strconv.Itoa(int(v + 0.5)) }

// act does something and waits until the screen shows it: a busy program would
// else take a press for one at a place where the mouse came later. What shows
// nothing is waited for a little.
func (h *hand) act(args ...string) {
	h.t.Helper()
	before, _ := h.seen()
	h.do(args...)
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if now, _ := h.seen(); now != before {
			return
		}
	}
}

// point moves the mouse, which may show nothing.
func (h *hand) point(x, y float64) {
	h.t.Helper()
	h.do("mousemove", px(x), px(y))
	time.Sleep(300 * time.Millisecond)
}

func (h *hand) click(x, y float64) {
	h.t.Helper()
	h.point(x, y)
	h.act("mousedown", "1")
	h.act("mouseup", "1")
}

func (h *hand) drag(x, y, toX, toY float64) {
	h.t.Helper()
	h.point(x, y)
	h.act("mousedown", "1")
	h.act("mousemove", px((x+toX)/2), px((y+toY)/2))
	h.act("mousemove", px(toX), px(toY))
	h.act("mouseup", "1")
	h.settled()
}

// seen is a sum of the screen's pixels, and how many of them are not black.
func (h *hand) seen() (sum uint64, drawn int) {
	h.t.Helper()
	root := xproto.Drawable(xproto.Setup(h.x).DefaultScreen(h.x).Root)
	img, err := xproto.GetImage(h.x, xproto.ImageFormatZPixmap, root, 0, 0, 1280, 800, ^uint32(0)).Reply()
	if err != nil {
		h.t.Fatal(err)
	}
	hash := fnv.New64a()
	hash.Write(img.Data)
	for i := 0; i+3 < len(img.Data); i += 4 {
		if img.Data[i]|img.Data[i+1]|img.Data[i+2] != 0 {
			drawn++
		}
	}
	return hash.Sum64(), drawn
}

// settled waits until something is drawn and has not changed for a while.
func (h *hand) settled() {
	h.t.Helper()
	last, since := uint64(0), time.Now()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		sum, drawn := h.seen()
		if sum != last || drawn < 100_000 {
			last, since = sum, time.Now()
		}
		if time.Since(since) > 600*time.Millisecond {
			return
		}
	}
	h.t.Fatal("the screen does not come to rest")
}

// until does something again and again until something is so.
func (h *hand) until(what string, so func() bool, do func()) {
	h.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if so() {
			return
		}
		do()
	}
	h.t.Fatalf("waited for %s", what)
}
