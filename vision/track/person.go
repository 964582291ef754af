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
	name   string // empty for a candidate
	motion motion
	before motion    // at the last moment
	step   step      // from there to now
	walks  bool      // which dynamics held at the last moment
	bias   floor.Cov // errors that stay the same from moment to moment, m²
	belief postures
	topM   float64

	stature  place.Stature
	clothes  clothes
	box      vision.Box // px, where last seen, moved along since
	feet     float64
	born     time.Duration
	lastSeen time.Duration
	seen     int // moments
	run      int // moments seen since last missed
	missed   int // moments missed since last seen
	scores   float64
	away     bool          // left the picture
	doubt    time.Duration // until when names are in doubt
	path     []moment      // only when the path is kept
}

// moment is what happened to a person in one frame, kept for smoothing.
type moment struct {
	frame  int
	at     time.Duration
	clock  time.Time
	body   *vision.Body // nil: not seen
	size   vision.Size  // of the picture
	box    vision.Box
	person scene.Person // as told at the time
	away   bool
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
	biasShare  = 0.75
	leastWhite = 0.015 // m
	biasMemory = 0.8   // s
	topMemory  = 0.2   // s, of the body's height
)

// advance predicts the person to the next moment, as still or as walking,
// whichever she was.
func (p *person) advance(dt time.Duration) {
	p.before = p.motion
	p.step = dynamicsOf(p.walks).step(p.motion, dt)
	p.motion = p.step.predicted
	p.belief = p.belief.advance(dt)
}

// see corrects the person by a body that is hers.
func (p *person) see(hypotheses []place.Hypothesis, dt time.Duration) {
	p.belief = p.belief.weigh(hypotheses, func(h place.Hypothesis) float64 {
		return p.motion.logLikelihood(h.Place) + gait(h.Posture, p.motion.speed())
	})
	mix := place.Mix(hypotheses, func(k int) float64 { return p.belief[k] })
	p.walks, p.step = choose(p.before, p.walks, white(mix.Place), dt)
	p.motion = p.step.predicted.correct(white(mix.Place))
	keep := math.Exp(-dt.Seconds() / biasMemory)
	p.bias = p.bias.Scale(keep).Add(mix.Place.Cov.Scale(biasShare * (1 - keep)))
	p.topM += (1 - math.Exp(-dt.Seconds()/topMemory)) * (mix.TopM - p.topM)
	p.learn(hypotheses)
}

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
