package track

import (
	"math"
	"time"

	"nabij/vision/floor"
)

// dim is the length of a motion's state: x, y in m, their speeds in m/s, and the
// bias in m: how far off in x and y places are measured for now.
const dim = 6

// offX is where the bias begins in a state.
const offX = 4

type (
	vector [dim]float64
	matrix [dim][dim]float64
)

// motion is where a person is, how she moves and how far off she is measured: a
// Gaussian over place, speed and bias.
//
// Errors of a place are much the same from one moment to the next: the lean of a
// body, a joint on the wrong side of a knee. That part of them is estimated
// together with the place (a shaping filter: Maybeck, "Stochastic models,
// estimation and control", 1979), so that many moments of one error do not count
// as many measurements, and a short look from behind somebody not as much as a
// long one in full sight.
type motion struct {
	mean vector
	cov  matrix
}

// starting is a motion of which only one place was measured, with a bias of
// covariance off, m².
func starting(z floor.Place, off floor.Cov) motion {
	v := startSpeed * startSpeed
	return motion{mean: vector{z.At.X, z.At.Y}, cov: matrix{
		{z.Cov.XX, z.Cov.XY, 0, 0, -off.XX, -off.XY},
		{z.Cov.XY, z.Cov.YY, 0, 0, -off.XY, -off.YY},
		{2: v}, {3: v},
		{-off.XX, -off.XY, 0, 0, off.XX, off.XY},
		{-off.XY, -off.YY, 0, 0, off.XY, off.YY},
	}}
}

// noBias is for following what is measured, biases and all: at the moment itself
// there is no telling them apart. A millimetre is next to nothing, and leaves a
// covariance that can be inverted.
var noBias = floor.Round(0.001)

// dynamics is how people move between two moments: an Ornstein-Uhlenbeck
// process of the speed, which forgets where it was going after a while, so that
// nobody who is not seen walks on through a wall.
type dynamics struct {
	memory time.Duration // of the speed
	jolt   float64       // m²/s³, spectral density of the acceleration
	sway   float64       // m²/s, of the place itself
	bias   time.Duration // memory of the bias
}

// People keep still, or they walk. What holds at a moment is decided by which
// of the two explains what is seen; see [choose].
var (
	still  = dynamics{memory: 250 * time.Millisecond, jolt: 0.045, sway: 0.0004, bias: time.Second}
	moving = dynamics{memory: 2 * time.Second, jolt: 2.0, sway: 0.001, bias: 400 * time.Millisecond}
	// Whose silhouette stands where she was has not gone anywhere.
	held = dynamics{memory: time.Millisecond, sway: 0.00005, bias: time.Second}
	// With hindsight also: they get up or down about where they are.
	shifting = dynamics{memory: 250 * time.Millisecond, jolt: 0.14, sway: 0.05, bias: time.Second}
)

// transition returns the matrix F and the noise Q of a step of dt to a moment at
// which biases have a covariance of off, having had one of was. One long step is
// the same as many short ones (Gillespie, "Exact numerical simulation of the
// Ornstein-Uhlenbeck process and its integral", 1996): a room at rest is looked at
// seldom, and nobody who is hidden in it has gone farther for that.
func (d dynamics) transition(dt time.Duration, was, off floor.Cov) (f, q matrix) {
	t, tau := dt.Seconds(), d.memory.Seconds()
	keep := math.Exp(-t / tau)
	reach := tau * (1 - keep)
	for i := range 2 {
		f[i][i], f[i+2][i+2], f[i][i+2] = 1, keep, reach
		q[i][i] = d.jolt*tau*tau*(t-2*reach+tau/2*(1-keep*keep)) + d.sway*t
		q[i][i+2] = d.jolt * reach * reach / 2
		q[i+2][i] = q[i][i+2]
		q[i+2][i+2] = d.jolt * tau / 2 * (1 - keep*keep)
	}
	// A body seen better than before is less far off, in the same direction.
	stays := math.Exp(-t / d.bias.Seconds())
	less := math.Sqrt(min(1, (off.XX+off.YY)/(was.XX+was.YY)))
	f[offX][offX], f[offX+1][offX+1] = stays*less, stays*less
	off = off.Scale(1 - stays*stays)
	q[offX][offX], q[offX][offX+1], q[offX+1][offX], q[offX+1][offX+1] = off.XX, off.XY, off.XY, off.YY
	return f, q
}

func dynamicsOf(walks bool) dynamics {
	if walks {
		return moving
	}
	return still
}

// step predicts a motion by dt, to when biases have a covariance of off.
func (d dynamics) step(m motion, dt time.Duration, off floor.Cov) step {
	f, q := d.transition(dt, m.bias(), off)
	return step{f: f, predicted: m.predict(f, q)}
}

// choose decides whether a person kept still or walked until she was seen at z,
// and returns that step. The habit is the logarithm of the odds of walking
// before anything was seen.
func choose(from motion, habit float64, z floor.Place, dt time.Duration) (walks bool, s step) {
	resting, walking := still.step(from, dt, noBias), moving.step(from, dt, noBias)
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
	seen := m.measured()
	s := seen.Cov.Add(z.Cov)
	det := s.Det()
	off := z.At.Sub(seen.At)
	var gain [dim][2]float64
	var rest matrix
	out := m
	for i := range dim {
		a, b := m.cov[i][0]+m.cov[i][offX], m.cov[i][1]+m.cov[i][offX+1]
		gain[i] = [2]float64{(a*s.YY - b*s.XY) / det, (b*s.XX - a*s.XY) / det}
		out.mean[i] += gain[i][0]*off.X + gain[i][1]*off.Y
		rest[i][i]++
		for k := range 2 {
			rest[i][k] -= gain[i][k]
			rest[i][offX+k] -= gain[i][k]
		}
	}
	out.cov = rest.times(m.cov).times(rest.transposed())
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

// measured is where the person would be measured now: her place and the bias.
func (m motion) measured() floor.Place {
	sum := func(i, j int) float64 {
		return m.cov[i][j] + m.cov[i][offX+j] + m.cov[offX+i][j] + m.cov[offX+i][offX+j]
	}
	return floor.Place{
		At:  floor.Point{X: m.mean[0] + m.mean[offX], Y: m.mean[1] + m.mean[offX+1]},
		Cov: floor.Cov{XX: sum(0, 0), XY: sum(0, 1), YY: sum(1, 1)},
	}
}

// bias is the covariance of the bias, m².
func (m motion) bias() floor.Cov {
	return floor.Cov{XX: m.cov[offX][offX], XY: m.cov[offX][offX+1], YY: m.cov[offX+1][offX+1]}
}

// speed is in m/s.
func (m motion) speed() float64 { return math.Hypot(m.mean[2], m.mean[3]) }

// logLikelihood is the logarithm of the density in 1/m² of measuring z.
func (m motion) logLikelihood(z floor.Place) float64 {
	seen := m.measured()
	s := seen.Cov.Add(z.Cov)
	return -0.5*s.Mahalanobis2(z.At.Sub(seen.At)) - 0.5*math.Log(s.Det()) - math.Log(2*math.Pi)
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
