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

// photographed draws a room, its sheets' true quads beside it.
func photographed(t *testing.T, room *synth.Laid) (*image.RGBA, []calibrate.Quad) {
	t.Helper()
	photo, err := room.Photo()
	if err != nil {
		t.Fatal(err)
	}
	var truth []calibrate.Quad
	for _, p := range room.Papers {
		var q calibrate.Quad
		for k, c := range p {
			q[k], _ = room.Camera.Project(floor.Vec3{X: c.X, Y: c.Y})
		}
		truth = append(truth, q)
	}
	return photo, truth
}

func findQuads(t *testing.T, photo *image.RGBA) []calibrate.Quad {
	t.Helper()
	quads, err := FindWhiteQuads(context.Background(), photo)
	if err != nil {
		t.Fatal(err)
	}
	return quads
}

// at4M is the root mean square distance, in metres, of true floor places 3.5 to
// 4.5 m from the camera from where the floor finds them, after the two frames
// are laid over one another as well as a turn and a shift can on the floor that
// the picture shows.
func at4M(room *synth.Laid, f *floor.Floor) float64 {
	var truth, found []floor.Point
	for x := 0.3; x < room.WidthM; x += 0.3 {
		for y := 0.9; y < min(room.DepthM, 5.5); y += 0.3 {
			px, ok := room.Camera.Project(floor.Vec3{X: x, Y: y})
			if !ok || px.U < 0 || px.V < 0 || px.U >= float64(room.Size.Width) || px.V >= float64(room.Size.Height) {
				continue
			}
			if place, err := f.ToFloor(px, vision.PixelCov{}, 0); err == nil {
				truth, found = append(truth, floor.Point{X: x, Y: y}), append(found, place.At)
			}
		}
	}
	a, b := mean(truth), mean(found)
	var same, turned float64
	for i := range truth {
		u, v := found[i].Sub(b), truth[i].Sub(a)
		same, turned = same+u.Dot(v), turned+u.X*v.Y-u.Y*v.X
	}
	sin, cos := math.Sincos(math.Atan2(turned, same))
	sum, n, at := 0.0, 0.0, room.Camera.Centre()
	for i, p := range truth {
		if d := p.Distance(floor.Point{X: at.X, Y: at.Y}); d > 3.5 && d < 4.5 {
			u := found[i].Sub(b)
			off := floor.Point{X: cos*u.X - sin*u.Y, Y: sin*u.X + cos*u.Y}.Add(a).Distance(p)
			sum, n = sum+off*off, n+1
		}
	}
	return math.Sqrt(sum / n)
}

func mean(points []floor.Point) (sum floor.Point) {
	for _, p := range points {
		sum = sum.Add(p.Scale(1 / float64(len(points))))
	}
	return sum
}

func TestSheetsInPhotos(t *testing.T) {
	const rooms = 8
	var square, corners, laid, seen float64
	for seed := range uint64(rooms) {
		room := synth.RandomPapers(rand.New(rand.NewPCG(seed, 1)), 4+int(seed)%3)
		photo, truth := photographed(t, room)
		quads := findQuads(t, photo)
		got, chosen, err := calibrate.ChooseSheets(room.Size, nil, quads)
		if err != nil {
			t.Errorf("room %d: %v", seed, err)
			continue
		}
		laid += float64(len(truth))
		for _, i := range chosen {
			best := math.Inf(1)
			for _, q := range truth {
				best = min(best, apart(quads[i], q))
			}
			if best > 2.5 {
				t.Errorf("room %d: took %v for a sheet", seed, quads[i])
			}
			square, corners, seen = square+best*best, corners+1, seen+1
		}
		off := at4M(room, got.Floor)
		t.Logf("room %d, %v: %d of %d sheets, %d other quads, %.1f cm at 4 m", seed, room.Size, len(chosen), len(truth), len(quads)-len(chosen), 100*off)
		if off > 0.04 {
			t.Errorf("room %d: %.1f cm off at 4 m, want at most 4", seed, 100*off)
		}
	}
	t.Logf("%.0f of %.0f sheets; a sheet's worst corner %.2f px off", seen, laid, math.Sqrt(square/corners))
	if seen < 0.8*laid {
		t.Errorf("found %.0f of %.0f sheets", seen, laid)
	}
}

