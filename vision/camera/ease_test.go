package camera_test

import (
	"testing"
	"time"

	"nabij/vision/camera"
)

// TestSomePicturesPassWhileNobodyMoves: as many as fit in, and none of them once
// something moves.
func TestSomePicturesPassWhileNobodyMoves(t *testing.T) {
	modes(t, func(t *testing.T, o camera.Options) {
		s := begin(t, o)
		s.calmly(time.Second)
		for every, gap := range map[int]time.Duration{3: time.Second / 10, 6: time.Second / 5} {
			s.gap = gap
			s.next()
			s.next()
			for range 100 {
				before := s.last
				f := s.next()
				if apart := f.At - before.At; apart > gap+time.Millisecond || f.Number != before.Number+every {
					t.Fatalf("frame %d, %v after frame %d, want %d on", f.Number, apart, before.Number, every)
				}
			}
		}
		s.gap = 0
		s.next()
		s.next()
		for range 100 {
			if before := s.last; s.next().Number != before.Number+1 {
				t.Fatalf("frame %d after frame %d", s.last.Number, before.Number)
			}
		}
		if s.steady.Dropped() > 0 {
			t.Errorf("%d frames count as dropped", s.steady.Dropped())
		}
	})
}

// TestNoMovementIsMissedForLong: whatever a camera's rate, the next picture that
// is decoded comes no later than it may, or a hair, or is simply the next.
func TestNoMovementIsMissedForLong(t *testing.T) {
	for hz := 1; hz <= 240; hz++ {
		period := time.Second / time.Duration(hz)
		for _, gap := range []time.Duration{0, time.Second / 10, time.Second / 5} {
			if n := camera.Spare(period, gap); n < 0 || n > 0 && time.Duration(n+1)*period > gap+5*time.Millisecond {
				t.Errorf("%d Hz, %v: %d pictures pass, %v", hz, gap, n, time.Duration(n+1)*period)
			}
		}
	}
	if camera.Spare(0, time.Second) != 0 {
		t.Error("pictures pass where it is not known how many there are")
	}
}
