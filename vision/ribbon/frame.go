package ribbon

import (
	"fmt"
	"image"
	"math"

	"gonum.org/v1/gonum/mat"

	"nabij/vision"
)

// How a ribbon is looked for along a side of a frame, in px of pictures 640 px
// wide: so far to each side of the line between two corners and of the bend that
// a lens may make, which is a share of the side's length.
const (
	framePx     = 10.0
	frameBend   = 0.03
	frameStepPx = 3.0
	frameEnds   = 0.06 // of a side, at each end, where the next side begins
	// frameClear is the least contrast, 0 to 1, and frameSeen the share of a
	// side on which the ribbon must be seen.
	frameClear, frameSeen = 0.06, 0.6
	frameStrayPx          = 1.5
)

// Frame finds the middle lines of a rectangle of ribbon in a picture, without a
// floor, from its four corners as a hand pointed them out, in order around it.
// It returns the corners where the lines meet, to a fraction of a pixel, and for
// each side points on its middle, which are straight in the room. An error says
// which side shows no ribbon.
func Frame(picture *image.RGBA, corners [4]vision.Pixel) (sharp [4]vision.Pixel, sides [][]vision.Pixel, err error) {
	s := &seen{picture: picture}
	var lines [4]bent
	for round := range 2 { // the second time between the corners found
		sides = nil
		for k := range lines {
			line, points, ok := s.side(corners[k], corners[(k+1)%4], 1/float64(round+1))
			if !ok {
				return corners, nil, fmt.Errorf("no ribbon is seen from corner %d to corner %d", k+1, (k+1)%4+1)
			}
			lines[k], sides = line, append(sides, points)
		}
		for k := range sharp {
			sharp[k] = lines[(k+3)%4].meet(lines[k], corners[k])
			if !(sharp[k].Distance(corners[k]) < 3*framePx*s.unit()) {
				return corners, nil, fmt.Errorf("the ribbons do not meet near corner %d", k+1)
			}
		}
		corners = sharp
	}
	return sharp, sides, nil
}

func (s *seen) unit() float64 { return float64(s.picture.Rect.Dx()) / 640 }

// bent is a line with a bend: off to the right of the way along, at t px from
// its middle, by c0 + c1·t + c2·t².
type bent struct {
	middle, along vision.Pixel
	c             [3]float64
}

func (b *bent) right() vision.Pixel { return vision.Pixel{U: -b.along.V, V: b.along.U} }

func (b *bent) strays(t float64) float64 { return b.c[0] + t*(b.c[1]+t*b.c[2]) }

func (b *bent) at(t, off float64) vision.Pixel {
	r := b.right()
	return vision.Pixel{U: b.middle.U + t*b.along.U + off*r.U, V: b.middle.V + t*b.along.V + off*r.V}
}

// meet is where two lines cross near a place (Newton's method).
func (b *bent) meet(o bent, p vision.Pixel) vision.Pixel {
	for range 8 {
		a, da := b.tangent(p)
		c, dc := o.tangent(p)
		cross := da.U*dc.V - da.V*dc.U
		gap := c.Sub(a)
		t := (gap.U*dc.V - gap.V*dc.U) / cross
		p = vision.Pixel{U: a.U + t*da.U, V: a.V + t*da.V}
	}
	return p
}

func (b *bent) tangent(p vision.Pixel) (at, along vision.Pixel) {
	d := p.Sub(b.middle)
	t := d.U*b.along.U + d.V*b.along.V
	slope, r := b.c[1]+2*t*b.c[2], b.right()
	return b.at(t, b.strays(t)), vision.Pixel{U: b.along.U + slope*r.U, V: b.along.V + slope*r.V}
}

