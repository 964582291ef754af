package floor

import (
	"math"

	"nabij/vision"
	"nabij/vision/fit"
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

// problem is to find the camera that shows points where they were seen.
type problem struct {
	points []Correspondence
	free   int     // the first so many parameters move
	logF   float64 // expected logarithm of the focal length in px
}

// descend follows the cost down from a camera, for clicks of that noise.
func (f *problem) descend(c Camera, noisePx float64) (Camera, float64) {
	p := fit.Problem[Camera]{
		Params: f.free,
		Around: func(c Camera, n *fit.Normal) bool { return f.around(&c, noisePx, n) },
		Move:   func(c Camera, d []float64) Camera { return c.Moved(d) },
	}
	return p.Descend(c)
}

// around takes in all points and expectations; false where a point is behind
// the camera.
func (f *problem) around(c *Camera, noisePx float64, n *fit.Normal) bool {
	if !f.see(c, noisePx, n) {
		return false
	}
	f.expect(c, ParamCount, n)
	return true
}

// expect takes in what is expected of the lens, if it moves.
func (f *problem) expect(c *Camera, params int, n *fit.Normal) {
	sigma := sigmaRadial1
	if len(f.points) == 4 {
		sigma = sigmaRadialFour
	}
	if f.free > logFocal {
		expect(c, f.logF, sigma, n, make([]float64, params))
	}
}

// see takes in the points.
func (f *problem) see(c *Camera, noisePx float64, n *fit.Normal) bool {
	for _, p := range f.points {
		px, s, ok := c.Linear(Vec3{p.Floor.X, p.Floor.Y, 0})
		if !ok {
			return false
		}
		n.Add(px.U-p.Picture.U, noisePx, s.Param[0][:])
		n.Add(px.V-p.Picture.V, noisePx, s.Param[1][:])
	}
	return true
}

// Expect adds to a normal what is expected of a webcam's lens before anything
// is seen, for pictures of that size. The camera's parameters are the first of
// params.
func (c *Camera) Expect(size vision.Size, params int, n *fit.Normal) {
	expect(c, expectedLogFocal(size), sigmaRadial1, n, make([]float64, params))
}

// expectedLogFocal is of the focal length in px.
func expectedLogFocal(size vision.Size) float64 {
	return math.Log(expectFocal * float64(max(size.Width, size.Height)))
}

// expect uses slope, which is all zeros, and leaves it so.
func expect(c *Camera, logF, sigmaK1 float64, n *fit.Normal, slope []float64) {
	k1, k2 := c.Lens.K1, c.Lens.K2
	slope[logFocal] = 1
	n.Add(math.Log(c.Lens.FX)-logF, expectFocalSigma, slope)
	slope[logFocal], slope[radial1] = 0, 1
	n.Add(k1-expectRadial1, sigmaK1, slope)
	slope[radial1], slope[radial2] = -2*radialBack*k1, 1
	n.Add(k2-radialBack*k1*k1, sigmaRadial2, slope)
	slope[radial1], slope[radial2] = 0, 0
}

// covariance returns that of the parameters, and how many of them, and of the
// places of sheets, the points (and not the expectations) determined: the
// trace of the covariance times the points' own information.
func (f *problem) covariance(c *Camera, noisePx float64) (cov covariance, determined float64, ok bool) {
	sheets := sheetsAmong(f.points)
	params := f.free + 3*len(sheets)
	all, own := fit.NewNormal(params), fit.NewNormal(params)
	f.seeLoose(c, noisePx, sheets, own)
	f.seeLoose(c, noisePx, sheets, all)
	f.expect(c, params, all)
	rows, ok := all.Covariance()
	if !ok {
		return cov, 0, false
	}
	for i := range params {
		for j := range params {
			determined += rows[i*params+j] * own.At(j, i)
		}
	}
	for i := range f.free {
		copy(cov[i][:], rows[i*params:i*params+f.free])
	}
	return cov, determined, true
}

// covariance is of all parameters; those that do not move have none.
type covariance [ParamCount][ParamCount]float64

// squares is the sum of the squared residuals, in px².
func (f *problem) squares(c *Camera) float64 {
	sum := 0.0
	for _, p := range f.points {
		px, _, _ := c.Linear(Vec3{p.Floor.X, p.Floor.Y, 0})
		sum += sq(px.U-p.Picture.U) + sq(px.V-p.Picture.V)
	}
	return sum
}

func sq(x float64) float64 { return x * x }
