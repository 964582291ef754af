package camera

import (
	"time"

	"nabij/vision"
)

// noted follows what happens to the computer: a sleep, a clock that was set.
type noted struct {
	asleep time.Duration
	offset time.Duration // of the wall clock from the time elapsed, as Unix time
	what   vision.Trouble
	until  time.Duration // on the clock
}

func (n *noted) begin(c Clock) { n.asleep, n.offset = c.Asleep(), offset(c) }

func offset(c Clock) time.Duration { return time.Duration(c.Wall().UnixNano()) - c.Elapsed() }

// look returns what happened within the last seconds.
func (n *noted) look(c Clock) vision.Trouble {
	now := c.Elapsed()
	if asleep := c.Asleep(); asleep-n.asleep >= clockLeap {
		n.what, n.until, n.asleep = vision.Slept, now+noteLasts, asleep
		n.offset = offset(c) // whatever it did meanwhile
	}
	if by := offset(c) - n.offset; by >= clockLeap || by <= -clockLeap {
		n.what, n.until = vision.ClockSet, now+noteLasts
		n.offset += by
	}
	if now >= n.until {
		return ""
	}
	return n.what
}
