package ribbon

import (
	"math"

	"nabij/vision/floor"
)

// strand is a stretch of line that was seen, measured in the picture itself.
type strand struct {
	line      []floor.Point // every stepM
	closed    bool
	direction ycc // of its contrast to the floor, as seen
	ground    ycc // the floor beside it
	contrast  ycc // of a ribbon wide enough not to be blurred
	widthM    float64
	profiles  []profile

	seenContrast float64 // as seen in the middle of the line
	colour       string  // in the words of the room file
	guessedM     float64 // length that was bridged
}

// like takes over what another strand of the same ribbon, seen better, says.
func (st *strand) like(o *strand) {
	st.direction, st.ground, st.contrast, st.widthM = o.direction, o.ground, o.contrast, o.widthM
}

// measure finds the middle of the ribbon across a traced line, its width and
// its colour.
func (s *seen) measure(line []floor.Point, closed bool) (*strand, bool) {
	st := &strand{line: smooth(resample(line, closed, stepM), closed, 5), closed: closed}
	for range 2 {
		st.profiles = s.profiles(st.line, closed, 0)
		var ok bool
		if st.direction, st.ground, ok = contrastOf(st.profiles); !ok {
			return nil, false
		}
		st.centre()
	}
	st.profiles = s.profiles(st.line, closed, 0)
	st.fitWidth()
	return st, st.widthM > 0
}

// centre moves each point to the middle of what is seen there, and smooths.
func (st *strand) centre() {
	moved := make([]floor.Point, len(st.line))
	for i, at := range st.line {
		moved[i] = at
		p := &st.profiles[i]
		if !p.known {
			continue
		}
		if x, ok := p.middle(st.direction); ok {
			moved[i] = at.Add(toLeft(tangent(st.line, st.closed, i)).Scale(x))
		}
	}
	st.line = resample(smooth(moved, st.closed, 7), st.closed, stepM)
}

// fitWidth finds the ribbon's width and its full contrast.
//
// The width at half height across the line, less the picture's own blur, says
// the width; compression only ever widens, so the narrower places count. The
// area under the profile is not changed by blur: over the width it is the
// contrast.
func (st *strand) fitWidth() {
	bright, hue := st.split()
	y, c := st.crest(bright), st.crest(hue)
	direction, blur := bright, 1.0
	if math.Abs(y) < 0.6*c {
		direction, blur = hue, blurColourPx/blurPx
	}
	sharp := median(st.clearness(direction))
	var widths, areaY, areaC []float64
	st.seenContrast = math.Hypot(y, c)
	for i := range st.profiles {
		p := &st.profiles[i]
		if !p.known || p.clear(direction) < sharp {
			continue
		}
		widths = append(widths, unblurred(p.halfWidth(direction), blur*p.blurM))
		areaY, areaC = append(areaY, p.area(bright)), append(areaC, p.area(hue))
	}
	st.widthM = max(quantile(widths, 0.4), thinnestM)
	st.contrast = bright.scale(median(areaY) / st.widthM).add(hue.scale(median(areaC) / st.widthM))
	st.widen()
}

// widen makes a ribbon that is too thin to be measured wide enough for a colour
// that ribbons can have: the same contrast from less width would need more.
func (st *strand) widen() {
	for !paintable(st.ground.add(st.contrast)) && st.widthM < mostWidthM {
		st.widthM *= widerBy
		st.contrast = st.contrast.scale(1 / widerBy)
	}
}

const (
	widerBy   = 1.08
	mostVivid = 0.21 // OKLab chroma that dyed cloth has in a room
)

// paintable reports whether a ribbon can have a colour.
func paintable(c ycc) bool {
	r, g, b := c.rgb()
	return min(r, g, b) >= 0.01 && max(r, g, b) <= 0.99 && c.lab().chroma() <= mostVivid
}

// clearness is how clearly each known profile shows.
func (st *strand) clearness(direction ycc) (all []float64) {
	for i := range st.profiles {
		if p := &st.profiles[i]; p.known {
			all = append(all, p.clear(direction))
		}
	}
	return all
}

// clear says how clearly a profile shows: what stands out is kept better by
// compression, and what is near is blurred less.
func (p *profile) clear(direction ycc) float64 {
	s := p.excess(direction)
	return s[samples] / math.Sqrt(p.blurM)
}

// unblurred returns the width of the box that has a given width at half height
// once blurred; 0 where a line without width would do.
func unblurred(halfM, blurM float64) (w float64) {
	low, high := 0.0, halfM
	for range 12 {
		w = (low + high) / 2
		if blurredBox(halfM/2, w, blurM) < blurredBox(0, w, blurM)/2 {
			low = w
		} else {
			high = w
		}
	}
	return low
}

// blurredBox is a box of width w around 0 and height 1, blurred.
func blurredBox(x, w, sigma float64) float64 {
	k := 1 / (math.Sqrt2 * sigma)
	return 0.5 * (math.Erf((x+w/2)*k) - math.Erf((x-w/2)*k))
}

// thinnestM is the thinnest cord that is told, in m.
const thinnestM = 0.006

// crest is how far the middle of the line stands out along a direction.
func (st *strand) crest(direction ycc) float64 {
	var tops []float64
	for i := range st.profiles {
		if p := &st.profiles[i]; p.known {
			s := p.excess(direction)
			tops = append(tops, s[samples])
		}
	}
	return median(tops)
}

// split parts the direction of contrast into brightness and colour, each of
// length 1.
func (st *strand) split() (bright, hue ycc) {
	d := st.direction
	bright = ycc{math.Copysign(1, d[0]), 0, 0}
	hue = ycc{0, d[1], d[2]}
	if n := hue.norm(); n > 0 {
		return bright, hue.scale(1 / n)
	}
	return bright, ycc{0, 1, 0}
}

// halfWidth is how wide the profile is at half of its height, in m.
func (p *profile) halfWidth(direction ycc) float64 {
	s := p.excess(direction)
	top := samples
	for j := sample(-0.015); j <= sample(0.015); j++ {
		if s[j] > s[top] {
			top = j
		}
	}
	edge := func(step int) float64 {
		for j := top; j > 0 && j < 2*samples; j += step {
			if low := s[j+step]; low <= s[top]/2 {
				return math.Abs(float64(j-top)) + (s[j]-s[top]/2)/(s[j]-low)
			}
		}
		return samples
	}
	return acrossM * (edge(-1) + edge(1))
}

// area is the area under the profile, in m.
func (p *profile) area(direction ycc) (m float64) {
	s := p.excess(direction)
	for j := sample(-p.reach()); j <= sample(p.reach()); j++ {
		m += s[j] * acrossM
	}
	return m
}