// side finds the ribbon between two corners.
func (s *seen) side(from, to vision.Pixel, reachTimes float64) (line bent, points []vision.Pixel, ok bool) {
	long := from.Distance(to)
	line = bent{middle: vision.Pixel{U: (from.U + to.U) / 2, V: (from.V + to.V) / 2}, along: vision.Pixel{U: (to.U - from.U) / long, V: (to.V - from.V) / long}}
	reach := reachTimes*(framePx*s.unit()+frameBend*long) + 4*s.unit()
	half := long * (0.5 - frameEnds)
	direction, clear := s.paint(&line, half, reach)
	if clear < frameClear {
		return line, nil, false
	}
	var ts, offs []float64
	tried := 0
	for t := -half; t <= half; t += frameStepPx * s.unit() {
		tried++
		if off, ok := s.crestAt(&line, t, reach, direction, clear); ok {
			ts, offs = append(ts, t), append(offs, off)
		}
	}
	if float64(len(ts)) < frameSeen*float64(tried) || !line.fit(ts, offs, frameStrayPx*s.unit()) {
		return line, nil, false
	}
	for i, t := range ts {
		if math.Abs(offs[i]-line.strays(t)) < frameStrayPx*s.unit() {
			points = append(points, line.at(t, offs[i]))
		}
	}
	return line, points, float64(len(points)) >= frameSeen*float64(tried)
}

// across samples across a line at t, from -reach to reach by halves of a px, and
// takes the ground away, which is drawn straight from end to end.
func (s *seen) acrossPx(line *bent, t, reach float64) (excess []ycc, ok bool) {
	n := int(4*reach) + 1
	excess = make([]ycc, n)
	for i := range excess {
		if excess[i], ok = s.colour(line.at(t, float64(i)/2-reach)); !ok {
			return nil, false
		}
	}
	ends := max(n/8, 1)
	var a, b ycc
	for i := range ends {
		a, b = a.add(excess[i].scale(1/float64(ends))), b.add(excess[n-1-i].scale(1/float64(ends)))
	}
	for i := range excess {
		share := float64(i) / float64(n-1)
		excess[i] = excess[i].sub(a.scale(1 - share)).sub(b.scale(share))
	}
	return excess, true
}

// paint is how the ribbon of a side differs from the floor, as a direction of
// colour of length 1, and by how much: the place that stands out most of each
// profile, all added up.
func (s *seen) paint(line *bent, half, reach float64) (direction ycc, clear float64) {
	var tops []ycc
	for t := -half; t <= half; t += frameStepPx * s.unit() {
		excess, ok := s.acrossPx(line, t, reach)
		if !ok {
			continue
		}
		var top ycc
		for _, e := range excess {
			if e.norm() > top.norm() {
				top = e
			}
		}
		tops = append(tops, top)
	}
	var all [3][]float64
	for _, top := range tops {
		for k := range all {
			all[k] = append(all[k], top[k])
		}
	}
	for k := range all {
		direction[k] = median(all[k])
	}
	clear = direction.norm()
	if clear > 0 {
		direction = direction.scale(1 / clear)
	}
	return direction, clear
}

// crestAt is where across a line the middle of the ribbon is.
func (s *seen) crestAt(line *bent, t, reach float64, direction ycc, clear float64) (off float64, ok bool) {
	excess, ok := s.acrossPx(line, t, reach)
	if !ok {
		return 0, false
	}
	top := 0
	for i, e := range excess {
		if e.dot(direction) > excess[top].dot(direction) {
			top = i
		}
	}
	most := excess[top].dot(direction)
	if most < 0.5*clear {
		return 0, false
	}
	var sum, moment float64
	for step := -1; step <= 1; step += 2 { // the crest's own hill, and no other
		for i := top; i >= 0 && i < len(excess); i += step {
			w := excess[i].dot(direction) - 0.25*most
			if w <= 0 {
				break
			}
			if i == top {
				w /= 2
			}
			sum, moment = sum+w, moment+w*(float64(i)/2-reach)
		}
	}
	return moment / sum, true
}

// fit lays a line with a bend through offsets, few strays aside.
func (b *bent) fit(ts, offs []float64, strayPx float64) bool {
	b.c = [3]float64{median(offs)}
	for range 12 { // least absolute distances, as least squares of falling weight
		a, y := mat.NewDense(len(ts), 3, nil), mat.NewVecDense(len(ts), nil)
		for i, t := range ts {
			w := math.Sqrt(1 / max(0.2*strayPx, math.Abs(offs[i]-b.strays(t))))
			a.SetRow(i, []float64{w, w * t, w * t * t})
			y.SetVec(i, w*offs[i])
		}
		var x mat.VecDense
		if x.SolveVec(a, y) != nil {
			return false
		}
		copy(b.c[:], x.RawVector().Data)
	}
	return true
}
