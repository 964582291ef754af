package emptyroom

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision"
)

// studio makes pictures of a made-up room, one colour per cell, and has an
// empty room look at them.
type studio struct {
	t      *testing.T
	room   *Room
	at     time.Duration
	frame  int
	gap    time.Duration
	random *rand.Rand
	gain   [3]float64 // what light and camera make of each colour
	lamp   float64    // what a lamp to the right adds, as a factor
	nudge  vision.Pixel
	people []vision.Box // px
	expect []vision.Box
	found  []vision.Body
	thing  func(u, v float64) (colour [3]float64, there bool)

	drawn []([3]float64) // the last picture by daylight
	key   string         // what is in it
}

func newStudio(t *testing.T) *studio {
	return &studio{t: t, room: New(vision.Size{Width: 640, Height: 480}), gap: 100 * time.Millisecond,
		random: rand.New(rand.NewPCG(1, 2)), gain: [3]float64{1, 1, 1}}
}

// empty is the colour of the empty room at a px: a wall and a floor of
// planks, with a shelf and its books.
func empty(u, v float64) [3]float64 {
	switch {
	case u > 350 && u < 450 && v > 100 && v < 260:
		n := math.Floor(u/7)*31 + math.Floor(v/40)*17
		return [3]float64{60 + math.Mod(n*13, 90), 50 + math.Mod(n*7, 80), 50 + math.Mod(n*11, 100)}
	case v < 220:
		return [3]float64{150, 155, 160}
	default:
		plank := 10 * math.Mod(math.Floor(v/18)+math.Floor(u/90+0.5*math.Floor(v/18)), 2)
		return [3]float64{70 + plank, 95 + plank, 125 + plank}
	}
}

// person is the colour of somebody in a box: hair, shirt, trousers.
func person(b vision.Box, u, v float64) (colour [3]float64, there bool) {
	across := math.Abs(u-b.Centre().U) / (b.Width / 2)
	switch down := (v - b.Top) / b.Height; {
	case across > 1 || down < 0 || down > 1:
		return colour, false
	case down < 0.15:
		return [3]float64{40, 45, 60}, across < 0.4
	case down < 0.55:
		return [3]float64{140, 110, 70}, true
	default:
		return [3]float64{60, 45, 40}, true
	}
}

// look has the room look at the next picture.
func (s *studio) look() View {
	grid := s.room.Grid()
	s.draw(grid)
	colours := make([]uint8, 0, 3*grid.Cells())
	for i, colour := range s.drawn {
		u := float64(i%grid.Size.Width*grid.Step) / 640
		for c := range 3 {
			lit := colour[c] * s.gain[c] * (1 + s.lamp*u)
			noise := s.random.Float64() + s.random.Float64() - 1 // a triangle
			colours = append(colours, uint8(min(max(lit+2*noise+0.5, 0), 255)))
		}
	}
	s.frame++
	s.at += s.gap
	return s.room.Look(s.at, colours, s.found, s.expect)
}

// draw draws the room and who is in it, if that has changed.
func (s *studio) draw(grid Grid) {
	key := fmt.Sprint(s.nudge, s.people, s.thing != nil)
	if key == s.key {
		return
	}
	s.key, s.drawn = key, s.drawn[:0]
	for y := range grid.Size.Height {
		for x := range grid.Size.Width {
			s.drawn = append(s.drawn, s.colour((float64(x)+0.5)*float64(grid.Step), (float64(y)+0.5)*float64(grid.Step)))
		}
	}
}

// colour is the mean over a cell, so that edges are soft as a camera's.
func (s *studio) colour(u, v float64) (mean [3]float64) {
	for _, du := range [2]float64{-1, 1} {
		for _, dv := range [2]float64{-1, 1} {
			colour := s.point(u+du, v+dv)
			for c := range mean {
				mean[c] += colour[c] / 4
			}
		}
	}
	return mean
}

func (s *studio) point(u, v float64) [3]float64 {
	for _, box := range s.people {
		if colour, there := person(box, u, v); there {
			return colour
		}
	}
	if s.thing != nil {
		if colour, there := s.thing(u, v); there {
			return colour
		}
	}
	return empty(u-s.nudge.U, v-s.nudge.V)
}

// run looks at n pictures and returns the last view.
func (s *studio) run(n int) (view View) {
	for range n {
		view = s.look()
	}
	return view
}

// share returns how much of a box is foreground, and how many foreground
// cells lie outside of all boxes.
func share(mask *vision.Mask, boxes ...vision.Box) (inside float64, outside int) {
	in, on := 0, 0
	for y := range mask.Size.Height {
		for x := range mask.Size.Width {
			p := vision.Pixel{U: (float64(x) + 0.5) * float64(mask.Step), V: (float64(y) + 0.5) * float64(mask.Step)}
			within, near := false, false
			for _, b := range boxes {
				within = within || b.Contains(p)
				near = near || p.U > b.Left-8 && p.U < b.Right()+8 && p.V > b.Top-8 && p.V < b.Bottom()+8
			}
			set := mask.Cells[y*mask.Size.Width+x] >= calmBelow
			if within {
				in++
				if set {
					on++
				}
			} else if set && !near {
				outside++
			}
		}
	}
	return float64(on) / float64(max(1, in)), outside
}

