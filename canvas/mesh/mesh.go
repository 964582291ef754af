package mesh

import (
	"math"

	"nabij/canvas"
)

// Vertex is a corner of a triangle: its position in px and how much of the
// colour it shows, 0 to 1.
type Vertex struct{ X, Y, Alpha float64 }

// Mesh is triangles: every three indices name the corners of one. The zero
// value is empty and ready.
type Mesh struct {
	Vertices []Vertex
	Indices  []uint32
}

// Reset empties the mesh, keeping its memory.
func (m *Mesh) Reset() { m.Vertices, m.Indices = m.Vertices[:0], m.Indices[:0] }

// soft is half the width of the fading rim, px.
const soft = 0.5

func (m *Mesh) vertex(p canvas.XY, alpha float64) uint32 {
	m.Vertices = append(m.Vertices, Vertex{p.X, p.Y, alpha})
	return uint32(len(m.Vertices) - 1)
}

func (m *Mesh) triangle(a, b, c uint32) { m.Indices = append(m.Indices, a, b, c) }

// quad adds the quadrilateral a b c d, its corners in order.
func (m *Mesh) quad(a, b, c, d uint32) { m.Indices = append(m.Indices, a, b, c, a, c, d) }

// distinct returns the points without those that repeat the one before, and
// without any that is no number.
func distinct(points []canvas.XY, closed bool) []canvas.XY {
	const least = 0.02 // px
	var kept []canvas.XY
	for _, p := range points {
		if math.IsNaN(p.X+p.Y) || math.IsInf(p.X+p.Y, 0) {
			continue
		}
		if n := len(kept); n == 0 || math.Hypot(p.X-kept[n-1].X, p.Y-kept[n-1].Y) > least {
			kept = append(kept, p)
		}
	}
	for n := len(kept); closed && n > 1 && math.Hypot(kept[0].X-kept[n-1].X, kept[0].Y-kept[n-1].Y) <= least; n-- {
		kept = kept[:n-1]
	}
	return kept
}

// unit returns the direction from a to b.
func unit(a, b canvas.XY) canvas.XY {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	return canvas.XY{X: (b.X - a.X) / length, Y: (b.Y - a.Y) / length}
}

// corner returns the offset of a line's left edge at a corner, for a line of
// half width 1, between the directions before and after it.
func corner(in, out canvas.XY) canvas.XY {
	n := canvas.XY{X: -in.Y - out.Y, Y: in.X + out.X}
	k := 1 + in.X*out.X + in.Y*out.Y
	if k < 0.05 {
		return canvas.XY{X: -in.Y, Y: in.X}
	}
	return canvas.XY{X: n.X / k, Y: n.Y / k}
}

func along(p, d canvas.XY, k float64) canvas.XY { return canvas.XY{X: p.X + k*d.X, Y: p.Y + k*d.Y} }
