package controls

import (
	"math"

	"nabij/canvas"
)

// drag is what the mouse holds.
type drag uint8

const (
	nothing drag = iota
	floorHeld
	timeHeld
)

// Down tells that the mouse button went down at a place on the sheet, px. In
// the bar it takes hold of the time, on its button it plays or pauses, and on
// the map it takes hold of the floor.
func (p *Panel) Down(at canvas.XY) {
	p.hold = at
	switch {
	case p.asking:
		p.Do(None)
	case p.help:
		p.help, p.stale = false, true
		p.Do(p.helpAt(at))
	case at.Y < p.size.Y-p.barHeight() || p.barHeight() == 0:
		p.drag = floorHeld
	case p.player == nil:
		p.Do(p.toolAt(at))
	case p.bar().button.Contains(at):
		p.Do(Play)
	default:
		p.drag = timeHeld
		p.scrub(at)
	}
}

// Move tells where the mouse is while its button is held.
func (p *Panel) Move(at canvas.XY) {
	if at == p.hold {
		return
	}
	switch p.drag {
	case floorHeld:
		p.pan(at.X-p.hold.X, at.Y-p.hold.Y)
	case timeHeld:
		p.scrub(at)
	}
	p.hold = at
}

// Up tells that the button was let go.
func (p *Panel) Up() { p.drag = nothing }

// Wheel tells that the wheel turned by so many notches at a place on the
// sheet; away from the hand is positive and shows the floor larger.
func (p *Panel) Wheel(notches float64, at canvas.XY) {
	if notches == 0 {
		return
	}
	p.zoom(math.Pow(1.15, notches), at)
}

// scrub goes to the time that lies under the mouse.
func (p *Panel) scrub(at canvas.XY) {
	track := p.bar().track
	if track.W <= 0 {
		return
	}
	p.player.Seek(p.player.Span().At((at.X - track.X) / track.W))
	p.stale = true
	p.load()
}
