package opencv

import (
	"context"
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/synth"
)

// Corners of sheets, pointed out by a hand that is a few pixels off.
func TestSnapCorner(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	snapped, all, square := 0, 0, 0.0
	photo, truth := photographed(t, synth.RandomPapers(r, 6))
	for _, q := range truth {
		for _, want := range q {
			hand := vision.Pixel{U: want.U + 3*r.Float64() - 1.5, V: want.V + 3*r.Float64() - 1.5}
			got, ok, err := SnapCorner(photo, hand, SnapReachPx)
			if err != nil {
				t.Fatal(err)
			}
			all++
			if ok {
				snapped++
				square += math.Pow(min(got.Distance(want), 5), 2)
			}
		}
	}
	off := math.Sqrt(square / float64(max(snapped, 1)))
	t.Logf("%d of %d corners, %.2f px off", snapped, all, off)
	if snapped < 3*all/4 || off > 1 {
		t.Errorf("%d of %d corners snapped, %.2f px off", snapped, all, off)
	}
}

// Where there is no corner, the place stays.
func TestSnapCornerStays(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 200, 200))
	for y := range 200 {
		for x := range 200 {
			v := uint8(90)
			if x > 100 {
				v = 200 // an edge without a corner
			}
			copy(img.Pix[img.PixOffset(x, y):], []uint8{v, v, v, 255})
		}
	}
	for _, at := range []vision.Pixel{{U: 40, V: 40}, {U: 99, V: 90}, {U: 1, V: 1}, {U: -5, V: 300}, {U: math.NaN(), V: 3}} {
		if got, ok, err := SnapCorner(img, at, SnapReachPx); ok || err != nil || got.Distance(at) > 0 {
			t.Errorf("%v: snapped to %v (%v)", at, got, err)
		}
	}
}

// The lens of drawn rooms, from their boards, joints and skirting.
func TestLensFromStraightEdges(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 12))
	found := 0
	var square float64
	const rooms = 2
	for range rooms {
		room := synth.RandomLaid(r)
		photo, err := room.Photo()
		if err != nil {
			t.Fatal(err)
		}
		edges, err := StraightEdges(context.Background(), photo)
		if err != nil {
			t.Fatal(err)
		}
		b, err := calibrate.LensFromEdges(room.Size, clickedPoints(r, room), edges)
		if err != nil {
			t.Logf("%d edges: %v", len(edges), err)
			continue
		}
		found++
		truth := room.Camera.Lens
		bend := func(l floor.Lens) float64 { return l.K1 * math.Pow(truth.FX/l.FX, 2) }
		off := bend(b.Lens) - truth.K1
		t.Logf("%d of %d edges: k1 %.3f, want %.3f; focal %.1f, want %.1f; edges %.2f px bent, k1 sure to %.3f",
			b.Edges, len(edges), bend(b.Lens), truth.K1, b.Lens.FX, truth.FX, b.BentPx, b.K1Sigma)
		square += off * off
	}
	if found == 0 {
		t.Errorf("only %d of %d rooms had edges to tell the lens by", found, rooms)
	}
	if rms := math.Sqrt(square / float64(max(found, 1))); rms > 0.03 {
		t.Errorf("k1 is %.3f off (root mean square), want at most 0.03", rms)
	}
}

// clickedPoints are four floor points as a hand would click them.
func clickedPoints(r *rand.Rand, room *synth.Laid) (points []floor.Correspondence) {
	for _, p := range []floor.Point{{X: 0.25, Y: 0.3}, {X: 0.75, Y: 0.3}, {X: 0.8, Y: 0.85}, {X: 0.2, Y: 0.85}} {
		at := floor.Point{X: p.X * room.WidthM, Y: p.Y * room.DepthM}
		for y := at.Y; y < room.DepthM; y += 0.1 { // until it is in the picture
			px, ok := room.Camera.Project(floor.Vec3{X: at.X, Y: y})
			if ok && px.U > 2 && px.V > 2 && px.U < float64(room.Size.Width)-3 && px.V < float64(room.Size.Height)-3 {
				px.U, px.V = px.U+0.5*r.NormFloat64(), px.V+0.5*r.NormFloat64()
				points = append(points, floor.Correspondence{Picture: px, Floor: floor.Point{X: at.X, Y: y}})
				break
			}
		}
	}
	return points
}
