package camera_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/camera/fake"
	"nabij/vision/pipeline"
)

var _ pipeline.Source = (*camera.Steady)(nil)

var size = vision.Size{Width: 640, Height: 480}

// session is a steady camera that a test looks through.
type session struct {
	t      *testing.T
	camera *fake.Camera
	steady *camera.Steady
	last   vision.Frame
	gap    time.Duration // it is told so before each frame
}

func begin(t *testing.T, o camera.Options) *session {
	t.Helper()
	c := fake.NewCamera(o.Clock, size, 30)
	steady, err := camera.Begin(t.Context(), c, fake.Name, size, 30, o)
	if err != nil {
		t.Fatal(err)
	}
	s := &session{t: t, camera: c, steady: steady}
	t.Cleanup(func() {
		if err := steady.Close(); err != nil || c.OpenDevices() != 0 {
			t.Errorf("close: %v, %d devices are open", err, c.OpenDevices())
		}
	})
	return s
}

// next asks for a frame and checks that time goes on as it should.
func (s *session) next() vision.Frame {
	s.t.Helper()
	s.steady.Ease(s.gap)
	f, err := s.steady.Next(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	if f.Number <= s.last.Number || f.At < s.last.At {
		s.t.Errorf("frame %d at %v after frame %d at %v", f.Number, f.At, s.last.Number, s.last.At)
	}
	if gap := f.At - s.last.At; gap > 1600*time.Millisecond && s.last.Number > 0 {
		s.t.Errorf("no frame for %v", gap)
	}
	f.Close()
	s.last = f
	return f
}

// until looks until a trouble is told, and returns how long that took.
func (s *session) until(want vision.Trouble, limit time.Duration) time.Duration {
	s.t.Helper()
	begin := s.last.At
	for {
		f := s.next()
		if f.Trouble == want {
			return f.At - begin
		}
		if f.At-begin > limit {
			s.t.Fatalf("%q is not told within %v; the last was %q", want, limit, f.Trouble)
		}
	}
}

// calmly looks for a while, in which there must be no trouble.
func (s *session) calmly(d time.Duration) {
	s.t.Helper()
	for begin := s.last.At; s.last.At-begin < d; {
		if f := s.next(); f.Trouble != "" || f.Picture == nil {
			s.t.Fatalf("frame %d: trouble %q, picture %v", f.Number, f.Trouble, f.Picture)
		}
	}
}

// modes runs a test with a reader of its own, as in a session, on a bubble's
// clock; and inline, as in a soak, on a made-up one.
func modes(t *testing.T, test func(t *testing.T, o camera.Options)) {
	t.Run("reader", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { test(t, camera.Options{Clock: camera.Wall()}) })
	})
	t.Run("inline", func(t *testing.T) {
		test(t, camera.Options{Clock: fake.NewClock(time.Now()), Inline: true})
	})
}

func TestEveryFaultIsNoticedInTimeAndPasses(t *testing.T) { everyFault(t, 0) }

func TestEveryFaultIsNoticedInTimeWhileNobodyMoves(t *testing.T) {
	for _, gap := range []time.Duration{time.Second / 10, time.Second / 5} {
		t.Run(gap.String(), func(t *testing.T) { everyFault(t, gap) })
	}
}

func everyFault(t *testing.T, gap time.Duration) {
	modes(t, func(t *testing.T, o camera.Options) {
		s := begin(t, o)
		s.gap = gap
		for _, f := range fake.Faults {
			s.calmly(4 * time.Second)
			s.camera.Do(f)
			took := s.until(f.Expected(), 2*time.Second)
			for begin := s.last.At; s.last.At-begin < 8*time.Second; {
				if got := s.next(); got.Trouble != f.Expected() {
					t.Errorf("%s: %q after %v, want %q", f, got.Trouble, got.At-begin, f.Expected())
				}
			}
			s.camera.Do("")
			back := s.until("", 4*time.Second)
			t.Logf("%-8s noticed after %v, over %v after its end", f, took.Round(10*time.Millisecond), back.Round(10*time.Millisecond))
		}
	})
}

func TestNoPictureOfTheRoomComesWithABlindTrouble(t *testing.T) {
	modes(t, func(t *testing.T, o camera.Options) {
		s := begin(t, o)
		s.calmly(2 * time.Second)
		for _, f := range []fake.Fault{fake.Black, fake.Freeze, fake.Resize, fake.Vanish} {
			s.camera.Do(f)
			s.until(f.Expected(), 2*time.Second)
			begin, frames := s.last.At, 0
			for s.last.At-begin < 3*time.Second {
				if got := s.next(); got.Trouble == f.Expected() && got.Picture != nil {
					t.Fatalf("%s: a picture with the trouble %q", f, got.Trouble)
				}
				frames++
			}
			if frames < 12 {
				t.Errorf("%s: %d frames in 3 s, want time to go on", f, frames)
			}
			s.camera.Do("")
			s.until("", 4*time.Second)
			s.calmly(2 * time.Second)
		}
	})
}

