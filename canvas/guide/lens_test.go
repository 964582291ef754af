package guide_test

import (
	"strings"
	"testing"

	"nabij/canvas/guide"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// boardAt is a chessboard of 9×6 inner corners in the picture.
func boardAt(u, v, px float64) *[]vision.Pixel {
	var corners []vision.Pixel
	for row := range 6 {
		for column := range 9 {
			corners = append(corners, vision.Pixel{U: u + px*float64(column), V: v + px*float64(row)})
		}
	}
	return &corners
}

func TestALensFromAChessboard(t *testing.T) {
	s := newStudio(t)
	u := sit(t, s, guide.Options{})
	u.press("next")
	u.press("lens")
	u.press("begin")
	for i := range 12 {
		s.board.Store(boardAt(float64(10+120*(i%4)), float64(10+140*(i/4)), 14+float64(i)))
		s.show(guide.Frame{Image: s.picture()})
		if i < 11 {
			u.reads("Seen in " + []string{"1 way", "2 ways", "3 ways", "4 ways", "5 ways", "6 ways", "7 ways", "8 ways", "9 ways", "10 ways", "11 ways"}[i])
		}
	}
	u.reads("The lens is known now")
	u.press("ways")
	u.press("sheets")
	u.press("look")
	u.press("next")
	u.press("next")
	u.press("next")
	u.press("save")
	u.reads("is ready. nabij begins")
	if s.saved.Lens == nil || *s.saved.Lens != s.camera.Lens {
		t.Errorf("the lens is %+v", s.saved.Lens)
	}
}

func TestTooFewViewsOfAChessboard(t *testing.T) {
	s := newStudio(t)
	u := sit(t, s, guide.Options{})
	u.press("next")
	u.press("lens")
	u.write("across", "two")
	if w := u.widget("begin"); !w.Off {
		t.Error("a board of no number of corners is looked for")
	}
	u.write("across", "9")
	u.press("begin")
	s.board.Store(boardAt(100, 100, 20))
	s.show(guide.Frame{Image: s.picture()})
	u.reads("Seen in 1 way")
	u.press("solve")
	u.reads("do not tell the lens yet")
}

func TestALengthBetweenSheets(t *testing.T) {
	s := newStudio(t)
	u := sit(t, s, guide.Options{})
	u.press("next")
	u.press("sheets")
	u.press("look")
	u.until("sheets", func() bool { return u.widget("tape") != nil })
	u.drag(s.pixel(floor.Point{X: 1.5, Y: 1.9}), s.pixel(floor.Point{X: 1.5, Y: 1.9}))
	u.drag(s.pixel(floor.Point{X: 2.4, Y: 3.0}), s.pixel(floor.Point{X: 2.4, Y: 3.0}))
	u.reads("sheet 1 – sheet 3")
	for typed, said := range map[string]string{"5": "not that far apart", "a lot": "Type lengths in metres"} {
		u.write("tape", typed)
		u.press("next")
		u.reads(said)
	}
	u.write("tape", "1,42")
	u.press("next")
	u.reads("How exact is the floor")
}

func TestACameraThatMovedIsSaid(t *testing.T) {
	for said, c := range map[string]struct {
		seen     calibrate.Sighted
		mirrored bool
		keeps    bool
	}{
		"The camera stands where it stood": {seen: calibrate.Sighted{View: calibrate.SameView}, keeps: true},
		"The camera has moved, by 12 px":   {seen: calibrate.Sighted{View: calibrate.MovedView, ShiftPx: 12}},
		"Too little of the room":           {seen: calibrate.Sighted{View: calibrate.UnknownView}, keeps: true},
		"The picture is mirrored":          {mirrored: true},
	} {
		s := newStudio(t)
		room := floor.Room{Name: "Zolder", Size: s.size, Landmarks: []floor.Landmark{{At: vision.Pixel{U: 10, V: 10}, Descriptor: []byte{1}}}}
		for _, p := range sixPlaces {
			room.Points = append(room.Points, floor.Correspondence{Picture: s.pixel(p), Floor: p})
		}
		s.stands, s.mirrored = c.seen, c.mirrored
		u := sit(t, s, guide.Options{Room: room, File: "zolder"})
		u.press("next")
		u.reads(said)
		if (u.widget("keep") != nil) != c.keeps {
			t.Errorf("%s: the floor can be kept: %v", said, !c.keeps)
		}
	}
}

func TestNoStraightEdgeLeavesTheFloorAsItWas(t *testing.T) {
	s := newStudio(t)
	u := sit(t, s, guide.Options{})
	u.press("next")
	u.press("points")
	for k, px := range s.corners(2, 2.5, floor.Point{X: 1.4, Y: 1.7}) {
		u.drag(u.handle(k), px)
	}
	u.write("wide", "2")
	u.write("long", "2.5")
	u.press("solve")
	before := u.says()
	u.press("edges")
	u.reads("do not tell the lens")
	if !strings.Contains(u.says(), before[strings.Index(before, "A place on the floor"):strings.Index(before, "The white lines")]) {
		t.Error("the floor is another")
	}
}
