package config

import "nabij/vision/floor"

// longest is the number of points that an outline may have: a point every
// centimetre of a ribbon of 20 m.
const longest = 2000

// overlap is the length in metres of a loop that the two ends of a ribbon may
// make where they lie over each other. A longer loop makes a second inside.
const overlap = 0.30

// knot finds where a closed outline crosses itself so that two insides come
// out; i and j are the indices of the points that the two lines begin at.
func knot(outline []floor.Point, closed bool) (i, j int, found bool) {
	if !closed {
		return 0, 0, false
	}
	n := len(outline)
	along := make([]float64, n+1) // length of the outline up to each point, m
	for i := range n {
		along[i+1] = along[i] + outline[i].Distance(outline[(i+1)%n])
	}
	for i := range n {
		for j := i + 2; j < n; j++ {
			loop := along[j] - along[i+1]
			rest := along[n] - along[j+1] + along[i]
			if min(loop, rest) > overlap && cross(outline[i], outline[i+1], outline[j], outline[(j+1)%n]) {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

// cross reports whether the line from a to b crosses the one from c to d
// within both; lines that only touch do not cross.
func cross(a, b, c, d floor.Point) bool {
	return side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0
}

// side is positive where p lies to the left of the way from a to b.
func side(a, b, p floor.Point) float64 {
	u, v := b.Sub(a), p.Sub(a)
	return u.X*v.Y - u.Y*v.X
}
