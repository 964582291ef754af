package movenet

import (
	"math"

	"nabij/vision"
)

// joint finds joint k inside a box: the cell where its heatmap, weighted by a
// bell around the regressed place (ry, rx), is highest.
//
// The bell is separable, so it costs one exp per row and column instead of one
// per cell; and since no heatmap value is above 1, rows and cells whose bell
// alone is below the best so far need not be read. The search starts at the
// regressed place, so nearly all are skipped.
func (h *Heads) joint(k int, box vision.Box, ry, rx float64) vision.Keypoint {
	left, right := cells(box.Left, box.Right(), h.Size.Width)
	top, bottom := cells(box.Top, box.Bottom(), h.Size.Height)
	spread := 0.3 * float64(min(h.Size.Width, h.Size.Height))
	heat := h.KptHeatmap[k*h.cellsPerMap : (k+1)*h.cellsPerMap]

	bestX, bestY := clampRound(rx, left, right), clampRound(ry, top, bottom)
	best := float64(heat[bestY*h.Size.Width+bestX]) *
		bell(float64(bestY)-ry, spread) * bell(float64(bestX)-rx, spread)

	var columns [512]float64
	bells := columns[:0]
	for x := left; x <= right; x++ {
		bells = append(bells, bell(float64(x)-rx, spread))
	}
	for y := top; y <= bottom; y++ {
		rowBell := bell(float64(y)-ry, spread)
		if rowBell <= best {
			continue
		}
		row := heat[y*h.Size.Width+left:]
		for i, columnBell := range bells {
			if both := rowBell * columnBell; both > best && both*float64(row[i]) > best {
				best, bestX, bestY = both*float64(row[i]), left+i, y
			}
		}
	}
	return h.keypoint(k, bestX, bestY, best)
}

// keypoint refines a joint's cell by its offset, and takes it to input px.
func (h *Heads) keypoint(k, x, y int, score float64) vision.Keypoint {
	dy, dx := h.pair(h.KptOffset, k, y*h.Size.Width+x)
	return vision.Keypoint{
		At:    vision.Pixel{U: (float64(x) + dx) * Stride, V: (float64(y) + dy) * Stride},
		Score: score,
	}
}

func bell(distance, spread float64) float64 { return math.Exp(-distance * distance / spread) }

// cells returns the first and last cell whose middle lies between low and
// high, at least one, on a map n cells long.
func cells(low, high float64, n int) (first, last int) {
	first = clampRound(math.Ceil(low), 0, n-1)
	return first, clampRound(math.Floor(high), first, n-1)
}

// clampRound rounds to the nearest cell from low to high; a number that is
// none gives low.
func clampRound(at float64, low, high int) int {
	if !(at > float64(low)) {
		return low
	}
	return int(math.Round(math.Min(at, float64(high))))
}
