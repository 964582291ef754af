package opencv

import (
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/camera/fake"
	"nabij/vision/pipeline"
)

var (
	_ camera.Driver   = Driver{}
	_ camera.Sampled  = (*Picture)(nil)
	_ pipeline.Source = (*camera.Camera)(nil)
)

// mats is the fake camera with pictures in OpenCV's memory.
type mats struct{ *fake.Camera }

func (m mats) Open(info camera.Info, size vision.Size, rate float64) (camera.Device, error) {
	d, err := m.Camera.Open(info, size, rate)
	return matDevice{d}, err
}

type matDevice struct{ camera.Device }

func (m matDevice) Read(wait time.Duration) (vision.Picture, error) {
	p, err := m.Device.Read(wait)
	if err != nil {
		return nil, err
	}
	size := p.Size()
	grey := p.(*fake.Picture).Grey(size.Width, size.Height, nil)
	bgr := make([]byte, 0, 3*len(grey))
	for _, v := range grey {
		bgr = append(bgr, v, v, v)
	}
	return NewPicture(size, bgr)
}

// TestFaultsLeaveNoMatOpen looks through a camera that does everything it
// should not; the leak test counts what it leaves.
func TestFaultsLeaveNoMatOpen(t *testing.T) {
	size := vision.Size{Width: 160, Height: 120}
	for _, inline := range []bool{true, false} {
		clock := camera.Clock(fake.NewClock(time.Now()))
		hold := 4 * time.Second
		if !inline {
			clock, hold = camera.Wall(), 50*time.Millisecond
		}
		c := fake.NewCamera(clock, size, 30)
		steady, err := camera.Begin(t.Context(), mats{c}, fake.Name, size, 30, camera.Options{Clock: clock, Inline: inline})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range append(fake.Faults, "") {
			c.DoFor(f, hold)
			for end := clock.Elapsed() + 2*hold; clock.Elapsed() < end; {
				frame, err := steady.Next(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if frame.Trouble == f.Expected() && f == fake.Black && frame.Picture != nil {
					t.Error("a black picture is given")
				}
				frame.Close()
			}
		}
		if err := steady.Close(); err != nil || c.OpenDevices() != 0 {
			t.Errorf("close: %v, %d devices are open", err, c.OpenDevices())
		}
	}
}

func TestGreyIsSpreadOverThePicture(t *testing.T) {
	size := vision.Size{Width: 4, Height: 2}
	bgr := make([]byte, 3*8)
	for i := range 8 {
		bgr[3*i+1] = uint8(i)
	}
	p, err := NewPicture(size, bgr)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Grey(2, 2, nil); len(got) != 4 || got[0] != 1 || got[1] != 3 || got[2] != 5 || got[3] != 7 {
		t.Errorf("%v, want [1 3 5 7]", got)
	}
	p.Close()
	if got := p.Grey(2, 2, nil); len(got) != 0 {
		t.Errorf("a closed picture has %v", got)
	}
}