var sitting = vision.Box{Left: 200, Top: 180, Width: 90, Height: 160}

// expectSilhouette fails unless the person, and hardly anything else, is
// foreground.
func (s *studio) expectSilhouette(view View, box vision.Box) {
	s.t.Helper()
	if view.Foreground == nil {
		s.t.Fatalf("frame %d: no foreground", s.frame)
	}
	inside, outside := share(view.Foreground, box)
	if inside < 0.8 || outside > 40 {
		s.t.Errorf("frame %d: %.0f %% of the person, %d cells elsewhere", s.frame, 100*inside, outside)
	}
}

func TestSomebodyComesIn(t *testing.T) {
	s := newStudio(t)
	view := s.run(15)
	if view.Foreground == nil {
		t.Fatal("the empty room is not known after 1.5 s")
	}
	if _, outside := share(view.Foreground); outside > 0 {
		t.Errorf("%d cells of foreground in the empty room", outside)
	}
	s.people = []vision.Box{sitting}
	s.expectSilhouette(s.look(), sitting)
	s.expectSilhouette(s.run(50), sitting) // nobody ever said that there is a person
}

func TestTheCameraIsNudged(t *testing.T) {
	for _, nudge := range []vision.Pixel{{U: 5}, {U: -4, V: 3}, {U: 11, V: 6}} {
		s := newStudio(t)
		s.run(15)
		s.people, s.expect = []vision.Box{sitting}, []vision.Box{sitting}
		s.run(10)
		s.nudge = nudge
		view := s.run(20)
		if !view.CameraMoved || view.Shift.Distance(nudge) > 1 {
			t.Errorf("nudged by %v px: moved %v, by %.1f px", nudge, view.CameraMoved, view.Shift)
		}
		s.expectSilhouette(s.run(10), sitting)
		s.nudge = vision.Pixel{}
		if view = s.run(20); view.CameraMoved {
			t.Errorf("back from %v, it still counts as moved", nudge)
		}
	}
}

func TestABreathDoesNotMoveTheCamera(t *testing.T) {
	s := newStudio(t)
	s.run(15)
	for k := range 60 {
		s.nudge = vision.Pixel{U: 0.5 * math.Sin(float64(k))}
		s.people = []vision.Box{{Left: float64(10 * k), Top: 100, Width: 150, Height: 350}}
		if view := s.look(); view.CameraMoved {
			t.Fatalf("frame %d: moved by %v", s.frame, view.Shift)
		}
	}
}

// TestSomebodyIsThereFromTheStart learns around her, and behind her when she
// gets up and goes.
func TestSomebodyIsThereFromTheStart(t *testing.T) {
	s := newStudio(t)
	s.people = []vision.Box{sitting}
	s.found = []vision.Body{{Box: sitting, Score: 0.8}}
	view := s.run(15)
	if inside, outside := share(view.Foreground, sitting); inside > 0 || outside > 0 {
		t.Errorf("%.0f %% of somebody whose room is unknown, %d cells elsewhere", 100*inside, outside)
	}
	if got := view.Foreground.At(sitting.Centre()); got != Unknown {
		t.Errorf("behind her it says %d, want %d: unknown", got, Unknown)
	}
	elsewhere := vision.Box{Left: 480, Top: 180, Width: 90, Height: 160}
	s.people, s.found = []vision.Box{elsewhere}, []vision.Body{{Box: elsewhere, Score: 0.8}}
	s.run(15)
	s.people = []vision.Box{sitting}
	s.found = nil
	s.expectSilhouette(s.run(5), sitting)
}

// TestSomebodyHalfSeenFromTheStart is learned as part of the room, until she
// comes to be known.
func TestSomebodyHalfSeenFromTheStart(t *testing.T) {
	s := newStudio(t)
	s.people = []vision.Box{sitting}
	s.found = []vision.Body{{Box: sitting, Score: 0.2}}
	s.run(15)
	s.expect = []vision.Box{sitting}
	if got := s.run(2).Foreground.At(sitting.Centre()); got != Unknown {
		t.Errorf("where she sits it says %d, want %d: unknown", got, Unknown)
	}
	s.people, s.expect, s.found = nil, nil, nil
	s.run(20)
	s.people = []vision.Box{sitting}
	s.expectSilhouette(s.run(5), sitting)
}

// TestAChairIsMoved: it is foreground, nobody known explains it, and it never
// becomes part of the room.
func TestAChairIsMoved(t *testing.T) {
	s := newStudio(t)
	s.run(15)
	chair := vision.Box{Left: 100, Top: 300, Width: 60, Height: 80}
	s.thing = func(u, v float64) ([3]float64, bool) {
		return [3]float64{120, 60, 40}, chair.Contains(vision.Pixel{U: u, V: v})
	}
	s.people, s.expect = []vision.Box{sitting}, []vision.Box{sitting}
	s.run(10)
	s.gap = time.Second
	view := s.run(200)
	inside, _ := share(view.Foreground, chair)
	if inside < 0.9 {
		t.Errorf("%.0f %% of the chair", 100*inside)
	}
	if len(view.Unexplained) != 1 || view.Unexplained[0].IoU(chair) < 0.7 {
		t.Errorf("unexplained: %v, want the chair at %v", view.Unexplained, chair)
	}
}
