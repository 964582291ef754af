package ribbon

import (
	"math"

	"nabij/vision/floor"
)

// bare tells the empty floor from what stands on it: by its colour around a
// place, where furniture is left out of account by its hue.
type bare struct {
	v      *view
	nx, ny int
	tiles  []cell  // usual colour around the middle of each tile
	spread float64 // of the floor's hue around its usual one
}

// tile is the side of a tile of the floor's colours, in cells, and around how
// far about its middle the colours count.
const (
	tile   = 25
	around = 50
)

// bareFloor learns the colours of the floor, which most of the view shows.
func (v *view) bareFloor() *bare {
	b := &bare{v: v, nx: v.w/tile + 1, ny: v.h/tile + 1}
	var all [3][]float64
	sure := v.measured()
	for _, c := range sure {
		for k := range all {
			all[k] = append(all[k], float64(c[k]))
		}
	}
	usual := cell{float32(median(all[0])), float32(median(all[1])), float32(median(all[2]))}
	var off []float64
	for _, c := range sure {
		off = append(off, hueApart(c, usual))
	}
	b.spread = max(2*median(off), 0.012)
	b.tiles = make([]cell, b.nx*b.ny)
	inRows(b.ny, func(y int) {
		for x := range b.nx {
			b.tiles[y*b.nx+x] = b.usualAround(x*tile+tile/2, y*tile+tile/2, usual)
		}
	})
	return b
}

// measured returns a sample of the cells between the measured points: outside
// there may be walls.
func (v *view) measured() (cells []cell) {
	const edge, step = int(reachM / cellM), 4
	for y := edge; y < v.h-edge; y += step {
		for x := edge; x < v.w-edge; x += step {
			if c := v.cells[y*v.w+x]; c.known() {
				cells = append(cells, c)
			}
		}
	}
	return cells
}

func (b *bare) usualAround(x, y int, usual cell) cell {
	var near [3][]float64
	for j := max(y-around, 0); j < min(y+around, b.v.h); j += 5 {
		for i := max(x-around, 0); i < min(x+around, b.v.w); i += 5 {
			if c := b.v.cells[j*b.v.w+i]; c.known() && hueApart(c, usual) < 3*b.spread {
				for k := range near {
					near[k] = append(near[k], float64(c[k]))
				}
			}
		}
	}
	if len(near[0]) < 60 {
		return usual
	}
	return cell{float32(median(near[0])), float32(median(near[1])), float32(median(near[2]))}
}

func hueApart(a, b cell) float64 { return math.Hypot(float64(a[1]-b[1]), float64(a[2]-b[2])) }

// is reports whether a place shows the bare floor, be it in shade or in light.
func (b *bare) is(p floor.Point) bool {
	c := b.v.cellAt(p)
	if !c.known() {
		return false
	}
	return b.looks(c, p)
}

// looks reports whether a colour is that of the floor around a place.
func (b *bare) looks(c cell, p floor.Point) bool {
	x, y := b.v.place(p)
	i, j := min(max(int(x)/tile, 0), b.nx-1), min(max(int(y)/tile, 0), b.ny-1)
	usual := b.tiles[j*b.nx+i]
	bright := float64(c[0] / usual[0])
	return hueApart(c, usual) < 2.5*b.spread && bright > 0.62 && bright < 1.45
}
