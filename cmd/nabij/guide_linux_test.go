package main

import (
	"bytes"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"nabij/canvas"
	"nabij/canvas/guide"
	"nabij/config"
	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/synth"
)

// sheetsAndRibbons makes up a room with both on its floor.
func sheetsAndRibbons(t *testing.T) (room *synth.Laid, photo []byte) {
	t.Helper()
	r := rand.New(rand.NewPCG(roomSeed, 1))
	for room == nil || room.Size != (vision.Size{Width: 640, Height: 360}) {
		room = synth.RandomLaid(r)
	}
	for i := 0; i < 400 && len(room.Papers) < 5; i++ {
		at := floor.Point{X: room.WidthM * r.Float64(), Y: 0.8 + 3.4*r.Float64()}
		free := true
		for _, z := range room.Zones {
			free = free && math.Abs(z.Distance(at)) > 0.3
		}
		if free {
			room.LayPaper(at, 6*r.Float64(), floor.SheetLongM, floor.SheetShortM)
		}
	}
	img, err := room.Photo()
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := png.Encode(&text, img); err != nil {
		t.Fatal(err)
	}
	return room, text.Bytes()
}

// roomSeed draws a room with a green ring, two red ribbons, a chair and five sheets.
const roomSeed = 8

// square is the first corner of a square on the floor that the camera sees
// whole, and the length of its sides, m.
func square(t *testing.T, laid *synth.Laid) (from floor.Point, sideM float64) {
	t.Helper()
	in := vision.Box{Left: 30, Top: 30, Width: float64(laid.Size.Width) - 60, Height: float64(laid.Size.Height) - 60}
	for sideM = 2.4; sideM > 1; sideM -= 0.1 {
		for y := 0.5; y < laid.DepthM-sideM; y += 0.1 {
			for x := 0.2; x < laid.WidthM-sideM; x += 0.1 {
				whole := true
				for _, d := range [4]floor.Point{{}, {X: sideM}, {X: sideM, Y: sideM}, {Y: sideM}} {
					px, ok := laid.Camera.Project(floor.Vec3{X: x + d.X, Y: y + d.Y})
					whole = whole && ok && in.Contains(px)
				}
				if whole {
					return floor.Point{X: x, Y: y}, sideM
				}
			}
		}
	}
	t.Fatal("the camera sees no square of a metre")
	return from, sideM
}

// TestRoomIsCalibratedByKeysAndThenByMouse goes from nothing to a room file
// with the Return key alone, and then measures the floor of that room again
// with handles, by mouse and two typed numbers. Every system call of the first
// is read: the camera's picture is written nowhere.
func TestRoomIsCalibratedByKeysAndThenByMouse(t *testing.T) {
	home := t.TempDir()
	source := filepath.Join(home, "room.png")
	laid, photo := sheetsAndRibbons(t)
	if err := os.WriteFile(source, photo, 0o600); err != nil {
		t.Fatal(err)
	}
	h := newHand(t)
	env := append(h.env(), "HOME="+home, "TMPDIR="+home, "XDG_DATA_HOME="+filepath.Join(home, "data"),
		"XDG_CONFIG_HOME="+filepath.Join(home, "settings"), "XDG_CACHE_HOME="+filepath.Join(home, "cache"))
	calls := filepath.Join(t.TempDir(), "calls")
	begin := func(name string, args ...string) (ended chan error) {
		cmd := exec.Command(name, args...)
		cmd.Env = env
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended = make(chan error, 1)
		gone := make(chan struct{})
		go func() { ended <- cmd.Wait(); close(gone) }()
		t.Cleanup(func() {
			_ = cmd.Process.Kill()
			<-gone
			t.Log(said.String())
		})
		return ended
	}
	file := filepath.Join(home, "data", "nabij", "rooms", "Practice room.yaml")

	keys := begin("strace", "-f", "-qq", "-s", "4096", "-e", watched, "-o", calls, "nabij", "calibrate", "--source", source, "--lang", "en")
	h.settled()
	h.until("a saved room", func() bool { _, err := os.Stat(file); return err == nil }, func() { h.do("key", "Return"); h.settled() })
	h.until("the window to close", func() bool { return over(t, keys) }, func() { h.do("key", "Return"); time.Sleep(500 * time.Millisecond) })
	text, err := os.ReadFile(calls)
	if err != nil {
		t.Fatal(err)
	}
	checkCalls(t, "calibrate", home, string(text))
	checkRoom(t, file, laid, 20, 0.04)

	byMouse(t, h, begin("nabij", "calibrate", "--source", source, "--lang", "en"), file, source, laid)
	checkRoom(t, file, laid, 4, 0.12)
	if _, err := os.Stat(file + ".bak"); err != nil {
		t.Errorf("the version before is gone: %v", err)
	}
}

// over reports whether a program ended, as it should.
func over(t *testing.T, ended chan error) bool {
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("ended with %v", err)
		}
		return true
	default:
		return false
	}
}

