package track

import (
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/mat"

	"nabij/vision/floor"
	"nabij/vision/place"
	"nabij/vision/scene"
)

// Told is a person at one moment of a path.
type Told struct {
	Frame  int
	At     time.Duration
	Clock  time.Time
	Person scene.Person
}

// Paths returns what is known of everybody once all has been seen: each path
// from the moment the person was first seen, before she had a name, with what
// came later told to what came before.
//
// Every body is fitted again with the stature that was learned, postures are
// judged by the moments on both sides, and places are smoothed by a
// Rauch-Tung-Striebel pass (1965).
func (t *Tracker) Paths() [][]Told {
	var out [][]Told
	for _, p := range t.people {
		out = append(out, t.smooth(p))
	}
	return out
}

// glimpse is a moment seen again with hindsight.
type glimpse struct {
	hypotheses []place.Hypothesis
	account    [len(place.Stances)]float64
	belief     postures
	place      floor.Place // measured; no covariance: not seen
	topM       float64
	step       step
	motion     motion
	bias       floor.Cov
}

func (t *Tracker) smooth(p *person) []Told {
	again := t.relive(p)
	if path := t.earlier(p.path, again); path != nil {
		longer := *p
		longer.path = path
		p, again = &longer, t.relive(&longer)
	}
	between(p.path)
	out := make([]Told, 0, len(again))
	for i, m := range p.path {
		if m.away {
			continue
		}
		told := m.person
		told.Name, told.Box, told.Seen = p.name, m.box, m.body != nil
		told.Place = again[i].motion.place()
		told.Place.Cov = told.Place.Cov.Add(again[i].bias)
		told.Posture = postureOf(again[i].belief)
		told.HeightM = again[i].topM
		if m.body != nil {
			told.FeetSeen = feetSeen(m.body)
		}
		out = append(out, Told{Frame: m.frame, At: m.at, Clock: m.clock, Person: told})
	}
	return out
}

// relive goes through a person's path with hindsight.
func (t *Tracker) relive(p *person) []glimpse {
	again, _ := t.again(p.path, p.stature, coverNoiseLater)
	smoothPostures(again, p.path)
	measure(again)
	widen(again, p.path)
	smoothMotion(again, p.path)
	spreadBias(again, p.path)
	return again
}

// again follows somebody along a path once more, forwards, with a stature that is
// known by now, and returns also where that leads. A path begins with a body.
func (t *Tracker) again(path []moment, stature place.Stature, noise float64) (out []glimpse, now followed) {
	out = make([]glimpse, len(path))
	var q *person
	for i, m := range path {
		if m.body != nil {
			out[i].hypotheses = blur(place.Fit(t.ground, m.size, m.body, stature), m.body, m.covered, noise)
		}
		if q == nil {
			q = begin(out[i].hypotheses, stature)
		} else {
			q.advance(gap(path, i))
			if len(out[i].hypotheses) > 0 {
				q.see(out[i].hypotheses, gap(path, i))
			}
		}
		out[i].account = q.said
	}
	return out, q.followed
}

// smoothPostures takes the mean of the testimony of the moments before and after
// each one.
func smoothPostures(again []glimpse, path []moment) {
	from, to, count := 0, 0, 0.0
	var sum [len(place.Stances)]float64
	add := func(i int, sign float64) {
		if len(again[i].hypotheses) == 0 {
			return
		}
		count += sign
		for k := range sum {
			sum[k] += sign * again[i].account[k]
		}
	}
	for i := range again {
		for ; to < len(again) && path[to].at <= path[i].at+posturesSpan; to++ {
			add(to, 1)
		}
		for ; path[from].at < path[i].at-posturesSpan; from++ {
			add(from, -1)
		}
		if count < 0.5 {
			again[i].belief = again[max(0, i-1)].belief
			continue
		}
		mean := sum
		for k := range mean {
			mean[k] /= count
		}
		again[i].belief = believe(mean)
	}
}

const posturesSpan = 300 * time.Millisecond

// gap is the time from the moment before.
func gap(path []moment, i int) time.Duration {
	if i == 0 {
		return 0
	}
	return path[i].at - path[i-1].at
}

// measure mixes each moment's hypotheses by the smoothed belief; moments in
// between keep the height of the last one.
func measure(again []glimpse) {
	top := 0.0
	for i := range again {
		g := &again[i]
		if len(g.hypotheses) > 0 {
			mix := place.Mix(g.hypotheses, func(k int) float64 { return g.belief[k] })
			g.place, top = mix.Place, mix.TopM
		}
		g.topM = top
	}
}

// widen makes places less sure where the body's height changes: between two
// postures the heights of neither hold, and a height that is off by so much puts
// a place off by more than that. The looks of one movement are wrong alike.
func widen(again []glimpse, path []moment) {
	from, to := 0, 0
	for i := range again {
		for path[from].at < path[i].at-changeSpan {
			from++
		}
		for to+1 < len(again) && path[to+1].at <= path[i].at+changeSpan {
			to++
		}
		if again[i].place.Cov.XX > 0 {
			again[i].place.Cov = again[i].place.Cov.Add(floor.Round(heightToPlace * (again[to].topM - again[from].topM)))
		}
	}
}

const (
	// So long before and after a moment a change of height is looked for.
	changeSpan    = 200 * time.Millisecond
	heightToPlace = 1.5 // m of place per m of height
)

