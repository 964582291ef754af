package mesh

import (
	"math"

	"nabij/canvas"
)

// Dashes cuts a path into the lines of a dash pattern: lengths of lines and
// gaps by turns, in px. Without a pattern, or with one that never ends, it is
// the path itself.
func Dashes(path canvas.Path, pattern []float64) []canvas.Path {
	total := 0.0
	for _, length := range pattern {
		total += max(0, length)
	}
	if total < 0.5 {
		return []canvas.Path{path}
	}
	points := path.Points
	if path.Closed {
		points = append(points[:len(points):len(points)], points[0])
	}
	cutter := cutter{pattern: pattern, left: pattern[0], on: true, current: points[:1:1]}
	for _, to := range points[1:] {
		cutter.line(to)
	}
	return cutter.finished()
}

// cutter walks along a path and cuts it.
type cutter struct {
	pattern []float64
	next    int     // index of the present length in the pattern
	left    float64 // of the present length, px
	on      bool
	current []canvas.XY // the present dash; its last point is where the walk is
	done    []canvas.Path
}

func (c *cutter) line(to canvas.XY) {
	from := c.current[len(c.current)-1]
	for {
		dx, dy := to.X-from.X, to.Y-from.Y
		length := math.Hypot(dx, dy)
		if length <= c.left || length == 0 || math.IsNaN(length) {
			c.left -= length
			c.current = append(c.current, to)
			return
		}
		share := c.left / length
		from = canvas.XY{X: from.X + share*dx, Y: from.Y + share*dy}
		c.current = append(c.current, from)
		c.turn(from)
	}
}

// turn ends a dash or a gap.
func (c *cutter) turn(at canvas.XY) {
	if c.on {
		c.done = append(c.done, canvas.Path{Points: c.current})
	}
	c.on = !c.on
	c.next = (c.next + 1) % len(c.pattern)
	c.left = max(0.01, c.pattern[c.next])
	c.current = []canvas.XY{at}
}

func (c *cutter) finished() []canvas.Path {
	if c.on && len(c.current) > 1 {
		c.done = append(c.done, canvas.Path{Points: c.current})
	}
	return c.done
}
