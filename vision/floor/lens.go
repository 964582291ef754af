package floor

import (
	"math"

	"nabij/vision"
)

// A lens model folds back beyond some radius: two directions would share one
// pixel. searchRadius is how far, as the tangent of the angle from the optical
// axis, that radius is looked for; nothing beyond it is ever projected.
const searchRadius = 10

// unfolded returns the radius, as the tangent of the angle from the optical
// axis, up to which the radial distortion still grows.
func (l *Lens) unfolded() float64 {
	slope := func(r float64) float64 {
		r2 := r * r
		return 1 + r2*(3*l.K1+r2*(5*l.K2+r2*7*l.K3))
	}
	const step = 0.02
	for r := step; r < searchRadius; r += step {
		if slope(r) > 0 {
			continue
		}
		good, bad := r-step, r
		for range 40 {
			if mid := (good + bad) / 2; slope(mid) > 0 {
				good = mid
			} else {
				bad = mid
			}
		}
		return good
	}
	return searchRadius
}

// distort maps a point of the plane z=1 of the camera frame to where the lens
// bends it, with the derivatives du/dx, du/dy = dv/dx and dv/dy. The two mixed
// ones are the same for Brown-Conrady.
func (l *Lens) distort(x, y float64) (u, v, ux, uy, vy float64) {
	x2, y2, xy := x*x, y*y, x*y
	r2 := x2 + y2
	radial := 1 + r2*(l.K1+r2*(l.K2+r2*l.K3))
	grow := 2 * (l.K1 + r2*(2*l.K2+r2*3*l.K3)) // (d radial / dx) / x
	u = x*radial + 2*l.P1*xy + l.P2*(r2+2*x2)
	v = y*radial + l.P1*(r2+2*y2) + 2*l.P2*xy
	ux = radial + grow*x2 + 2*l.P1*y + 6*l.P2*x
	uy = grow*xy + 2*l.P1*x + 2*l.P2*y
	vy = radial + grow*y2 + 6*l.P1*y + 2*l.P2*x
	return u, v, ux, uy, vy
}

// undistort is the inverse of distort by Newton's method, for a pixel. It
// reports false where no direction within the radius limit leads to the pixel.
// Radial distortion is concave or convex as far as it grows, so that Newton's
// steps from the pixel itself come from one side and do not overshoot.
func (l *Lens) undistort(p vision.Pixel, limit float64) (x, y float64, ok bool) {
	u, v := (p.U-l.CX)/l.FX, (p.V-l.CY)/l.FY
	x, y = u, v
	const enough = 1e-13
	for range 30 {
		if r := math.Hypot(x, y); r > limit {
			x, y = x*limit*(1-1e-9)/r, y*limit*(1-1e-9)/r
		}
		du, dv, ux, uy, vy := l.distort(x, y)
		du, dv = du-u, dv-v
		if math.Abs(du)+math.Abs(dv) < enough {
			return x, y, true
		}
		det := ux*vy - uy*uy
		if det <= 0 {
			return x, y, false
		}
		x -= (vy*du - uy*dv) / det
		y -= (ux*dv - uy*du) / det
	}
	du, dv, _, _, _ := l.distort(x, y)
	const close = 1e-9 // far below the 1e-6 px that is promised
	return x, y, math.Hypot(du-u, dv-v) < close && math.Hypot(x, y) < limit
}

// Finite reports whether every number of the lens is finite and both focal
// lengths are positive.
func (l *Lens) Finite() bool {
	sum := 0.0
	for _, v := range [...]float64{l.FX, l.FY, l.CX, l.CY, l.K1, l.K2, l.P1, l.P2, l.K3} {
		sum += math.Abs(v)
	}
	return !math.IsNaN(sum) && !math.IsInf(sum, 0) && l.FX > 0 && l.FY > 0
}

// scaled returns the lens with both focal lengths multiplied by e^logRatio.
func (l Lens) scaled(logRatio float64) Lens {
	ratio := math.Exp(logRatio)
	l.FX *= ratio
	l.FY *= ratio
	return l
}
