package opencv

import (
	"context"
	"image"
	"math"
	"testing"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// asTurned is a picture as a camera would take it that has turned on the spot.
func asTurned(img *image.RGBA, camera, after *floor.Camera) *image.RGBA {
	l := img.Rect.Size()
	out := image.NewRGBA(img.Rect)
	for y := range l.Y {
		for x := range l.X {
			d, ok := after.Ray(vision.Pixel{U: float64(x), V: float64(y)})
			px, ok2 := camera.Project(camera.Centre().Add(d))
			i, j := int(math.Floor(px.U)), int(math.Floor(px.V))
			if !ok || !ok2 || i < 0 || j < 0 || i+1 >= l.X || j+1 >= l.Y {
				out.Pix[out.PixOffset(x, y)+3] = 255
				continue
			}
			fu, fv := px.U-float64(i), px.V-float64(j)
			for c := range 4 {
				at := func(i, j int) float64 { return float64(img.Pix[img.PixOffset(i, j)+c]) }
				out.Pix[out.PixOffset(x, y)+c] = uint8((1-fv)*((1-fu)*at(i, j)+fu*at(i+1, j)) + fv*((1-fu)*at(i, j+1)+fu*at(i+1, j+1)) + 0.5)
			}
		}
	}
	return out
}

// frameOf is a frame that shows an image.
func frameOf(t *testing.T, img *image.RGBA) vision.Frame {
	t.Helper()
	size := img.Rect.Size()
	bgr := make([]byte, 0, 3*size.X*size.Y)
	for i := 0; i < len(img.Pix); i += 4 {
		bgr = append(bgr, img.Pix[i+2], img.Pix[i+1], img.Pix[i])
	}
	picture, err := NewPicture(vision.Size{Width: size.X, Height: size.Y}, bgr)
	if err != nil {
		t.Fatal(err)
	}
	return vision.Frame{Number: 1, Picture: picture}
}

func TestLandmarksTellATurnedCamera(t *testing.T) {
	frame := demoFrame(t, 2)
	size := frame.Picture.Size()
	img := image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	if err := frame.Picture.(*Picture).CopyTo(img); err != nil {
		t.Fatal(err)
	}
	focal := 0.65 * float64(size.Width)
	lens := floor.Lens{FX: focal, FY: focal, CX: float64(size.Width-1) / 2, CY: float64(size.Height-1) / 2, K1: -0.15, K2: 0.03}
	at := floor.Vec3{X: 2.3, Y: 0, Z: 2.2}
	camera := floor.NewCamera(lens, floor.LookAt(at, floor.Vec3{X: 2.3, Y: 2.8}, 0), at)
	var points []floor.Correspondence
	for _, p := range []floor.Point{{X: 1.2, Y: 2}, {X: 3.4, Y: 2}, {X: 3.4, Y: 4}, {X: 1.2, Y: 4}} {
		px, _ := camera.Project(floor.Vec3{X: p.X, Y: p.Y})
		points = append(points, floor.Correspondence{Picture: px, Floor: p})
	}
	f, err := floor.Solve(size, &lens, points)
	if err != nil {
		t.Fatal(err)
	}
	known, err := Landmarks(img, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(known) < 30 || len(known) > mostLandmarks || len(known[0].Descriptor) > 32 {
		t.Fatalf("%d landmarks", len(known))
	}
	for _, degrees := range []float64{0, 0.15, 0.8, 4} {
		after := floor.NewCamera(lens, camera.Rotation.Turned(floor.Vec3{X: 0.3 * degrees * math.Pi / 180, Y: degrees * math.Pi / 180}), at)
		turned := frameOf(t, asTurned(img, &camera, &after))
		marks, err := LandmarksNow(context.Background(), turned, nil, false)
		if err != nil {
			t.Fatal(err)
		}
		mirrored, err := LandmarksNow(context.Background(), turned, nil, true)
		if err != nil {
			t.Fatal(err)
		}
		turned.Close()
		s := calibrate.Recognise(f, known, marks)
		t.Logf("%.2f°: %s, %d of %d landmarks, shift %.1f px, %.2f px off", degrees, s.View, s.Seen, s.Known, s.ShiftPx, s.OffPx)
		if want := focal * degrees * 1.044 * math.Pi / 180; math.Abs(s.ShiftPx-want) > 0.15*want+0.5 || !s.Turned {
			t.Errorf("%.2f°: shift %.1f px, want about %.1f; turned %v", degrees, s.ShiftPx, want, s.Turned)
		}
		if moved := focal*degrees*math.Pi/180 > 3*float64(size.Width)/640; moved != (s.View == calibrate.MovedView) {
			t.Errorf("%.2f°: %s", degrees, s.View)
		}
		if s := calibrate.Recognise(f, known, mirrored); s.View != calibrate.UnknownView {
			t.Errorf("the picture turned over from left to right: %s", s.View)
		}
	}
}

// People and ribbons are no landmarks.
func TestLandmarksAvoid(t *testing.T) {
	frame := demoFrame(t, 2)
	size := frame.Picture.Size()
	img := image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	if err := frame.Picture.(*Picture).CopyTo(img); err != nil {
		t.Fatal(err)
	}
	half := vision.Box{Left: 0, Top: 0, Width: float64(size.Width) / 2, Height: float64(size.Height)}
	marks, err := Landmarks(img, []vision.Box{half})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range marks {
		if half.Contains(m.At) {
			t.Errorf("a landmark at %v, where none should be", m.At)
		}
	}
	if none, err := Landmarks(image.NewRGBA(img.Rect), nil); err != nil || len(none) > 0 {
		t.Errorf("nothing was seen: %d landmarks, %v", len(none), err)
	}
}
