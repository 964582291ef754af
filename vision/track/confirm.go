package track

import "nabij/vision"

const (
	// Somebody unseen is where she was when this much of her box differs from the
	// empty room, and no more than that is another's.
	standsOut  = 0.35
	othersMost = 0.2
)

// confirm holds those where they were whom the finder did not find, but whose
// silhouette is there: under a blanket, or curled up in a corner. Nothing is
// learned of how she sits, only that she has not gone. Whoever was walking is not
// held: of her silhouette only a part is still there.
func (t *Tracker) confirm(s vision.Sight) {
	if s.Foreground == nil {
		return
	}
	for _, p := range t.people {
		if p.missed == 0 || p.away || p.walks || t.shared(p) > othersMost || filled(s.Foreground, p.box) < standsOut {
			continue
		}
		p.motion = p.before
		p.motion.mean[2], p.motion.mean[3] = 0, 0
		if n := len(p.path); n > 0 {
			p.path[n-1].confirmed = true
		}
	}
}

// shared is the greatest share of a person's box that is also that of somebody
// who is seen.
func (t *Tracker) shared(p *person) (most float64) {
	for _, q := range t.people {
		if q != p && q.missed == 0 {
			most = max(most, q.box.Intersect(p.box).Area()/max(1, p.box.Area()))
		}
	}
	return most
}

// foreground is the value from which a mask shows what is not the empty room.
const foreground = 128

// filled is the share of a box that is foreground.
func filled(m *vision.Mask, b vision.Box) float64 {
	step := float64(m.Step)
	all, on := 0, 0
	for v := b.Top; v < b.Bottom(); v += step {
		for u := b.Left; u < b.Right(); u += step {
			all++
			if m.At(vision.Pixel{U: u, V: v}) >= foreground {
				on++
			}
		}
	}
	return float64(on) / float64(max(1, all))
}
