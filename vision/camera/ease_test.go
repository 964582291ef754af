package camera_test

import (
	"testing"
	"time"

	"nabij/vision/camera"
)

// TestSomePicturesPassWhileNobodyMoves: two of three at 30 Hz, and none
// of them once something moves.
func TestSomePicturesPassWhileNobodyMoves(t *testing.T) {
	modes(t, func(t *testing.T, o camera.Options) {
		s := begin(t, o)
		s.calmly(time.Second)
		s.calm = true
		s.next()
		for range 100 {
			before := s.last
			f := s.next()
			if gap := f.At - before.At; gap > 101*time.Millisecond || f.Number != before.Number+3 {
				t.Fatalf("frame %d, %v after frame %d", f.Number, gap, before.Number)
			}
		}
		s.calm = false
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
// is decoded comes within a tenth of a second, or a hair more, or is simply the
// next.
func TestNoMovementIsMissedForLong(t *testing.T) {
	for hz := 1; hz <= 240; hz++ {
		period := time.Second / time.Duration(hz)
		if n := camera.Spare(period); n < 0 || n > 0 && time.Duration(n+1)*period > 105*time.Millisecond {
			t.Errorf("%d Hz: %d pictures pass, %v", hz, n, time.Duration(n+1)*period)
		}
	}
	if camera.Spare(0) != 0 {
		t.Error("pictures pass where it is not known how many there are")
	}
}
