package calibrate

import (
	"math"
	"math/rand/v2"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
)

// scenery is things all over a room, each with a descriptor of its own.
type scenery struct {
	at   []floor.Vec3
	like [][]byte
}

func anyScenery(r *rand.Rand) (s scenery) {
	for range 150 {
		p := floor.Vec3{X: 5 * r.Float64(), Y: 1.2 + 4*r.Float64()}
		switch r.IntN(3) {
		case 0:
			p.Y, p.Z = 5.2, 2*r.Float64() // on the far wall
		case 1:
			p.Z = 0.5 * r.Float64() // furniture
		}
		like := make([]byte, 32)
		for k := range like {
			like[k] = byte(r.Uint32())
		}
		s.at, s.like = append(s.at, p), append(s.like, like)
	}
	return s
}

// seenBy is what a camera shows of it, with noise in places and bits, and other
// things among it.
func (s scenery) seenBy(r *rand.Rand, c *floor.Camera, missing float64) (marks []floor.Landmark) {
	in := vision.Box{Width: float64(hd.Width) - 1, Height: float64(hd.Height) - 1}
	for i, p := range s.at {
		px, ok := c.Project(p)
		if !ok || !in.Contains(px) || r.Float64() < missing {
			continue
		}
		like := append([]byte(nil), s.like[i]...)
		for range 20 {
			like[r.IntN(32)] ^= 1 << r.IntN(8)
		}
		marks = append(marks, floor.Landmark{At: vision.Pixel{U: px.U + 0.5*r.NormFloat64(), V: px.V + 0.5*r.NormFloat64()}, Descriptor: like})
	}
	for range 200 {
		like := make([]byte, 32)
		for k := range like {
			like[k] = byte(r.Uint32())
		}
		marks = append(marks, floor.Landmark{At: vision.Pixel{U: 1280 * r.Float64(), V: 720 * r.Float64()}, Descriptor: like})
	}
	return marks
}

// turnedBy is a camera turned on the spot, and shifted in the room.
func turnedBy(c floor.Camera, w, shift floor.Vec3) floor.Camera {
	return floor.NewCamera(c.Lens, c.Rotation.Turned(w), c.Centre().Add(shift))
}

func solvedBy(t *testing.T, c *floor.Camera) *floor.Floor {
	t.Helper()
	var points []floor.Correspondence
	for x := 0.5; x < 5; x += 1 {
		for y := 1.2; y < 5; y += 1 {
			px, ok := c.Project(floor.Vec3{X: x, Y: y})
			if ok && px.U > 0 && px.V > 0 && px.U < 1279 && px.V < 719 {
				points = append(points, floor.Correspondence{Picture: px, Floor: floor.Point{X: x, Y: y}})
			}
		}
	}
	f, err := floor.Solve(hd, &c.Lens, points)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestRecognise(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 1))
	for range 10 {
		c := webcam(r)
		s := anyScenery(r)
		f := solvedBy(t, &c)
		known := s.seenBy(r, &c, 0)[:60] // all of them real things
		degree := math.Pi / 180
		for _, test := range []struct {
			name    string
			turn    floor.Vec3
			shift   floor.Vec3
			view    View
			turned  bool
			missing float64
		}{
			{"still", floor.Vec3{}, floor.Vec3{}, SameView, true, 0.2},
			{"a pixel or two", floor.Vec3{Y: 0.08 * degree}, floor.Vec3{}, SameView, true, 0.2},
			{"nudged", floor.Vec3{Y: 0.6 * degree, X: 0.4 * degree}, floor.Vec3{}, MovedView, true, 0.3},
			{"turned far", floor.Vec3{Y: 6 * degree, Z: 2 * degree}, floor.Vec3{}, MovedView, true, 0.3},
			{"carried off", floor.Vec3{Y: 1 * degree}, floor.Vec3{X: 0.25, Z: -0.1}, MovedView, false, 0.2},
		} {
			after := turnedBy(c, test.turn, test.shift)
			got := Recognise(f, known, s.seenBy(r, &after, test.missing))
			if got.View != test.view || got.Turned != test.turned {
				t.Errorf("%s: %s, turned %v: %d of %d landmarks, %.1f px, %.2f px off; want %s, %v", test.name, got.View, got.Turned, got.Seen, got.Known, got.ShiftPx, got.OffPx, test.view, test.turned)
			}
			room := floor.Room{Size: hd, Points: f.Points(), Landmarks: known}
			moved, ok := got.Follow(room)
			if !ok {
				continue // a point may have left the picture
			}
			for i, p := range moved.Points {
				want, _ := after.Project(floor.Vec3{X: room.Points[i].Floor.X, Y: room.Points[i].Floor.Y})
				if off := p.Picture.Distance(want); off > 1 {
					t.Errorf("%s: point %d is %.1f px from where it is seen", test.name, i, off)
				}
			}
			if len(moved.Landmarks) == 0 {
				t.Errorf("%s: no landmark was kept", test.name)
			}
		}
		if got := Recognise(f, known, anyScenery(r).seenBy(r, &c, 0)); got.View != UnknownView {
			t.Errorf("another room: %s", got.View)
		}
		if got := Recognise(f, nil, known); got.View != UnknownView {
			t.Errorf("no landmarks: %s", got.View)
		}
	}
}
