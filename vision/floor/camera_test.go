package floor

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"nabij/vision"
)

var vga = vision.Size{Width: 640, Height: 480}

// anyCamera is a webcam on a wall or shelf of a room of about 4.6 m × 5 m that
// sees a good part of its floor.
var anyCamera = rapid.Custom(drawCamera).Filter(func(c Camera) bool { return len(seen(&c, vga, 0.2)) > 60 })

func drawCamera(t *rapid.T) Camera {
	size := vga
	num := func(low, high float64, name string) float64 { return rapid.Float64Range(low, high).Draw(t, name) }
	focal := float64(size.Width) * num(0.5, 1.0, "focal")
	lens := Lens{FX: focal, FY: focal, CX: float64(size.Width-1) / 2, CY: float64(size.Height-1) / 2}
	lens.K1 = num(-0.25, 0.02, "k1")
	lens.K2 = radialBack*lens.K1*lens.K1 + num(-0.02, 0.02, "k2")
	at := Vec3{num(0.5, 4, "x"), num(-0.3, 0.3, "y"), num(1.6, 2.7, "height")}
	target := Vec3{num(1.8, 2.8, "look x"), num(2.2, 3.2, "look y"), 0}
	return NewCamera(lens, LookAt(at, target, num(-0.05, 0.05, "roll")), at)
}

// seen returns the points of a grid on the floor that the camera shows well
// inside the picture, and their true places.
func seen(c *Camera, size vision.Size, stepM float64) (points []Correspondence) {
	for x := 0.2; x <= 4.6; x += stepM {
		for y := 1.0; y <= 5; y += stepM {
			px, ok := c.Project(Vec3{x, y, 0})
			in := vision.Box{Left: 5, Top: 5, Width: float64(size.Width) - 10, Height: float64(size.Height) - 10}
			if ok && in.Contains(px) {
				points = append(points, Correspondence{px, Point{x, y}})
			}
		}
	}
	return points
}

// spreadOut picks n points, each the farthest in the picture from those before.
func spreadOut(points []Correspondence, n int) []Correspondence {
	chosen := points[:1:1]
	for len(chosen) < n {
		best, far := points[0], -1.0
		for _, p := range points {
			near := math.Inf(1)
			for _, q := range chosen {
				near = min(near, p.Picture.Distance(q.Picture))
			}
			if near > far {
				best, far = p, near
			}
		}
		chosen = append(chosen, best)
	}
	return chosen
}

func TestProjectUndoesRay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCamera.Draw(t, "camera")
		c.Lens.P1 = rapid.Float64Range(-0.001, 0.001).Draw(t, "p1")
		c.Lens.P2 = rapid.Float64Range(-0.001, 0.001).Draw(t, "p2")
		px := vision.Pixel{U: rapid.Float64Range(0, 639).Draw(t, "u"), V: rapid.Float64Range(0, 479).Draw(t, "v")}
		d, ok := c.Ray(px)
		if !ok {
			if c.limit == searchRadius {
				t.Fatalf("no ray for %v although the lens does not fold", px)
			}
			return // beyond the fold
		}
		back, ok := c.Project(c.Centre().Add(d.Scale(3)))
		if !ok || back.Distance(px) > 1e-6 {
			t.Fatalf("%v came back as %v, %v", px, back, ok)
		}
	})
}

func TestFloorAndPictureAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCamera.Draw(t, "camera")
		f := exact(t, &c)
		p := Point{rapid.Float64Range(0.5, 4).Draw(t, "px"), rapid.Float64Range(1.5, 4.5).Draw(t, "py")}
		height := rapid.Float64Range(0, 1.2).Draw(t, "above")
		px, ok := f.ToPicture(p, height)
		if !ok {
			return
		}
		place, err := f.ToFloor(px, vision.Isotropic(1), height)
		if err != nil || place.At.Distance(p) > 1e-6 {
			t.Fatalf("%v at %.2f m came back as %v, %v", p, height, place.At, err)
		}
		if found, ok := f.HeightAt(px, p); !ok || math.Abs(found-height) > 1e-6 {
			t.Fatalf("height %v, want %v", found, height)
		}
		if place.Cov.Det() <= 0 || place.Cov.XX <= 0 {
			t.Fatalf("covariance %v is not positive definite", place.Cov)
		}
	})
}

// exact is the floor that a lens-given solution finds from points without
// noise.
func exact(t *rapid.T, c *Camera) *Floor {
	t.Helper()
	f, err := Solve(vga, &c.Lens, spreadOut(seen(c, vga, 0.2), 8))
	if err != nil {
		t.Fatal(err)
	}
	if off := f.CameraAt().Sub(c.Centre()).Norm(); off > 1e-5 {
		t.Fatalf("camera is %v m off", off)
	}
	return f
}

