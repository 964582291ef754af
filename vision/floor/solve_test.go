package floor

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"nabij/vision"
)

// clicked returns the points as a hand with a spread of sigmaPx would click
// them.
func clicked(r *rand.Rand, points []Correspondence, sigmaPx float64) []Correspondence {
	noisy := append([]Correspondence(nil), points...)
	for i := range noisy {
		noisy[i].Picture.U += sigmaPx * r.NormFloat64()
		noisy[i].Picture.V += sigmaPx * r.NormFloat64()
	}
	return noisy
}

func TestSolveRecoversCamera(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCamera.Draw(t, "camera")
		all := seen(&c, vga, 0.2)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		f, err := Solve(vga, nil, clicked(r, spreadOut(all, 10), 0.3))
		if err != nil {
			t.Fatal(err)
		}
		if off := math.Abs(math.Log(f.Camera().Lens.FX / c.Lens.FX)); off > 5*f.FocalSigma()+0.02 {
			t.Errorf("focal length %.1f, want %.1f", f.Camera().Lens.FX, c.Lens.FX)
		}
		for _, p := range all {
			place, err := f.ToFloor(p.Picture, vision.PixelCov{}, 0)
			if err != nil || place.At.Distance(p.Floor) > 0.06+5*math.Sqrt(place.Cov.XX+place.Cov.YY) {
				t.Fatalf("%v found at %v (%v)", p.Floor, place.At, err)
			}
		}
	})
}

// montecarlo returns the floor's own statement of its error over the error
// that it makes, over many noise draws of one camera.
func montecarlo(t *testing.T, c *Camera, lens *Lens, count, draws int, seed uint64) float64 {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 2))
	all := seen(c, vga, 0.25)
	points, truth := spreadOut(all, count), spreadOut(seen(c, vga, 0.37), 20)
	var made, stated float64
	for range draws {
		f, err := Solve(vga, lens, clicked(r, points, 0.5))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range truth {
			place, err := f.ToFloor(p.Picture, vision.PixelCov{}, 0)
			if err != nil {
				t.Fatal(err)
			}
			made += sq(place.At.Distance(p.Floor))
			stated += place.Cov.XX + place.Cov.YY
		}
	}
	return math.Sqrt(stated / made)
}

func TestCovarianceAgreesWithMonteCarlo(t *testing.T) {
	at := func(x, height, focal, k1 float64) Camera {
		lens := Lens{FX: focal, FY: focal, CX: 319.5, CY: 239.5, K1: k1, K2: radialBack * k1 * k1}
		centre := Vec3{x, 0, height}
		return NewCamera(lens, LookAt(centre, Vec3{2.3, 2.6, 0}, 0.02), centre)
	}
	for _, c := range []struct {
		name   string
		camera Camera
		lens   bool
		points int
	}{
		{"lens given, 4 points", at(2.3, 2.2, 440, -0.18), true, 4},
		{"lens given, 8 points", at(1.0, 2.5, 560, -0.05), true, 8},
		{"lens solved, 6 points", at(2.3, 2.2, 440, -0.18), false, 6},
		{"lens solved, 8 points", at(3.5, 1.8, 400, -0.12), false, 8},
		{"lens solved, 12 points", at(1.0, 2.5, 520, 0.0), false, 12},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var lens *Lens
			if c.lens {
				lens = &c.camera.Lens
			}
			ratio := montecarlo(t, &c.camera, lens, c.points, 500, 7)
			t.Logf("stated RMS over true RMS: %.2f", ratio)
			if ratio < 0.8 || ratio > 1.25 {
				t.Errorf("stated over true is %.2f, want 0.8 to 1.25", ratio)
			}
		})
	}
}

// Covariance of a pixel's own noise and the floor's together.
func TestPlaceCovarianceHoldsPixelNoise(t *testing.T) {
	at := Vec3{2.3, 0, 2.2}
	lens := Lens{FX: 440, FY: 440, CX: 319.5, CY: 239.5, K1: -0.15, K2: 0.03}
	c := NewCamera(lens, LookAt(at, Vec3{2.3, 2.6, 0}, 0), at)
	f, err := Solve(vga, &lens, spreadOut(seen(&c, vga, 0.3), 12))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 3))
	px, _ := c.Project(Vec3{1.4, 4.2, 0})
	var found, stated Cov
	const draws = 4000
	for range draws {
		place, err := f.ToFloor(vision.Pixel{U: px.U + 2*r.NormFloat64(), V: px.V + 2*r.NormFloat64()}, vision.Isotropic(2), 0)
		if err != nil {
			t.Fatal(err)
		}
		own, _ := f.PredictedCov(px)
		d := place.At.Sub(Point{1.4, 4.2})
		found = found.Add(Cov{d.X * d.X, d.X * d.Y, d.Y * d.Y}.Scale(1.0 / draws))
		stated = stated.Add(place.Cov.Add(own.Scale(-1)).Scale(1.0 / draws))
	}
	if r := stated.XX / found.XX; r < 0.9 || r > 1.1 {
		t.Errorf("variance of x: stated over found is %.2f", r)
	}
	if r := stated.YY / found.YY; r < 0.9 || r > 1.1 {
		t.Errorf("variance of y: stated over found is %.2f", r)
	}
}

