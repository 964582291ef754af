package ribbon

import (
	"math"
	"slices"
)

// The bar detector asks of each cell and direction: is there a bar here that
// differs from the floor on its left and from the floor on its right in the
// same way? The smaller of the two differences counts, so an edge is no bar.
// Averaging along the direction first makes a faint cord stand out of the
// floor's texture (the idea of elongated filters: Canny 1986, section VIII).
const (
	directions = 12 // over half a turn
	halfBar    = 4  // cells averaged to each side along the direction
)

// A profile of weights is a width of bar to look for, in cells: the offsets
// across that are averaged for the bar, and those for the floor beside it.
type barWidth struct{ bar, beside []int }

var barWidths = []barWidth{
	{bar: []int{0}, beside: []int{3, 4}},
	{bar: []int{-1, 0, 1}, beside: []int{5, 6}},
	{bar: []int{-2, -1, 0, 1, 2}, beside: []int{7, 8}},
}

// bar is the best bar through a cell.
type bar struct {
	strength float32 // in standard deviations of the floor's own texture
	contrast cell    // bar minus floor, each axis in standard deviations
	dir      uint8   // direction, in steps of half a turn / directions
	wide     uint8   // index of the bar width
}

func direction(dir uint8) (tx, ty float64) {
	s, c := math.Sincos(float64(dir) * math.Pi / directions)
	return c, s
}

// bars finds the best bar through each cell.
func (v *view) bars() []bar {
	sigma := v.texture()
	scaled := make([]cell, len(v.cells))
	for i, c := range v.cells {
		scaled[i] = cell{c[0] / sigma[0], c[1] / sigma[1], c[2] / sigma[2]}
	}
	best := make([]bar, len(v.cells))
	along := make([]cell, len(v.cells))
	for dir := range uint8(directions) {
		v.smooth(scaled, along, dir)
		inRows(v.h, func(y int) { v.barsOfRow(along, best, dir, y) })
	}
	return best
}

// offset is the cell at k steps along a direction, rounded.
func offset(tx, ty float64, k int) (dx, dy int) {
	return int(math.Round(tx * float64(k))), int(math.Round(ty * float64(k)))
}

// smooth averages along a direction.
func (v *view) smooth(from, to []cell, dir uint8) {
	tx, ty := direction(dir)
	var steps [2*halfBar + 1]int
	for k := range steps {
		dx, dy := offset(tx, ty, k-halfBar)
		steps[k] = dy*v.w + dx
	}
	inRows(v.h, func(y int) {
		for x := range v.w {
			i := y*v.w + x
			if x < halfBar || y < halfBar || x >= v.w-halfBar || y >= v.h-halfBar {
				to[i] = unknown
				continue
			}
			var sum cell
			for _, s := range steps {
				c := &from[i+s]
				sum[0], sum[1], sum[2] = sum[0]+c[0], sum[1]+c[1], sum[2]+c[2]
			}
			const k = 1.0 / (2*halfBar + 1)
			to[i] = cell{sum[0] * k, sum[1] * k, sum[2] * k}
		}
	})
}

const widest = 8 // cells that a bar and its floor reach to each side

func (v *view) barsOfRow(along []cell, best []bar, dir uint8, y int) {
	if y < widest || y >= v.h-widest {
		return
	}
	tx, ty := direction(dir)
	for wide, width := range barWidths {
		mid, left, right := v.across(width, tx, ty)
		for x := widest; x < v.w-widest; x++ {
			i := y*v.w + x
			c, l := mean(along, i, mid), mean(along, i, left)
			if least := max(best[i].strength, followTo); !(apart2(c, l) > least*least) {
				continue // no bar is stronger than its difference to one side
			}
			m, strength := contrast(c, l, mean(along, i, right))
			if strength > best[i].strength { // false where anything is unknown
				best[i] = bar{strength, m, dir, uint8(wide)}
			}
		}
	}
}

// across returns the steps in memory to the bar and to both sides of it.
func (v *view) across(width barWidth, tx, ty float64) (mid, left, right []int) {
	for _, k := range width.bar {
		dx, dy := offset(-ty, tx, k)
		mid = append(mid, dy*v.w+dx)
	}
	for _, k := range width.beside {
		dx, dy := offset(-ty, tx, k)
		left, right = append(left, dy*v.w+dx), append(right, -dy*v.w-dx)
	}
	return mid, left, right
}

// apart2 is the squared distance of two colours.
func apart2(a, b cell) float32 {
	x, y, z := a[0]-b[0], a[1]-b[1], a[2]-b[2]
	return x*x + y*y + z*z
}

func mean(cells []cell, i int, steps []int) (m cell) {
	for _, s := range steps {
		c := &cells[i+s]
		m[0], m[1], m[2] = m[0]+c[0], m[1]+c[1], m[2]+c[2]
	}
	k := 1 / float32(len(steps))
	return cell{m[0] * k, m[1] * k, m[2] * k}
}

// contrast returns how a bar differs from the floor beside it, and the smaller
// of its differences to the left and to the right along that.
func contrast(c, l, r cell) (m cell, strength float32) {
	var norm, toLeft, toRight float32
	for k := range m {
		m[k] = c[k] - (l[k]+r[k])/2
		norm += m[k] * m[k]
		toLeft += m[k] * (c[k] - l[k])
		toRight += m[k] * (c[k] - r[k])
	}
	if !(norm > 0) {
		return m, 0
	}
	return m, min(toLeft, toRight) / float32(math.Sqrt(float64(norm)))
}

// texture returns the standard deviations of a bar's contrast on this floor
// where no ribbon is: what its grain, seams and the camera's noise make.
func (v *view) texture() (sigma cell) {
	along := make([]cell, len(v.cells))
	var found [3][]float64
	for _, dir := range []uint8{0, directions / 4, directions / 2} {
		v.smooth(v.cells, along, dir)
		tx, ty := direction(dir)
		mid, left, right := v.across(barWidths[1], tx, ty)
		for y := widest; y < v.h-widest; y += 5 {
			for x := widest; x < v.w-widest; x += 5 {
				i := y*v.w + x
				m, _ := contrast(mean(along, i, mid), mean(along, i, left), mean(along, i, right))
				if m.known() {
					for k := range m {
						found[k] = append(found[k], math.Abs(float64(m[k])))
					}
				}
			}
		}
	}
	for k := range sigma {
		sigma[k] = float32(max(1.48*median(found[k]), leastTexture[k]))
	}
	return sigma
}

// leastTexture keeps a spotless floor from making every speck a ribbon.
var leastTexture = lab{0.006, 0.003, 0.003}

func median(v []float64) float64 { return quantile(v, 0.5) }

// quantile returns the value below which that share of the values lies; 0 for
// none.
func quantile(v []float64, share float64) float64 {
	if len(v) == 0 {
		return 0
	}
	v = slices.Clone(v)
	slices.Sort(v)
	return v[int(share*float64(len(v)-1)+0.5)]
}
