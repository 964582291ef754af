package track

import (
	"math"
	"strings"
	"time"

	"nabij/vision"
	"nabij/vision/assign"
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
	belief     postures // by the body alone
	covered    float64  // share of the box that a nearer body covers, 0 to 1
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
			out = append(out, &sighting{body: b, hypotheses: hyp, belief: believe(account(hyp, nothingElse))})
		}
	}
	for _, x := range out {
		x.covered = coverOf(x, out)
		x.hypotheses = blur(x.hypotheses, x.covered)
	}
	return out
}

// coverOf returns how much of a body's box lies behind another one. The nearer
// of two bodies is the one that reaches lower in the picture.
func coverOf(x *sighting, all []*sighting) float64 {
	most := 0.0
	for _, y := range all {
		if y != x && y.body.Box.Bottom() > x.body.Box.Bottom() {
			most = max(most, x.body.Box.Intersect(y.body.Box).Area()/max(1, x.body.Box.Area()))
		}
	}
	return most
}

// blur widens hypotheses about a body that is partly covered: what is seen of it
// may be the other's limbs.
func blur(hypotheses []place.Hypothesis, covered float64) []place.Hypothesis {
	wider := 1 + coverNoise*covered*covered
	for i := range hypotheses {
		hypotheses[i].Place.Cov = hypotheses[i].Place.Cov.Scale(wider)
	}
	return hypotheses
}

// coverNoise is how much the variance grows when all is covered.
const coverNoise = 15

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
	for i, j := range assign.Least(cost) {
		if j < 0 {
			people[i].miss(s)
			continue
		}
		free[j].taken = true
		people[i].take(t.ground, s, free[j], dt)
	}
}

// costOffset keeps costs positive; it changes no pairing.
const costOffset = 1000

// gate is the squared Mahalanobis distance beyond which a body is someone else:
// 99.9 % of a person's own bodies lie nearer (chi-squared, 2 degrees of freedom).
const gate = 13.8

// cost is minus twice the log likelihood that a sighting is this person, up to a
// constant; [assign.Never], where it cannot be.
func (p *person) cost(x *sighting) float64 {
	where := p.expected()
	shares := x.belief
	for i := range shares {
		shares[i] *= p.belief[i] + strangePosture
	}
	shares = shares.normal()
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
		return assign.Never
	}
	return best - 4*overlap + p.clothesCost(x.body) + costOffset
}

// clothesCost grows as the colours differ from those remembered.
func (p *person) clothesCost(b *vision.Body) float64 {
	if c, ok := p.clothes.alike(b.Colours); ok {
		return clothesWeight * (1 - c)
	}
	return 0
}

const clothesWeight = 12.0

// strangePosture is how possible any posture is at any moment.
const strangePosture = 0.05

func (p *person) take(ground place.Ground, s vision.Sight, x *sighting, dt time.Duration) {
	hypotheses := place.Fit(ground, s.Size, x.body, p.stature)
	if len(hypotheses) == 0 {
		hypotheses = x.hypotheses
	}
	p.see(blur(hypotheses, x.covered), dt)
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
	p.limbs += limbs(x.body)
	p.note(s, x)
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
	if s.At-p.lastSeen > strideMemory {
		p.walks = false
	}
	p.leave(s)
	if n := len(p.path); n > 0 {
		p.path[n-1].away = p.away
	}
}

// strideMemory is how long an unseen person is thought to walk on.
const strideMemory = 500 * time.Millisecond

// restart lets a candidate begin anew: only an unbroken run counts.
func (p *person) restart(now time.Duration) {
	p.born, p.run, p.scores, p.limbs = now, 0, 0, 0
	p.path = nil
}

func (p *person) note(s vision.Sight, x *sighting) {
	m := moment{frame: s.Frame, at: s.At, clock: s.Clock, size: s.Size, box: p.box}
	if x != nil {
		m.body, m.covered = x.body, x.covered
	}
	p.path = append(p.path, m)
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
	// The mean score that their joints need: furniture that the finder takes for a
	// body has no limbs to show.
	birthLimbs = 0.3
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
		c.trim()
		if p := t.returning(c, s.At); p != nil {
			p.resume(c)
		} else if t.options.People == 0 || len(t.people) < t.options.People {
			t.name(c)
		}
	}
	t.candidates = rest
}

func (t *Tracker) certain(c *person, s vision.Sight) bool {
	n := float64(c.run)
	return c.run >= 3 && s.At-c.born >= birthAfter && c.scores/n >= birthScore && c.limbs/n >= birthLimbs
}

// trim drops what a candidate's path began with while the finder was unsure.
func (p *person) trim() {
	for len(p.path) > 1 && p.path[0].body.Score < birthScore {
		p.path = p.path[1:]
	}
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
	p.lastSeen, p.seen, p.run, p.scores, p.limbs = s.At, 1, 1, x.body.Score, limbs(x.body)
	p.note(s, x)
	return p
}

// begin returns a person of whom one body was seen.
func begin(hypotheses []place.Hypothesis, stature place.Stature) *person {
	p := &person{stature: stature}
	p.said = account(hypotheses, nothingElse)
	p.heard.hear(p.said, 0)
	p.belief = p.heard.belief()
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

// limbs is the mean score of a body's joints.
func limbs(b *vision.Body) (mean float64) {
	for _, j := range b.Joints {
		mean += j.Score / vision.JointCount
	}
	return mean
}
