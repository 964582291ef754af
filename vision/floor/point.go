package floor

import "math"

// Point is a place on the floor, in metres, in the room's floor frame.
type Point struct{ X, Y float64 }

// Sub returns p - q, in metres.
func (p Point) Sub(q Point) Point { return Point{p.X - q.X, p.Y - q.Y} }

// Add returns p + q, in metres.
func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }

// Scale returns p times k.
func (p Point) Scale(k float64) Point { return Point{k * p.X, k * p.Y} }

// Dot returns the dot product, in m².
func (p Point) Dot(q Point) float64 { return p.X*q.X + p.Y*q.Y }

// Norm returns the length of p, in metres.
func (p Point) Norm() float64 { return math.Hypot(p.X, p.Y) }

// Distance returns the distance from p to q, in metres.
func (p Point) Distance(q Point) float64 { return p.Sub(q).Norm() }

// Finite reports whether both coordinates are finite numbers.
func (p Point) Finite() bool {
	return !math.IsNaN(p.X+p.Y) && !math.IsInf(p.X, 0) && !math.IsInf(p.Y, 0)
}

// Cov is the covariance of a place, in m².
type Cov struct{ XX, XY, YY float64 }

// Round returns the covariance of a place that is sigmaM uncertain in every
// direction.
func Round(sigmaM float64) Cov { return Cov{XX: sigmaM * sigmaM, YY: sigmaM * sigmaM} }

// Add returns c + d: the covariance of a sum of two independent places.
func (c Cov) Add(d Cov) Cov { return Cov{c.XX + d.XX, c.XY + d.XY, c.YY + d.YY} }

// Scale returns c times k.
func (c Cov) Scale(k float64) Cov { return Cov{k * c.XX, k * c.XY, k * c.YY} }

// Det returns the determinant, in m⁴.
func (c Cov) Det() float64 { return c.XX*c.YY - c.XY*c.XY }

// Along returns the variance in m² along the direction d, which need not have
// length 1. It is the mean variance where d has no length.
func (c Cov) Along(d Point) float64 {
	n := d.Dot(d)
	if n == 0 {
		return (c.XX + c.YY) / 2
	}
	return (c.XX*d.X*d.X + 2*c.XY*d.X*d.Y + c.YY*d.Y*d.Y) / n
}

// Mahalanobis2 returns the squared Mahalanobis distance of the offset d. It is
// +Inf where the covariance is not positive definite.
func (c Cov) Mahalanobis2(d Point) float64 {
	det := c.Det()
	if det <= 0 || c.XX <= 0 {
		return math.Inf(1)
	}
	return (c.YY*d.X*d.X - 2*c.XY*d.X*d.Y + c.XX*d.Y*d.Y) / det
}

// Axes returns the standard deviations along the long and the short axis of
// the ellipse, in metres, and the angle in radians of the long one from x.
func (c Cov) Axes() (longM, shortM, angleRad float64) {
	mean, half := (c.XX+c.YY)/2, (c.XX-c.YY)/2
	r := math.Hypot(half, c.XY)
	return math.Sqrt(max(0, mean+r)), math.Sqrt(max(0, mean-r)), math.Atan2(c.XY, half) / 2
}

// Place is where something is on the floor and how sure that is.
type Place struct {
	At  Point // m
	Cov Cov   // m²
}
