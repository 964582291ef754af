package movenet

import (
	"cmp"
	"math"
	"slices"

	"nabij/vision"
)

// DefaultThreshold is the centre score from which a peak is given as a body.
// It is low on purpose: someone curled up at the far wall scores 0.2, and
// telling her from a patterned cushion takes more than one picture.
const DefaultThreshold = 0.15

// sameBody is the IoU from which two boxes are taken for one body.
const sameBody = 0.5

// Decode finds the bodies in the heads: every local maximum of the centre map
// above threshold, with its box and joints, the highest score first. Places
// are in px of the network's input. The scheme is CenterNet's (Zhou et al.,
// "Objects as Points", 2019) with MoveNet's weighting of the joints.
func Decode(h Heads, threshold float64) []vision.Body {
	bodies := make([]vision.Body, 0, 8)
	for y := range h.Size.Height {
		for x := range h.Size.Width {
			if score := h.Center[y*h.Size.Width+x]; float64(score) > threshold && h.isPeak(x, y, score) {
				bodies = append(bodies, h.body(x, y))
			}
		}
	}
	return suppress(bodies)
}

// isPeak reports whether nothing in the 5×5 cells around (x, y) scores higher.
func (h *Heads) isPeak(x, y int, score float32) bool {
	const reach = 2
	for v := max(0, y-reach); v <= min(h.Size.Height-1, y+reach); v++ {
		row := h.Center[v*h.Size.Width:]
		for u := max(0, x-reach); u <= min(h.Size.Width-1, x+reach); u++ {
			if row[u] > score {
				return false
			}
		}
	}
	return true
}

// body reads the body whose middle is at a cell.
func (h *Heads) body(x, y int) vision.Body {
	cell := y*h.Size.Width + x
	body := vision.Body{Score: float64(h.Center[cell])}
	dy, dx := h.pair(h.BoxOffset, 0, cell)
	height, width := h.pair(h.BoxScale, 0, cell)
	height, width = math.Max(0, height), math.Max(0, width)
	box := vision.Box{
		Left: float64(x) + dx - width/2, Top: float64(y) + dy - height/2, Width: width, Height: height,
	}.Intersect(vision.Box{Width: float64(h.Size.Width), Height: float64(h.Size.Height)})

	for k := range body.Joints {
		ry, rx := h.pair(h.KptRegress, k, cell)
		body.Joints[k] = h.joint(k, box, float64(y)+ry, float64(x)+rx)
	}
	body.Box = vision.Box{
		Left: box.Left * Stride, Top: box.Top * Stride, Width: box.Width * Stride, Height: box.Height * Stride,
	}
	return body
}

// suppress keeps the best of the bodies that share a box.
func suppress(bodies []vision.Body) []vision.Body {
	slices.SortStableFunc(bodies, func(a, b vision.Body) int { return cmp.Compare(b.Score, a.Score) })
	kept := bodies[:0]
	for _, body := range bodies {
		if !slices.ContainsFunc(kept, func(k vision.Body) bool { return k.Box.IoU(body.Box) > sameBody }) {
			kept = append(kept, body)
		}
	}
	return kept
}
