package ribbon

import (
	"math"

	"nabij/vision/floor"
)

// resample returns points of a line at even steps, its ends included.
func resample(line []floor.Point, closed bool, stepM float64) []floor.Point {
	if closed {
		line = append(append([]floor.Point(nil), line...), line[0])
	}
	total := length(line)
	n := max(int(math.Round(total/stepM)), 1)
	out := make([]floor.Point, 0, n+1)
	k, gone := 1, 0.0
	for i := range n + 1 {
		want := total * float64(i) / float64(n)
		for k < len(line)-1 && gone+line[k].Distance(line[k-1]) < want {
			gone += line[k].Distance(line[k-1])
			k++
		}
		part := 0.0
		if d := line[k].Distance(line[k-1]); d > 0 {
			part = min(max((want-gone)/d, 0), 1)
		}
		out = append(out, between(line[k-1], line[k], part))
	}
	if closed {
		out = out[:n]
	}
	return out
}

func between(a, b floor.Point, share float64) floor.Point {
	return a.Scale(1 - share).Add(b.Scale(share))
}

// smooth replaces each point by the value there of a parabola fitted to its
// neighbours up to reach steps away (Savitzky and Golay 1964); the ends of an
// open line take the nearest whole window.
func smooth(line []floor.Point, closed bool, reach int) []floor.Point {
	n := len(line)
	if n < 5 {
		return line
	}
	out := make([]floor.Point, n)
	for i := range line {
		r := reach
		if !closed {
			r = min(r, max(i, 2), max(n-1-i, 2))
		}
		r = min(r, (n-1)/2)
		c := i
		if !closed {
			c = min(max(i, r), n-1-r)
		}
		out[i] = parabola(line, c, r, i-c)
	}
	return out
}

// parabola fits one to the points around c, up to r away, and returns its value
// at c + at. It weighs the points less the farther they are.
func parabola(line []floor.Point, c, r, at int) floor.Point {
	var s [5]float64
	var p [3]floor.Point
	for k := -r; k <= r; k++ {
		u := float64(k) / float64(r)
		w := 1 - 0.9*u*u
		q := line[((c+k)%len(line)+len(line))%len(line)]
		for m := range s {
			s[m] += w
			if m < 3 {
				p[m] = p[m].Add(q.Scale(w))
			}
			w *= u
		}
	}
	// The window is even, so the odd sums are zero: the slope stands alone.
	det := s[0]*s[4] - s[2]*s[2]
	u := float64(at) / float64(r)
	a := p[0].Scale(s[4] / det).Sub(p[2].Scale(s[2] / det))
	b := p[1].Scale(1 / s[2])
	d := p[2].Scale(s[0] / det).Sub(p[0].Scale(s[2] / det))
	return a.Add(b.Scale(u)).Add(d.Scale(u * u))
}

// tangent returns the direction of a line at its i-th point, of length 1.
func tangent(line []floor.Point, closed bool, i int) floor.Point {
	n := len(line)
	a, b := max(i-2, 0), min(i+2, n-1)
	if closed {
		a, b = (i-2+n)%n, (i+2)%n
	}
	d := line[b].Sub(line[a])
	if norm := d.Norm(); norm > 0 {
		return d.Scale(1 / norm)
	}
	return floor.Point{X: 1}
}

// toLeft turns a direction a quarter to the left.
func toLeft(d floor.Point) floor.Point { return floor.Point{X: -d.Y, Y: d.X} }
