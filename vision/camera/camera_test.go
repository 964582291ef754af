package camera_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/camera/fake"
)

func hint(err error) string {
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	return ""
}

// bubble runs a test with a fake camera of 100 Hz on a bubble's clock.
func bubble(t *testing.T, test func(t *testing.T, c *fake.Camera)) {
	synctest.Test(t, func(t *testing.T) { test(t, fake.NewCamera(camera.Wall(), size, 100)) })
}

func TestTheNewestFrameWins(t *testing.T) {
	bubble(t, func(t *testing.T, c *fake.Camera) {
		cam, err := camera.Open(t.Context(), c, fake.Name, size, 0)
		if err != nil {
			t.Fatal(err)
		}
		last, given := vision.Frame{}, 1
		for range 10 {
			time.Sleep(35 * time.Millisecond)
			frame, err := cam.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if frame.Number < last.Number+3 && last.Number > 0 {
				t.Errorf("frame %d after %d, want the newest", frame.Number, last.Number)
			}
			if frame.At <= last.At || frame.Clock.IsZero() {
				t.Errorf("frame %d at %v, %v after %v", frame.Number, frame.At, frame.Clock, last.At)
			}
			frame.Close()
			last = frame
			given++
		}
		if cam.Dropped() < last.Number-given || cam.Dropped() == 0 {
			t.Errorf("%d dropped of %d, %d given", cam.Dropped(), last.Number, given)
		}
		if err := cam.Close(); err != nil || c.OpenDevices() != 0 {
			t.Errorf("close: %v, %d devices are open", err, c.OpenDevices())
		}
		if _, err := cam.Next(t.Context()); err == nil {
			t.Error("a closed camera gave a frame")
		}
	})
}

func TestACameraThatStallsSaysSoAndComesBack(t *testing.T) {
	bubble(t, func(t *testing.T, c *fake.Camera) {
		cam, err := camera.Open(t.Context(), c, fake.Name, size, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer cam.Close()
		c.Do(fake.Stall)
		for err == nil {
			_, err = cam.Next(t.Context())
		}
		if hint(err) == "" || !strings.Contains(err.Error(), "no picture for") {
			t.Errorf("%v", err)
		}
		c.Do("")
		if _, err := cam.Next(t.Context()); err != nil {
			t.Error(err)
		}
		c.Do(fake.Fail)
		for err = nil; err == nil || strings.Contains(err.Error(), "no picture for"); {
			_, err = cam.Next(t.Context())
		}
		if !strings.Contains(err.Error(), "has stopped: input/output error") {
			t.Errorf("%v", err)
		}
	})
}

func TestOpenRefusesInWords(t *testing.T) {
	bubble(t, func(t *testing.T, c *fake.Camera) {
		c.Do(fake.Resize)
		_, err := camera.Open(t.Context(), c, fake.Name, size, 0)
		if err == nil || !strings.Contains(err.Error(), "320×240 px, not 640×480") || hint(err) == "" {
			t.Errorf("%v", err)
		}
		c.Do(fake.Stall)
		_, err = camera.Open(t.Context(), c, fake.Name, size, 0)
		if err == nil || !strings.Contains(err.Error(), "it gives no pictures") || hint(err) == "" {
			t.Errorf("%v", err)
		}
		c.Do(fake.Vanish)
		_, err = camera.Open(t.Context(), c, fake.Name, size, 0)
		if err == nil || !strings.Contains(err.Error(), "there is no such camera") || hint(err) != "the cameras here are 0 (built in)" {
			t.Errorf("%v, hint %q", err, hint(err))
		}
		if _, err = camera.Open(t.Context(), c, " ", size, 0); err == nil || hint(err) == "" {
			t.Errorf("no name: %v", err)
		}
		if n := c.OpenDevices(); n != 0 {
			t.Errorf("%d devices are open", n)
		}
	})
}

func TestACameraEndsWithItsContext(t *testing.T) {
	bubble(t, func(t *testing.T, c *fake.Camera) {
		ctx, cancel := context.WithCancel(t.Context())
		cam, err := camera.Open(ctx, c, fake.Name, size, 0)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		synctest.Wait()
		time.Sleep(time.Second)
		if c.OpenDevices() != 0 {
			t.Error("the device is still open")
		}
		if _, err := cam.Next(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		cam.Close()
	})
}

// listed is a driver that only lists.
type listed []camera.Info

func (l listed) Cameras() ([]camera.Info, error) { return l, nil }
func (l listed) Open(info camera.Info, _ vision.Size, _ float64) (camera.Device, error) {
	return nil, opened(info.Number)
}

// opened tells which camera would have been opened.
type opened int

func (opened) Error() string { return "opened" }

func TestCamerasAreFoundByName(t *testing.T) {
	known := listed{
		{Name: "Logitech BRIO", Number: 0, Path: "/dev/video0"},
		{Name: "HD Webcam", Number: 2, Path: "/dev/video2"},
		{Name: "HD Webcam", Number: 4, Path: "/dev/video4"},
	}
	for name, want := range map[string]opened{"logitech brio": 0, "brio": 0, "/dev/video4": 4, "2": 2} {
		if _, err := camera.Open(t.Context(), known, name, size, 0); err != want {
			t.Errorf("%q: %v, want %d", name, err, want)
		}
	}
	if _, err := camera.Open(t.Context(), known, "HD Webcam", size, 0); err == nil || !strings.Contains(hint(err), "2 (HD Webcam), 4 (HD Webcam)") {
		t.Errorf("two of a name: %v, hint %q", err, hint(err))
	}
	for _, name := range []string{"none", "7"} {
		if _, err := camera.Open(t.Context(), known, name, size, 0); err == nil || hint(err) == "" {
			t.Errorf("%q: %v", name, err)
		}
	}
}
