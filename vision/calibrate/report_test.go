package calibrate

import (
	"math"
	"math/rand/v2"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
)

var size = vision.Size{Width: 640, Height: 480}

// camera is a webcam at 2.2 m that looks down into a room.
func camera() floor.Camera {
	lens := floor.Lens{FX: 430, FY: 430, CX: 319.5, CY: 239.5, K1: -0.15, K2: 0.03}
	at := floor.Vec3{X: 2.3, Z: 2.2}
	return floor.NewCamera(lens, floor.LookAt(at, floor.Vec3{X: 2.3, Y: 2.7}, 0), at)
}

// nine are floor points as a hand with half a pixel of spread clicks them.
func nine(seed uint64) []floor.Correspondence {
	c := camera()
	r := rand.New(rand.NewPCG(seed, 1))
	var points []floor.Correspondence
	for _, y := range []float64{1.8, 3, 4.6} {
		for _, x := range []float64{1, 2.2, 3.6} {
			px, _ := c.Project(floor.Vec3{X: x, Y: y})
			px.U += 0.5 * r.NormFloat64()
			px.V += 0.5 * r.NormFloat64()
			points = append(points, floor.Correspondence{Picture: px, Floor: floor.Point{X: x, Y: y}})
		}
	}
	return points
}

func solved(t interface{ Fatal(...any) }, points []floor.Correspondence) *floor.Floor {
	f, err := floor.Solve(size, nil, points)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestGoodPointsAreNoStrangers allows for chance: one good point in thousands
// lies that far off.
func TestGoodPointsAreNoStrangers(t *testing.T) {
	const draws = 100
	called := 0
	for seed := range uint64(draws) {
		r := NewReport(solved(t, nine(seed)))
		if r.Stranger >= 0 {
			called++
		}
		if r.LeftOutRMSM < r.RMSM {
			t.Errorf("left out %v m is less than %v m", r.LeftOutRMSM, r.RMSM)
		}
		if math.Abs(r.HeightM-2.2) > 0.1 || len(r.Points) != 9 {
			t.Errorf("report %+v", r)
		}
	}
	if called > draws/100 {
		t.Errorf("a good point is called a stranger in %d of %d rooms", called, draws)
	}
}

func TestStrangerIsNamed(t *testing.T) {
	const draws = 120
	r := rand.New(rand.NewPCG(4, 2))
	named, wrong := 0, 0
	for range draws {
		points := nine(r.Uint64())
		which, angle := r.IntN(9), 2*math.Pi*r.Float64()
		points[which].Picture.U += 7 * math.Cos(angle)
		points[which].Picture.V += 7 * math.Sin(angle)
		f, err := floor.Solve(size, nil, points)
		if err != nil {
			continue // refused by the solver, which has its own tests
		}
		switch got := NewReport(f).Stranger; {
		case got == which:
			named++
		case got >= 0:
			wrong++ // a corner's error can pass for its neighbour's
		}
	}
	if named < draws/3 || wrong > draws/30 {
		t.Errorf("of %d strangers %d were named and %d mistaken for another", draws, named, wrong)
	}
}

func TestStrangerInTheMiddle(t *testing.T) {
	points := nine(1)
	points[4].Floor.X += 0.06
	if got := NewReport(solved(t, points)).Stranger; got != 4 {
		t.Errorf("named %d, want 4", got)
	}
}

func TestTooFewToLeaveOut(t *testing.T) {
	points := nine(3)
	r := NewReport(solved(t, []floor.Correspondence{points[0], points[2], points[6], points[8]}))
	if r.Stranger != -1 || !math.IsNaN(r.LeftOutRMSM) {
		t.Errorf("four points: stranger %d, left out %v", r.Stranger, r.LeftOutRMSM)
	}
}

func TestGrid(t *testing.T) {
	f := solved(t, nine(2))
	grid := Grid(f, 0.5, 1)
	if len(grid) < 30 {
		t.Fatalf("grid of %d places", len(grid))
	}
	var near, far float64
	for _, p := range grid {
		if !(p.ErrorM > 0) || !(p.PerPixelM > 0) {
			t.Fatalf("at %v: %+v", p.At, p)
		}
		if at, err := f.ToFloor(p.Picture, vision.PixelCov{}, 0); err != nil || at.At.Distance(p.At) > 1e-6 {
			t.Fatalf("%v is shown at %v", p.At, p.Picture)
		}
		switch p.At {
		case floor.Point{X: 2.5, Y: 2.5}:
			near = p.ErrorM
		case floor.Point{X: 2.5, Y: 5.5}:
			far = p.ErrorM
		}
	}
	if !(near > 0) || !(far > near) {
		t.Errorf("error near %v, far %v: want it to grow with distance", near, far)
	}
	if _, ok := Predict(f, floor.Point{X: 2.3, Y: -3}); ok {
		t.Error("predicts behind the camera")
	}
}
