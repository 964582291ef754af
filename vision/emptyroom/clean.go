package emptyroom

import (
	"slices"

	"nabij/vision"
)

const (
	leastPatch = 8    // cells: a hand at the far wall
	edgesLeast = 0.12 // of a patch's rim that shows an edge; a glow has none
)

// clean closes gaps in the mask and takes out patches that are too small, or
// that have no edge and so are light.
func (r *Room) clean() {
	r.close()
	clear(r.patch)
	r.patches = r.patches[:0]
	for i := range r.mask {
		if r.mask[i] < calmBelow || r.patch[i] != 0 {
			continue
		}
		rim, sharp := r.flood(int32(i))
		if len(r.queue) < leastPatch || float64(sharp) < edgesLeast*float64(rim) {
			for _, at := range r.queue {
				r.mask[at] = min(r.mask[at], calmBelow-28)
			}
			continue
		}
		r.patches = append(r.patches, r.describe())
	}
}

// flood collects the patch of foreground around a cell in the queue. It
// returns how many cells are on its rim, and how many of those show an edge
// that is not the room's.
func (r *Room) flood(start int32) (rim, sharp int) {
	width, height := int32(r.grid.Size.Width), int32(r.grid.Size.Height)
	r.queue = append(r.queue[:0], start)
	r.patch[start] = 1
	for next := 0; next < len(r.queue); next++ {
		at := r.queue[next]
		x, y := at%width, at/width
		outside := false
		for _, o := range [4][3]int32{{at - 1, x - 1, y}, {at + 1, x + 1, y}, {at - width, x, y - 1}, {at + width, x, y + 1}} {
			if o[1] < 0 || o[2] < 0 || o[1] >= width || o[2] >= height {
				continue
			}
			if r.mask[o[0]] < calmBelow {
				outside = true
			} else if r.patch[o[0]] == 0 {
				r.patch[o[0]] = 1
				r.queue = append(r.queue, o[0])
			}
		}
		if outside {
			rim++
			if r.edges[at] > 1 {
				sharp++
			}
		}
	}
	return rim, sharp
}

// reach is how wide a gap between two cells of a row or a column may be.
const reach = 4

// filled is the value of a cell in a gap.
const filled = 160

// close fills gaps of a few cells between foreground to the left and right or
// above and below: clothes that happen to have the wall's colour.
func (r *Room) close() {
	width, height := r.grid.Size.Width, r.grid.Size.Height
	for y := range height {
		r.bridge(y*width, 1, width)
	}
	for x := range width {
		r.bridge(x, width, height)
	}
}

// bridge fills the gaps of one row or column.
func (r *Room) bridge(start, step, n int) {
	last := -1 // the last foreground
	for k := range n {
		if r.mask[start+k*step] < calmBelow {
			continue
		}
		if last >= 0 && k-last-1 <= reach {
			for gap := last + 1; gap < k; gap++ {
				at := start + gap*step
				if r.smooth[at] > 0.4 {
					r.mask[at] = filled
				}
			}
		}
		last = k
	}
}

// patch is a piece of foreground that hangs together.
type patch struct {
	cells, explained         int // explained cells are where somebody is known to be
	left, top, right, bottom int // cells
}

// describe measures the patch in the queue.
func (r *Room) describe() patch {
	p := patch{cells: len(r.queue), left: r.grid.Size.Width, top: r.grid.Size.Height}
	for _, at := range r.queue {
		x, y := int(at)%r.grid.Size.Width, int(at)/r.grid.Size.Width
		p.left, p.right = min(p.left, x), max(p.right, x+1)
		p.top, p.bottom = min(p.top, y), max(p.bottom, y+1)
		if r.guard[at] == someone {
			p.explained++
		}
	}
	return p
}

const (
	bodyCells     = 60  // the least: somebody curled up 8 m away
	explainedMost = 0.4 // of a patch: a person and what she has moved
)

// unexplained returns the boxes of patches that may be a body and that nobody
// known explains, the largest first.
func (r *Room) unexplained() []vision.Box {
	slices.SortFunc(r.patches, func(a, b patch) int { return b.cells - a.cells })
	r.boxes = r.boxes[:0]
	step := float64(r.grid.Step)
	for _, p := range r.patches {
		if p.cells >= bodyCells && float64(p.explained) < explainedMost*float64(p.cells) {
			r.boxes = append(r.boxes, vision.Box{
				Left: float64(p.left) * step, Top: float64(p.top) * step,
				Width: float64(p.right-p.left) * step, Height: float64(p.bottom-p.top) * step,
			})
		}
	}
	return r.boxes
}
