package opencv

import (
	"image"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"nabij/vision"
	"nabij/vision/calibrate"
)

const (
	// An edge is looked for up to so far from the rough outline, in px, and
	// where a sheet is small not over a share of its shortest side.
	nearPx, farPx, reachShare = 2.5, 6.0, 0.3
	samplePx                  = 0.25
	// Within cornerPx of a corner the other side's blur bends the edge.
	cornerPx = 2
	// leastRise is how much brighter a sheet is than what surrounds it: in
	// levels of 255, and as a share of its brightness.
	leastRise, leastRiseShare = 8.0, 0.05
	// leastEdge is the share of a side that must show an edge near its line,
	// which is up to nearLinePx away.
	leastEdge, nearLinePx = 0.75, 0.9
	// bendFromPx is from what length on a side may be bent, and mostBend the
	// sagitta's greatest share of the length.
	bendFromPx, mostBend = 45, 0.03
	// unevenMost is how uneven paper may look, as a share of its brightness,
	// and colourMost how coloured, as a share of its greatest colour.
	unevenMost, colourMost = 0.2, 0.45
)

// light is the brightness of a picture.
type light struct {
	img   *image.RGBA
	size  vision.Size
	value []float32 // Rec. 601 luma, 0 to 255; NaN where transparent
}

func newLight(img *image.RGBA) *light {
	size := img.Rect.Size()
	l := &light{img: img, size: vision.Size{Width: size.X, Height: size.Y}, value: make([]float32, size.X*size.Y)}
	for y := range size.Y {
		row := img.Pix[y*img.Stride:]
		for x := range size.X {
			p := row[4*x : 4*x+4]
			l.value[y*size.X+x] = 0.299*float32(p[0]) + 0.587*float32(p[1]) + 0.114*float32(p[2])
			if p[3] == 0 {
				l.value[y*size.X+x] = float32(math.NaN())
			}
		}
	}
	return l
}

// at is the brightness between pixels; NaN outside and where nothing was seen.
func (l *light) at(p vision.Pixel) float64 {
	x, y := int(math.Floor(p.U)), int(math.Floor(p.V))
	if !(p.U >= 0 && p.V >= 0) || x+1 >= l.size.Width || y+1 >= l.size.Height {
		return math.NaN()
	}
	fu, fv := p.U-float64(x), p.V-float64(y)
	v := func(dx, dy int) float64 { return float64(l.value[(y+dy)*l.size.Width+x+dx]) }
	return (1-fv)*((1-fu)*v(0, 0)+fu*v(1, 0)) + fv*((1-fu)*v(0, 1)+fu*v(1, 1))
}

// sharpen moves the rough corners of a quad to where its edges meet; false where
// it is no white sheet with something darker all around.
func (l *light) sharpen(q calibrate.Quad) (sharp calibrate.Quad, offPx float64, ok bool) {
	for range 2 { // the second time along the sides found
		var sides [4]side
		offPx = 0
		for k := range sides {
			s, ok := l.side(q, k)
			if !ok {
				return q, 0, false
			}
			sides[k] = s
			offPx = max(offPx, s.offPx)
		}
		for k := range sharp {
			sharp[k] = meet(sides[(k+3)%4], sides[k], q[k])
		}
		if apart(q, sharp) > 2*farPx || !isQuad(sharp) {
			return q, 0, false
		}
		q = sharp
	}
	return q, offPx, l.isPaper(q)
}

// side is one side of a quad: a line with a bend, seen from its middle.
type side struct {
	middle vision.Pixel
	along  vision.Pixel // of length 1
	half   float64      // of its length, px
	// outwards from the line at share t of the half length: c0 + c1·t + c2·t²
	bend  [3]float64
	offPx float64 // root mean square of the edge's distances
}

func (s *side) outwards() vision.Pixel { return vision.Pixel{U: s.along.V, V: -s.along.U} }

