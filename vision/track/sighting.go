package track

import (
	"nabij/vision"
	"nabij/vision/place"
)

// sighting is a body and what it could be.
type sighting struct {
	body       *vision.Body
	hypotheses []place.Hypothesis
	belief     postures // by the body alone
	limbs      float64  // mean score of the joints
	covered    float64  // share of the box that a nearer body covers, 0 to 1
	taken      bool
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
			out = append(out, &sighting{body: b, hypotheses: hyp, limbs: limbs(b), belief: believe(account(hyp, nothingElse))})
		}
	}
	for _, x := range out {
		x.covered = coverOf(x, out)
		x.hypotheses = blur(x.hypotheses, x.body, x.covered, coverNoise)
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

// blur widens hypotheses about a body that is partly covered, by that noise, for what
// is seen of it may be the other's limbs; and about one whose joints are faint, for
// then its box and joints are more of a guess than a fit knows.
func blur(hypotheses []place.Hypothesis, b *vision.Body, covered, noise float64) []place.Hypothesis {
	wider := 1 + noise*covered*covered
	if seen := limbs(b); b.Closer && seen < surelyLimbs {
		faint := surelyLimbs / max(seen, 1e-3)
		wider *= min(faintMost, faint*faint)
	}
	for i := range hypotheses {
		hypotheses[i].Place.Cov = hypotheses[i].Place.Cov.Scale(wider)
	}
	return hypotheses
}

// Measured on closer looks at rendered bodies that sit, crouch or curl up: from this
// mean score of the joints on, places are as exact as the fit says; at half of it,
// their squared errors are about four times that. In a look at the whole picture it
// makes no difference.
const (
	surelyLimbs = 0.3
	faintMost   = 9.0
)

// colours are those of a body's clothes, unless they may be another's.
func (x *sighting) colours() *vision.Colours {
	if x.covered > coveredMost {
		return nil
	}
	return x.body.Colours
}

// coveredMost is the share of a body behind another up to which its clothes are
// its own.
const coveredMost = 0.3

// coverNoise is how much the variance grows when all is covered, at the moment and
// with hindsight, when there are better looks from before and after.
const coverNoise, coverNoiseLater = 15.0, 60.0

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

// feetSeen turns the ankles' scores into a share of the feet that is visible.
func feetSeen(b *vision.Body) float64 {
	seen := 0.0
	for _, j := range []vision.Joint{vision.LeftAnkle, vision.RightAnkle} {
		seen += min(1, max(0, (b.Joints[j].Score-0.08)/0.15)) / 2
	}
	return seen
}

// limbs is the mean score of a body's joints.
func limbs(b *vision.Body) (mean float64) {
	for _, j := range b.Joints {
		mean += j.Score / vision.JointCount
	}
	return mean
}

// leastLimbs is the mean score of the joints below which something is no body but
// where one was a moment ago.
const leastLimbs = 0.18

// weak reports whether a sighting is too unsure to be someone who was not there a
// moment ago: it may carry a name on, but not bring a lost one back.
func (x *sighting) weak(lost bool) bool {
	if lost {
		return x.limbs < birthLimbs || x.body.Score < birthScore
	}
	return x.limbs < leastLimbs
}
