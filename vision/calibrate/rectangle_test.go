package calibrate

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
)

// seen returns where a camera shows floor points, with noise; false where one is
// out of the picture.
func pixelsOf(r *rand.Rand, c *floor.Camera, points []floor.Point, sigmaPx float64) (seen []vision.Pixel, ok bool) {
	in := vision.Box{Left: 3, Top: 3, Width: float64(hd.Width) - 6, Height: float64(hd.Height) - 6}
	for _, p := range points {
		px, visible := c.Project(floor.Vec3{X: p.X, Y: p.Y})
		if !visible || !in.Contains(px) {
			return nil, false
		}
		seen = append(seen, vision.Pixel{U: px.U + sigmaPx*r.NormFloat64(), V: px.V + sigmaPx*r.NormFloat64()})
	}
	return seen, true
}

// boards are edges of floorboards along y, as far as a camera sees them.
func boards(r *rand.Rand, c *floor.Camera, sigmaPx float64) (edges [][]vision.Pixel) {
	for x := 0.2; x < 4.4; x += 0.6 {
		var edge []vision.Pixel
		for y := 0.4; y < 5; y += 0.12 {
			if px, ok := pixelsOf(r, c, []floor.Point{{X: x, Y: y}}, sigmaPx); ok {
				edge = append(edge, px[0])
			}
		}
		edges = append(edges, edge)
	}
	return edges
}

func frame(r *rand.Rand, c *floor.Camera, wide, deep float64) (Rectangle, []floor.Point) {
	for {
		angle := r.Float64() * 0.6
		sin, cos := math.Sincos(angle)
		origin := floor.Point{X: 0.9 + r.Float64(), Y: 1.5 + 0.5*r.Float64()}
		corners := make([]floor.Point, 4)
		for k, p := range [4]floor.Point{{}, {X: wide}, {X: wide, Y: deep}, {Y: deep}} {
			corners[k] = origin.Add(floor.Point{X: cos*p.X - sin*p.Y, Y: sin*p.X + cos*p.Y})
		}
		if px, ok := pixelsOf(r, c, corners, 0.3); ok {
			return Rectangle{Corners: [4]vision.Pixel(px)}, corners
		}
		*c = webcam(r)
	}
}

func TestRectangleWithOneSideMeasured(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	var made, stated, found float64
	unsure := 0
	const rounds = 15
	for range rounds {
		c := webcam(r)
		rect, _ := frame(r, &c, 2.4, 1.6)
		rect.FirstM = 2.4
		q, err := FromRectangle(hd, nil, rect, boards(r, &c, 0.3))
		var refused *floor.Error
		if errors.As(err, &refused) && refused.Fault == floor.Unsolved {
			unsure++ // seen straight on, where a side and a focal length look alike
			continue
		}
		if err != nil {
			t.Error(err)
			continue
		}
		found++
		off := q.SecondM - 1.6
		made, stated = made+off*off, stated+q.FoundSigmaM*q.FoundSigmaM
		if math.Abs(off) > 4*q.FoundSigmaM+0.01 {
			t.Errorf("second side %.3f m, stated to %.3f, want 1.6", q.SecondM, q.FoundSigmaM)
		}
		if at4, _ := bentM(t, q.Floor, &c); at4 > 0.12 {
			t.Errorf("%.1f cm off at 4 m", 100*at4)
		}
	}
	t.Logf("side off by %.1f cm, stated %.1f; %d unsure", 100*math.Sqrt(made/found), 100*math.Sqrt(stated/found), unsure)
	if unsure > rounds/4 {
		t.Errorf("%d of %d were refused as unsure", unsure, rounds)
	}
}

// The frame: origin at the first corner, x along the first side, z up, whichever
// way round the corners go.
func TestRectangleFrame(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	c := webcam(r)
	rect, truth := frame(r, &c, 2, 3)
	for _, order := range [][4]int{{0, 1, 2, 3}, {2, 3, 0, 1}, {0, 3, 2, 1}, {1, 0, 3, 2}} {
		turned := Rectangle{}
		for k, i := range order {
			turned.Corners[k] = rect.Corners[i]
		}
		turned.FirstM, turned.SecondM = truth[order[0]].Distance(truth[order[1]]), truth[order[1]].Distance(truth[order[2]])
		q, err := FromRectangle(hd, &c.Lens, turned, nil)
		if err != nil {
			t.Fatalf("%v: %v", order, err)
		}
		if h := q.Floor.CameraAt().Z; math.Abs(h-c.Centre().Z) > 0.1 {
			t.Errorf("%v: camera %.2f m high, want %.2f", order, h, c.Centre().Z)
		}
		if p := q.Points[1].Floor; p.X <= 0 || p.Y != 0 || q.Points[0].Floor != (floor.Point{}) {
			t.Errorf("%v: first side from %v to %v", order, q.Points[0].Floor, p)
		}
	}
}

func TestRectangleRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2))
	c := webcam(r)
	good, _ := frame(r, &c, 2.4, 1.6)
	good.FirstM = 2.4
	changed := func(change func(*Rectangle)) Rectangle {
		other := good
		change(&other)
		return other
	}
	for _, test := range []struct {
		name  string
		rect  Rectangle
		fault floor.Fault
	}{
		{"no side", changed(func(r *Rectangle) { r.FirstM = 0 }), floor.TooFew},
		{"centimetres", changed(func(r *Rectangle) { r.FirstM = 240 }), floor.NotFinite},
		{"no number", changed(func(r *Rectangle) { r.FirstM = math.NaN() }), floor.NotFinite},
		{"crossed", changed(func(r *Rectangle) { r.Corners[1], r.Corners[2] = r.Corners[2], r.Corners[1] }), floor.InLine},
		{"outside", changed(func(r *Rectangle) { r.Corners[2].U = 5000 }), floor.OutsideOfView},
		{"tiny", changed(func(r *Rectangle) {
			for k := range r.Corners {
				r.Corners[k] = vision.Pixel{U: 600 + 5*float64(k&1^k>>1), V: 400 + 5*float64(k>>1)}
			}
		}), floor.TooSmall},
	} {
		_, err := FromRectangle(hd, nil, test.rect, nil)
		var refused *floor.Error
		if !errors.As(err, &refused) || refused.Fault != test.fault || refused.Hint() == "" {
			t.Errorf("%s: got %v, want %q", test.name, err, test.fault)
		}
	}
}

func TestLensFromEdges(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 2))
	var plain, edged float64
	const rounds = 12
	for range rounds {
		c := webcam(r)
		rect, truth := frame(r, &c, 2.4, 1.6)
		var points []floor.Correspondence
		for k, p := range truth {
			points = append(points, floor.Correspondence{Picture: rect.Corners[k], Floor: p})
		}
		// A ribbon's curve is no straight edge.
		var curve []vision.Pixel
		for a := 0.0; a < 2; a += 0.05 {
			if px, ok := pixelsOf(r, &c, []floor.Point{{X: 2.3 + 0.8*math.Cos(a), Y: 2.6 + 0.8*math.Sin(a)}}, 0.2); ok {
				curve = append(curve, px[0])
			}
		}
		edges := append(boards(r, &c, 0.3), curve)
		b, err := LensFromEdges(hd, points, edges)
		if err != nil {
			t.Error(err)
			continue
		}
		if b.Edges >= len(edges) {
			t.Error("the curve was taken for a straight edge")
		}
		bend := func(l floor.Lens) float64 { return l.K1 / (l.FX * l.FX) * c.Lens.FX * c.Lens.FX }
		if off := bend(b.Lens) - c.Lens.K1; math.Abs(off) > 0.04 {
			t.Errorf("distortion %.3f, want %.3f", bend(b.Lens), c.Lens.K1)
		}
		without, err := floor.Solve(hd, nil, points)
		if err != nil {
			t.Fatal(err)
		}
		with, err := floor.Solve(hd, &b.Lens, points)
		if err != nil {
			t.Fatal(err)
		}
		_, all := bentM(t, without, &c)
		plain += all * all / rounds
		_, all = bentM(t, with, &c)
		edged += all * all / rounds
	}
	t.Logf("four points: %.1f cm off, with edges %.1f", 100*math.Sqrt(plain), 100*math.Sqrt(edged))
	if edged > plain {
		t.Error("edges made the floor worse")
	}
}

func TestLensFromEdgesRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 2))
	c := webcam(r)
	rect, truth := frame(r, &c, 2.4, 1.6)
	var points []floor.Correspondence
	for k, p := range truth {
		points = append(points, floor.Correspondence{Picture: rect.Corners[k], Floor: p})
	}
	middle := []vision.Pixel{{U: 600, V: 360}, {U: 620, V: 360}, {U: 640, V: 360}, {U: 660, V: 360}, {U: 680, V: 360}}
	for name, edges := range map[string][][]vision.Pixel{"none": nil, "short": {middle}, "two dots": {middle[:2]}} {
		_, err := LensFromEdges(hd, points, edges)
		var refused *floor.Error
		if !errors.As(err, &refused) || refused.Fault != floor.BadLens || refused.Hint() == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
