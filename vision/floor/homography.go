package floor

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// homography is a projective map of the floor (m) to the plane z=1 of the
// camera frame, row by row.
type homography [9]float64

// spread is the similarity that moves points to their middle and scales them
// to a mean distance of √2, without which the equations below are ill
// conditioned (Hartley, In Defense of the Eight-Point Algorithm, 1997).
type spread struct{ x, y, scale float64 }

func spreadOf(points []Point) spread {
	var s spread
	for _, p := range points {
		s.x += p.X / float64(len(points))
		s.y += p.Y / float64(len(points))
	}
	mean := 0.0
	for _, p := range points {
		mean += math.Hypot(p.X-s.x, p.Y-s.y) / float64(len(points))
	}
	s.scale = math.Sqrt2 / mean
	return s
}

func (s spread) apply(p Point) Point { return Point{(p.X - s.x) * s.scale, (p.Y - s.y) * s.scale} }

// findHomography maps from to to in the least squares sense by the direct
// linear transform (Hartley and Zisserman, Multiple View Geometry, 4.1). It
// reports false where the points do not determine it.
func findHomography(from, to []Point) (homography, bool) {
	a, b := spreadOf(from), spreadOf(to)
	rows := mat.NewDense(max(9, 2*len(from)), 9, nil)
	for i := range from {
		p, q := a.apply(from[i]), b.apply(to[i])
		rows.SetRow(2*i, []float64{p.X, p.Y, 1, 0, 0, 0, -q.X * p.X, -q.X * p.Y, -q.X})
		rows.SetRow(2*i+1, []float64{0, 0, 0, p.X, p.Y, 1, -q.Y * p.X, -q.Y * p.Y, -q.Y})
	}
	var svd mat.SVD
	if !svd.Factorize(rows, mat.SVDThin) {
		return homography{}, false
	}
	values := svd.Values(nil)
	if !(values[7] > 1e-9*values[0]) {
		return homography{}, false
	}
	var v mat.Dense
	svd.VTo(&v)
	var h homography
	for i := range h {
		h[i] = v.At(i, 8)
	}
	return h.unspread(a, b), true
}

// unspread turns a map between spread points into one between the points.
func (h homography) unspread(a, b spread) homography {
	for r := range 3 {
		x, y := h[3*r]*a.scale, h[3*r+1]*a.scale
		h[3*r], h[3*r+1], h[3*r+2] = x, y, h[3*r+2]-x*a.x-y*a.y
	}
	for c := range 3 {
		h[c] = h[c]/b.scale + b.x*h[6+c]
		h[3+c] = h[3+c]/b.scale + b.y*h[6+c]
	}
	return h
}

// depth returns the third homogeneous coordinate of where p maps to.
func (h homography) depth(p Point) float64 { return h[6]*p.X + h[7]*p.Y + h[8] }

// pose splits the homography of a plane z=0 into the camera's rotation and
// shift (Zhang, A Flexible New Technique for Camera Calibration, 2000), with
// the point before the camera.
func (h homography) pose(before Point) (Rotation, Vec3) {
	if h.depth(before) < 0 {
		for i := range h {
			h[i] = -h[i]
		}
	}
	x, y := Vec3{h[0], h[3], h[6]}, Vec3{h[1], h[4], h[7]}
	scale := 1 / math.Sqrt(x.Norm()*y.Norm())
	return fromColumns(x, y), Vec3{h[2], h[5], h[8]}.Scale(scale)
}
