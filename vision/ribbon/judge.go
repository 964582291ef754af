package ribbon

import (
	"math"
	"slices"

	"nabij/vision/floor"
)

// What a ribbon must be, in metres.
const (
	leastOpenM   = 0.5
	leastClosedM = 0.8
	leastWidthM  = 0.004
	mostWidthM   = 0.062
	seamM        = 0.012
	leastRadialM = 1.2 // legs and posts look shorter than that
	freeRadialM  = 0.8 // where bare floor is seen all around
)

// seamContrast is how dark, from 0 to 1, a thin line must look to be more than a
// seam.
const seamContrast = 0.12

// faint reports that a strand has nothing of a ribbon: no colour of one, too
// wide, on something else than the floor, or standing on it.
func (st *strand) faint(b *bare, foot floor.Point) bool {
	name, ok := nameColour(st.full(), st.ground.lab())
	if !ok && st.ring() {
		name, ok = paleColour(st.full(), st.ground.lab())
	}
	known := b.v.seen.knows(st.full())
	if known != "" {
		name, ok = known, true
	}
	st.colour = name
	return !ok || st.widthM > mostWidthM || known == "" && st.seam() || st.onFloor(b) < 0.6 || st.standing(b, foot)
}

// A line that comes back to where it began is laid by somebody, whatever blur and
// compression left of its colour.
const (
	ringM    = 1.5
	ringOpen = 0.15
)

// ring reports whether a traced line goes round.
func (st *strand) ring() bool {
	long := length(st.line)
	return long >= ringM && st.line[0].Distance(st.line[len(st.line)-1]) < ringOpen*long
}

// seam reports that a strand is the joint between tiles or boards: thin, straight,
// and only darker or lighter than the floor.
func (st *strand) seam() bool {
	if st.widthM > seamM || math.Hypot(st.direction[1], st.direction[2]) > 0.5*math.Abs(st.direction[0]) {
		return false
	}
	if st.seenContrast < seamContrast {
		return true
	}
	a, b := st.line[0], st.line[len(st.line)-1]
	chord := floor.Zone{Outline: []floor.Point{a, b}}
	for _, p := range st.line {
		if math.Abs(chord.Distance(p)) > 0.02 {
			return false
		}
	}
	return true
}

// full is the ribbon's own colour, within what a picture can hold.
func (st *strand) full() lab { return st.ground.add(st.contrast).lab() }

// unevenOf is how unlike the floor on both sides may be, as a share of the
// ribbon's contrast.
const unevenOf = 0.5

// onFloor is the share of a strand that has bare floor on both sides.
func (st *strand) onFloor(b *bare) float64 {
	var on, all float64
	for i := range st.profiles {
		if !st.profiles[i].known {
			continue
		}
		all++
		if st.between(b, i) {
			on++
		}
	}
	if all == 0 {
		return 0
	}
	return on / all
}

// between reports whether bare floor is on both sides of a strand at a point.
func (st *strand) between(b *bare, i int) bool {
	p := &st.profiles[i]
	if !p.known {
		return false
	}
	right, left := p.floors()
	return b.looks(toCell(right), st.line[i]) && b.looks(toCell(left), st.line[i]) && right.sub(left).norm() < unevenOf*st.seenContrast
}

func toCell(c ycc) cell {
	l := c.lab()
	return cell{float32(l[0]), float32(l[1]), float32(l[2])}
}

// standing reports that a strand is something upright, such as the leg of a
// chair: it points away from the camera's foot, and it is short, or grows wider
// on the floor the farther off, because it is not on the floor.
func (st *strand) standing(b *bare, foot floor.Point) bool {
	if st.radialShare(foot) < 0.6 {
		return false
	}
	switch long := length(st.line); {
	case st.growth(foot, b.v.seen.ground.CameraAt()) > 0.5:
		return true
	case long >= leastRadialM:
		return !st.endsFree(b)
	default:
		return long < freeRadialM || st.onFloor(b) < 0.9 || !st.endsFree(b)
	}
}

// endsFree reports whether the bare floor goes on beyond both ends, as it does
// not above a chair's leg.
func (st *strand) endsFree(b *bare) bool {
	e := ends(0, st.line)
	for _, end := range e {
		for _, d := range []float64{0.08, 0.12, 0.16} {
			if !b.is(end.at.Add(end.out.Scale(d))) {
				return false
			}
		}
	}
	return true
}

// radialShare is the share of a strand's length that points away from the
// camera's foot, as everything upright does.
func (st *strand) radialShare(foot floor.Point) float64 {
	n := 0
	for i, at := range st.line {
		t := tangent(st.line, st.closed, i)
		radial := unit(at.Sub(foot))
		if math.Abs(t.X*radial.Y-t.Y*radial.X) < 0.3 {
			n++
		}
	}
	return float64(n) / float64(len(st.line))
}

// radial are the stretches that point away from the camera: elsewhere a cord
// hides more because of how it lies.
func (st *strand) radial(eye floor.Vec3) []hiding {
	return slices.DeleteFunc(st.hidings(eye), func(h hiding) bool { return h.sine < radialSine })
}

// radialSine is the least sine of what points away from the camera (see hiding).
const radialSine = 0.9

// unsureGrowth is how sure that exponent must be to count, as a standard deviation.
const unsureGrowth = 0.3

// growth is the exponent with which the width grows with the distance from the
// camera's foot: 0 for a ribbon, 1 for a post. What is longer than a leg tells by
// the area under its profile, which no blur changes.
func (st *strand) growth(foot floor.Point, eye floor.Vec3) float64 {
	far := func(h hiding) float64 { return math.Log(h.at.Distance(foot)) }
	if power, sigma, ok := slope(st.radial(eye), far); ok && sigma < unsureGrowth {
		return power
	}
	bright, hue := st.split()
	direction, blur := bright, 1.0
	if math.Abs(st.crest(bright)) < 0.6*st.crest(hue) {
		direction, blur = hue, blurColourPx/blurPx
	}
	var n, sx, sy, sxx, sxy float64
	for i := range st.profiles {
		p := &st.profiles[i]
		if !p.known {
			continue
		}
		w := unblurred(p.halfWidth(direction), blur*p.blurM)
		if w < 0.003 || w > 2*st.widthM+0.02 {
			continue
		}
		x, y := math.Log(st.line[i].Distance(foot)), math.Log(w)
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	spread := n*sxx - sx*sx
	if n < 10 || spread < 1e-6 {
		return 1
	}
	return (n*sxy - sx*sy) / spread
}

// A strand that is faint, short and open, and not everywhere on the bare floor, is
// what compression makes of an edge.
const (
	faintContrast = 0.06
	faintM        = 1.1
	faintOnFloor  = 0.8
)

// doubtful reports that a strand is more likely nothing than a ribbon.
func (st *strand) doubtful(b *bare) bool {
	return !st.closed && st.seenContrast < faintContrast && length(st.line) < faintM && st.onFloor(b) < faintOnFloor
}

// whole reports whether what was joined is long enough and seen enough to be a
// ribbon.
func (st *strand) whole() bool {
	total := length(st.line)
	if st.closed {
		return total >= leastClosedM && st.guessedM < 0.5*total
	}
	return total >= leastOpenM && st.guessedM < 0.35*total
}
