package track

import (
	"math"
	"strings"
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
	options    Options
	people     []*person // those with names, in the order of their names
	candidates []*person
	last       time.Duration
	started    bool
}

// New returns a tracker for a room whose floor is known.
func New(ground place.Ground, options Options) *Tracker {
	return &Tracker{ground: ground, options: options}
}

// sighting is a body and what it could be.
type sighting struct {
	body       *vision.Body
	hypotheses []place.Hypothesis
	taken      bool
}

// Step takes what the eye saw of one frame and returns everybody who is in the
// room, seen or not, in the order of their names.
func (t *Tracker) Step(s vision.Sight) []scene.Person {
	dt := s.At - t.last
	if !t.started {
		dt, t.started = 0, true
	}
	t.last = s.At
	sightings := t.interpret(s)

	for _, p := range t.people {
		p.advance(dt)
	}
	for _, p := range t.candidates {
		p.advance(dt)
	}
	t.follow(t.people, sightings, s, dt)
	t.follow(t.candidates, sightings, s, dt)
	t.welcome(s, sightings)
	t.forget(s)

	return t.tell(s)
}

// interpret fits every body that could be a person.
func (t *Tracker) interpret(s vision.Sight) []*sighting {
	var out []*sighting
	for i := range s.Bodies {
		b := &s.Bodies[i]
		if b.Score < leastScore || repeated(b, out) {
			continue
		}
		if hyp := place.Fit(t.ground, s.Size, b, place.AnyStature); len(hyp) > 0 {
			out = append(out, &sighting{body: b, hypotheses: hyp})
		}
	}
	return out
}

// leastScore is the score below which a body is not even looked at.
const leastScore = 0.12

// repeated reports whether a body is one that was found already: its torso lies
// on the other's torso.
func repeated(b *vision.Body, found []*sighting) bool {
	for _, s := range found {
		if sameTorso(b, s.body) {
			return true
		}
	}
	return false
}

func sameTorso(a, b *vision.Body) bool {
	size := max(a.Box.Height, b.Box.Height, a.Box.Width, b.Box.Width)
	off := 0.0
	for _, j := range []vision.Joint{vision.LeftShoulder, vision.RightShoulder, vision.LeftHip, vision.RightHip} {
		off += a.Joints[j].At.Distance(b.Joints[j].At) / 4
	}
	return off < 0.10*size
}

// follow pairs people with sightings that nobody has taken yet, at the least
// total cost, and corrects them.
func (t *Tracker) follow(people []*person, all []*sighting, s vision.Sight, dt time.Duration) {
	var free []*sighting
	for _, x := range all {
		if !x.taken {
			free = append(free, x)
		}
	}
	if len(free) == 0 {
		for _, p := range people {
			p.miss(s)
		}
		return
	}
	cost := make([][]float64, len(people))
	for i, p := range people {
		cost[i] = make([]float64, len(free))
		for j, x := range free {
			cost[i][j] = p.cost(x)
		}
	}
	for i, j := range assign(cost) {
		if j < 0 {
			people[i].miss(s)
			continue
		}
		free[j].taken = true
		people[i].take(t.ground, s, free[j], dt)
	}
}

// gate is the squared Mahalanobis distance beyond which a body is someone else:
// 99.9 % of a person's own bodies lie nearer (chi-squared, 2 degrees of freedom).
const gate = 13.8

// cost is minus twice the log likelihood that a sighting is this person, up to a
// constant; never, where it cannot be.
func (p *person) cost(x *sighting) float64 {
	where := p.motion.place()
	where.Cov = where.Cov.Add(p.bias).Add(floor.Round(jumpM))
	shares := p.belief.weigh(x.hypotheses, func(place.Hypothesis) float64 { return 0 })
	best, nearest := math.Inf(1), math.Inf(1)
	for _, h := range x.hypotheses {
		s := where.Cov.Add(h.Place.Cov)
		d2 := s.Mahalanobis2(h.Place.At.Sub(where.At))
		c := d2 + math.Log(s.Det()) - 2*math.Log(shares[h.Stance]+1e-9)
		if c < best {
			best, nearest = c, d2
		}
	}
	overlap := p.box.IoU(x.body.Box)
	if nearest > gate && !(overlap > 0.4 && p.missed < 3) {
		return never
	}
	return best - 4*overlap + p.clothesCost(x.body) + never/1e6
}

// jumpM is what a place may be off when posture and joints change at once.
const jumpM = 0.08

// clothesCost grows as the colours differ from those remembered.
func (p *person) clothesCost(b *vision.Body) float64 {
	if c, ok := p.clothes.alike(b.Colours); ok {
		return clothesWeight * (1 - c)
	}
	return 0
}

const clothesWeight = 12.0

