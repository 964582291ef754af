package camera

import (
	"sync/atomic"
	"time"
)

// easeGap is the longest time between two pictures that are decoded while nobody
// moves: whoever moves then is noticed within a tenth of a second. It is a little
// more than that, so that three pictures at 30 Hz fit in, though no camera keeps
// quite to its rate.
const easeGap = 105 * time.Millisecond

// Skipper is a [Device] that can let a picture pass without decoding it, which
// costs next to nothing: most of what a picture costs is to decode and look at it.
type Skipper interface {
	// Skip waits for the next picture, for about as long as wait where the driver
	// can be told so, and lets it pass.
	Skip(wait time.Duration)
}

// Spare is how many pictures may pass after each one that is decoded, while
// nobody moves, by the time between two pictures; 0 where that is not known.
func Spare(period time.Duration) int {
	if period <= 0 {
		return 0
	}
	return max(0, int(easeGap/period)-1)
}

// ease follows how fast pictures come, and lets some of them pass. On is for any
// goroutine, the rest for one.
type ease struct {
	on      atomic.Bool
	last    time.Duration // when the last picture was decoded
	period  time.Duration // between two pictures, about; 0: not known yet
	skipped int           // since then
}

// leastPeriod bounds how many pictures pass where a driver gives errors at once.
const leastPeriod = 8 * time.Millisecond

// came takes in that a picture was decoded.
func (e *ease) came(at time.Duration) {
	took := max((at-e.last)/time.Duration(1+e.skipped), leastPeriod)
	switch {
	case e.last == 0:
	case e.period == 0 || took > time.Second:
		e.period = took
	default:
		e.period += (took - e.period) / 4
	}
	e.last, e.skipped = at, 0
}

// pass lets pictures pass while it may, and returns how many.
func (e *ease) pass(d Device, wait time.Duration) int {
	s, ok := d.(Skipper)
	for ok && e.on.Load() && e.skipped < Spare(e.period) {
		s.Skip(wait)
		e.skipped++
	}
	return e.skipped
}

// Ease tells whether nobody moves. Then only some of the pictures are decoded,
// one in about a tenth of a second; all of them are counted, so that a camera's
// rate stays known.
func (c *Camera) Ease(calm bool) { c.ease.on.Store(calm) }

// Ease is that of the camera; see [Camera.Ease].
func (s *Steady) Ease(calm bool) {
	if s.camera != nil {
		s.camera.Ease(calm)
	}
}
