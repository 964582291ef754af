package track

import (
	"math"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/place"
	"nabij/vision/scene"
)

// person is one whom the tracker follows: a known one, or a candidate who has
// not yet been seen for long enough to be given a name.
type person struct {
	name string // empty for a candidate
	followed

	clothes  clothes
	wears    *vision.Colours // seen now; nil: not, or not surely hers
	others   others
	meets    int         // how many she meets now
	box      vision.Box  // px, where last seen, moved along since
	next     vision.Box  // px, where she was to be seen when she was missed first
	frame    vision.Size // of the picture
	feet     float64
	born     time.Duration
	bornAt   floor.Point // where, then
	lastSeen time.Duration
	seenAt   floor.Point   // where, then
	strode   time.Duration // when last seen walking
	blind    time.Duration // of the time since last seen: when nobody could be
	seen     int           // moments
	run      int           // moments seen since last missed
	shapes   int           // of these, moments at which she surely stood out from the empty room
	missed   int           // moments missed since last seen
	scores   float64       // sum over the run
	limbs    float64       // likewise, of the joints
	vacant   time.Duration // since when her place is seen to be empty; 0: it is not
	stood    floor.Point   // where her feet were last seen; infinitely far away: nowhere
	away     bool          // left the picture
	doubt    time.Duration // until when names are in doubt
	path     []moment      // only when the path is kept
}

// followed is what of a person is followed from one sighting to the next.
type followed struct {
	motion motion
	before motion // at the last moment
	step   step   // from there to now
	// Where she is if she has just set off, or stopped.
	otherwise motion
	walks     bool                        // which dynamics held at the last moment
	anchor    floor.Place                 // where she last was on her feet, widened since; no covariance: never
	bias      floor.Cov                   // errors that stay the same from moment to moment, m²
	said      [len(place.Stances)]float64 // the last account of her postures
	heard     testimony
	belief    postures
	topM      float64
	stature   place.Stature
}

// moment is what happened to a person in one frame, kept for smoothing.
type moment struct {
	frame   int
	at      time.Duration
	clock   time.Time
	body    *vision.Body // nil: not seen
	size    vision.Size  // of the picture
	covered float64      // see sighting
	box     vision.Box
	person  scene.Person // as told at the time
	away    bool
	// confirmed tells that her silhouette was seen, if not she.
	confirmed bool
}

// step is one prediction: the transition and where it led.
type step struct {
	f         matrix
	predicted motion
}

const (
	// The share of a fit's covariance that changes from moment to moment;
	// the rest is bias: a stature or a lean that is wrong for a long time.
	whiteShare = 0.25
	biasShare  = 0.7
	leastWhite = 0.015 // m
	biasMemory = 0.8   // s
	topMemory  = 0.2   // s, of the body's height
)

// advance predicts the person to the next moment, as still or as walking,
// whichever she was.
func (p *person) advance(dt time.Duration) {
	p.before = p.motion
	p.step = dynamicsOf(p.walks).step(p.motion, dt, noBias)
	p.otherwise = dynamicsOf(!p.walks).step(p.motion, dt, noBias).predicted
	p.motion = p.step.predicted
}

// see corrects the person by a body that is hers.
func (p *person) see(hypotheses []place.Hypothesis, dt time.Duration) {
	where := p.expected()
	p.drift(dt)
	p.said = account(hypotheses, func(h place.Hypothesis) float64 {
		s := where.Cov.Add(h.Place.Cov)
		near := -0.5*min(s.Mahalanobis2(h.Place.At.Sub(where.At)), elsewhere) - 0.5*math.Log(s.Det())
		return near + gait(h.Posture, p.motion.speed()) + p.gotDown(h)
	})
	p.heard.hear(p.said, dt)
	p.belief = p.heard.belief()
	mix := place.Mix(hypotheses, func(k int) float64 { return p.belief[k] })
	p.walks, p.step = choose(p.before, habit(p.walks, p.belief), white(mix.Place), dt)
	p.motion = p.step.predicted.correct(white(mix.Place))
	keep := math.Exp(-dt.Seconds() / biasMemory)
	p.bias = p.bias.Scale(keep).Add(mix.Place.Cov.Scale(biasShare * (1 - keep)))
	p.topM += (1 - math.Exp(-dt.Seconds()/topMemory)) * (mix.TopM - p.topM)
	p.learn(hypotheses)
}

// elsewhere is the squared distance beyond which a body is simply somewhere else:
// what was taken for her before may have been wrong, and must not keep her there.
const elsewhere = 9.0

// drift keeps the anchor while the person is on her feet, and widens it when she
// is not.
func (p *person) drift(dt time.Duration) {
	switch {
	case p.belief.upright() > 0.9:
		p.anchor = p.expected()
	case p.walks:
		p.anchor.Cov = widened(p.anchor.Cov, shuffleM2S*dt.Seconds())
	}
}

// gotDown is the logarithm of how well a hypothesis about someone who is not on
// her feet goes with where she last was: one sits, crouches or curls up about
// where one stood.
func (p *person) gotDown(h place.Hypothesis) float64 {
	if p.anchor.Cov.XX == 0 || onFeet(h.Posture) || h.Posture == scene.Unknown {
		return 0
	}
	s := p.anchor.Cov.Add(h.Place.Cov).Add(floor.Round(getDownM))
	return -0.5 * s.Mahalanobis2(h.Place.At.Sub(p.anchor.At))
}

const (
	getDownM   = 0.15 // m, how far mid-hip moves in getting down
	shuffleM2S = 0.1  // m²/s, while moving about near the floor
)

// expected is where a body of this person would be measured: biases are no help,
// since another posture has others.
func (p *person) expected() floor.Place { return p.measured(p.motion) }

func (p *person) measured(m motion) floor.Place {
	where := m.place()
	where.Cov = where.Cov.Add(p.bias).Add(floor.Round(jumpM))
	return where
}

// jumpM is what a place may be off when posture and joints change at once.
const jumpM = 0.08

// white is a measured place with the part of its noise that is new at each
// moment.
func white(z floor.Place) floor.Place {
	return floor.Place{At: z.At, Cov: z.Cov.Scale(whiteShare).Add(floor.Round(leastWhite))}
}

// learn narrows the stature by a body that stands. The errors of one sight are
// much those of the next, so each counts for little.
func (p *person) learn(hypotheses []place.Hypothesis) {
	for _, h := range hypotheses {
		if h.Posture != scene.Stand || p.belief[h.Stance] < 0.9 {
			continue
		}
		old, new := 1/(p.stature.SigmaM*p.stature.SigmaM), statureShare/(h.Stature.SigmaM*h.Stature.SigmaM)
		p.stature.MeanM = (old*p.stature.MeanM + new*h.Stature.MeanM) / (old + new)
		p.stature.SigmaM = max(leastStature, 1/math.Sqrt(old+new))
	}
}

const (
	statureShare = 0.05
	leastStature = 0.02 // m: shoes, hair, a bent neck
)
