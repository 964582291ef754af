package score

import (
	"math"

	"nabij/vision/assign"
)

// hota returns HOTA and its two parts, finding (DetA) and keeping names
// (AssA), each the mean over the overlaps 0.05, 0.10 … 0.95.
func (t *boxTable) hota() (hota, detA, assA float64) {
	pairs := t.likelyPairs()
	const steps = 19
	for k := 1; k <= steps; k++ {
		found, named := t.hotaAt(pairs, 0.05*float64(k))
		detA += found / steps
		assA += named / steps
		hota += math.Sqrt(found*named) / steps
	}
	return hota, detA, assA
}

// likelyPairs pairs the boxes of each frame by overlap, weighed by how alike
// the two names are over the whole scene. It holds for every overlap.
func (t *boxTable) likelyPairs() [][]int {
	alike := t.alike()
	all := make([][]int, len(t.frames))
	for k, o := range t.frames {
		cost := grid[float64](len(o.truth), len(o.track))
		for i, a := range o.truth {
			for j, b := range o.track {
				cost[i][j] = -alike[a][b] * o.iou[i][j]
			}
		}
		all[k] = assign.Least(cost)
	}
	return all
}

// alike is the share of two names' boxes that are in one place: each frame's
// overlap, divided among all boxes that share it.
func (t *boxTable) alike() [][]float64 {
	shared := grid[float64](len(t.truth), len(t.track))
	for _, o := range t.frames {
		rows, columns := make([]float64, len(o.truth)), make([]float64, len(o.track))
		for i := range o.truth {
			for j := range o.track {
				rows[i] += o.iou[i][j]
				columns[j] += o.iou[i][j]
			}
		}
		for i, a := range o.truth {
			for j, b := range o.track {
				if all := rows[i] + columns[j] - o.iou[i][j]; all > 1e-9 {
					shared[a][b] += o.iou[i][j] / all
				}
			}
		}
	}
	for a, row := range shared {
		for b := range row {
			row[b] /= max(float64(t.truth[a]+t.track[b])-row[b], 1e-9)
		}
	}
	return shared
}

// hotaAt returns DetA and AssA where boxes that overlap by alpha are one.
func (t *boxTable) hotaAt(pairs [][]int, alpha float64) (detA, assA float64) {
	hits := 0
	together := grid[float64](len(t.truth), len(t.track))
	for k, o := range t.frames {
		for i, j := range pairs[k] {
			if j >= 0 && o.iou[i][j] >= alpha-1e-9 {
				hits++
				together[o.truth[i]][o.track[j]]++
			}
		}
	}
	all := -hits
	for _, n := range t.truth {
		all += n
	}
	for _, n := range t.track {
		all += n
	}
	for a, row := range together {
		for b, n := range row {
			assA += n * n / max(1, float64(t.truth[a]+t.track[b])-n)
		}
	}
	return float64(hits) / float64(max(1, all)), assA / float64(max(1, hits))
}
