package camera

import (
	"sync/atomic"
	"time"
)

// leeway is how much later than asked for a picture may come, so that three at 30 Hz
// fit into a tenth of a second, though no camera keeps quite to its rate.
const leeway = 5 * time.Millisecond

// Skipper is a [Device] that can let a picture pass without decoding it, which
// costs next to nothing: most of what a picture costs is to decode and look at it.
type Skipper interface {
	// Skip waits for the next picture, for about as long as wait where the driver
	// can be told so, and lets it pass.
	Skip(wait time.Duration)
}

// Spare is how many pictures may pass after each one that is decoded, by the time
// between two pictures and how far apart those that are decoded may be; 0 where
// either is not known.
func Spare(period, gap time.Duration) int {
	if period <= 0 || gap <= 0 {
		return 0
	}
	return max(0, int((gap+leeway)/period)-1)
}

// ease follows how fast pictures come, and lets some of them pass. Gap is for any
// goroutine, the rest for one.
type ease struct {
	gap     atomic.Int64  // how far apart pictures may come, in ns
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
	for ok && e.skipped < Spare(e.period, time.Duration(e.gap.Load())) {
		s.Skip(wait)
		e.skipped++
	}
	return e.skipped
}

// Ease tells how far apart pictures may come while nobody moves; 0: every one is
// wanted. Those between are not decoded, but counted, so that a camera's rate stays
// known.
func (c *Camera) Ease(gap time.Duration) { c.ease.gap.Store(int64(gap)) }

// Ease is that of the camera; see [Camera.Ease].
func (s *Steady) Ease(gap time.Duration) {
	if s.camera != nil {
		s.camera.Ease(gap)
	}
}
