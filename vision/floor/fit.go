package floor

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// What is expected of a webcam before any point is seen. The fit weighs these
// against the points; where the points say nothing, as four points do of the
// lens, the expectation and its width end up in the floor's covariance.
const (
	// Horizontal fields of view of 50° to 95° are focal lengths of 1.07 to
	// 0.46 times the picture's longer side.
	expectFocal      = 0.70
	expectFocalSigma = 0.30 // of the logarithm
	expectRadial1    = -0.1
	sigmaRadial1     = 0.15
	// Four points cannot tell a bent line from a tilted floor, and must not
	// trade one for the other.
	sigmaRadialFour = 0.08
	// Lenses that bend lines outwards first bend them back further out: k2 is
	// about this times k1².
	radialBack   = 1.25
	sigmaRadial2 = 0.03
	// Clicks are about half a pixel off; the residuals move that estimate as
	// if clickWeight residuals had been seen before.
	expectClickPx = 0.5
	clickWeight   = 6
)

// fit is a least squares problem: the points, and which parameters may move.
type fit struct {
	points []Correspondence
	free   int     // the first so many parameters move
	logF   float64 // expected logarithm of the focal length in px
}

// normal is the quadratic approximation of the cost around a camera.
type normal struct {
	a    [paramCount][paramCount]float64
	g    [paramCount]float64
	cost float64
}

// add takes in one residual with its derivatives and standard deviation.
func (n *normal) add(free int, residual, sigma float64, slope *[paramCount]float64) {
	w := 1 / (sigma * sigma)
	n.cost += residual * residual * w
	for i := range free {
		for j := range free {
			n.a[i][j] += slope[i] * slope[j] * w
		}
		n.g[i] += slope[i] * residual * w
	}
}

// around returns the approximation around a camera, in units of the noise; it
// reports false where a point is behind the camera.
func (f *fit) around(c *Camera, noisePx float64) (n normal, ok bool) {
	for _, p := range f.points {
		px, s, ok := c.linear(Vec3{p.Floor.X, p.Floor.Y, 0})
		if !ok {
			return n, false
		}
		n.add(f.free, px.U-p.Picture.U, noisePx, &s.param[0])
		n.add(f.free, px.V-p.Picture.V, noisePx, &s.param[1])
	}
	if f.free > logFocal {
		k1, k2 := c.Lens.K1, c.Lens.K2
		n.add(f.free, math.Log(c.Lens.FX)-f.logF, expectFocalSigma, &[paramCount]float64{logFocal: 1})
		n.add(f.free, k1-expectRadial1, f.sigmaRadial(), &[paramCount]float64{radial1: 1})
		n.add(f.free, k2-radialBack*k1*k1, sigmaRadial2, &[paramCount]float64{radial1: -2 * radialBack * k1, radial2: 1})
	}
	return n, true
}

func (f *fit) sigmaRadial() float64 {
	if len(f.points) == 4 {
		return sigmaRadialFour
	}
	return sigmaRadial1
}

// step solves (A + damping·diag A) d = -g.
func (f *fit) step(n *normal, damping float64) (d [paramCount]float64, ok bool) {
	a := mat.NewSymDense(f.free, nil)
	for i := range f.free {
		for j := i; j < f.free; j++ {
			a.SetSym(i, j, n.a[i][j])
		}
		a.SetSym(i, i, n.a[i][i]*(1+damping)+1e-12)
	}
	var chol mat.Cholesky
	if !chol.Factorize(a) {
		return d, false
	}
	x := mat.NewVecDense(f.free, nil)
	if chol.SolveVecTo(x, mat.NewVecDense(f.free, n.g[:f.free])) != nil {
		return d, false
	}
	for i := range f.free {
		d[i] = -x.AtVec(i)
	}
	return d, true
}

// descend follows the cost down from a camera (Levenberg 1944, Marquardt 1963).
func (f *fit) descend(c Camera, noisePx float64) (Camera, float64) {
	n, ok := f.around(&c, noisePx)
	if !ok {
		return c, math.Inf(1)
	}
	damping := 1e-3
	for range 200 {
		d, ok := f.step(&n, damping)
		next := c.moved(d)
		m, before := f.around(&next, noisePx)
		if !ok || !before || !(m.cost <= n.cost) {
			if damping *= 8; damping > 1e12 {
				break
			}
			continue
		}
		gain := n.cost - m.cost
		c, n, damping = next, m, max(damping/6, 1e-12)
		if gain < 1e-12*(1+n.cost) {
			break
		}
	}
	return c, n.cost
}

// covariance returns that of the parameters, and how many of them the points
// (and not the expectations) determined.
func (f *fit) covariance(c *Camera, noisePx float64) (cov [paramCount][paramCount]float64, determined float64, ok bool) {
	n, _ := f.around(c, noisePx)
	a := mat.NewSymDense(f.free, nil)
	for i := range f.free {
		for j := i; j < f.free; j++ {
			a.SetSym(i, j, n.a[i][j])
		}
	}
	var chol mat.Cholesky
	inverse := mat.NewSymDense(f.free, nil)
	if !chol.Factorize(a) || chol.InverseTo(inverse) != nil {
		return cov, 0, false
	}
	for i := range f.free {
		for j := range f.free {
			cov[i][j] = inverse.At(i, j)
		}
	}
	return cov, f.determined(c, noisePx, &cov), true
}

// determined is the trace of the covariance times the points' own information:
// the number of parameters that the points paid for.
func (f *fit) determined(c *Camera, noisePx float64, cov *[paramCount][paramCount]float64) float64 {
	var own normal
	for _, p := range f.points {
		px, s, _ := c.linear(Vec3{p.Floor.X, p.Floor.Y, 0})
		own.add(f.free, px.U-p.Picture.U, noisePx, &s.param[0])
		own.add(f.free, px.V-p.Picture.V, noisePx, &s.param[1])
	}
	trace := 0.0
	for i := range f.free {
		for j := range f.free {
			trace += cov[i][j] * own.a[j][i]
		}
	}
	return trace
}

// squares is the sum of the squared residuals, in px².
func (f *fit) squares(c *Camera) float64 {
	sum := 0.0
	for _, p := range f.points {
		px, _, _ := c.linear(Vec3{p.Floor.X, p.Floor.Y, 0})
		sum += sq(px.U-p.Picture.U) + sq(px.V-p.Picture.V)
	}
	return sum
}

func sq(x float64) float64 { return x * x }
