package emptyroom

const (
	leastPatch = 8    // cells: a hand at the far wall
	edgesLeast = 0.12 // of a patch's rim that shows an edge; a glow has none
)

// clean closes gaps in the mask and takes out patches that are too small, or
// that have no edge and so are light.
func (r *Room) clean() {
	r.close()
	clear(r.patch)
	for i := range r.mask {
		if r.mask[i] < calmBelow || r.patch[i] != 0 {
			continue
		}
		rim, sharp := r.flood(int32(i))
		if len(r.queue) < leastPatch || float64(sharp) < edgesLeast*float64(rim) {
			for _, at := range r.queue {
				r.mask[at] = min(r.mask[at], calmBelow-28)
			}
		}
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