func TestSlopes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCamera.Draw(t, "camera")
		at := Vec3{rapid.Float64Range(1, 3.5).Draw(t, "px"), rapid.Float64Range(2, 4).Draw(t, "py"), rapid.Float64Range(0, 1).Draw(t, "pz")}
		_, s, ok := c.Linear(at)
		if !ok {
			t.Fatal("behind the camera")
		}
		const h = 1e-6
		for i := range ParamCount {
			var up, down [ParamCount]float64
			up[i], down[i] = h, -h
			a, b := c.Moved(up[:]), c.Moved(down[:])
			pa, _, _ := a.Linear(at)
			pb, _, _ := b.Linear(at)
			want := pa.Sub(pb)
			if math.Abs(want.U/(2*h)-s.Param[0][i]) > 1e-3 || math.Abs(want.V/(2*h)-s.Param[1][i]) > 1e-3 {
				t.Fatalf("parameter %d: slope %v, %v, want %v", i, s.Param[0][i], s.Param[1][i], want)
			}
		}
		for i, step := range []Vec3{{X: h}, {Y: h}, {Z: h}} {
			pa, _, _ := c.Linear(at.Add(step))
			pb, _, _ := c.Linear(at.Sub(step))
			got := [3][2]float64{{s.Point[0].X, s.Point[1].X}, {s.Point[0].Y, s.Point[1].Y}, {s.Point[0].Z, s.Point[1].Z}}[i]
			if math.Abs((pa.U-pb.U)/(2*h)-got[0]) > 1e-3 || math.Abs((pa.V-pb.V)/(2*h)-got[1]) > 1e-3 {
				t.Fatalf("axis %d: slope %v, want %v", i, got, pa.Sub(pb))
			}
		}
	})
}

func TestLensFold(t *testing.T) {
	lens := Lens{FX: 300, FY: 300, CX: 319.5, CY: 239.5, K1: -0.4}
	limit := lens.unfolded()
	if want := math.Sqrt(1 / 1.2); math.Abs(limit-want) > 1e-9 {
		t.Fatalf("folds at %v, want %v", limit, want)
	}
	if _, _, ok := lens.undistort(vision.Pixel{U: 0, V: 0}, limit); ok {
		t.Error("a pixel beyond the fold has a ray")
	}
	c := Camera{Lens: lens, Rotation: Rotation{{X: 1}, {Y: 1}, {Z: 1}}, limit: limit}
	if _, ok := c.Project(Vec3{1, 0, 1}); ok {
		t.Error("a point beyond the fold has a pixel")
	}
	if _, ok := c.Project(Vec3{0, 0, -1}); ok {
		t.Error("a point behind the camera has a pixel")
	}
}

func TestToFloorRefuses(t *testing.T) {
	at := Vec3{2, 0, 2}
	lens := Lens{FX: 400, FY: 400, CX: 319.5, CY: 239.5}
	c := NewCamera(lens, LookAt(at, Vec3{2, 4, 0}, 0), at)
	f, err := Solve(vga, &lens, spreadOut(seen(&c, vga, 0.3), 6))
	if err != nil {
		t.Fatal(err)
	}
	for _, px := range []vision.Pixel{{U: 320, V: 0}, {U: 320, V: 240 - 400*0.5 - 1}, {U: math.NaN(), V: 3}} {
		if _, err := f.ToFloor(px, vision.PixelCov{}, 0); err == nil {
			t.Errorf("%v shows the floor", px)
		}
	}
	if _, err := f.ToFloor(vision.Pixel{U: 320, V: 400}, vision.PixelCov{}, 2.5); err == nil {
		t.Error("looking down meets a plane above the camera")
	}
	sure, _ := f.ToFloorUnsure(vision.Pixel{U: 320, V: 300}, vision.PixelCov{}, 0.5, 0)
	unsure, _ := f.ToFloorUnsure(vision.Pixel{U: 320, V: 300}, vision.PixelCov{}, 0.5, 0.1)
	// A height 0.1 m unsure moves the place by 0.1 m times distance over drop.
	want := sq(0.1 * (sure.At.Y - 0) / (2 - 0.5))
	if got := unsure.Cov.YY - sure.Cov.YY; math.Abs(got-want) > 1e-3*want {
		t.Errorf("height adds %v m² along the line of sight, want %v", got, want)
	}
}

func TestToFloorAllocatesNothing(t *testing.T) {
	at := Vec3{2, 0, 2}
	lens := Lens{FX: 400, FY: 400, CX: 319.5, CY: 239.5, K1: -0.2, K2: 0.05}
	c := NewCamera(lens, LookAt(at, Vec3{2, 3, 0}, 0), at)
	f, err := Solve(vga, nil, spreadOut(seen(&c, vga, 0.3), 8))
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(100, func() {
		f.ToFloor(vision.Pixel{U: 300, V: 300}, vision.Isotropic(1), 0)
		f.ToFloor(vision.Pixel{U: 300, V: -3000}, vision.Isotropic(1), 0)
		f.ToPicture(Point{1, 2}, 0)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
