package track

import (
	"math"
	"time"

	"nabij/vision/floor"
)

// dim is the length of a motion's state: x, y in m, then their speeds in m/s.
const dim = 4

type (
	vector [dim]float64
	matrix [dim][dim]float64
)

// motion is where a person is and how she moves: a Gaussian over place and
// speed.
type motion struct {
	mean vector
	cov  matrix
}

// dynamics is how people move between two moments: an Ornstein-Uhlenbeck
// process of the speed, which forgets where it was going after a while, so that
// nobody who is not seen walks on through a wall.
type dynamics struct {
	memory time.Duration // of the speed
	jolt   float64       // m²/s³, spectral density of the acceleration
	sway   float64       // m²/s, of the place itself
}

// People keep still, or they walk. What holds at a moment is decided by which
// of the two explains what is seen; see [choose].
var (
	still  = dynamics{memory: 250 * time.Millisecond, jolt: 0.03, sway: 0.0004}
	moving = dynamics{memory: 2 * time.Second, jolt: 2.0, sway: 0.001}
)

// transition returns the matrix F and the noise Q of a step of dt.
func (d dynamics) transition(dt time.Duration) (f, q matrix) {
	t, tau := dt.Seconds(), d.memory.Seconds()
	keep := math.Exp(-t / tau)
	reach := tau * (1 - keep)
	for i := range 2 {
		f[i][i], f[i+2][i+2], f[i][i+2] = 1, keep, reach
		q[i][i] = d.jolt*t*t*t/3 + d.sway*t
		q[i][i+2] = d.jolt * t * t / 2
		q[i+2][i] = q[i][i+2]
		q[i+2][i+2] = d.jolt * t
	}
	return f, q
}

func dynamicsOf(walks bool) dynamics {
	if walks {
		return moving
	}
	return still
}

// step predicts a motion by dt.
func (d dynamics) step(m motion, dt time.Duration) step {
	f, q := d.transition(dt)
	return step{f: f, predicted: m.predict(f, q)}
}

// choose decides whether a person kept still or walked until she was seen at z,
// and returns that step. The habit is the logarithm of the odds of walking
// before anything was seen.
func choose(from motion, habit float64, z floor.Place, dt time.Duration) (walks bool, s step) {
	resting, walking := still.step(from, dt), moving.step(from, dt)
	if walking.predicted.logLikelihood(z)-resting.predicted.logLikelihood(z)+habit > 0 {
		return true, walking
	}
	return false, resting
}

// habit is the logarithm of the odds that a person walks now: whoever walked is
// likely to walk on, and one does not walk while sitting or curled up.
func habit(walked bool, b postures) float64 {
	if walked {
		return keepsOn
	}
	return -keepsOn - sitsOn*(1-b.upright())
}

const (
	keepsOn = 2.0
	sitsOn  = 4.0
)

// predict returns the motion after one transition.
func (m motion) predict(f, q matrix) motion {
	return motion{mean: f.apply(m.mean), cov: f.times(m.cov).times(f.transposed()).plus(q)}
}

// correct returns the motion after a place was measured (Kalman's update, in
// Joseph's form, which stays symmetric).
func (m motion) correct(z floor.Place) motion {
	s := m.place().Cov.Add(z.Cov)
	det := s.Det()
	off := z.At.Sub(m.place().At)
	var gain [dim][2]float64
	var i4 matrix
	out := m
	for i := range dim {
		a, b := m.cov[i][0], m.cov[i][1]
		gain[i] = [2]float64{(a*s.YY - b*s.XY) / det, (b*s.XX - a*s.XY) / det}
		out.mean[i] += gain[i][0]*off.X + gain[i][1]*off.Y
		i4[i][i] = 1
		i4[i][0] -= gain[i][0]
		i4[i][1] -= gain[i][1]
	}
	out.cov = i4.times(m.cov).times(i4.transposed())
	for i := range dim {
		for j := range dim {
			g, h := gain[i], gain[j]
			out.cov[i][j] += g[0]*(z.Cov.XX*h[0]+z.Cov.XY*h[1]) + g[1]*(z.Cov.XY*h[0]+z.Cov.YY*h[1])
		}
	}
	return out
}

// place is where the person is.
func (m motion) place() floor.Place {
	return floor.Place{
		At:  floor.Point{X: m.mean[0], Y: m.mean[1]},
		Cov: floor.Cov{XX: m.cov[0][0], XY: m.cov[0][1], YY: m.cov[1][1]},
	}
}

// speed is in m/s.
func (m motion) speed() float64 { return math.Hypot(m.mean[2], m.mean[3]) }

// logLikelihood is the logarithm of the density in 1/m² of measuring z.
func (m motion) logLikelihood(z floor.Place) float64 {
	s := m.place().Cov.Add(z.Cov)
	return -0.5*s.Mahalanobis2(z.At.Sub(m.place().At)) - 0.5*math.Log(s.Det()) - math.Log(2*math.Pi)
}

func (m matrix) apply(v vector) (out vector) {
	for i := range dim {
		for j := range dim {
			out[i] += m[i][j] * v[j]
		}
	}
	return out
}

func (m matrix) times(o matrix) (out matrix) {
	for i := range dim {
		for k := range dim {
			for j := range dim {
				out[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return out
}

func (m matrix) plus(o matrix) matrix {
	for i := range dim {
		for j := range dim {
			m[i][j] += o[i][j]
		}
	}
	return m
}

func (m matrix) transposed() (out matrix) {
	for i := range dim {
		for j := range dim {
			out[j][i] = m[i][j]
		}
	}
	return out
}
