package guide_test

import (
	"math"
	"testing"

	"nabij/canvas/guide"
	"nabij/vision"
	"nabij/vision/floor"
)

// lay0 lays the ribbons before anybody watches.
func (s *studio) lay0() {
	s.show = func(guide.Frame) {}
	s.lay()
}

// ribboned is a user on the ribbons' page of a known room.
func ribboned(t *testing.T) (*user, *studio) {
	s := newStudio(t)
	s.lay0()
	room := floor.Room{Name: "Zolder", Size: s.size, Zones: []floor.Zone{
		{Name: "vierkant", Color: "red", Kind: floor.Ribbon, Closed: true, WidthM: 0.03,
			Outline: []floor.Point{{X: 1.5, Y: 2}, {X: 2.5, Y: 2}, {X: 2.5, Y: 3}, {X: 1.5, Y: 3}}},
		{Name: "hoek", Color: "blue", Kind: floor.Cord, WidthM: 0.01, Outline: []floor.Point{{X: 2.8, Y: 4}, {X: 3.4, Y: 3.4}, {X: 4, Y: 3}}},
	}}
	for _, p := range sixPlaces {
		room.Points = append(room.Points, floor.Correspondence{Picture: s.pixel(p), Floor: p})
	}
	u := sit(t, s, guide.Options{Room: room, File: "zolder"})
	u.press("next")
	u.press("keep")
	u.press("next")
	return u, s
}

// saved goes on to save, and returns the zones.
func (u *user) saved() []floor.Zone {
	u.press("next")
	u.press("save")
	u.reads("is ready. nabij begins")
	return u.studio.saved.Zones
}

func TestAVertexIsMovedInsertedAndDeleted(t *testing.T) {
	u, s := ribboned(t)
	u.press("zone0")
	at := func(x, y float64) vision.Pixel { return s.pixel(floor.Point{X: x, Y: y}) }
	u.drag(at(2.5, 3), at(2.8, 3.2)) // moved
	u.drag(at(2, 2), at(2, 1.8))     // inserted on the line
	u.drag(at(1.5, 3), at(1.5, 3))   // chosen
	u.press("delete")                // and deleted
	u.drag(at(1.5, 2), at(0.9, 2.1)) // moved
	u.guide.Key("undo")              // and back
	want := []floor.Point{{X: 1.5, Y: 2}, {X: 2, Y: 1.8}, {X: 2.5, Y: 2}, {X: 2.8, Y: 3.2}}
	got := u.saved()[0].Outline
	if len(got) != len(want) {
		t.Fatalf("outline %v, want about %v", got, want)
	}
	for i := range want {
		if got[i].Distance(want[i]) > 0.02 {
			t.Errorf("vertex %d at %v, want %v", i, got[i], want[i])
		}
	}
}

func TestARibbonAcrossACornerIsClosedWithTheWalls(t *testing.T) {
	u, _ := ribboned(t)
	u.press("zone1")
	u.press("corner")
	z := u.saved()[1]
	a, b, corner := z.Outline[0], z.Outline[len(z.Outline)-2], z.Outline[len(z.Outline)-1]
	if right := a.Sub(corner).Dot(b.Sub(corner)); !z.Closed || math.Abs(right) > 0.01 || corner.Y < 3.5 {
		t.Errorf("closed %v, corner at %v", z.Closed, corner)
	}
}

func TestAThingThatIsNoRibbonIsLeftOut(t *testing.T) {
	u, _ := ribboned(t)
	u.press("zone0")
	u.press("drop")
	u.guide.Key("undo")
	u.press("zone1")
	u.press("drop")
	if zones := u.saved(); len(zones) != 1 || zones[0].Name != "vierkant" {
		t.Errorf("left: %+v", zones)
	}
}

func TestZonesNeedNamesOfTheirOwn(t *testing.T) {
	u, _ := ribboned(t)
	for name, said := range map[string]string{"": "Every zone needs a name", "hoek": "Two zones are called", "a;b": "cannot be a name", "x:left": "cannot be a name"} {
		u.press("zone0")
		u.write("name0", name)
		u.press("next")
		u.reads(said)
	}
	u.press("zone0")
	u.write("name0", "veilig")
	if zones := u.saved(); zones[0].Name != "veilig" {
		t.Errorf("saved %+v", zones)
	}
}

func TestARibbonThatLeavesTheMeasuredFloorIsSaid(t *testing.T) {
	u, s := ribboned(t)
	long := floor.Zone{Name: "B1", Color: "blue", Kind: floor.Ribbon, WidthM: 0.03}
	for i := range 40 {
		long.Outline = append(long.Outline, floor.Point{X: 2.4 - 0.075*float64(i), Y: 4.2})
	}
	s.zones = []floor.Zone{long}
	u.press("find")
	u.reads("go on beyond the measured floor")
}

func TestARibbonIsTaughtByPressingOnIt(t *testing.T) {
	u, s := ribboned(t)
	brown := floor.Zone{Name: "T1", Color: "brown", Kind: floor.Ribbon, WidthM: 0.04}
	for i := range 30 {
		brown.Outline = append(brown.Outline, floor.Point{X: 1.2 + 0.05*float64(i), Y: 2.6 + 0.02*float64(i)})
	}
	s.zones = []floor.Zone{brown}
	s.show(guide.Frame{Image: s.picture()})
	u.press("find")
	u.reads("No ribbon was found")
	u.press("teach")
	u.reads("Press on the middle of the ribbon")
	u.drag(s.pixel(floor.Point{X: 3.5, Y: 4}), s.pixel(floor.Point{X: 3.5, Y: 4}))
	u.reads("There is no ribbon at that place")
	u.press("teach")
	on := s.pixel(brown.Outline[12])
	u.drag(on, on)
	u.until("the ribbon", func() bool { return u.widget("zone0") != nil && u.widget("zone0").Words == "T1" })
	for _, p := range u.saved()[0].Outline {
		if d := math.Abs(brown.Distance(p)); d > 0.06 { // its ends lie a little beyond
			t.Fatalf("the taught ribbon is %.3f m off", d)
		}
	}
}
