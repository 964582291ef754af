package mesh

import (
	"math"

	"nabij/canvas"
)

// Stroke adds a line of a width in px with round ends.
func (m *Mesh) Stroke(path canvas.Path, width float64) {
	points := distinct(path.Points, path.Closed)
	switch {
	case len(points) == 0 || !(width > 0) || math.IsInf(width, 0):
	case len(points) == 1:
		m.Dot(points[0], width/2)
	case path.Closed && len(points) > 2 && !anySharp(points):
		m.strip(points, true, width)
	default:
		if path.Closed {
			points = append(points, points[0])
		}
		for _, piece := range apart(points) {
			m.strip(piece, false, width)
		}
	}
}

// sharp reports whether a line turns by more than about 110 degrees, where the
// corner of a strip would stick out.
func sharp(a, b, c canvas.XY) bool {
	in, out := unit(a, b), unit(b, c)
	return in.X*out.X+in.Y*out.Y < -0.35
}

func anySharp(points []canvas.XY) bool {
	n := len(points)
	for i := range points {
		if sharp(points[(i+n-1)%n], points[i], points[(i+1)%n]) {
			return true
		}
	}
	return false
}

// apart cuts a line at its sharp corners.
func apart(points []canvas.XY) [][]canvas.XY {
	var pieces [][]canvas.XY
	start := 0
	for i := 1; i+1 < len(points); i++ {
		if sharp(points[i-1], points[i], points[i+1]) {
			pieces, start = append(pieces, points[start:i+1]), i
		}
	}
	return append(pieces, points[start:])
}

// profile is a line's cross-section: how far from its middle it begins and
// ends to fade, and how strong its middle is. A line thinner than a pixel is a
// pixel wide and weaker.
func profile(width float64) (inner, outer, alpha float64) {
	return max(0, width/2-soft), max(width/2, soft) + soft, min(1, width)
}

// strip adds a line as four rows of vertices: clear, full, full, clear.
func (m *Mesh) strip(points []canvas.XY, closed bool, width float64) {
	inner, outer, alpha := profile(width)
	n := len(points)
	first := uint32(len(m.Vertices))
	for i, p := range points {
		left := side(points, i, closed)
		m.vertex(along(p, left, outer), 0)
		m.vertex(along(p, left, inner), alpha)
		m.vertex(along(p, left, -inner), alpha)
		m.vertex(along(p, left, -outer), 0)
	}
	for i := range n {
		if i+1 == n && !closed {
			break
		}
		a, b := first+4*uint32(i), first+4*uint32((i+1)%n)
		for row := range uint32(3) {
			m.quad(a+row, b+row, b+row+1, a+row+1)
		}
	}
	if !closed {
		m.cap(points[0], unit(points[1], points[0]), inner, outer, alpha)
		m.cap(points[n-1], unit(points[n-2], points[n-1]), inner, outer, alpha)
	}
}

// side returns the offset of the left edge at a point of a line.
func side(points []canvas.XY, i int, closed bool) canvas.XY {
	n := len(points)
	before, after := i-1, i+1
	if closed {
		before, after = (i+n-1)%n, (i+1)%n
	}
	switch {
	case before < 0:
		d := unit(points[i], points[after])
		return canvas.XY{X: -d.Y, Y: d.X}
	case after >= n:
		d := unit(points[before], points[i])
		return canvas.XY{X: -d.Y, Y: d.X}
	}
	return corner(unit(points[before], points[i]), unit(points[i], points[after]))
}

// cap adds a round end: half a disc beyond p in a direction.
func (m *Mesh) cap(p, direction canvas.XY, inner, outer, alpha float64) {
	start := math.Atan2(direction.Y, direction.X) - math.Pi/2
	m.fan(p, start, start+math.Pi, inner, outer, alpha)
}

// Dot adds a disc of a radius in px.
func (m *Mesh) Dot(p canvas.XY, radius float64) {
	inner, outer, alpha := profile(2 * radius)
	m.fan(p, 0, 2*math.Pi, inner, outer, alpha)
}

// fan adds a piece of a disc, from one angle to another.
func (m *Mesh) fan(p canvas.XY, from, to, inner, outer, alpha float64) {
	steps := max(4, int(math.Ceil((to-from)*math.Sqrt(outer)*1.2)))
	centre := m.vertex(p, alpha)
	var in, out uint32
	for i := range steps + 1 {
		sin, cos := math.Sincos(from + (to-from)*float64(i)/float64(steps))
		d := canvas.XY{X: cos, Y: sin}
		nextIn, nextOut := m.vertex(along(p, d, inner), alpha), m.vertex(along(p, d, outer), 0)
		if i > 0 {
			m.triangle(centre, in, nextIn)
			m.quad(in, out, nextOut, nextIn)
		}
		in, out = nextIn, nextOut
	}
}