// smoothMotion runs the Kalman filter forwards and the RTS smoother backwards,
// this time with biases told apart from places.
func smoothMotion(again []glimpse, path []moment) {
	how := moves(again, path)
	z := again[0].place
	m := starting(z, biasOf(z))
	filtered := make([]motion, len(again))
	filtered[0], again[0].motion = m, m
	for i := 1; i < len(again); i++ {
		g := &again[i]
		seen := g.place.Cov.XX > 0
		if seen {
			z = g.place
		}
		g.step = how[i].step(m, gap(path, i), biasOf(z))
		m = g.step.predicted
		if seen {
			m = m.correct(white(z))
		}
		filtered[i] = m
	}
	again[len(again)-1].motion = m
	for i := len(again) - 2; i >= 0; i-- {
		again[i].motion = lookBack(filtered[i], again[i+1].step, again[i+1].motion)
	}
}

// biasOf is the covariance of that part of a measured place's error which
// changes slowly.
func biasOf(z floor.Place) floor.Cov { return z.Cov.Scale(slowShare) }

// slowShare is the share of a fit's covariance that changes within seconds.
const slowShare = 0.5

// moves tells how the person moved until each moment, by following what was
// measured.
func moves(again []glimpse, path []moment) []dynamics {
	m := starting(again[0].place, noBias)
	walks, last := false, path[0].at
	out := slices.Repeat([]dynamics{still}, len(again))
	for i := 1; i < len(again); i++ {
		g, dt := &again[i], gap(path, i)
		if g.place.Cov.XX > 0 {
			var s step
			walks, s = choose(m, habit(walks, g.belief), white(g.place), dt)
			m = s.predicted.correct(white(g.place))
			last = path[i].at
		} else {
			walks = walks && path[i].at-last <= strideMemory
			m = dynamicsOf(walks).step(m, dt, noBias).predicted
		}
		if path[i].confirmed {
			out[i] = held
			continue
		}
		if m.speed() > ambling {
			mark(out, path, i, settling, moving)
		}
		if changing(again, path, i) {
			mark(out, path, i, gettingUp, shifting)
		}
	}
	return out
}

// changing reports whether the person got up or down in the time before the i-th
// moment.
func changing(again []glimpse, path []moment, i int) bool {
	k := i
	for k > 0 && path[k].at > path[i].at-gettingUp {
		k--
	}
	return math.Abs(again[i].topM-again[k].topM) > gettingUpM
}

// To get up or down takes about so long, and changes a body's height by more than
// the postures do that are mistaken for one another.
const (
	gettingUp  = time.Second
	gettingUpM = 0.35
)

// ambling is the speed from which somebody moves about, m/s.
const ambling = 0.15

// mark sets how she moved in the time before the i-th moment and shortly after it,
// unless she walked.
func mark(out []dynamics, path []moment, i int, before time.Duration, how dynamics) {
	set := func(k int) {
		if out[k] != moving && out[k] != held {
			out[k] = how
		}
	}
	for k := i; k >= 0 && path[k].at >= path[i].at-before; k-- {
		set(k)
	}
	for k := i + 1; k < len(path) && path[k].at <= path[i].at+settling; k++ {
		set(k)
	}
}

// settling is how long before it shows somebody has set off, and how long she
// takes to come to rest.
const settling = 300 * time.Millisecond

// lookBack corrects a filtered motion by the smoothed one that follows it.
func lookBack(now motion, s step, next motion) motion {
	var inverse, gain mat.Dense
	if err := inverse.Inverse(s.predicted.cov.dense()); err != nil {
		return now
	}
	gain.Product(now.cov.dense(), s.f.dense().T(), &inverse)
	g := fromDense(&gain)
	var off vector
	for i := range off {
		off[i] = next.mean[i] - s.predicted.mean[i]
	}
	change := g.apply(off)
	out := now
	for i := range change {
		out.mean[i] += change[i]
	}
	wider := next.cov
	for i := range dim {
		for j := range dim {
			wider[i][j] -= s.predicted.cov[i][j]
		}
	}
	out.cov = now.cov.plus(g.times(wider).times(g.transposed()))
	return out
}

func (m matrix) dense() *mat.Dense {
	d := mat.NewDense(dim, dim, nil)
	for i := range dim {
		d.SetRow(i, m[i][:])
	}
	return d
}

func fromDense(d *mat.Dense) (m matrix) {
	for i := range dim {
		for j := range dim {
			m[i][j] = d.At(i, j)
		}
	}
	return m
}

// spreadBias gives each moment the mean covariance of the moments around it,
// since errors of neighbouring moments are much the same.
func spreadBias(again []glimpse, path []moment) {
	from, to, count := 0, 0, 0.0
	var sum, last floor.Cov
	for i := range again {
		for to < len(again) && path[to].at <= path[i].at+biasSpan {
			if again[to].place.Cov.XX > 0 {
				sum, count = sum.Add(again[to].place.Cov), count+1
			}
			to++
		}
		for path[from].at < path[i].at-biasSpan {
			if again[from].place.Cov.XX > 0 {
				sum, count = sum.Add(again[from].place.Cov.Scale(-1)), count-1
			}
			from++
		}
		if count > 0.5 {
			last = sum.Scale(lastingShare / count)
		}
		again[i].bias = last
	}
}

// lastingShare is the share of a fit's covariance that stays for as long as
// somebody keeps her posture.
const lastingShare = 0.06

const biasSpan = 400 * time.Millisecond

// Kept is the number of moments held in memory.
func (t *Tracker) Kept() (moments int) {
	for _, p := range t.people {
		moments += len(p.path)
	}
	return moments
}
