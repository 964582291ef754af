package mesh

import (
	"slices"

	"nabij/canvas"
)

// Fill adds a filled path. It returns false, and adds nothing, where the path
// crosses itself.
func (m *Mesh) Fill(path canvas.Path) bool {
	points := distinct(path.Points, true)
	if len(points) < 3 {
		return true
	}
	if area(points) < 0 {
		slices.Reverse(points)
	}
	ears, whole := clip(points)
	if !whole || crosses(points) {
		return false
	}
	first := uint32(len(m.Vertices))
	n := uint32(len(points))
	for i, p := range points {
		left := side(points, i, true)
		m.vertex(along(p, left, soft), 1)
		m.vertex(along(p, left, -soft), 0)
	}
	for i := range n {
		a, b := first+2*i, first+2*((i+1)%n)
		m.quad(a, a+1, b+1, b)
	}
	for _, corner := range ears {
		m.Indices = append(m.Indices, first+2*uint32(corner))
	}
	return true
}

// area is the signed area of a polygon, px²; positive where its inside lies to
// the left of its edges (with y downwards: clockwise to the eye).
func area(points []canvas.XY) float64 {
	sum := 0.0
	for i, p := range points {
		q := points[(i+1)%len(points)]
		sum += p.X*q.Y - q.X*p.Y
	}
	return sum / 2
}

func cross(a, b, c canvas.XY) float64 {
	return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X)
}

// clip cuts a polygon of positive area into triangles, three corners each. It
// returns false where it finds no ear.
func clip(points []canvas.XY) (corners []int, whole bool) {
	left := make([]int, len(points))
	for i := range left {
		left[i] = i
	}
	for len(left) > 3 {
		ear := slices.IndexFunc(left, func(i int) bool { return isEar(points, left, slices.Index(left, i)) })
		if ear < 0 {
			return nil, false
		}
		n := len(left)
		corners = append(corners, left[(ear+n-1)%n], left[ear], left[(ear+1)%n])
		left = slices.Delete(left, ear, ear+1)
	}
	return append(corners, left...), true
}

// isEar reports whether the corner at k can be cut off: it is convex and no
// other corner lies in it.
func isEar(points []canvas.XY, left []int, k int) bool {
	n := len(left)
	ia, ib, ic := left[(k+n-1)%n], left[k], left[(k+1)%n]
	a, b, c := points[ia], points[ib], points[ic]
	if cross(a, b, c) < 0 {
		return false
	}
	for _, i := range left {
		if i == ia || i == ib || i == ic {
			continue
		}
		p := points[i]
		if cross(a, b, p) > 0 && cross(b, c, p) > 0 && cross(c, a, p) > 0 {
			return false
		}
	}
	return true
}

// crosses reports whether two edges of a polygon cross.
func crosses(points []canvas.XY) bool {
	n := len(points)
	for i := range points {
		a, b := points[i], points[(i+1)%n]
		for j := i + 2; j < n; j++ {
			c, d := points[j], points[(j+1)%n]
			if cross(a, b, c)*cross(a, b, d) < 0 && cross(c, d, a)*cross(c, d, b) < 0 {
				return true
			}
		}
	}
	return false
}
