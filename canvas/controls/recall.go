package controls

import (
	"time"

	"nabij/canvas/livemap"
	"nabij/vision/scene"
)

// After a jump the last steps are looked up closely at once, and the older
// ones, which have nearly faded, coarsely: about 130 scenes at 0.2 ms each, less
// than a hand notices. A line through places eight seconds apart is no way that
// anybody went: the rest is looked up in the ticks that follow.
const (
	recently   = 30 * time.Second
	closeStep  = 500 * time.Millisecond
	coarseStep = 8 * time.Second
	perTick    = 60 // looks
)

// recall looks the steps before a jump up once more, all of them closely.
type recall struct {
	next time.Duration // that is looked up next
	past []scene.Scene // that were
}

// retrace puts the steps before t on the map, as if the replay had come by.
func (p *Panel) retrace(t time.Duration) {
	p.trails.Reset()
	from := max(p.player.Span().From, t-livemap.TrailTime)
	step := coarseStep
	for at := from; at < t; at += step {
		if t-at <= recently {
			step = closeStep
		}
		if s, err := p.record.At(at); err == nil {
			p.trails.Add(s)
		}
	}
	p.recall = nil
	if t-from > recently {
		p.recall = &recall{next: from}
	}
}

// remember goes on with looking up, and puts all steps on the map once it has
// come to where the replay stands.
func (p *Panel) remember() {
	r := p.recall
	if r == nil {
		return
	}
	for range perTick {
		if r.next >= p.trailAt {
			p.retold(r.past)
			return
		}
		if s, err := p.record.At(r.next); err == nil {
			r.past = append(r.past, s)
		}
		r.next += closeStep
	}
}

// retold puts scenes on the map in place of what was there.
func (p *Panel) retold(past []scene.Scene) {
	p.recall = nil
	p.trails.Reset()
	for _, s := range past {
		p.trails.Add(s)
	}
	p.trails.Add(p.scene)
	p.stale = true
}