func (s *side) strays(t float64) float64 { return s.bend[0] + t*(s.bend[1]+t*s.bend[2]) }

func step(p, along vision.Pixel, by float64) vision.Pixel {
	return vision.Pixel{U: p.U + by*along.U, V: p.V + by*along.V}
}

// side finds the edge from corner k to the next.
func (l *light) side(q calibrate.Quad, k int) (side, bool) {
	from, to := q[k], q[(k+1)%4]
	length, reach := from.Distance(to), nearPx
	s := side{middle: vision.Pixel{U: (from.U + to.U) / 2, V: (from.V + to.V) / 2}, half: length / 2}
	s.along = vision.Pixel{U: (to.U - from.U) / length, V: (to.V - from.V) / length}
	if inward := q[(k+2)%4].Sub(from); inward.U*s.along.V-inward.V*s.along.U > 0 {
		s.along = vision.Pixel{U: -s.along.U, V: -s.along.V} // so that outwards is
	}
	reach = min(max(reach, reachShare*shortest(q)), farPx)
	n := int(min(max(length, 8), 120))
	clear := 1 - min(max(0.12, cornerPx/s.half), 0.5)
	var ts, offs []float64
	for i := range n {
		t := clear * (2*(float64(i)+0.5)/float64(n) - 1)
		if off, ok := l.edge(step(s.middle, s.along, t*s.half), s.outwards(), reach); ok {
			ts, offs = append(ts, t), append(offs, off)
		}
	}
	if float64(len(ts)) < leastEdge*float64(n) {
		return s, false
	}
	return s, s.fit(ts, offs, n)
}

func shortest(q calibrate.Quad) float64 {
	least := math.Inf(1)
	for k := range q {
		least = min(least, q[k].Distance(q[(k+1)%4]))
	}
	return least
}

// edge returns how far outwards brightness falls most, to a fraction of a px:
// the centre of mass of the fall around its steepest place.
func (l *light) edge(p, outwards vision.Pixel, reach float64) (float64, bool) {
	n := int(2*reach/samplePx) + 1
	values := make([]float64, n)
	for i := range values {
		values[i] = l.at(step(p, outwards, float64(i)*samplePx-reach))
	}
	const wide = int(1 / samplePx) // the fall is taken over one px
	steepest, best := -1, 0.0
	for i := range n - wide {
		if fall := values[i] - values[i+wide]; fall > best {
			steepest, best = i, fall
		}
	}
	if steepest < 0 || best < leastRise/2 {
		return 0, false
	}
	var sum, weights float64
	centre := steepest + wide/2
	for i := max(0, centre-2*wide+wide/2); i < min(n-1, centre+2*wide-wide/2); i++ {
		if fall := values[i] - values[i+1]; fall > 0 {
			sum += fall * ((float64(i)+0.5)*samplePx - reach)
			weights += fall
		}
	}
	return sum / weights, weights >= leastRise
}

// fit lays the side through the edge, few strays aside.
func (s *side) fit(ts, offs []float64, tried int) bool {
	terms := 2
	if 2*s.half > bendFromPx {
		terms = 3
	}
	weights := make([]float64, len(ts))
	for i := range weights {
		weights[i] = 1
	}
	s.bend = [3]float64{median(offs)}
	for range 12 { // least absolute distances, as least squares of falling weight
		for i := range ts {
			weights[i] = 1 / max(0.15, math.Abs(offs[i]-s.strays(ts[i])))
		}
		if !s.solve(ts, offs, weights, terms) {
			return false
		}
	}
	near, square := 0.0, 0.0
	for i := range ts {
		d := offs[i] - s.strays(ts[i])
		weights[i] = 0
		if math.Abs(d) < nearLinePx {
			weights[i], near, square = 1, near+1, square+d*d
		}
	}
	s.offPx = math.Sqrt(square / near)
	return near >= leastEdge*float64(tried) && s.solve(ts, offs, weights, terms) && math.Abs(s.bend[2]) <= mostBend*2*s.half
}

