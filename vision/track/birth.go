package track

import (
	"math"
	"slices"
	"strings"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/place"
)

// restart lets a candidate begin anew: only an unbroken run counts.
func (p *person) restart(now time.Duration) {
	p.born, p.run, p.shapes, p.scores, p.limbs = now, 0, 0, 0, 0
	p.path = nil
}

const (
	// A name is given after this long of being seen without a break.
	birthAfter = 300 * time.Millisecond
	// The mean score that a new person's bodies need.
	birthScore = 0.3
	// The mean score that their joints need: furniture that the finder takes for a
	// body has no limbs to show.
	birthLimbs = 0.3
	// Whoever was seen so often so surely, standing out from the empty room, needs
	// fewer limbs: somebody curled up in the dark. A lamp post was found at up to 0.57.
	shapeLooks = 3
	shapeScore = 0.6
	shapeLimbs = 0.25
	// So does whoever was followed so often without a break, and so far.
	strollLooks = 10
	strollM     = 0.7
	strollLimbs = 0.2
)

// welcome starts a candidate from every body that nobody explains, and gives a
// name to those who have been there for long enough.
func (t *Tracker) welcome(s vision.Sight, sightings []*sighting, dt time.Duration) {
	for _, x := range sightings {
		if !x.taken && x.body.Score >= birthScore/2 && !t.explained(x) && !t.outside(x) {
			t.candidates = append(t.candidates, candidate(s, x))
			t.remember(s, x)
		}
	}
	rest := t.candidates[:0]
	for _, c := range t.candidates {
		if !t.certain(c, s, dt) {
			rest = append(rest, c)
			continue
		}
		if c.trim() {
			t.followAgain(c)
			if !t.certain(c, s, dt) {
				rest = append(rest, c)
				continue
			}
		}
		if p := t.returning(c); p != nil {
			p.resume(c)
		} else if t.unsettled(c, s.At) {
			rest = append(rest, c)
		} else if t.options.People == 0 || len(t.people) < t.options.People {
			t.name(c)
		}
	}
	t.candidates = rest
}

// unsettled reports whether to wait with a newcomer's name: until her clothes can be
// told, since somebody is missing who could be the same; or since she wears what
// somebody does who was not seen as herself since, and may have a lost one's body.
func (t *Tracker) unsettled(c *person, now time.Duration) bool {
	if !t.closed() || now-c.born > unsettledMost {
		return false
	}
	return slices.ContainsFunc(t.people, func(p *person) bool {
		if c.clothes.count < 2 {
			return p.missed > lostLooks
		}
		alike, known := p.clothes.alike(&c.clothes.mean)
		return known && alike > mostAlike && p.herself() < c.born && t.anotherLost(p)
	})
}

// unsettledMost is how long a newcomer's name is waited for.
const unsettledMost = 5 * time.Second

// certain reports whether a candidate has been there for long enough; each
// moment stands for the dt since the one before.
func (t *Tracker) certain(c *person, s vision.Sight, dt time.Duration) bool {
	n := float64(c.run)
	limbed := c.limbs/n >= birthLimbs || c.strolled() && c.limbs/n >= strollLimbs
	surely := c.scores/n >= birthScore && limbed || c.shapes >= shapeLooks
	return c.run >= 3 && s.At-c.born+dt > birthAfter-time.Millisecond && surely
}

// strolled reports whether somebody was followed without a break over some way, as
// no furniture goes.
func (p *person) strolled() bool {
	return p.run >= strollLooks && p.bornAt.Distance(p.motion.place().At) > strollM
}

// shaped is 1 for a body that is surely found and is not the empty room, else 0.
func shaped(s vision.Sight, b *vision.Body) int {
	if b.Score >= shapeScore && limbs(b) >= shapeLimbs && s.Foreground != nil && filled(s.Foreground, b.Box) >= standsOut {
		return 1
	}
	return 0
}

// trim drops what a candidate's path began with while the finder was unsure, and
// while it showed much less of a body than now: the empty chair that somebody has
// sat down on. It reports whether there was any.
func (p *person) trim() bool {
	whole := len(p.path)
	for len(p.path) > 1 && p.path[0].body.Score < birthScore {
		p.path = p.path[1:]
	}
	last := max(0, len(p.path)-2)
	faintest := faintShare * shown(p.path[last:])
	for i := last - 1; i >= 0; i-- {
		if limbs(p.path[i].body) < faintest {
			p.path = p.path[i+1:]
			break
		}
	}
	return len(p.path) < whole
}