func TestAnotherCameraIsLeftAlone(t *testing.T) {
	modes(t, func(t *testing.T, o camera.Options) {
		s := begin(t, o)
		s.calmly(time.Second)
		s.camera.Do(fake.Another)
		s.until(vision.CameraOther, 2*time.Second)
		for begin := s.last.At; s.last.At-begin < 20*time.Second; {
			if f := s.next(); f.Picture != nil {
				t.Fatal("a picture of another camera")
			}
		}
		if n := s.camera.OpenDevices(); n != 0 {
			t.Errorf("%d devices are open", n)
		}
		s.camera.Do("")
		s.until("", 2*time.Second)
	})
}

func TestAFewTornPicturesAreOnlyLeftOut(t *testing.T) {
	s := begin(t, camera.Options{Clock: fake.NewClock(time.Now()), Inline: true})
	s.calmly(time.Second)
	for range 20 {
		s.camera.DoFor(fake.Tear, 250*time.Millisecond)
		s.calmly(time.Second)
	}
	if s.steady.Dropped() < 20 {
		t.Errorf("%d pictures were left out, want every torn one", s.steady.Dropped())
	}
}

func TestRestLetsTheCameraGo(t *testing.T) {
	modes(t, func(t *testing.T, o camera.Options) {
		s := begin(t, o)
		s.calmly(time.Second)
		s.steady.Rest()
		if n := s.camera.OpenDevices(); n != 0 {
			t.Errorf("%d devices are open", n)
		}
		s.calmly(time.Second)
		if s.steady.Size() != size || s.steady.Name() != fake.Name || s.steady.Rate() < 29.9 {
			t.Errorf("%v %q %v", s.steady.Size(), s.steady.Name(), s.steady.Rate())
		}
	})
}

func TestASleepAndASetClockAreTold(t *testing.T) {
	clock := fake.NewClock(time.Date(2026, 3, 29, 1, 59, 0, 0, time.UTC))
	s := begin(t, camera.Options{Clock: clock, Inline: true})
	s.calmly(2 * time.Second)
	clock.Suspend(time.Hour)
	before := s.last
	s.last.At += time.Hour // next allows no gap
	s.until(vision.Slept, 2*time.Second)
	if gap := s.last.At - before.At; gap < time.Hour || s.last.Clock.Sub(before.Clock) < time.Hour {
		t.Errorf("the frames are %v apart, want the hour asleep between them", gap)
	}
	s.until("", 5*time.Second)
	for _, by := range []time.Duration{-time.Hour, 2 * time.Second} {
		was := s.last
		clock.Set(by)
		s.until(vision.ClockSet, time.Second)
		if gap := s.last.At - was.At; gap > time.Second {
			t.Errorf("a set clock bent the time by %v", gap)
		}
		if off := s.last.Clock.Sub(was.Clock) - by; off < 0 || off > time.Second {
			t.Errorf("the wall clock says %v, set by %v", s.last.Clock.Sub(was.Clock), by)
		}
		s.until("", 5*time.Second)
	}
}

// brittle is a driver that panics when it is told to.
type brittle struct {
	*fake.Camera
	breaks bool
}

func (b *brittle) Open(info camera.Info, size vision.Size, rateHz float64) (camera.Device, error) {
	if b.breaks {
		panic("nil map in the driver")
	}
	return b.Camera.Open(info, size, rateHz)
}

func TestADriverThatPanicsIsACameraThatStandsStill(t *testing.T) {
	modes(t, func(t *testing.T, o camera.Options) {
		driver := &brittle{Camera: fake.NewCamera(o.Clock, size, 30)}
		steady, err := camera.Begin(t.Context(), driver, fake.Name, size, 30, o)
		if err != nil {
			t.Fatal(err)
		}
		defer steady.Close()
		s := &session{t: t, camera: driver.Camera, steady: steady}
		s.calmly(time.Second)
		driver.breaks = true
		steady.Rest() // it must be opened again
		s.until(vision.CameraStill, 2*time.Second)
		for range 20 {
			s.next()
		}
		driver.breaks = false
		s.until("", 4*time.Second)
		s.calmly(time.Second)
	})
}

func TestNextEndsWithItsContext(t *testing.T) {
	modes(t, func(t *testing.T, o camera.Options) {
		for _, f := range []fake.Fault{"", fake.Stall, fake.Vanish} {
			c := fake.NewCamera(o.Clock, size, 30)
			ctx, stop := context.WithCancel(t.Context())
			steady, err := camera.Begin(ctx, c, "1", size, 30, o)
			if err != nil {
				t.Fatal(err)
			}
			c.Do(f)
			stop()
			if _, err := steady.Next(ctx); err == nil {
				t.Errorf("%q: a frame after the end", f)
			}
			steady.Close()
		}
	})
}
