package emptyroom

import "math"

// compare holds the buffers of the comparison.
type compare struct {
	rest           [3][]float32 // what is left of a cell after room and light
	edges          []float32    // how much the edges differ, in units of what is allowed
	differ, smooth []float32
	queue          []int32 // cells of one patch
	patch          []int32
}

func newCompare(n int) compare {
	c := compare{edges: make([]float32, n), differ: make([]float32, n), smooth: make([]float32, n),
		queue: make([]int32, 0, n), patch: make([]int32, n)}
	for k := range c.rest {
		c.rest[k] = make([]float32, n)
	}
	return c
}

// What may differ in an empty room, as logarithms.
const (
	noiseLevels   = 1.2  // of 256: noise of a cell, and the compression's
	brightAllowed = 0.07 // plus three times the noise
	tintAllowed   = 0.05
	edgesAllowed  = 0.09
	shadowMost    = 0.75 // darker than this is no shadow
	shadowLeft    = 0.22 // of the difference that a shadow makes
	most          = 2.5  // in units of what is allowed: a cell alone shall not shine
)

// glaring is the brightness from which a cell is at its white end, where light
// adds nothing more.
var (
	glaring = logs[247]
	white   = logs[255]
)

// bloom is how far below the white end a cell that was there when it was
// learned may show: nobody knows how bright it really is.
const bloom = 0.5

// Unknown is the value of cells whose empty room is not known: neither empty
// nor foreground.
const Unknown = 96

// subtract compares a frame with the room and fills the mask.
func (r *Room) subtract() {
	for c := range 3 {
		rest, now, mean, light := r.rest[c], r.now[c], r.model.mean[c], r.light.at[c]
		for i := range rest {
			rest[i] = now[i] - min(mean[i]+light[i], white)
		}
	}
	r.compareEdges()
	for i, known := range r.model.known {
		r.differ[i] = 0
		if known {
			r.differ[i] = r.difference(i)
		}
	}
	r.smoothen()
	for i, known := range r.model.known {
		r.mask[i] = uint8(min(255, 128*r.smooth[i]))
		if !known {
			r.mask[i] = Unknown
		}
	}
	r.clean()
}

// difference returns how much a cell differs, in units of what is allowed.
func (r *Room) difference(i int) float32 {
	d0, d1, d2 := r.rest[0][i], r.rest[1][i], r.rest[2][i]
	bright := (d0 + d1 + d2) / 3
	t0, t1, t2 := d0-bright, d1-bright, d2-bright
	expected := r.shown[i] - bright
	if max(expected, r.model.bright[i]) > glaring-0.05 && r.shown[i] > glaring-bloom {
		return 0
	}
	noise := 3 * max(r.model.noise[i], noiseLevels*float32(math.Exp(-float64(min(expected, r.shown[i])))))
	tint := float32(math.Sqrt(float64(t0*t0+t1*t1+t2*t2))) / (tintAllowed + noise)
	dim := abs(bright) / (brightAllowed + noise)
	edges := r.edges[i]
	if bright < 0 && bright > -shadowMost {
		likely := max(0, 1-(tint*tint+edges*edges)/2)
		dim *= 1 - (1-shadowLeft)*likely
	}
	return min(most, float32(math.Sqrt(float64(dim*dim+tint*tint+edges*edges)))*0.8)
}

// compareEdges compares the steps of brightness to the next cells, which light
// leaves as they are.
func (r *Room) compareEdges() {
	width, height := r.grid.Size.Width, r.grid.Size.Height
	m := &r.model
	for y := range height {
		down := width
		if y == height-1 {
			down = -width
		}
		for x := range width {
			i, across := y*width+x, 1
			if x == width-1 {
				across = -1
			}
			r.edges[i] = 0
			if !m.known[i] || !m.known[i+across] || !m.known[i+down] {
				continue
			}
			du := (r.shown[i+across] - r.shown[i]) - (m.bright[i+across] - m.bright[i])
			dv := (r.shown[i+down] - r.shown[i]) - (m.bright[i+down] - m.bright[i])
			noise := 4 * max(m.noise[i], noiseLevels*float32(math.Exp(-float64(r.shown[i]))))
			r.edges[i] = (abs(du) + abs(dv)) / 2 / (edgesAllowed + noise)
		}
	}
}

// smoothen takes the mean over 3×3 cells, the middle counting double.
func (r *Room) smoothen() {
	width, height := r.grid.Size.Width, r.grid.Size.Height
	for y := range height {
		for x := range width {
			i := y*width + x
			sum, n := 2*r.differ[i], float32(2)
			for v := max(0, y-1); v <= min(height-1, y+1); v++ {
				for u := max(0, x-1); u <= min(width-1, x+1); u++ {
					sum += r.differ[v*width+u]
					n++
				}
			}
			r.smooth[i] = sum / n
		}
	}
}
