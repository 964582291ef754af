package opencv

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/pipeline"
)

var _ pipeline.Source = (*Camera)(nil)

// fakeDevice gives a picture every period: noise, or always the same.
type fakeDevice struct {
	period time.Duration
	still  bool
	silent atomic.Bool
	closed atomic.Bool
	reads  atomic.Int64
}

func (f *fakeDevice) Read(mat *gocv.Mat) bool {
	time.Sleep(f.period)
	if f.silent.Load() {
		return false
	}
	value := float64(f.reads.Add(1) % 200)
	if f.still {
		value = 7
	}
	frame := gocv.NewMatWithSizeFromScalar(gocv.NewScalar(value, value, value, 0), 48, 64, gocv.MatTypeCV8UC3)
	defer frame.Close()
	frame.CopyTo(mat)
	return true
}

func (f *fakeDevice) Close() error {
	f.closed.Store(true)
	return nil
}

func TestCameraNewestFrameWins(t *testing.T) {
	fake := &fakeDevice{period: 5 * time.Millisecond}
	camera := watch(context.Background(), "fake", fake)
	if err := camera.check(context.Background(), vision.Size{Width: 64, Height: 48}); err != nil {
		t.Fatal(err)
	}
	last, given := vision.Frame{}, 1
	for range 10 {
		time.Sleep(30 * time.Millisecond)
		newest := int(fake.reads.Load())
		frame, err := camera.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if frame.Number < newest-1 { // the newest may not be handed over yet
			t.Errorf("frame %d, when %d were read", frame.Number, newest)
		}
		if frame.Number <= last.Number || frame.At <= last.At || frame.Clock.IsZero() {
			t.Errorf("frame %d at %v, %v after %d at %v", frame.Number, frame.At, frame.Clock, last.Number, last.At)
		}
		frame.Picture.Close()
		last = frame
		given++
	}
	if camera.Dropped() < last.Number-given || camera.Dropped() == 0 {
		t.Errorf("%d dropped of %d, %d given", camera.Dropped(), last.Number, given)
	}
	if err := camera.Close(); err != nil || !fake.closed.Load() {
		t.Errorf("close: %v, device closed %v", err, fake.closed.Load())
	}
	if _, err := camera.Next(context.Background()); err == nil {
		t.Error("a closed camera gave a frame")
	}
}

func TestCameraThatStallsSaysSoAndComesBack(t *testing.T) {
	fake := &fakeDevice{period: 5 * time.Millisecond}
	camera := watch(context.Background(), "fake", fake)
	defer camera.Close()
	if err := camera.check(context.Background(), vision.Size{}); err != nil {
		t.Fatal(err)
	}
	fake.silent.Store(true)
	var err error
	for err == nil {
		var frame vision.Frame
		if frame, err = camera.next(context.Background(), 100*time.Millisecond); err == nil {
			frame.Picture.Close()
		}
	}
	if hint(err) == "" || !strings.Contains(err.Error(), "no picture for") {
		t.Errorf("%v", err)
	}
	fake.silent.Store(false)
	frame, err := camera.Next(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	frame.Picture.Close()
}

func TestCameraThatRepeatsItselfIsFrozen(t *testing.T) {
	for _, still := range []bool{true, false} {
		camera := watch(context.Background(), "fake", &fakeDevice{period: 20 * time.Millisecond, still: still})
		time.Sleep(frozenAfter + 300*time.Millisecond)
		if camera.Frozen() != still {
			t.Errorf("frozen %v, want %v", camera.Frozen(), still)
		}
		camera.Close()
	}
}

func TestCameraChecksTheSize(t *testing.T) {
	camera := watch(context.Background(), "fake", &fakeDevice{period: time.Millisecond})
	defer camera.Close()
	err := camera.check(context.Background(), vision.Size{Width: 1280, Height: 720})
	if err == nil || !strings.Contains(err.Error(), "64×48 px, not 1280×720") || hint(err) == "" {
		t.Errorf("%v", err)
	}
}

func TestCameraEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	fake := &fakeDevice{period: time.Millisecond}
	camera := watch(ctx, "fake", fake)
	cancel()
	<-camera.ended
	if !fake.closed.Load() {
		t.Error("the device is still open")
	}
	if _, err := camera.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	camera.Close()
}

func TestPickCamera(t *testing.T) {
	known := []CameraInfo{
		{Name: "Logitech BRIO", Number: 0, Path: "/dev/video0"},
		{Name: "HD Webcam", Number: 2, Path: "/dev/video2"},
		{Name: "HD Webcam", Number: 4, Path: "/dev/video4"},
	}
	for name, want := range map[string]int{"logitech brio": 0, "brio": 0, "/dev/video4": 4} {
		if info, err := pick(known, name); err != nil || info.Number != want {
			t.Errorf("%q: %v, %v", name, info, err)
		}
	}
	if _, err := pick(known, "HD Webcam"); err == nil || !strings.Contains(hint(err), "2 (HD Webcam), 4 (HD Webcam)") {
		t.Errorf("two of a name: %v, hint %q", err, hint(err))
	}
	if _, err := pick(known, "none"); err == nil || hint(err) == "" {
		t.Errorf("none of a name: %v", err)
	}
}
