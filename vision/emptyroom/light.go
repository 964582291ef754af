package emptyroom

import (
	"time"

	"nabij/vision"
)

// block is how many cells a block of one light is wide and high.
const block = 16

// light is what lamps, daylight and the camera's automatics add to the room.
type light struct {
	cells, blocks vision.Size
	field         [3][]float32 // per block
	slow          [3][]float32 // the same, seconds ago
	at            [3][]float32 // per cell, between the blocks' middles

	step   [3][]float32 // per block, change since the last frame
	seen   []bool       // blocks of which enough is seen
	counts [3][bins]uint16
}

func newLight(cells vision.Size) light {
	l := light{cells: cells, blocks: vision.Size{
		Width: (cells.Width + block - 1) / block, Height: (cells.Height + block - 1) / block}}
	n, b := cells.Width*cells.Height, l.blocks.Width*l.blocks.Height
	for c := range 3 {
		l.field[c], l.slow[c], l.step[c], l.at[c] = make([]float32, b), make([]float32, b), make([]float32, b), make([]float32, n)
	}
	l.seen = make([]bool, b)
	return l
}

const (
	calmBelow   = 128  // of the mask
	seenShare   = 0.2  // of a block's cells
	textureKept = 0.6  // correlation of edges from which a block is the same place
	driftMost   = 0.02 // in a frame, of a block whose texture says nothing
	changedIn   = 3 * time.Second
	changedBy   = 0.12
)

// follow estimates the light of a frame.
func (l *light) follow(r *Room, since time.Duration) {
	if r.model.count == 0 {
		return
	}
	all := l.all(r)
	for by := range l.blocks.Height {
		for bx := range l.blocks.Width {
			l.block(r, bx, by, all)
		}
	}
	l.spread(all)
	share := float32(min(1, since.Seconds()/changedIn.Seconds()))
	for c := range 3 {
		for b := range l.field[c] {
			l.field[c][b] += l.step[c][b]
			l.slow[c][b] += share * (l.field[c][b] - l.slow[c][b])
		}
	}
	l.interpolate()
}

// all returns by how much the light of the whole picture has changed since the
// last frame.
func (l *light) all(r *Room) (step [3]float32) {
	l.clear()
	n := 0
	for i := 0; i < len(r.mask); i += 2 {
		if r.sees(i) {
			l.count(r, i)
			n++
		}
	}
	if n < bins/4 {
		return step
	}
	for c := range 3 {
		step[c] = median(&l.counts[c], n)
	}
	return step
}

// block estimates the change of one block from the cells where the room is
// seen.
func (l *light) block(r *Room, bx, by int, all [3]float32) {
	at := by*l.blocks.Width + bx
	l.clear()
	n, cells := 0, 0
	right, bottom := min((bx+1)*block, l.cells.Width), min((by+1)*block, l.cells.Height)
	for y := by * block; y < bottom; y++ {
		for x := bx * block; x < right; x++ {
			i := y*l.cells.Width + x
			cells++
			if r.sees(i) {
				l.count(r, i)
				n++
			}
		}
	}
	l.seen[at] = float64(n) >= seenShare*float64(cells)
	if !l.seen[at] {
		return
	}
	same := r.textureKept(bx*block, by*block, right, bottom)
	for c := range 3 {
		step := median(&l.counts[c], n)
		if !same {
			step = all[c] + min(max(step-all[c], -driftMost), driftMost)
		}
		l.step[c][at] = step
	}
}

// sees reports whether a cell is known, and shows the room as far as one knows.
func (r *Room) sees(i int) bool {
	return r.model.known[i] && r.guard[i] != someone && r.mask[i] < calmBelow && r.shown[i] < glaring
}

// textureKept reports whether a part of the picture has the edges that the
// room has there.
func (r *Room) textureKept(left, top, right, bottom int) bool {
	var both, room, now float32
	width := r.grid.Size.Width
	for y := top; y < bottom-1; y++ {
		for x := left; x < right-1; x++ {
			i := y*width + x
			if !r.model.known[i] || !r.model.known[i+1] || !r.model.known[i+width] || r.guard[i] == someone {
				continue
			}
			mu, mv := r.model.bright[i+1]-r.model.bright[i], r.model.bright[i+width]-r.model.bright[i]
			nu, nv := r.shown[i+1]-r.shown[i], r.shown[i+width]-r.shown[i]
			both += mu*nu + mv*nv
			room += mu*mu + mv*mv
			now += nu*nu + nv*nv
		}
	}
	return both > 0 && both*both >= textureKept*textureKept*room*now
}

// spread gives blocks that are not seen the change of those around them, from
// the nearest on.
func (l *light) spread(all [3]float32) {
	width, height := l.blocks.Width, l.blocks.Height
	for b, seen := range l.seen {
		if !seen {
			for c := range 3 {
				l.step[c][b] = all[c]
			}
		}
	}
	const sweeps = 8
	for range sweeps {
		for b, seen := range l.seen {
			if seen {
				continue
			}
			x, y := b%width, b/width
			var sum [3]float32
			n := float32(0)
			for _, o := range [4]int{b - 1, b + 1, b - width, b + width} {
				if o < 0 || o >= width*height || (o/width != y && o%width != x) {
					continue
				}
				for c := range 3 {
					sum[c] += l.step[c][o]
				}
				n++
			}
			for c := range 3 {
				l.step[c][b] = sum[c] / n
			}
		}
	}
}

// interpolate lays the light between the blocks' middles over the cells.
func (l *light) interpolate() {
	const half = float32(block-1) / 2
	for y := range l.cells.Height {
		v := min(max((float32(y)-half)/block, 0), float32(l.blocks.Height-1))
		top := min(int(v), max(0, l.blocks.Height-2))
		below := min(top+1, l.blocks.Height-1)
		v -= float32(top)
		for c := range 3 {
			upper, lower := l.field[c][top*l.blocks.Width:], l.field[c][below*l.blocks.Width:]
			row := l.at[c][y*l.cells.Width : (y+1)*l.cells.Width]
			for x := range row {
				u := min(max((float32(x)-half)/block, 0), float32(l.blocks.Width-1))
				left := min(int(u), max(0, l.blocks.Width-2))
				right := min(left+1, l.blocks.Width-1)
				u -= float32(left)
				a := upper[left] + u*(upper[right]-upper[left])
				b := lower[left] + u*(lower[right]-lower[left])
				row[x] = a + v*(b-a)
			}
		}
	}
}

// changed reports whether the light of a good part of the picture is not what
// it was some seconds ago.
func (l *light) changed() bool {
	n := 0
	for b := range l.seen {
		var by float32
		for c := range 3 {
			by += abs(l.field[c][b]-l.slow[c][b]) / 3
		}
		if by > changedBy {
			n++
		}
	}
	return 5*n > len(l.seen)
}

// The histogram that medians are read from.
const (
	bins     = 256
	binWidth = 0.0125 // so that light may change fivefold between two frames
)

func (l *light) clear() { l.counts = [3][bins]uint16{} }

// count adds what is left of a cell after the last frame's light.
func (l *light) count(r *Room, i int) {
	for c := range 3 {
		rest := r.now[c][i] - r.model.mean[c][i] - l.at[c][i]
		bin := int(rest/binWidth + bins/2)
		l.counts[c][min(max(bin, 0), bins-1)]++
	}
}

// median returns the median of n counted values.
func median(counts *[bins]uint16, n int) float32 {
	left := float32(n) / 2
	for bin, count := range counts {
		if left <= float32(count) {
			return (float32(bin) + left/float32(count) - bins/2) * binWidth
		}
		left -= float32(count)
	}
	return 0
}