func TestSolveRefuses(t *testing.T) {
	at := Vec3{2.3, 0, 2.2}
	lens := Lens{FX: 440, FY: 440, CX: 319.5, CY: 239.5, K1: -0.15, K2: 0.03}
	c := NewCamera(lens, LookAt(at, Vec3{2.3, 2.6, 0}, 0), at)
	all := seen(&c, vga, 0.25)
	good := func() []Correspondence { return spreadOut(all, 8) }
	changed := func(change func(p []Correspondence)) []Correspondence {
		p := good()
		change(p)
		return p
	}
	line := func(side float64) (points []Correspondence) {
		for i := range 6 {
			p := Point{1 + 0.5*float64(i), 3 + side*float64(i%2)}
			px, _ := c.Project(Vec3{p.X, p.Y, 0})
			points = append(points, Correspondence{px, p})
		}
		return points
	}
	near := func() (points []Correspondence) {
		for _, p := range []Point{{2, 3}, {2.1, 3}, {2.1, 3.1}, {2, 3.1}} {
			px, _ := c.Project(Vec3{p.X, p.Y, 0})
			points = append(points, Correspondence{px, p})
		}
		return points
	}
	for _, test := range []struct {
		name   string
		size   vision.Size
		lens   *Lens
		points []Correspondence
		fault  Fault
		named  []int
	}{
		{"no point", vga, nil, nil, TooFew, nil},
		{"three points", vga, &lens, good()[:3], TooFew, nil},
		{"in line", vga, nil, line(0), InLine, nil},
		{"nearly in line", vga, nil, line(0.02), InLine, nil},
		{"close together", vga, nil, near(), TooSmall, nil},
		{"no number", vga, nil, changed(func(p []Correspondence) { p[2].Floor.X = math.NaN() }), NotFinite, []int{2}},
		{"infinite pixel", vga, nil, changed(func(p []Correspondence) { p[5].Picture.V = math.Inf(1) }), NotFinite, []int{5}},
		{"centimetres", vga, nil, changed(func(p []Correspondence) { p[1].Floor.X = 4000 }), NotFinite, []int{1}},
		{"outside", vga, nil, changed(func(p []Correspondence) { p[3].Picture.U = 700 }), OutsideOfView, []int{3}},
		{"twice", vga, nil, changed(func(p []Correspondence) { p[4] = p[1] }), Duplicate, []int{1, 4}},
		{"no picture", vision.Size{}, nil, good(), BadSize, nil},
		{"no lens", vga, &Lens{}, good(), BadLens, nil},
		{"folded lens", vga, &Lens{FX: 400, FY: 400, CX: 320, CY: 240, K1: -9}, good(), BadLens, nil},
		{"a metre wrong", vga, nil, changed(func(p []Correspondence) { p[6].Floor.Y += 1 }), Misfit, []int{6}},
		{"a metre wrong, lens given", vga, &lens, changed(func(p []Correspondence) { p[2].Floor.X += 1 }), Misfit, []int{2}},
		{"mirrored", vga, nil, changed(func(p []Correspondence) {
			for i := range p {
				p[i].Floor.X *= -1
			}
		}), Mirrored, nil},
		{"x and y swapped", vga, &lens, changed(func(p []Correspondence) {
			for i := range p {
				p[i].Floor.X, p[i].Floor.Y = p[i].Floor.Y, p[i].Floor.X
			}
		}), Mirrored, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Solve(test.size, test.lens, test.points)
			var refused *Error
			if !errors.As(err, &refused) {
				t.Fatalf("got %v, want a refusal", err)
			}
			if refused.Fault != test.fault {
				t.Errorf("got %q (%v), want %q", refused.Fault, err, test.fault)
			}
			if refused.Hint() == "" {
				t.Error("no hint")
			}
			if test.named != nil && !equal(refused.Points, test.named) {
				t.Errorf("named points %v, want %v", refused.Points, test.named)
			}
		})
	}
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Whatever is given, Solve answers or refuses; it does not panic, and never
// puts the camera under the floor.
func TestSolveNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 7).Draw(t, "n")
		points := make([]Correspondence, n)
		for i := range points {
			points[i] = Correspondence{
				Picture: vision.Pixel{U: rapid.Float64Range(-10, 650).Draw(t, "u"), V: rapid.Float64Range(-10, 490).Draw(t, "v")},
				Floor:   Point{rapid.Float64Range(-5, 5).Draw(t, "x"), rapid.Float64Range(-5, 5).Draw(t, "y")},
			}
		}
		f, err := Solve(vga, nil, points)
		if err == nil && !(f.CameraAt().Z > 0) {
			t.Fatalf("camera at %v", f.CameraAt())
		}
	})
}
