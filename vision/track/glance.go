package track

import (
	"slices"
	"time"

	"nabij/vision"
	"nabij/vision/scene"
)

// foretell says where everybody is at a glance, dt after the last look: as
// foretold then, or where they were, when nothing has changed. Nothing is learned
// from it.
func (t *Tracker) foretell(s vision.Sight, dt time.Duration) []scene.Person {
	if s.Unchanged {
		dt = 0
	}
	out := make([]scene.Person, 0, len(t.people))
	for _, p := range t.people {
		if p.away {
			continue
		}
		ahead := *p
		ahead.motion = dynamicsOf(p.walks).step(p.motion, dt, noBias).predicted
		out = append(out, ahead.told(s.At))
	}
	return out
}

// wondersFor is how long someone unseen is looked for at every frame.
const wondersFor = time.Second

// Wonders reports whether the next look may tell more than where people went:
// somebody was seen at the last one who has no name yet, or a known person was
// not, who was there a moment ago.
func (t *Tracker) Wonders() bool {
	return slices.ContainsFunc(t.candidates, func(c *person) bool { return c.missed == 0 }) ||
		slices.ContainsFunc(t.people, func(p *person) bool {
			return p.missed > 0 && !p.away && t.last-p.lastSeen-p.blind < wondersFor
		})
}