func (s *side) solve(ts, offs, weights []float64, terms int) bool {
	a, b := mat.NewDense(len(ts), terms, nil), mat.NewVecDense(len(ts), nil)
	for i, t := range ts {
		w := math.Sqrt(weights[i])
		for k, v := range [3]float64{w, w * t, w * t * t} {
			if k < terms {
				a.Set(i, k, v)
			}
		}
		b.SetVec(i, w*offs[i])
	}
	var x mat.VecDense
	if x.SolveVec(a, b) != nil {
		return false
	}
	s.bend = [3]float64{}
	copy(s.bend[:], x.RawVector().Data)
	return true
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// meet returns where two bent sides cross near a corner (Newton's method).
func meet(a, b side, p vision.Pixel) vision.Pixel {
	for range 6 {
		pa, da := a.tangent(p)
		pb, db := b.tangent(p)
		cross := da.U*db.V - da.V*db.U
		gap := pb.Sub(pa)
		p = step(pa, da, (gap.U*db.V-gap.V*db.U)/cross)
	}
	return p
}

// tangent returns the point of the side next to p, and the side's direction
// there.
func (s *side) tangent(p vision.Pixel) (at, along vision.Pixel) {
	d := p.Sub(s.middle)
	t := (d.U*s.along.U + d.V*s.along.V) / s.half
	at = step(step(s.middle, s.along, t*s.half), s.outwards(), s.strays(t))
	return at, step(s.along, s.outwards(), (s.bend[1]+2*t*s.bend[2])/s.half)
}

// isPaper reports whether a quad is alike inside, of little colour, and brighter
// than what lies beyond each of its sides.
func (l *light) isPaper(q calibrate.Quad) bool {
	var inside []float64
	var low, high float64
	for i := range 9 {
		for j := range 9 {
			p := within(q, 0.14+0.09*float64(i), 0.14+0.09*float64(j))
			value := l.at(p)
			if math.IsNaN(value) {
				return false
			}
			inside = append(inside, value)
			c := l.img.Pix[int(p.V+0.5)*l.img.Stride+4*int(p.U+0.5):]
			low, high = low+float64(min(c[0], c[1], c[2])), high+float64(max(c[0], c[1], c[2]))
		}
	}
	paper, strays := median(inside), 0.0
	for _, v := range inside {
		strays += math.Abs(v-paper) / float64(len(inside))
	}
	return strays < unevenMost/2*paper && high-low < colourMost*high && l.darkAround(q, max(leastRise, leastRiseShare*paper))
}

// darkAround reports whether beyond each side, half of the places are darker by
// at least rise than the paper on the other side of the edge. A tile or a board
// of a bright floor is not: beyond its seam lies another one.
func (l *light) darkAround(q calibrate.Quad, rise float64) bool {
	for k := range q {
		var falls []float64
		for i := range 15 {
			t := 0.1 + 0.8*float64(i)/14
			a, b := towards(q[k], q[(k+1)%4], t), towards(q[(k+3)%4], q[(k+2)%4], t)
			width := a.Distance(b)
			beyond := min(max(0.25*width, 3), 12) / width
			in := min(max(0.15*width, 2), 8) / width
			fall := l.at(towards(a, b, in)) - l.at(towards(a, b, -beyond))
			if math.IsNaN(fall) {
				fall = math.Inf(1) // nothing is known there
			}
			falls = append(falls, fall)
		}
		if median(falls) < rise {
			return false
		}
	}
	return true
}

func towards(a, b vision.Pixel, t float64) vision.Pixel {
	return vision.Pixel{U: a.U + t*(b.U-a.U), V: a.V + t*(b.V-a.V)}
}

func within(q calibrate.Quad, s, t float64) vision.Pixel {
	return towards(towards(q[0], q[1], s), towards(q[3], q[2], s), t)
}
