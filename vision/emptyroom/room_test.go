package emptyroom

import (
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
	colours := make([]uint8, 0, 3*grid.Cells())
	for y := range grid.Size.Height {
		for x := range grid.Size.Width {
			u, v := (float64(x)+0.5)*float64(grid.Step), (float64(y)+0.5)*float64(grid.Step)
			colour := s.colour(u, v)
			for c := range 3 {
				lit := colour[c] * s.gain[c] * (1 + s.lamp*u/640)
				colours = append(colours, uint8(min(max(lit+s.random.NormFloat64()*0.8+0.5, 0), 255)))
			}
		}
	}
	s.frame++
	s.at += s.gap
	return s.room.Look(s.at, colours, s.found, s.expect)
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
