package track

import (
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// strayM2S is how fast a place becomes uncertain while nobody can be seen, in
// m²/s: within ten seconds someone may have taken a step aside (one sigma
// 0.7 m), within a minute she may be elsewhere in the room (1.7 m). Of somebody
// who goes unseen in a room that is seen, more is known: she did not walk.
const strayM2S = 0.05

// wait lets time pass in which nobody could be seen. Nobody leaves then, and
// nobody comes: everybody is where she was last, less and less surely.
func (t *Tracker) wait(s vision.Sight, dt time.Duration) []scene.Person {
	for _, p := range t.people {
		p.advance(dt)
		stray := strayM2S * dt.Seconds()
		p.motion.cov[0][0] += stray
		p.motion.cov[1][1] += stray
		p.anchor.Cov = widened(p.anchor.Cov, stray)
		p.blind += dt
		p.miss(s)
	}
	for _, c := range t.candidates {
		c.miss(s)
	}
	t.forget(s)
	return t.tell(s)
}

// widened is an anchor's covariance in m², or still that of none.
func widened(c floor.Cov, by float64) floor.Cov {
	if c.XX == 0 {
		return c
	}
	c.XX += by
	c.YY += by
	return c
}
