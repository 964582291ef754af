package opencv

import "nabij/vision"

// smallness is whether the people in a picture are too small for the network's
// usual input.
type smallness struct {
	now    bool
	meanPx float64 // longer side of a body in that input, over the last bodies; 0: none yet
}

const (
	// At 40 px the network misses one of seven people, at 60 px one of thirteen.
	smallPx = 56.0
	largePx = 72.0
	// A body counts where it is surely one, and each for a fiftieth.
	sizedScore = 0.3
	sizeShare  = 0.02
)

// see takes in the bodies of a picture; scale is px of the usual input per px of
// the picture.
func (s *smallness) see(bodies []vision.Body, scale float64) {
	for i := range bodies {
		if bodies[i].Score < sizedScore {
			continue
		}
		px := scale * max(bodies[i].Box.Width, bodies[i].Box.Height)
		if s.meanPx == 0 {
			s.meanPx = px
		}
		s.meanPx += sizeShare * (px - s.meanPx)
	}
	switch {
	case s.meanPx == 0:
	case s.meanPx < smallPx:
		s.now = true
	case s.meanPx > largePx:
		s.now = false
	}
}
