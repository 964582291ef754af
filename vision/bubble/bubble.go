// Package bubble fits the boundary that a person felt around her: a closed
// line through the places where she said stop, with how sure it is in every
// direction. It needs no shape beforehand and knows no right size.
//
// # Method
//
// The distance at which someone says stop is a function of the direction from
// which one comes. It is fitted as a Gaussian process on the circle with the
// periodic kernel of MacKay ("Introduction to Gaussian Processes", 1998), over
// an unknown constant (Rasmussen & Williams, "Gaussian Processes for Machine
// Learning", 2006, section 2.7): near a stop the line follows it as closely as
// it was measured, and where nobody came it is round and says how unsure it is.
package bubble

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// The prior: how much a bubble differs from a circle, and over what turn. A
// bubble that is 40 cm deeper behind than in front is nothing special.
const (
	spreadM    = 0.35 // standard deviation about the circle, m
	turnRad    = 1.1  // length scale, radians
	constantM  = 2.0  // standard deviation of the circle's radius, m
	leastM     = 0.05 // no film is nearer to the middle of a body
	leastVarM2 = 1e-4 // no stop is better known than to 1 cm
)

// ErrFew tells that there are fewer than three stops: no closed line follows.
var ErrFew = errors.New("a bubble needs three stops or more")

// Stop is where someone said stop: the direction from her to the one who came,
// in radians counter-clockwise from the floor's x, and their distance.
type Stop struct {
	DirectionRad float64
	DistanceM    float64
	VarM2        float64 // of the distance
}

// Between returns the stop of a person at one place for another who came.
func Between(person, other floor.Place) Stop {
	d := other.At.Sub(person.At)
	return Stop{
		DirectionRad: math.Atan2(d.Y, d.X),
		DistanceM:    d.Norm(),
		VarM2:        person.Cov.Add(other.Cov).Along(d),
	}
}

// Film is a fitted boundary. It is safe for several goroutines.
type Film struct {
	stops   []Stop
	mean    float64
	chol    mat.Cholesky
	weights mat.VecDense
}

// Fit returns the boundary through the stops.
func Fit(stops []Stop) (*Film, error) {
	if len(stops) < 3 {
		return nil, fmt.Errorf("%d stops: %w", len(stops), ErrFew)
	}
	f := &Film{stops: append([]Stop(nil), stops...)}
	for i, s := range stops {
		if !(s.DistanceM > 0) || !(s.VarM2 >= 0) || math.IsInf(s.DistanceM+s.VarM2, 0) || math.IsNaN(s.DirectionRad) || math.IsInf(s.DirectionRad, 0) {
			return nil, fmt.Errorf("stop %d: distance %g m, variance %g m², direction %g rad: want finite numbers and a distance above 0", i+1, s.DistanceM, s.VarM2, s.DirectionRad)
		}
		f.mean += s.DistanceM / float64(len(stops))
	}
	return f, f.solve()
}

// solve factors the covariance of the stops and weighs them by it.
func (f *Film) solve() error {
	n := len(f.stops)
	cov, off := mat.NewSymDense(n, nil), mat.NewVecDense(n, nil)
	for i, a := range f.stops {
		off.SetVec(i, a.DistanceM-f.mean)
		for j, b := range f.stops[:i+1] {
			cov.SetSym(i, j, kernel(a.DirectionRad-b.DirectionRad))
		}
		cov.SetSym(i, i, cov.At(i, i)+max(leastVarM2, a.VarM2))
	}
	if !f.chol.Factorize(cov) {
		return errors.New("the stops contradict each other: their covariance has no root")
	}
	if err := f.chol.SolveVecTo(&f.weights, off); err != nil {
		return fmt.Errorf("weigh the stops: %w", err)
	}
	return nil
}

// kernel is the prior covariance, in m², of the distances in two directions.
func kernel(apartRad float64) float64 {
	s := math.Sin(apartRad/2) / turnRad
	return constantM*constantM + spreadM*spreadM*math.Exp(-2*s*s)
}

// At returns the distance of the film in a direction and its standard
// deviation, both in m.
func (f *Film) At(directionRad float64) (distanceM, sigmaM float64) {
	n := len(f.stops)
	k := mat.NewVecDense(n, nil)
	for i, s := range f.stops {
		k.SetVec(i, kernel(directionRad-s.DirectionRad))
	}
	var explained mat.VecDense
	if err := f.chol.SolveVecTo(&explained, k); err != nil {
		// The factor was well enough conditioned to be solved in Fit.
		return f.mean, spreadM
	}
	variance := kernel(0) - mat.Dot(k, &explained)
	return max(leastM, f.mean+mat.Dot(k, &f.weights)), math.Sqrt(max(0, variance))
}

// Edge is the film in one direction.
type Edge struct{ DirectionRad, DistanceM, SigmaM float64 }

// Outline returns the film in n directions around the person, evenly spaced
// from the floor's x.
func (f *Film) Outline(n int) []Edge {
	edges := make([]Edge, n)
	for i := range edges {
		rad := 2 * math.Pi * float64(i) / float64(n)
		distance, sigma := f.At(rad)
		edges[i] = Edge{rad, distance, sigma}
	}
	return edges
}

// Stops returns the stops of a person among the moments of a session: those
// of one kind, [scene.D1] or [scene.D2], each of which makes a film of its own.
func Stops(moments []scene.Moment, person string, kind scene.MomentKind) []Stop {
	var stops []Stop
	for _, m := range moments {
		if m.Person == person && m.Kind == kind && !math.IsNaN(m.DistanceM+m.VarM2+m.DirectionDeg) {
			stops = append(stops, Stop{m.DirectionDeg * math.Pi / 180, m.DistanceM, m.VarM2})
		}
	}
	return stops
}
