package opencv

import (
	"context"
	"errors"
	"image"
	"io"
	"math"
	"slices"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
)

// demoRoom is the demo's room as it was measured, without its ribbons.
func demoRoom(t *testing.T, img *image.RGBA) (floor.Room, *floor.Floor) {
	t.Helper()
	room := floor.Room{Size: vision.Size{Width: 640, Height: 480}}
	for _, p := range [][4]float64{
		{16.0, 454.8, 0.30, 1.60}, {627.1, 353.3, 4.40, 2.40}, {293.1, 225.3, 1.80, 4.70}, {395.2, 466.1, 2.50, 1.60},
		{209.3, 410.2, 1.40, 2.00}, {484.7, 227.5, 4.00, 4.60}, {138.9, 266.0, 0.30, 3.80}, {533.5, 457.4, 3.30, 1.60},
	} {
		room.Points = append(room.Points, floor.Correspondence{Picture: vision.Pixel{U: p[0], V: p[1]}, Floor: floor.Point{X: p[2], Y: p[3]}})
	}
	f, err := floor.Solve(room.Size, nil, room.Points)
	if err != nil {
		t.Fatal(err)
	}
	if room.Landmarks, err = Landmarks(img, nil); err != nil {
		t.Fatal(err)
	}
	return room, f
}

func demoImage(t *testing.T, number int) *image.RGBA {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	if err := demoFrame(t, number).Picture.(*Picture).CopyTo(img); err != nil {
		t.Fatal(err)
	}
	return img
}

// nobody is an eye that sees nobody, and may say that the camera has moved.
type nobody struct{ moved bool }

func (n *nobody) Look(_ context.Context, frame vision.Frame, _ vision.Expect) (vision.Sight, error) {
	return vision.Sight{Frame: frame.Number, At: frame.At, CameraMoved: n.moved}, nil
}

func (n *nobody) Close() error { return nil }

// watchFor shows one picture to a minder for a while, at 10 Hz from a time on.
func watchFor(t *testing.T, m *Minder, img *image.RGBA, from, until time.Duration) (last vision.Sight) {
	t.Helper()
	frame := frameOf(t, img)
	defer frame.Close()
	for frame.At = from; frame.At < until; frame.At += 100 * time.Millisecond {
		var err error
		if last, err = m.Look(context.Background(), frame, vision.Expect{}); err != nil {
			t.Fatal(err)
		}
	}
	return last
}

func TestMinderFollowsATurnedCamera(t *testing.T) {
	img := demoImage(t, 2)
	room, f := demoRoom(t, img)
	eye := &nobody{}
	m := Mind(eye, room, f)
	defer m.Close()
	if s := watchFor(t, m, img, 0, 5*time.Second); s.CameraMoved || s.Trouble != "" {
		t.Errorf("the camera stands where it stood: moved %v, %q", s.CameraMoved, s.Trouble)
	}
	if _, changed := m.Renewed(); changed {
		t.Error("the room changed")
	}
	camera := f.Camera()
	after := floor.NewCamera(camera.Lens, camera.Rotation.Turned(floor.Vec3{X: 0.004, Y: 0.02}), camera.Centre())
	turned := asTurned(img, &camera, &after)
	eye.moved = true
	if s := watchFor(t, m, turned, 5*time.Second, 8*time.Second); !s.CameraFollowed || s.CameraMoved || math.Hypot(s.Shift.U, s.Shift.V) < 5 {
		t.Errorf("the camera has turned by 9 px: followed %v, moved %v, shift %v", s.CameraFollowed, s.CameraMoved, s.Shift)
	}
	room, changed := m.Renewed()
	if !changed {
		t.Fatal("the floor did not follow")
	}
	// The eye goes on saying that it moved, against what it saw first.
	if s := watchFor(t, m, turned, 8*time.Second, 20*time.Second); s.CameraMoved || s.CameraFollowed {
		t.Error("it is still said, though the floor has followed")
	}
	for _, p := range []floor.Point{{X: 1, Y: 2}, {X: 3, Y: 3}, {X: 2, Y: 4.5}} {
		px, _ := after.Project(floor.Vec3{X: p.X, Y: p.Y})
		place, err := m.ToFloor(px, vision.PixelCov{}, 0)
		if err != nil || place.At.Distance(p) > 0.03 {
			t.Errorf("%v is found at %v (%v)", p, place.At, err)
		}
		if back, _, _, ok := m.Slopes(p, 0); !ok || back.Distance(px) > 1.5 {
			t.Errorf("%v is shown at %v, want %v", p, back, px)
		}
	}
	if len(room.Landmarks) < 20 || room.Points[0] == f.Points()[0] {
		t.Errorf("the room has %d landmarks, its first point at %v", len(room.Landmarks), room.Points[0].Picture)
	}
}

