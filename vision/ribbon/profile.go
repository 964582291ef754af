package ribbon

import (
	"math"
	"slices"

	"nabij/vision/floor"
)

const (
	stepM    = 0.01   // between the points of a line
	acrossM  = 0.0025 // between the samples across it
	samples  = 48     // to each side: 12 cm
	flankM   = 0.025  // of floor that is looked at on each side
	together = 2      // profiles to each side that are averaged along the line
)

// The standard deviations of the picture's blur in px, by optics, pixels and
// compression; colour is kept at half the resolution of brightness. Measured
// on rendered and compressed rooms.
const (
	blurPx       = 0.75
	blurColourPx = 1.3
)

// profile is what lies across a line at one of its points.
type profile struct {
	colour [2*samples + 1]ycc
	known  bool
	blurM  float64 // standard deviation of the picture's blur across, m
}

// across samples the floor across a line at a point.
func (s *seen) across(at, tangent floor.Point, heightM float64) (p profile) {
	_, u, v, ok := s.ground.Slopes(at, heightM)
	normal := toLeft(tangent)
	tu, tv := u.X*tangent.X+u.Y*tangent.Y, v.X*tangent.X+v.Y*tangent.Y
	nu, nv := u.X*normal.X+u.Y*normal.Y, v.X*normal.X+v.Y*normal.Y
	p.blurM = blurPx * math.Hypot(tu, tv) / math.Abs(nu*tv-nv*tu)
	p.known = ok && p.blurM < coarsest
	for j := range p.colour {
		if !p.known {
			return p
		}
		x := float64(j-samples) * acrossM
		p.colour[j], p.known = s.colourOn(at.Add(normal.Scale(x)), heightM)
	}
	return p
}

// reachM is how far from its middle a ribbon's profile may reach, in m.
func (p *profile) reach() float64 { return min(max(0.025+3*p.blurM, 0.04), samples*acrossM-flankM) }

// floors are the colours of the floor on the right and on the left.
func (p *profile) floors() (right, left ycc) {
	h := p.reach()
	return p.mean(-h-flankM, -h), p.mean(h, h+flankM)
}

// mean is the mean colour from one offset to another, in m.
func (p *profile) mean(from, to float64) (m ycc) {
	a, b := sample(from), sample(to)
	for j := a; j <= b; j++ {
		m = m.add(p.colour[j])
	}
	return m.scale(1 / float64(b-a+1))
}

func sample(x float64) int { return min(max(int(math.Round(x/acrossM))+samples, 0), 2*samples) }

// excess is how far the colour at an offset goes from the floor's along a
// direction of colour; the floor is drawn straight from right to left.
func (p *profile) excess(direction ycc) (s [2*samples + 1]float64) {
	right, left := p.floors()
	a, b := right.dot(direction), left.dot(direction)
	h := p.reach() + flankM/2
	for j := range s {
		x := float64(j-samples) * acrossM
		share := min(max((x+h)/(2*h), 0), 1)
		s[j] = p.colour[j].dot(direction) - a - share*(b-a)
	}
	return s
}

// profiles samples across a whole line and averages each with its neighbours.
func (s *seen) profiles(line []floor.Point, closed bool, heightM float64) []profile {
	raw := make([]profile, len(line))
	for i := range line {
		raw[i] = s.across(line[i], tangent(line, closed, i), heightM)
	}
	out := make([]profile, len(line))
	for i := range raw {
		out[i] = average(raw, closed, i)
	}
	return out
}

func average(raw []profile, closed bool, i int) profile {
	p, n := raw[i], 0.0
	if !p.known {
		return p
	}
	p.colour = [2*samples + 1]ycc{}
	for k := i - together; k <= i+together; k++ {
		j := k
		if closed {
			j = (k + len(raw)) % len(raw)
		}
		if j < 0 || j >= len(raw) || !raw[j].known {
			continue
		}
		n++
		for m := range p.colour {
			p.colour[m] = p.colour[m].add(raw[j].colour[m])
		}
	}
	for m := range p.colour {
		p.colour[m] = p.colour[m].scale(1 / n)
	}
	return p
}

// contrastOf is how the middle of the profiles differs from the floor beside
// it, as a direction of colour of length 1, and the floor's colour: medians
// over the line.
func contrastOf(profiles []profile) (direction, ground ycc, ok bool) {
	var d, g [3][]float64
	for i := range profiles {
		p := &profiles[i]
		if !p.known {
			continue
		}
		right, left := p.floors()
		beside := right.add(left).scale(0.5)
		diff := p.mean(-0.005, 0.005).sub(beside)
		for k := range d {
			d[k], g[k] = append(d[k], diff[k]), append(g[k], beside[k])
		}
	}
	if len(d[0]) == 0 {
		return direction, ground, false
	}
	for k := range d {
		direction[k], ground[k] = median(d[k]), median(g[k])
	}
	norm := direction.norm()
	if norm == 0 {
		return direction, ground, false
	}
	return direction.scale(1 / norm), ground, true
}

// middle returns where across the line the ribbon's middle is, in m; false
// where there is none.
func (p *profile) middle(direction ycc) (x float64, ok bool) {
	s := p.excess(direction)
	a, b := sample(-p.reach()), sample(p.reach())
	// Begin at the crest nearest to the line, not at a neighbour's.
	top := slices.Max(s[sample(-0.02) : sample(0.02)+1])
	if top <= 0 {
		return 0, false
	}
	for range 3 {
		var sum, moment float64
		for j := a; j <= b; j++ {
			if w := s[j] - 0.2*top; w > 0 {
				sum += w
				moment += w * float64(j-samples) * acrossM
			}
		}
		x = moment / sum
		half := max(p.reach()*0.8, 0.02)
		a, b = max(sample(x-half), 0), min(sample(x+half), 2*samples)
	}
	return x, math.Abs(x) < p.reach()
}
