package track

import (
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/place"
	"nabij/vision/scene"
)

// Options say how to follow people.
type Options struct {
	// People is how many take part; 0: as many as the evidence shows.
	People int
	// KeepPath keeps every moment, for [Tracker.Paths].
	KeepPath bool
}

// Tracker gives each person a name and keeps it. It is not safe for use by
// several goroutines.
type Tracker struct {
	ground     place.Ground
	measured   []floor.Correspondence // what the ground was solved from, where it tells
	options    Options
	people     []*person // those with names, in the order of their names
	candidates []*person
	nameless   []moment  // sightings of candidates, only when paths are kept
	pictures   []picture // likewise, all that were looked at
	meetings   []*meeting
	last       time.Duration // when last looked
	started    bool
}

// New returns a tracker for a room whose floor is known.
func New(ground place.Ground, options Options) *Tracker {
	t := &Tracker{ground: ground, options: options}
	if g, ok := ground.(interface{ Points() []floor.Correspondence }); ok {
		t.measured = g.Points()
	}
	return t
}

// Step takes what the eye saw of one frame and returns everybody who is in the
// room, seen or not, in the order of their names.
func (t *Tracker) Step(s vision.Sight) []scene.Person {
	dt := s.At - t.last
	if !t.started {
		dt, t.started = 0, true
	}
	if s.Glance {
		return t.foretell(s, dt)
	}
	t.last = s.At
	if s.Blind {
		return t.wait(s, dt)
	}
	if t.options.KeepPath {
		t.pictures = append(t.pictures, picture{s.Frame, s.At, s.Clock, s.Size})
	}
	sightings := t.interpret(s)

	for _, p := range t.people {
		p.advance(dt)
	}
	for _, p := range t.candidates {
		p.advance(dt)
	}
	here, gone := t.here(s.At)
	t.follow(here, sightings, s, dt)
	for _, p := range gone {
		p.miss(s)
	}
	t.confirm(s)
	t.follow(t.candidates, sightings, s, dt)
	t.meet(s.At)
	t.mistake(s.At)
	t.welcome(s, sightings, dt)
	for _, p := range t.people {
		t.leave(p, s)
	}
	t.forget(s)

	return t.tell(s)
}

// tell says where everybody is.
func (t *Tracker) tell(s vision.Sight) []scene.Person {
	out := make([]scene.Person, 0, len(t.people))
	for _, p := range t.people {
		if p.away {
			continue
		}
		told := p.told(s.At)
		if n := len(p.path); n > 0 {
			p.path[n-1].person = told
		}
		out = append(out, told)
	}
	return out
}

// told is what is known of a person now.
func (p *person) told(now time.Duration) scene.Person {
	where := p.motion.place()
	where.Cov = where.Cov.Add(p.bias)
	return scene.Person{
		Name: p.name, Place: where, HeightM: p.topM, Posture: postureOf(p.belief), FeetSeen: p.feet,
		Box: p.box, Seen: p.missed == 0, Doubt: now < p.doubt,
	}
}

// postureOf names a belief.
func postureOf(b postures) scene.Posture {
	posture, sure := b.best()
	if sure < 0.5 {
		return scene.Unknown
	}
	return posture
}