func (p *person) take(ground place.Ground, s vision.Sight, x *sighting, dt time.Duration) {
	hypotheses := place.Fit(ground, s.Size, x.body, p.stature)
	if len(hypotheses) == 0 {
		hypotheses = x.hypotheses
	}
	p.see(hypotheses, dt)
	p.box = x.body.Box
	p.feet = feetSeen(x.body)
	p.clothes.remember(x.body.Colours)
	p.lastSeen = s.At
	p.seen++
	if p.run == 0 {
		p.born = s.At
	}
	p.run++
	p.missed = 0
	p.scores += x.body.Score
	p.note(s, x.body)
}

func (p *person) miss(s vision.Sight) {
	p.missed++
	if p.name == "" {
		p.restart(s.At)
	}
	if p.missed > 2 {
		p.feet = 0
	}
	if p.name != "" {
		p.note(s, nil)
	}
}

// restart lets a candidate begin anew: only an unbroken run counts.
func (p *person) restart(now time.Duration) {
	p.born, p.run, p.scores = now, 0, 0
	p.path = nil
}

func (p *person) note(s vision.Sight, b *vision.Body) {
	p.path = append(p.path, moment{frame: s.Frame, at: s.At, clock: s.Clock, body: b, size: s.Size, box: p.box})
}

// feetSeen turns the ankles' scores into a share of the feet that is visible.
func feetSeen(b *vision.Body) float64 {
	seen := 0.0
	for _, j := range []vision.Joint{vision.LeftAnkle, vision.RightAnkle} {
		seen += min(1, max(0, (b.Joints[j].Score-0.08)/0.15)) / 2
	}
	return seen
}

const (
	// A name is given after this long of being seen without a break.
	birthAfter = 300 * time.Millisecond
	// The mean score that a new person's bodies need.
	birthScore = 0.3
)

// welcome starts a candidate from every body that nobody explains, and gives a
// name to those who have been there for long enough.
func (t *Tracker) welcome(s vision.Sight, sightings []*sighting) {
	for _, x := range sightings {
		if !x.taken && x.body.Score >= birthScore/2 && !t.explained(x) {
			t.candidates = append(t.candidates, candidate(s, x))
		}
	}
	rest := t.candidates[:0]
	for _, c := range t.candidates {
		if !t.certain(c, s) {
			rest = append(rest, c)
			continue
		}
		t.name(c, s)
	}
	t.candidates = rest
}

func (t *Tracker) certain(c *person, s vision.Sight) bool {
	return c.run >= 3 && s.At-c.born >= birthAfter && c.scores/float64(c.run) >= birthScore
}

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
	p.born = s.At
	p.box, p.feet = x.body.Box, feetSeen(x.body)
	p.clothes.remember(x.body.Colours)
	p.lastSeen, p.seen, p.run, p.scores = s.At, 1, 1, x.body.Score
	p.note(s, x.body)
	return p
}

// begin returns a person of whom one body was seen.
func begin(hypotheses []place.Hypothesis, stature place.Stature) *person {
	p := &person{belief: anyPosture(), stature: stature}
	p.belief = p.belief.weigh(hypotheses, func(place.Hypothesis) float64 { return 0 })
	mix := place.Mix(hypotheses, func(k int) float64 { return p.belief[k] })
	p.topM = mix.TopM
	p.bias = mix.Place.Cov.Scale(biasShare)
	p.motion.mean = vector{mix.Place.At.X, mix.Place.At.Y}
	p.motion.cov = startCov(mix.Place.Cov)
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
func (t *Tracker) name(c *person, s vision.Sight) {
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

// tell says where everybody is.
func (t *Tracker) tell(s vision.Sight) []scene.Person {
	out := make([]scene.Person, 0, len(t.people))
	for _, p := range t.people {
		if p.away {
			continue
		}
		told := p.told()
		if n := len(p.path); n > 0 {
			p.path[n-1].person = told
		}
		out = append(out, told)
	}
	return out
}

// told is what is known of a person now.
func (p *person) told() scene.Person {
	where := p.motion.place()
	where.Cov = where.Cov.Add(p.bias)
	return scene.Person{
		Name: p.name, Place: where, HeightM: p.topM, Posture: postureOf(p.belief), FeetSeen: p.feet,
		Box: p.box, Seen: p.missed == 0,
	}
}

// startCov is the covariance of a motion of which only the place was measured.
func startCov(c floor.Cov) matrix {
	v := startSpeed * startSpeed
	return matrix{{c.XX, c.XY}, {c.XY, c.YY}, {2: v}, {3: v}}
}

// postureOf names a belief.
func postureOf(b postures) scene.Posture {
	posture, sure := b.best()
	if sure < 0.5 {
		return scene.Unknown
	}
	return posture
}
