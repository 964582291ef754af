// Package fit solves small nonlinear least squares problems over any state
// that can be moved along a vector of parameters: a camera, a set of sheets.
//
// The caller turns its residuals and their derivatives into a [Normal]; Descend
// follows the cost down from a start (Levenberg, A Method for the Solution of
// Certain Non-Linear Problems, 1944; Marquardt, An Algorithm for Least-Squares
// Estimation, 1963). Expectations are residuals like any other.
package fit

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Normal is the quadratic approximation of a cost around a state: half its
// second derivatives, half its gradient, and the cost itself, which is the sum
// of the squared residuals in standard deviations.
type Normal struct {
	n        int
	a        []float64 // n×n, the upper triangle
	g        []float64
	cost     float64
	damped   *mat.SymDense
	solution *mat.VecDense
}

// NewNormal returns an empty one for n parameters.
func NewNormal(n int) *Normal {
	return &Normal{n: n, a: make([]float64, n*n), g: make([]float64, n),
		damped: mat.NewSymDense(n, nil), solution: mat.NewVecDense(n, nil)}
}

// Reset empties it for use around another state.
func (n *Normal) Reset() {
	clear(n.a)
	clear(n.g)
	n.cost = 0
}

// Add takes in one residual, its standard deviation and its derivatives by the
// parameters, of which those beyond the number of parameters are ignored.
func (n *Normal) Add(residual, sigma float64, slope []float64) {
	w := 1 / (sigma * sigma)
	n.cost += residual * residual * w
	for i, s := range slope[:n.n] {
		if s == 0 {
			continue
		}
		row := n.a[i*n.n : (i+1)*n.n]
		for j := i; j < n.n; j++ {
			row[j] += s * slope[j] * w
		}
		n.g[i] += s * residual * w
	}
}

// Cost is the sum of the squared residuals, in standard deviations.
func (n *Normal) Cost() float64 { return n.cost }

// At returns the information in row i and column j.
func (n *Normal) At(i, j int) float64 { return n.a[min(i, j)*n.n+max(i, j)] }

// cholesky factorises A + damping·diag A.
func (n *Normal) cholesky(damping float64) (*mat.Cholesky, bool) {
	for i := range n.n {
		for j := i; j < n.n; j++ {
			n.damped.SetSym(i, j, n.a[i*n.n+j])
		}
		n.damped.SetSym(i, i, n.a[i*n.n+i]*(1+damping))
	}
	var c mat.Cholesky
	return &c, c.Factorize(n.damped)
}

// step returns the damped step towards the minimum. It stays valid until the
// next one.
func (n *Normal) step(damping float64) ([]float64, bool) {
	c, ok := n.cholesky(damping)
	if !ok || c.SolveVecTo(n.solution, mat.NewVecDense(n.n, n.g)) != nil {
		return nil, false
	}
	n.solution.ScaleVec(-1, n.solution)
	return n.solution.RawVector().Data, true
}

// Covariance returns the covariance of the parameters, row by row; false where
// the residuals do not determine them.
func (n *Normal) Covariance() ([]float64, bool) {
	c, ok := n.cholesky(0)
	if !ok {
		return nil, false
	}
	inverse := mat.NewSymDense(n.n, nil)
	if c.InverseTo(inverse) != nil {
		return nil, false
	}
	cov := make([]float64, n.n*n.n)
	for i := range n.n {
		for j := range n.n {
			cov[i*n.n+j] = inverse.At(i, j)
		}
	}
	return cov, true
}

// Problem is what Descend minimises.
type Problem[S any] struct {
	Params int
	// Around fills an empty normal around a state; false where the state is
	// impossible.
	Around func(state S, n *Normal) bool
	// Move returns the state changed by a step of the parameters. It keeps
	// neither slice nor state.
	Move func(state S, step []float64) S
}

// Descend follows the cost down from a state to the nearest minimum and
// returns it with its cost, which is +Inf where the start is impossible.
func (p Problem[S]) Descend(state S) (S, float64) {
	now, next := NewNormal(p.Params), NewNormal(p.Params)
	if !p.Around(state, now) {
		return state, math.Inf(1)
	}
	const steps, enough = 200, 1e-12
	for damping, k := 1e-3, 0; k < steps && damping < 1e12; k++ {
		step, ok := now.step(damping)
		if !ok {
			damping *= 8
			continue
		}
		moved := p.Move(state, step)
		next.Reset()
		if !p.Around(moved, next) || !(next.cost <= now.cost) {
			damping *= 8
			continue
		}
		gain := now.cost - next.cost
		state, damping = moved, max(damping/6, 1e-12)
		now, next = next, now
		if gain < enough*(1+now.cost) {
			break
		}
	}
	return state, now.cost
}
