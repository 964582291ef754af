package main

import (
	"bufio"
	"bytes"
	"hash/fnv"
	"io"
	"log"
	"math"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"nabij/canvas"
	"nabij/canvas/guide"
	"nabij/canvas/still"
)

// hand is somebody before a screen of their own: the keys and the mouse of
// other tests do not reach it.
type hand struct {
	t       *testing.T
	display string
	x       *xgb.Conn
}

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

// click presses and lets go, where the mouse then stays: that may show nothing
// until later.
func (h *hand) click(x, y float64) {
	h.t.Helper()
	h.do("mousemove", px(x), px(y), "mousedown", "1", "sleep", "0.1", "mouseup", "1")
}

// drag takes a handle of the points' page and lays it elsewhere. Only a look later
// is the mouse moved again: of a look, a program knows where the mouse is at its
// end alone.
func (h *hand) drag(from, to canvas.XY) {
	h.t.Helper()
	h.do("mousemove", px(from.X), px(from.Y), "mousedown", "1")
	h.until("the handle to be taken", func() bool { return h.chosen(from) }, func() { time.Sleep(30 * time.Millisecond) })
	h.do("mousemove", px((from.X+to.X)/2), px((from.Y+to.Y)/2), "sleep", "0.1", "mousemove", px(to.X), px(to.Y))
	h.until("the handle to come along", func() bool { return h.chosen(to) }, func() { time.Sleep(30 * time.Millisecond) })
	h.do("mouseup", "1", "sleep", "1.5")
}

// chosen reports whether the disc beside a handle has the colour of the chosen
// one.
func (h *hand) chosen(handle canvas.XY) bool {
	h.t.Helper()
	at := 4 * (1280*int(handle.Y-19) + int(handle.X+10))
	return bytes.Equal(h.screen()[at:at+3], []byte{0xB2, 0x72, 0x00})
}

// seen is a sum of the screen's pixels, and how many of them are not black.
func (h *hand) seen() (sum uint64, drawn int) {
	h.t.Helper()
	data := h.screen()
	hash := fnv.New64a()
	hash.Write(data)
	for i := 0; i+3 < len(data); i += 4 {
		if data[i]|data[i+1]|data[i+2] != 0 {
			drawn++
		}
	}
	return hash.Sum64(), drawn
}

// screen is the screen's pixels: blue, green, red and a byte that says nothing.
func (h *hand) screen() []byte {
	h.t.Helper()
	root := xproto.Drawable(xproto.Setup(h.x).DefaultScreen(h.x).Root)
	img, err := xproto.GetImage(h.x, xproto.ImageFormatZPixmap, root, 0, 0, 1280, 800, ^uint32(0)).Reply()
	if err != nil {
		h.t.Fatal(err)
	}
	return img.Data
}

// unlike is how unlike the screen is to a guide's sheet, as a share of all that
// either draws where there is only the sheet: not the camera's picture, nor
// widgets.
func (h *hand) unlike(sheet *guide.Sheet) float64 {
	h.t.Helper()
	want, err := still.Image(&sheet.Over)
	if err != nil {
		h.t.Fatal(err)
	}
	got := h.screen()
	elsewhere := func(x, y float64) bool {
		at := canvas.XY{X: x, Y: y}
		if sheet.Photo != nil && sheet.Photo.To.Contains(at) || sheet.Lens != nil && sheet.Lens.To.Contains(at) {
			return true
		}
		return slices.ContainsFunc(sheet.Widgets, func(w guide.Widget) bool {
			return w.At.Contains(canvas.XY{X: x - 3, Y: y - 3}) || w.At.Contains(canvas.XY{X: x + 3, Y: y + 3})
		})
	}
	sum, ink := 0.0, 1.0
	const cell = 4 // letters have other edges here and there
	for y := 0; y+cell <= 800; y += cell {
		for x := 0; x+cell <= 1280; x += cell {
			if elsewhere(float64(x), float64(y)) || elsewhere(float64(x+cell), float64(y+cell)) {
				continue
			}
			var a, b float64
			for j := range cell {
				for i := range cell {
					k := want.PixOffset(x+i, y+j)
					a += float64(want.Pix[k+1]) / cell / cell
					b += float64(got[k+1]) / cell / cell
				}
			}
			ground := float64(sheet.Over.Ground.G)
			sum += math.Abs(a - b)
			ink += max(math.Abs(a-ground), math.Abs(b-ground))
		}
	}
	return sum / ink
}

// inked reports whether there is ink within a widget: the words of a button that
// is ready, which are paler until it is, or a caret.
func (h *hand) inked(at canvas.Rect) bool {
	h.t.Helper()
	const rim, dark = 5, 70
	data := h.screen()
	for y := int(at.Y) + rim; y < int(at.Y+at.H)-rim; y++ {
		for x := int(at.X) + rim; x < int(at.X+at.W)-rim; x++ {
			if data[4*(1280*y+x)+1] < dark {
				return true
			}
		}
	}
	return false
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
