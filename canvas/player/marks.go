package player

import (
	"slices"
	"time"
)

// nearby is how close to a moment one stands on it: going back while it plays
// must reach the moment before.
const nearby = 700 * time.Millisecond

// SetMoments tells which moments can be jumped to, in any order.
func (p *Player) SetMoments(at []time.Duration) {
	p.moments = slices.Sorted(slices.Values(at))
}

// Moments returns the moments, earliest first.
func (p *Player) Moments() []time.Duration { return p.moments }

// NextMoment jumps to the first moment after the position; it stays where it
// is and returns false where there is none.
func (p *Player) NextMoment() bool {
	for _, at := range p.moments {
		if at > p.at {
			p.Seek(at)
			return true
		}
	}
	return false
}

// PreviousMoment jumps to the last moment before the position; it stays where
// it is and returns false where there is none.
func (p *Player) PreviousMoment() bool {
	before := p.at
	if p.playing {
		before -= time.Duration(float64(nearby) * p.speed)
	}
	for _, at := range slices.Backward(p.moments) {
		if at < before {
			p.Seek(at)
			return true
		}
	}
	return false
}

// SetGaps tells where nothing was recorded.
func (p *Player) SetGaps(gaps []Span) {
	p.gaps = slices.SortedFunc(slices.Values(gaps), func(a, b Span) int { return int(a.From - b.From) })
}

// Gaps returns the gaps, earliest first.
func (p *Player) Gaps() []Span { return p.gaps }

// SkipGaps says whether playing passes over gaps in no time.
func (p *Player) SkipGaps(skip bool) { p.skipGaps = skip }

// MarkSelection sets one end of the selection at the position: the first call
// begins it, the second one ends it, the third one takes it away. A selection
// without length is none.
func (p *Player) MarkSelection() {
	switch {
	case p.selection == nil:
		p.selection = &Span{p.at, p.span.To}
	case p.selection.To == p.span.To && p.at != p.selection.From:
		p.Select(p.selection.From, p.at)
	default:
		p.selection = nil
	}
}

// Select plays only what lies between two times, again and again; they may
// come in either order.
func (p *Player) Select(a, b time.Duration) {
	s := Span{p.span.Clamp(min(a, b)), p.span.Clamp(max(a, b))}
	if s.Length() == 0 {
		p.selection = nil
		return
	}
	p.selection = &s
}

// Unselect plays everything again.
func (p *Player) Unselect() { p.selection = nil }

// SkipsGaps reports whether playing passes over gaps in no time.
func (p *Player) SkipsGaps() bool { return p.skipGaps }
