package guide_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"nabij/canvas"
	"nabij/canvas/guide"
	"nabij/vision"
	"nabij/vision/floor"
)

// measured takes a user through sheets to the report.
func measured(t *testing.T, s *studio, o guide.Options) *user {
	u := sit(t, s, o)
	u.press("next")
	u.press("sheets")
	u.press("look")
	u.press("next")
	return u
}

// TestTwelveActionsAndNoTyping counts what a first-time user does, and holds
// the room that comes of it against the truth.
func TestTwelveActionsAndNoTyping(t *testing.T) {
	s := newStudio(t)
	u := measured(t, s, guide.Options{})
	u.press("next")
	s.lay()
	u.press("find")
	u.press("next")
	u.press("save")
	u.press("close")
	if done, end := u.guide.Done(); !done || end != guide.Closed || u.acts > 12 {
		t.Errorf("done %v (%v) after %d actions", done, end, u.acts)
	}
	room := s.saved
	if !s.anew || room.Name == "" || room.Device != webcam || room.Size != s.size || len(room.Points) != 20 || len(room.Zones) != 2 {
		t.Fatalf("saved anew %v: %+v", s.anew, room)
	}
	ground, err := floor.Solve(room.Size, room.Lens, room.Points)
	if err != nil {
		t.Fatal(err)
	}
	place := func(p floor.Point) floor.Point {
		at, err := ground.ToFloor(s.pixel(p), vision.PixelCov{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		return at.At
	}
	a, b := floor.Point{X: 1, Y: 2}, floor.Point{X: 3.5, Y: 4}
	if off := place(a).Distance(place(b)) - a.Distance(b); math.Abs(off) > 0.01 {
		t.Errorf("a length of %.2f m is %.3f m off", a.Distance(b), off)
	}
	for i, z := range room.Zones {
		for _, p := range s.zones[i].Outline[2:18] {
			if d := math.Abs(z.Distance(place(p))); d > 0.02 {
				t.Errorf("zone %s is %.3f m from where it lies", z.Name, d)
				break
			}
		}
	}
}

func TestARectangleByHandles(t *testing.T) {
	for name, way := range map[string]struct{ button, long string }{"two sides": {"points", "2,5"}, "one side": {"ribbon", ""}} {
		t.Run(name, func(t *testing.T) {
			s := newStudio(t)
			u := sit(t, s, guide.Options{})
			u.press("next")
			u.press(way.button)
			for k, px := range s.turned(2, 2.5, floor.Point{X: 2.2, Y: 1.6}, 0.6) {
				u.drag(u.handle(k), px)
			}
			if w := u.widget("solve"); !w.Off {
				t.Error("it can be measured before a length was typed")
			}
			u.write("wide", "2,0 m")
			if way.long != "" {
				u.write("long", way.long)
			}
			u.press("solve")
			u.reads("How exact")
			u.press("next")
			u.press("next")
			u.press("save")
			u.reads("is ready. nabij begins")
			long := s.saved.Points[2].Floor.Distance(s.saved.Points[1].Floor)
			if math.Abs(long-2.5) > 0.05 || (way.long == "") != (s.saved.Lens != nil) {
				t.Errorf("the second side is %.3f m, lens %v", long, s.saved.Lens)
			}
		})
	}
}

func TestAHandleSnapsIsNudgedAndUndone(t *testing.T) {
	s := newStudio(t)
	corner := vision.Pixel{U: 200.25, V: 300.5}
	s.snap = &corner
	u := sit(t, s, guide.Options{})
	u.press("next")
	u.press("points")
	before := u.handle(0)
	u.drag(before, vision.Pixel{U: 203, V: 298})
	if got := u.handle(0); got.Distance(corner) > 0.3 {
		t.Errorf("the handle is at %v, the corner at %v", got, corner)
	}
	u.guide.Key("right")
	u.guide.Key("shift+up")
	if got := u.handle(0); got.Distance(vision.Pixel{U: corner.U + 1, V: corner.V - 0.1}) > 0.3 {
		t.Errorf("nudged to %v", got)
	}
	for range 3 {
		u.guide.Key("undo")
	}
	if got := u.handle(0); got.Distance(before) > 0.3 {
		t.Errorf("undone to %v, it was at %v", got, before)
	}
	u.guide.Key("redo")
	if got := u.handle(0); got.Distance(corner) > 0.3 {
		t.Errorf("done again, to %v", got)
	}
}

// points gives six handles their metres.
func points(t *testing.T, u *user, s *studio, metres [][2]string, at []floor.Point) {
	u.press("next")
	u.press("points")
	u.press("way")
	for i := range metres {
		if i >= 4 {
			u.press("add")
			u.drag(u.handle(i), s.pixel(at[i]))
		} else {
			u.drag(u.handle(i), s.pixel(at[i]))
		}
		name := string(rune('1' + i))
		u.write("x"+name, metres[i][0])
		u.write("y"+name, metres[i][1])
	}
}

var sixPlaces = []floor.Point{{X: 1.2, Y: 1.7}, {X: 3.4, Y: 1.8}, {X: 4.2, Y: 4.6}, {X: 0.6, Y: 4.4}, {X: 2.4, Y: 3.1}, {X: 2.1, Y: 5}}

func TestThePointThatDoesNotFitIsNamed(t *testing.T) {
	s := newStudio(t)
	u := sit(t, s, guide.Options{})
	points(t, u, s, [][2]string{{"1.2", "1.7"}, {"3.4", "1.8"}, {"4.2", "4.6"}, {"0.6", "4.4"}, {"2.4", "3.35"}, {"2.1", "5"}}, sixPlaces)
	u.press("solve")
	if said := u.says(); !strings.Contains(said, "Point 5 does not fit") {
		t.Errorf("it says: %s", said)
	}
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	s := newStudio(t)
	u := sit(t, s, guide.Options{})
	// x and y exchanged: seen from above, y turns right.
	points(t, u, s, [][2]string{{"1.7", "1.2"}, {"1.8", "3.4"}, {"4.6", "4.2"}, {"4.4", "0.6"}, {"3.1", "2.4"}, {"5", "2.1"}}, sixPlaces)
	u.press("solve")
	for _, want := range []string{"mirrored", "Exchange x and y"} {
		if said := u.says(); !strings.Contains(said, want) {
			t.Errorf("want %q; it says: %s", want, said)
		}
	}
	for i := range 6 {
		name := string(rune('1' + i))
		u.drag(u.handle(i), u.handle(i)) // chooses it
		u.write("y"+name, "1")
	}
	u.press("solve")
	if said := u.says(); !strings.Contains(said, "in one line") {
		t.Errorf("it says: %s", said)
	}
}

func TestSheetsThatAreNone(t *testing.T) {
	s := newStudio(t)
	for i := range s.sheets { // squares
		s.sheets[i] = square(s.sheets[i][0], float64(i))
	}
	u := sit(t, s, guide.Options{})
	u.press("next")
	u.press("sheets")
	u.press("look")
	u.reads("no three of them are sheets of A4")
	u.reads("Lay three to six sheets")
}

func square(at floor.Point, turn float64) [4]floor.Point {
	sin, cos := math.Sincos(turn)
	a, b := floor.Point{X: 0.3 * cos, Y: 0.3 * sin}, floor.Point{X: -0.3 * sin, Y: 0.3 * cos}
	return [4]floor.Point{at, at.Add(a), at.Add(a).Add(b), at.Add(b)}
}

func TestSomebodyInTheEmptyRoomIsSaid(t *testing.T) {
	s := newStudio(t)
	s.seen = 0.9
	u := sit(t, s, guide.Options{})
	u.press("next")
	u.press("sheets")
	u.press("look")
	u.reads("Somebody stood in the picture")
}

func TestACheckIsKept(t *testing.T) {
	s := newStudio(t)
	u := measured(t, s, guide.Options{})
	u.press("check")
	s.people = []floor.Point{{X: 0.4, Y: 0.5}, {X: 1.4, Y: 0.5}}
	u.press("person")
	u.reads("nabij finds 1.00")
	u.write("measured", "0,98")
	u.reads("2.0 cm more than the tape")
	u.press("keep")
	u.press("next")
	u.press("next")
	u.press("save")
	u.reads("is ready. nabij begins")
	if c := s.saved.Checks; len(c) != 1 || c[0] != (floor.Check{At: floor.Point{X: 1.4, Y: 0.5}, MeasuredM: 0.98, FoundM: 1}) {
		t.Errorf("kept %+v", c)
	}
}

func TestACheckOnSheets(t *testing.T) {
	s := newStudio(t)
	u := measured(t, s, guide.Options{})
	u.press("check")
	s.sheets = [][4]floor.Point{sheet(floor.Point{X: 2, Y: 2.5}, 0.4), sheet(floor.Point{X: 2, Y: 4}, 1)}
	u.press("sheet")
	u.reads("nabij finds 1.50")
	s.sheets = nil
	u.press("sheet")
	u.reads("No sheet of A4 was seen")
}

func TestARoomOfAnotherCamera(t *testing.T) {
	s := newStudio(t)
	old := floor.Room{Name: "Zolder", Device: "Logitech Brio", Size: s.size}
	for _, p := range sixPlaces {
		old.Points = append(old.Points, floor.Correspondence{Picture: s.pixel(p), Floor: p})
	}
	s.lay0()
	old.Zones = s.zones
	s.cameras = append(s.cameras, guide.Camera{Name: "Logitech Brio", Source: "2"})
	u := sit(t, s, guide.Options{Room: old, File: "zolder"})
	u.press("camera0")
	u.reads("measured with another camera")
	u.press("next")
	if u.widget("keep") != nil {
		t.Error("the floor of another camera can be kept")
	}

	// A new room instead: the old one stays as it is.
	u = sit(t, s, guide.Options{Room: old, File: "zolder"})
	u.press("camera0")
	u.press("new")
	u.press("next")
	u.press("sheets")
	s.sheets = newStudio(t).sheets
	u.press("look")
	u.press("next")
	u.press("next")
	u.press("next")
	u.press("save")
	u.reads("is ready. nabij begins")
	if !s.anew || s.saved.Name == old.Name {
		t.Errorf("saved as %q, anew %v", s.saved.Name, s.anew)
	}
}

func TestAKnownRoomKeepsItsFloorAndZones(t *testing.T) {
	s := newStudio(t)
	s.lay0()
	room := floor.Room{Name: "Zolder", Device: webcam, Size: s.size, Zones: s.zones}
	for _, p := range sixPlaces {
		room.Points = append(room.Points, floor.Correspondence{Picture: s.pixel(p), Floor: p})
	}
	u := sit(t, s, guide.Options{Room: room, File: "zolder"})
	u.press("next")
	u.press("keep")
	u.press("next")
	u.write("name0", "veilig")
	u.press("next")
	u.press("save")
	u.reads("is ready. nabij begins")
	if s.anew || s.saved.Zones[0].Name != "veilig" || len(s.saved.Points) != 6 || room.Zones[0].Name == "veilig" {
		t.Errorf("saved anew %v: %+v", s.anew, s.saved)
	}
}

func TestCameraThatIsGone(t *testing.T) {
	u := sit(t, newStudio(t), guide.Options{Source: "gone"})
	u.reads("it is not connected. Check the cable.")
	if w := u.widget("next"); !w.Off {
		t.Error("it goes on without a picture")
	}
}

func TestSavingThatFailsLosesNothing(t *testing.T) {
	s := newStudio(t)
	s.unsaved = hinted{errors.New("save: disk full"), "make room"}
	u := measured(t, s, guide.Options{})
	u.press("next")
	u.press("next")
	u.press("save")
	u.reads("disk full. Make room.")
	u.guide.Close()
	if done, _ := u.guide.Done(); done {
		t.Error("it closes though nothing is saved")
	}
	u.press("stay")
	s.unsaved = nil
	u.press("save")
	u.reads("Saved")
	u.guide.Close()
	if done, _ := u.guide.Done(); !done {
		t.Error("it does not close though all is saved")
	}
}

// TestAnyHandDoesNoHarm presses and drags all over every page: nothing may
// panic, and no number that is none may be drawn.
func TestAnyHandDoesNoHarm(t *testing.T) {
	s := newStudio(t)
	u := sit(t, s, guide.Options{})
	rest := []string{"next", "points", "solve", "way", "add", "remove", "way", "ways", "sheets", "look", "next", "check", "keep", "next", "find", "corner", "delete", "drop", "undo", "redo", "next", "save"}
	for n, id := range rest {
		if id == "find" {
			s.lay()
		}
		u.until("quiet", func() bool { w := u.widget(id); return n%3 != 0 || w == nil || !w.Off })
		if w := u.widget(id); w != nil && !w.Off {
			u.guide.Press(id)
		}
		for k := range 40 {
			x, y := math.Mod(float64(k)*127.3, u.width), math.Mod(float64(k)*83.7, u.height)
			u.guide.Down(canvas.XY{X: x, Y: y})
			u.guide.Move(canvas.XY{X: y, Y: x})
			u.guide.Up()
			u.guide.Wheel(float64(k%5-2), canvas.XY{X: x, Y: y})
			for _, key := range []string{"left", "shift+down", "delete", "undo", "9", "+", "0"} {
				u.guide.Key(key)
			}
			u.see()
		}
		for _, op := range append(u.sheet.Over.Ops, u.sheet.Top.Ops...) {
			if !canvas.Sound(op) {
				t.Fatalf("after %s: %+v", id, op)
			}
		}
	}
}
