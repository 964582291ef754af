package scene

import "math"

// Every number of a scene is a whole number of steps, finer by far than
// anything measured: what the window shows, the record keeps and the exports
// say is then the same number, short enough to be read, and a record of an
// hour is half as big.
const (
	perMetre  = 1e4 // a tenth of a millimetre
	perMetre2 = 1e7
	perPixel  = 1e2
	perShare  = 1e3
)

// inSteps returns the number of whole steps nearest to v, in v's unit. A
// number that is not finite, or too big to have such steps, stays as it is.
func inSteps(v, perUnit float64) float64 {
	if n := math.Round(v * perUnit); math.Abs(n) < 1<<50 {
		return n/perUnit + 0 // never -0
	}
	return v
}

// settle puts a person's numbers in whole steps. A variance stays above zero
// and a covariance stays one: it is cut off, not rounded.
func (p *Person) settle() {
	at, cov, box := &p.Place.At, &p.Place.Cov, &p.Box
	at.X, at.Y = inSteps(at.X, perMetre), inSteps(at.Y, perMetre)
	cov.XX, cov.YY = variance(cov.XX), variance(cov.YY)
	cov.XY = towardsZero(cov.XY)
	p.HeightM = inSteps(p.HeightM, perMetre)
	p.FeetSeen = inSteps(p.FeetSeen, perShare)
	box.Left, box.Top = inSteps(box.Left, perPixel), inSteps(box.Top, perPixel)
	box.Width, box.Height = inSteps(box.Width, perPixel), inSteps(box.Height, perPixel)
}

// variance puts a variance in whole steps, none below it.
func variance(v float64) float64 {
	if n := inSteps(v, perMetre2); n >= v || math.IsNaN(v) {
		return n
	}
	return inSteps(v+1/perMetre2, perMetre2)
}

// towardsZero puts a covariance in whole steps, none further from zero.
func towardsZero(v float64) float64 {
	n := inSteps(v, perMetre2)
	if math.Abs(n) > math.Abs(v) {
		return inSteps(n-math.Copysign(1/perMetre2, n), perMetre2)
	}
	return n
}