// followAgain follows a candidate anew from where her path now begins, so that
// nothing is left of what she was taken for before.
func (t *Tracker) followAgain(p *person) {
	_, p.followed = t.again(p.path, place.AnyStature, coverNoise)
	p.born, p.run, p.scores, p.limbs = p.path[0].at, len(p.path), 0, 0
	for _, m := range p.path {
		p.scores, p.limbs = p.scores+m.body.Score, p.limbs+limbs(m.body)
	}
}

// faintShare is the share of the joints' score below which what was seen before
// is something else.
const faintShare = 0.6

// outside reports whether a body, whatever its posture, is far from where the
// floor was measured: somebody passing behind a window.
func (t *Tracker) outside(x *sighting) bool {
	for _, h := range x.hypotheses {
		for _, m := range t.measured {
			if h.Place.At.Distance(m.Floor) < outsideM {
				return false
			}
		}
	}
	return len(t.measured) > 0
}

// outsideM is farther than any practice room goes on from the points that its
// floor was measured by.
const outsideM = 10.0

// explained reports whether a known person who is seen now already accounts for
// a body: a second find of the same limbs.
func (t *Tracker) explained(x *sighting) bool {
	for _, p := range t.people {
		if p.missed > 0 {
			continue
		}
		shared := p.box.Intersect(x.body.Box).Area()
		inner := shared / max(1, min(p.box.Area(), x.body.Box.Area()))
		if inner > 0.7 && p.near(x) {
			return true
		}
	}
	return false
}

// near reports whether any posture puts the body where the person is.
func (p *person) near(x *sighting) bool {
	for _, h := range x.hypotheses {
		if h.Place.At.Distance(p.motion.place().At) < 0.5 {
			return true
		}
	}
	return false
}

// candidate returns someone who was first seen now.
func candidate(s vision.Sight, x *sighting) *person {
	p := begin(x.hypotheses, place.AnyStature)
	p.born, p.bornAt = s.At, p.motion.place().At
	p.stood, p.frame = floor.Point{X: math.Inf(1)}, s.Size
	p.box, p.feet = x.body.Box, feetSeen(x.body)
	p.clothes.remember(x.colours())
	p.lastSeen, p.seenAt, p.seen, p.run, p.scores, p.limbs = s.At, p.motion.place().At, 1, 1, x.body.Score, limbs(x.body)
	p.shapes = shaped(s, x.body)
	p.stand()
	p.note(s, x)
	return p
}

// begin returns a person of whom one body was seen.
func begin(hypotheses []place.Hypothesis, stature place.Stature) *person {
	p := &person{followed: followed{stature: stature}}
	p.said = account(hypotheses, nothingElse)
	p.heard.hear(p.said, 0)
	p.belief = p.heard.belief()
	mix := place.Mix(hypotheses, func(k int) float64 { return p.belief[k] })
	p.topM = mix.TopM
	p.bias = mix.Place.Cov.Scale(biasShare)
	p.motion = starting(mix.Place, noBias)
	return p
}

// startSpeed is how fast a newcomer may walk, m/s, one sigma.
const startSpeed = 0.7

// forget drops candidates who were not seen again.
func (t *Tracker) forget(s vision.Sight) {
	rest := t.candidates[:0]
	for _, c := range t.candidates {
		if c.missed < 3 {
			rest = append(rest, c)
		}
	}
	t.candidates = rest
	for _, p := range t.people {
		if !t.options.KeepPath && len(p.path) > 4 {
			p.path = append(p.path[:0], p.path[len(p.path)-1])
		}
	}
}

// name makes a candidate a known person.
func (t *Tracker) name(c *person) {
	c.name = Name(len(t.people))
	t.people = append(t.people, c)
}

// Name is the name of the i-th newcomer: A to Z, then AA and so on.
func Name(i int) string {
	var b strings.Builder
	if i >= 26 {
		b.WriteString(Name(i/26 - 1))
	}
	b.WriteByte(byte('A' + i%26))
	return b.String()
}
