package player

import (
	"slices"
	"time"

	"nabij/vision/scene"
)

// Span is a stretch of time; both ends belong to it.
type Span struct{ From, To time.Duration }

// Length returns how long the span is, zero for a reversed one.
func (s Span) Length() time.Duration { return max(0, s.To-s.From) }

// Clamp returns the time within the span that is nearest to t.
func (s Span) Clamp(t time.Duration) time.Duration { return max(s.From, min(s.To, t)) }

// Contains reports whether t lies in the span.
func (s Span) Contains(t time.Duration) bool { return t >= s.From && t <= s.To }

// Share returns how far t is on the way through the span, 0 to 1.
func (s Span) Share(t time.Duration) float64 {
	if s.Length() == 0 {
		return 0
	}
	return float64(s.Clamp(t)-s.From) / float64(s.Length())
}

// At returns the time at a share of the way, 0 to 1.
func (s Span) At(share float64) time.Duration {
	share = max(0, min(1, share))
	return s.From + time.Duration(share*float64(s.Length()))
}

// Store gives the scenes of a recording.
type Store interface {
	// Span is the time from the first scene to the last.
	Span() Span
	// At returns the last scene that is not after t; the first one where t
	// lies before it.
	At(t time.Duration) (scene.Scene, error)
}

// Frame is the length of a step: one picture of a camera at 30 Hz.
const Frame = time.Second / 30

// Speeds returns the speeds that can be chosen, slowest first.
func Speeds() []float64 { return []float64{0.25, 0.5, 1, 2, 4, 8, 16} }

// Player is where a replay stands. Make one with [New].
type Player struct {
	span      Span
	at        time.Duration
	speed     float64
	playing   bool
	following bool
	selection *Span
	moments   []time.Duration // ascending
	gaps      []Span          // ascending
	skipGaps  bool
}

// New returns a player at the start of a span, standing still, that skips gaps.
func New(span Span) *Player {
	return &Player{span: span, at: span.From, speed: 1, skipGaps: true}
}

// Span returns the time that can be shown.
func (p *Player) Span() Span { return p.span }

// At returns the position.
func (p *Player) At() time.Duration { return p.at }

// Speed returns the speed: 1 is as it happened.
func (p *Player) Speed() float64 { return p.speed }

// Playing reports whether time passes.
func (p *Player) Playing() bool { return p.playing }

// Following reports whether the position stays at the end of a recording that
// grows.
func (p *Player) Following() bool { return p.following }

// Selection returns the selected span; false where nothing is selected.
func (p *Player) Selection() (Span, bool) {
	if p.selection == nil {
		return Span{}, false
	}
	return *p.selection, true
}

// Advance lets real time pass: the position moves on by it, times the speed.
// In a selection it begins again at the end; otherwise it stops there.
func (p *Player) Advance(real time.Duration) {
	if !p.playing || p.following || real <= 0 {
		return
	}
	p.at = p.overGaps(p.at + time.Duration(float64(real)*p.speed))
	bounds := p.bounds()
	if p.at < bounds.To {
		return
	}
	if p.selection != nil && bounds.Length() > 0 {
		p.at = bounds.From + (p.at-bounds.To)%bounds.Length()
		return
	}
	p.at, p.playing = bounds.To, false
}

// bounds is where playing happens: the selection, or everything.
func (p *Player) bounds() Span {
	if p.selection != nil {
		return *p.selection
	}
	return p.span
}

// overGaps returns t, or the end of the gap that it lies in.
func (p *Player) overGaps(t time.Duration) time.Duration {
	if !p.skipGaps {
		return t
	}
	for _, gap := range p.gaps {
		if t > gap.From && t < gap.To {
			t = gap.To
		}
	}
	return t
}

// Toggle plays or pauses. From the end it plays from the beginning.
func (p *Player) Toggle() {
	if p.playing {
		p.playing, p.following = false, false
		return
	}
	p.playing = true
	bounds := p.bounds()
	if p.at >= bounds.To || !bounds.Contains(p.at) {
		p.at = bounds.From
	}
}

// Pause lets the position stand still.
func (p *Player) Pause() { p.playing, p.following = false, false }

// Faster chooses the next higher speed, Slower the next lower one.
func (p *Player) Faster() { p.shift(+1) }

// Slower chooses the next lower speed.
func (p *Player) Slower() { p.shift(-1) }

func (p *Player) shift(by int) {
	speeds := Speeds()
	i := slices.Index(speeds, p.speed) + by
	p.speed = speeds[max(0, min(len(speeds)-1, i))]
}

// Seek goes to a time, or as near as the span allows, and stops following.
func (p *Player) Seek(t time.Duration) {
	p.at, p.following = p.span.Clamp(t), false
}

// Skip goes a while forwards, or backwards where it is negative.
func (p *Player) Skip(by time.Duration) { p.Seek(p.at + by) }

// Step pauses and goes n frames on, or back where n is negative.
func (p *Player) Step(n int) {
	p.Pause()
	p.Skip(time.Duration(n) * Frame)
}

// Follow goes to the end and stays there while the recording grows.
func (p *Player) Follow() {
	p.at, p.playing, p.following = p.span.To, true, true
}

// Grow tells that the recording now reaches to t.
func (p *Player) Grow(t time.Duration) {
	p.span.To = max(p.span.To, t)
	if p.following {
		p.at = p.span.To
	}
}
