package ribbon

import (
	"math"
	"slices"

	"nabij/vision/floor"
)

// ridge is a cell whose bar is stronger than those beside it.
type ridge struct {
	at       floor.Point // its crest, between the cells
	tx, ty   float64     // direction, either way
	contrast cell
	strength float32
	used     bool
}

// Strengths, in standard deviations of the floor's texture, from which a line
// is begun and down to which it is followed.
const (
	beginAt  = 6
	followTo = 3
)

// ridges are the crests of the bars, and at which cell each is.
type ridges struct {
	v     *view
	all   []ridge
	index []int32 // by cell: 1 + number, 0 for none
}

// crests keeps the cells that are the strongest across their bar.
func (v *view) crests(bars []bar) *ridges {
	r := &ridges{v: v, index: make([]int32, len(bars))}
	for y := widest + 1; y < v.h-widest-1; y++ {
		for x := widest + 1; x < v.w-widest-1; x++ {
			i := y*v.w + x
			b := &bars[i]
			if b.strength < followTo {
				continue
			}
			tx, ty := direction(b.dir)
			before, after := v.between(bars, float64(x)+ty, float64(y)-tx), v.between(bars, float64(x)-ty, float64(y)+tx)
			s := float64(b.strength)
			if before > s || after >= s {
				continue
			}
			shift := 0.0
			if d := before - 2*s + after; d < 0 {
				shift = 0.5 * (before - after) / d
			}
			at := v.at(x, y).Add(floor.Point{X: -ty, Y: tx}.Scale(shift * cellM))
			r.all = append(r.all, ridge{at: at, tx: tx, ty: ty, contrast: b.contrast, strength: b.strength})
			r.index[i] = int32(len(r.all))
		}
	}
	return r
}

// between is the strength at a place between cells.
func (v *view) between(bars []bar, x, y float64) float64 {
	i, j := int(x), int(y)
	fx, fy := x-float64(i), y-float64(j)
	at := func(i, j int) float64 { return float64(bars[j*v.w+i].strength) }
	return (1-fy)*((1-fx)*at(i, j)+fx*at(i+1, j)) + fy*((1-fx)*at(i, j+1)+fx*at(i+1, j+1))
}

// lines follows the crests from the strongest on, both ways, and returns the
// lines they make.
func (r *ridges) lines() (lines [][]floor.Point) {
	order := make([]int, len(r.all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(math.Copysign(1, float64(r.all[b].strength-r.all[a].strength))) })
	for _, i := range order {
		if r.all[i].strength < beginAt {
			break
		}
		if r.all[i].used {
			continue
		}
		r.use(i)
		tx, ty := r.all[i].tx, r.all[i].ty
		line := r.follow(i, -tx, -ty)
		slices.Reverse(line)
		line = append(append(line, r.all[i].at), r.follow(i, tx, ty)...)
		if length(line) >= shortestM {
			lines = append(lines, line)
		}
	}
	return lines
}

// shortestM is the length of a line that is kept for joining, in metres.
const shortestM = 0.08

// follow goes along the crests from i in a direction.
func (r *ridges) follow(i int, tx, ty float64) (line []floor.Point) {
	for {
		next, ok := r.next(i, tx, ty)
		if !ok {
			return line
		}
		n := &r.all[next]
		nx, ny := n.tx, n.ty
		if nx*tx+ny*ty < 0 {
			nx, ny = -nx, -ny
		}
		// The direction has steps of 15°, so it follows the way gone too.
		way := n.at.Sub(r.all[i].at)
		d := way.Norm()
		tx, ty = 0.4*tx+0.4*nx+0.2*way.X/d, 0.4*ty+0.4*ny+0.2*way.Y/d
		norm := math.Hypot(tx, ty)
		tx, ty = tx/norm, ty/norm
		line = append(line, n.at)
		i = next
		r.use(i)
	}
}

// ahead is how many cells a line may skip, for a speck or a crossing.
const ahead = 6

// next returns the crest that best goes on from i.
func (r *ridges) next(i int, tx, ty float64) (next int, ok bool) {
	from := &r.all[i]
	x, y := r.v.place(from.at)
	best := math.Inf(1)
	for dy := -ahead; dy <= ahead; dy++ {
		for dx := -ahead; dx <= ahead; dx++ {
			j := r.at(int(math.Round(x))+dx, int(math.Round(y))+dy)
			if j < 0 || r.all[j].used {
				continue
			}
			to := &r.all[j]
			way := to.at.Sub(from.at).Scale(1 / cellM)
			forward, aside := way.X*tx+way.Y*ty, math.Abs(way.Y*tx-way.X*ty)
			turn := math.Abs(tx*to.tx + ty*to.ty)
			if forward < 0.7 || aside > 0.6*forward+0.3 || turn < 0.82 || alike(from.contrast, to.contrast) < 0.6 {
				continue
			}
			if cost := forward + 2*aside + 4*(1-turn); cost < best {
				best, next, ok = cost, j, true
			}
		}
	}
	return next, ok
}

func (r *ridges) at(x, y int) int {
	if x < 0 || y < 0 || x >= r.v.w || y >= r.v.h {
		return -1
	}
	return int(r.index[y*r.v.w+x]) - 1
}

// use takes a crest and its doubles beside it out of the way.
func (r *ridges) use(i int) {
	c := &r.all[i]
	c.used = true
	x, y := r.v.place(c.at)
	for dy := -3; dy <= 3; dy++ {
		for dx := -3; dx <= 3; dx++ {
			j := r.at(int(math.Round(x))+dx, int(math.Round(y))+dy)
			if j < 0 {
				continue
			}
			way := r.all[j].at.Sub(c.at)
			along, aside := math.Abs(way.X*c.tx+way.Y*c.ty)/cellM, math.Abs(way.Y*c.tx-way.X*c.ty)/cellM
			double := along < 0.7 || along < 1.6 && aside > 0.8
			if double && math.Abs(c.tx*r.all[j].tx+c.ty*r.all[j].ty) > 0.8 {
				r.all[j].used = true
			}
		}
	}
}

// alike is the cosine between two contrasts.
func alike(a, b cell) float64 {
	var ab, aa, bb float64
	for k := range a {
		ab += float64(a[k] * b[k])
		aa += float64(a[k] * a[k])
		bb += float64(b[k] * b[k])
	}
	return ab / math.Sqrt(aa*bb)
}

func length(line []floor.Point) (m float64) {
	for i := 1; i < len(line); i++ {
		m += line[i].Distance(line[i-1])
	}
	return m
}
