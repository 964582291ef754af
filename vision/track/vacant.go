package track

import (
	"time"

	"nabij/vision"
)

const (
	// A place is empty when so little of a body's box differs from the empty room.
	emptyMost = 0.1
	emptyFor  = 1500 * time.Millisecond
	// Who was seen with so much of her feet stood before everything that could hide
	// her there, and so near to it.
	stoodFree = 0.5
	stoodM    = 0.4
)

// stand notes where a person's feet are seen.
func (p *person) stand() {
	if p.feet >= stoodFree {
		p.stood = p.motion.place().At
	}
}

// watch notes since when an unseen person's place is seen to be empty.
func (p *person) watch(s vision.Sight) {
	switch {
	case s.Foreground == nil || !empty(s.Foreground, p.box):
		p.vacant = 0
	case p.vacant == 0:
		p.vacant = s.At
	}
}

// vanished reports whether an unseen person is known not to be where she was: the
// place has been seen to be empty for a while, and nothing there could hide her,
// for her feet were seen. Who may have crouched behind a chair has not vanished.
func (p *person) vanished(now time.Duration) bool {
	return p.vacant > 0 && now-p.vacant >= emptyFor &&
		p.motion.place().At.Distance(p.stood) < stoodM
}

// empty reports whether a mask shows the empty room in a box. What is not known
// of the room counts as if somebody were there.
func empty(m *vision.Mask, b vision.Box) bool {
	step := float64(m.Step)
	all, differs := 0, 0
	for v := b.Top; v < b.Bottom(); v += step {
		for u := b.Left; u < b.Right(); u += step {
			all++
			if m.At(vision.Pixel{U: u, V: v}) >= 96 {
				differs++
			}
		}
	}
	return all > 0 && float64(differs) <= emptyMost*float64(all)
}
