package floor

import "math"

// Nearest is where a zone's border comes nearest to a place.
type Nearest struct {
	At Point // on the border's centre line, m
	// DistanceM is the distance to the centre line in metres: positive outside
	// a closed zone or to the right of an open one (seen along its outline from
	// above), negative inside or to the left.
	DistanceM float64
	// Normal has length 1 and points to where DistanceM grows: the gradient.
	Normal Point
	// BeyondM is how far in metres the place lies past an open zone's end,
	// along the line's direction there; 0 beside the line and for closed zones.
	BeyondM float64
}

// Distance returns the signed distance in metres from p to the zone's centre
// line: negative inside a closed zone or to the left of an open one. It is +Inf
// for a zone without an outline.
func (z Zone) Distance(p Point) float64 { return z.Nearest(p).DistanceM }

// Inside reports whether p lies within a closed zone, by the even-odd rule. An
// open zone has no inside.
func (z Zone) Inside(p Point) bool {
	inside := false
	for i := 0; z.Closed && i < len(z.Outline); i++ {
		a, b := z.Outline[i], z.Outline[(i+1)%len(z.Outline)]
		if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(b.X-a.X)*(p.Y-a.Y)/(b.Y-a.Y) {
			inside = !inside
		}
	}
	return inside
}

// Nearest returns the point of the centre line nearest to p. Its distance is
// +Inf for a zone without an outline.
func (z Zone) Nearest(p Point) Nearest {
	best := Nearest{DistanceM: math.Inf(1)}
	right := Point{} // the sum of the right-hand normals of the nearest segments
	for i := range z.segments() {
		a, b := z.Outline[i], z.Outline[(i+1)%len(z.Outline)]
		at, past := onSegment(a, b, p)
		d := at.Distance(p)
		switch {
		case d < best.DistanceM-vertexTolM:
			best, right = Nearest{At: at, DistanceM: d}, rightOf(a, b)
			best.BeyondM = z.beyond(i, past)
		case d < best.DistanceM+vertexTolM: // the corner that two segments share
			right = right.Add(rightOf(a, b))
		}
	}
	return z.sign(best, right, p)
}

// vertexTolM is how much two distances may differ and still be to one corner.
const vertexTolM = 1e-9

func (z Zone) segments() int {
	if z.Closed || len(z.Outline) < 2 {
		return len(z.Outline)
	}
	return len(z.Outline) - 1
}

// sign gives the distance its sign and the gradient. On an open line's corner
// the sum of both segments' normals decides, which is right from either side
// (Baerentzen and Aanaes 2005, "Signed distance computation using the angle
// weighted pseudonormal"; in the plane both angles weigh the same).
func (z Zone) sign(n Nearest, right, p Point) Nearest {
	away := p.Sub(n.At)
	negative := away.Dot(right) < 0
	if z.Closed {
		negative = z.Inside(p)
	}
	switch {
	case n.DistanceM > vertexTolM && !math.IsInf(n.DistanceM, 1):
		n.Normal = away.Scale(1 / n.DistanceM)
	case right.Norm() > 0:
		n.Normal = right.Scale(1 / right.Norm())
	}
	if negative {
		n.DistanceM = -n.DistanceM
		if n.DistanceM < -vertexTolM {
			n.Normal = n.Normal.Scale(-1)
		}
	}
	return n
}

// beyond says how far past an open end a place is: pastM is negative before
// segment i and positive after it.
func (z Zone) beyond(i int, pastM float64) float64 {
	first, last := i == 0, i == z.segments()-1
	if !z.Closed && (first && pastM < 0 || last && pastM > 0) {
		return math.Abs(pastM)
	}
	return 0
}

// onSegment returns the point of a-b nearest to p and how far in metres p lies
// past the segment along its direction: negative before a, positive after b.
func onSegment(a, b, p Point) (at Point, pastM float64) {
	d := b.Sub(a)
	length := d.Norm()
	if length == 0 {
		return a, 0
	}
	switch s := p.Sub(a).Dot(d) / length; {
	case s < 0:
		return a, s
	case s > length:
		return b, s - length
	default:
		return a.Add(d.Scale(s / length)), 0
	}
}

// rightOf returns the unit normal to the right of the way from a to b, seen
// from above; zero where they coincide.
func rightOf(a, b Point) Point {
	d := b.Sub(a)
	if n := d.Norm(); n > 0 {
		return Point{d.Y / n, -d.X / n}
	}
	return Point{}
}