// checkRoom holds lengths on a saved room's floor against the truth.
func checkRoom(t *testing.T, file string, laid *synth.Laid, points int, mostOffM float64) {
	t.Helper()
	room, err := config.LoadRoom(file)
	if err != nil {
		t.Fatal(err)
	}
	g, err := solveRoom(file, room)
	if err != nil {
		t.Fatal(err)
	}
	if len(room.Points) > points || len(room.Points) < min(points, 12) {
		t.Errorf("%d points, want %d", len(room.Points), points)
	}
	if points > 4 && len(room.Zones) == 0 {
		t.Error("no ribbon was found")
	}
	a, b := laid.Papers[0][0], laid.Papers[1][0]
	var found [2]floor.Point
	for i, p := range []floor.Point{a, b} {
		px, _ := laid.Camera.Project(floor.Vec3{X: p.X, Y: p.Y})
		place, err := g.floor.ToFloor(px, vision.PixelCov{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		found[i] = place.At
	}
	if off := found[0].Distance(found[1]) - a.Distance(b); math.Abs(off) > mostOffM {
		t.Errorf("a length of %.2f m is %.3f m off", a.Distance(b), off)
	}
}

// alike is how unlike a window at most is to the sheet that it shows, because
// letters have other edges; another page, or a word more or less, is twice that.
const alike = 0.15

// byMouse measures the floor again with four handles. Where buttons and handles
// are on the screen is asked of a guide of the test's own that goes the same
// way, and nothing is done before the window shows what that one does: however
// busy the machine, no press comes too early.
func byMouse(t *testing.T, h *hand, ended chan error, file, source string, laid *synth.Laid) {
	room, err := config.LoadRoom(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &studio{path: file, driver: opencv.Driver{}, plainly: itself}
	g := guide.New(s, guide.Options{Lang: "en", Room: room, File: "Practice room", Source: source})
	defer g.Leave()
	var sheet guide.Sheet
	see := func() {
		g.Tick(time.Now())
		g.Draw(&sheet, 1280, 800)
	}
	find := func(id string) (w guide.Widget) {
		t.Helper()
		h.until(id, func() bool {
			for _, known := range sheet.Widgets {
				if known.ID == id && !known.Off {
					w = known
					return true
				}
			}
			return false
		}, func() { time.Sleep(50 * time.Millisecond); see() })
		return w
	}
	agree := func() {
		t.Helper()
		h.until("the window to show what it should", func() bool { see(); return h.unlike(&sheet) < alike }, func() { time.Sleep(200 * time.Millisecond) })
	}
	hit := func(id string) {
		t.Helper()
		at := find(id).At
		agree()
		h.until(id+" to be ready", func() bool { return h.inked(at) }, func() { time.Sleep(50 * time.Millisecond) })
		h.click(at.Centre().X, at.Centre().Y)
	}
	click := func(id string) {
		t.Helper()
		hit(id)
		g.Press(id)
		agree()
	}
	write := func(id, text string) {
		t.Helper()
		at := find(id).At
		h.click(at.Centre().X, at.Centre().Y)
		h.until("a caret in "+id, func() bool { return h.inked(at) }, func() { time.Sleep(50 * time.Millisecond) })
		h.do("type", "--delay", "120", text)
		g.Type(id, text)
		agree()
	}
	on := func(px vision.Pixel) canvas.XY {
		k := sheet.Photo.To.W / sheet.Photo.From.W
		return canvas.XY{X: sheet.Photo.To.X + (px.U+0.5)*k, Y: sheet.Photo.To.Y + (px.V+0.5)*k}
	}
	click("next")
	click("points")
	from, side := square(t, laid)
	first := [4]vision.Pixel{{U: 0.28, V: 0.82}, {U: 0.72, V: 0.82}, {U: 0.62, V: 0.55}, {U: 0.38, V: 0.55}}
	for _, k := range []int{3, 2, 1, 0} { // the first is chosen already: that it was taken would show nothing
		to := from.Add([4]floor.Point{{}, {X: side}, {X: side, Y: side}, {Y: side}}[k])
		px, _ := laid.Camera.Project(floor.Vec3{X: to.X, Y: to.Y})
		a, b := on(vision.Pixel{U: math.Round(first[k].U * 640), V: math.Round(first[k].V * 360)}), on(px)
		h.drag(a, b)
		g.Down(a)
		g.Move(b)
		g.Up()
		agree()
	}
	write("wide", strconv.FormatFloat(side, 'f', 1, 64))
	write("long", strconv.FormatFloat(side, 'f', 1, 64))
	click("solve")
	click("next")
	click("next")
	hit("save") // by the window alone
	h.until("the room to be saved again", func() bool {
		room, err := config.LoadRoom(file)
		return err == nil && len(room.Points) == 4
	}, func() { time.Sleep(200 * time.Millisecond) })
	h.until("the window to close", func() bool { return over(t, ended) }, func() { h.do("key", "Escape"); time.Sleep(500 * time.Millisecond) })
}