// lay puts one more paper somewhere in the room.
func lay(t *testing.T, r *rand.Rand, room *synth.Laid, longM, shortM float64) {
	t.Helper()
	for range 2000 {
		at := floor.Point{X: room.WidthM * r.Float64(), Y: 0.5 + 3.5*r.Float64()}
		if room.LayPaper(at, 2*math.Pi*r.Float64(), longM, shortM) {
			return
		}
	}
	t.Fatal("no place for one more paper")
}

// A sheet of another format is left out, and does not bend the floor.
func TestSheetsOfOtherFormats(t *testing.T) {
	for i, format := range [][2]float64{{0.279, 0.216}, {0.3, 0.3}, {0.42, 0.297}, {0.21, 0.148}} {
		r := rand.New(rand.NewPCG(11+uint64(i), 2))
		room := synth.RandomPapers(r, 4)
		lay(t, r, room, format[0], format[1])
		photo, truth := photographed(t, room)
		quads := findQuads(t, photo)
		laid, chosen, err := calibrate.ChooseSheets(room.Size, nil, quads)
		if err != nil {
			t.Errorf("%v: %v", format, err)
			continue
		}
		for _, k := range chosen {
			if apart(quads[k], truth[4]) < 3 {
				t.Errorf("took a sheet of %v m for A4", format)
			}
		}
		if off := at4M(room, laid.Floor); len(chosen) != 4 || off > 0.04 {
			t.Errorf("%v: %d sheets, %.1f cm off at 4 m", format, len(chosen), 100*off)
		}
	}
}

// Nothing is found that is not there: a room without sheets, and a black one.
func TestRoomsWithoutSheets(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 3))
		room := synth.RandomLaid(r)
		photo, _ := photographed(t, room)
		if laid, chosen, err := calibrate.ChooseSheets(room.Size, nil, findQuads(t, photo)); err == nil {
			t.Errorf("room %d: found %d sheets, camera %.1f m high", seed, len(chosen), laid.Floor.CameraAt().Z)
		}
	}
	black := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for i := 3; i < len(black.Pix); i += 4 {
		black.Pix[i] = 255
	}
	if quads := findQuads(t, black); len(quads) > 0 {
		t.Errorf("found %v in the dark", quads)
	}
	if _, err := FindWhiteQuads(context.Background(), image.NewRGBA(image.Rect(0, 0, 4, 4))); err == nil {
		t.Error("took a picture of 4×4 px")
	}
}

// What somebody hides is no sheet; the others are found as before.
func TestSheetsBehindSomebody(t *testing.T) {
	room := synth.RandomPapers(rand.New(rand.NewPCG(2, 1)), 5)
	photo, truth := photographed(t, room)
	for y := range room.Size.Height { // from the first sheet's middle to the right
		for x := int(truth[0][0].U+truth[0][2].U) / 2; x < int(max(truth[0][0].U, truth[0][1].U, truth[0][2].U, truth[0][3].U))+20; x++ {
			photo.Pix[y*photo.Stride+4*x+3] = 0
		}
	}
	quads := findQuads(t, photo)
	for _, q := range quads {
		if apart(q, truth[0]) < 0.5*math.Sqrt(quadArea(truth[0])) {
			t.Errorf("found %v, which is half hidden", q)
		}
	}
	if _, chosen, err := calibrate.ChooseSheets(room.Size, nil, quads); err != nil || len(chosen) < 3 {
		t.Errorf("found %d sheets, %v", len(chosen), err)
	}
}

func BenchmarkFindWhiteQuads(b *testing.B) {
	photo, err := synth.RandomPapers(rand.New(rand.NewPCG(2, 1)), 5).Photo()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := FindWhiteQuads(context.Background(), photo); err != nil {
			b.Fatal(err)
		}
	}
}