func TestMinderSaysWhatItSeesInstead(t *testing.T) {
	img := demoImage(t, 2)
	room, f := demoRoom(t, img)
	over := image.NewRGBA(img.Rect)
	other := image.NewRGBA(img.Rect)
	for y := range 480 {
		for x := range 640 {
			copy(over.Pix[over.PixOffset(x, y):], img.Pix[img.PixOffset(639-x, y):img.PixOffset(639-x, y)+4])
			v := uint8(60 + 40*((x/31+y/17)%3))
			copy(other.Pix[other.PixOffset(x, y):], []uint8{v, v, v, 255})
		}
	}
	for _, test := range []struct {
		img  *image.RGBA
		want vision.Trouble
	}{{over, vision.CameraMirrored}, {other, vision.CameraStrange}, {img, ""}} {
		m := Mind(&nobody{}, room, f)
		if s := watchFor(t, m, test.img, 0, 6*time.Second); s.Trouble != test.want || s.CameraMoved {
			t.Errorf("said %q, want %q; moved %v", s.Trouble, test.want, s.CameraMoved)
		}
		m.Close()
	}
	// A room without landmarks has nothing to be minded by.
	room.Landmarks = nil
	m := Mind(&nobody{moved: true}, room, f)
	defer m.Close()
	if s := watchFor(t, m, other, 0, 4*time.Second); s.Trouble != "" || !s.CameraMoved {
		t.Errorf("without landmarks: %q, moved %v", s.Trouble, s.CameraMoved)
	}
}

// Ribbons that were laid during a session, with people in the room.
func TestMinderFindsNewRibbons(t *testing.T) {
	clip, err := OpenClip(demo + "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	defer clip.Close()
	room, f := demoRoom(t, demoImage(t, 2))
	eye, err := NewEye(room.Size, EyeOptions{Sparing: true})
	if err != nil {
		t.Fatal(err)
	}
	m := Mind(eye, room, f)
	defer m.Close()
	var zones []floor.Zone
	sought, laid, from := false, false, time.Duration(0)
	for {
		frame, err := clip.Next(context.Background())
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if frame.Number < 40 || frame.Number%2 == 1 {
			frame.Close()
			continue
		}
		if frame.Number == 40 { // people are in the picture by now
			m.LookForRibbons()
			from = frame.At
		}
		s, err := m.Look(context.Background(), frame, vision.Expect{Unsure: true})
		if err != nil {
			t.Fatal(err)
		}
		frame.Close()
		sought, laid = sought || s.RibbonsSought, laid || s.RibbonsLaid
		if now, changed := m.Renewed(); changed {
			zones = now.Zones
			t.Logf("after %v: %d ribbons", frame.At-from, len(zones))
		}
		if len(zones) == 2 && laid {
			break
		}
		if m.Looking() {
			time.Sleep(20 * time.Millisecond) // a search has its own time
		}
	}
	red := slices.IndexFunc(zones, func(z floor.Zone) bool { return z.Color == "red" && z.Closed })
	blue := slices.IndexFunc(zones, func(z floor.Zone) bool { return z.Color == "blue" && !z.Closed })
	if red < 0 || blue < 0 || len(zones) != 2 || !sought || !laid {
		t.Fatalf("%d ribbons, red %d, blue %d; sought %v, laid %v", len(zones), red, blue, sought, laid)
	}
	middle := floor.Point{}
	for _, p := range zones[red].Outline {
		middle = middle.Add(p.Scale(1 / float64(len(zones[red].Outline))))
	}
	if middle.Distance(floor.Point{X: 1.96, Y: 2.53}) > 0.06 {
		t.Errorf("the red ring's middle is at %v", middle)
	}
	if a, b := zones[blue].Outline[0], zones[blue].Outline[len(zones[blue].Outline)-1]; math.Abs(a.Distance(b)-1.96) > 0.15 {
		t.Errorf("the blue cord goes from %v to %v", a, b)
	}
}

// A search that fails, here for want of points around which to look, takes no ribbon
// off the map.
func TestAFailedSearchChangesNothing(t *testing.T) {
	img := demoImage(t, 2)
	room, f := demoRoom(t, img)
	room.Points = room.Points[:2]
	room.Zones = []floor.Zone{{Name: "mine", Closed: true, Outline: []floor.Point{{X: 1, Y: 2}, {X: 2, Y: 2}, {X: 2, Y: 3}}}}
	m := Mind(&nobody{}, room, f)
	defer m.Close()
	m.LookForRibbons()
	failed := false
	for i := range 200 {
		at := time.Duration(i) * 100 * time.Millisecond
		failed = watchFor(t, m, img, at, at+time.Millisecond).RibbonsFailed || failed
		if m.Looking() {
			time.Sleep(5 * time.Millisecond)
		}
	}
	if zones := m.Room().Zones; !failed || m.Looking() || len(zones) != 1 || zones[0].Name != "mine" {
		t.Errorf("told %v, looking %v, ribbons %v", failed, m.Looking(), zones)
	}
}
