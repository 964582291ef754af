package guide

import (
	"math"

	"nabij/canvas"
)

// hold is what the mouse holds: nothing, something of the page, or the picture.
type hold struct{ thing, picture bool }

// reach is how far from the mouse something may lie to be taken, in units.
const reach = 16

// Down tells that the mouse button went down at a place on the sheet. It
// returns false where the place is none of the picture's.
func (g *Guide) Down(at canvas.XY) bool {
	g.mouse = at
	if s, ok := g.stepAt(at); ok {
		g.toStep(s)
		return true
	}
	if !g.look.pane.Contains(at) || g.asking {
		return false
	}
	g.stale = true
	px := g.look.pixel(at)
	if g.page.down(g, px, reach*g.unit()/g.look.scale()) {
		g.hold = hold{thing: true}
	} else {
		g.hold = hold{picture: true}
	}
	return true
}

// Move tells where the mouse is.
func (g *Guide) Move(at canvas.XY) {
	switch {
	case at == g.mouse:
		return
	case g.hold.thing:
		g.page.drag(g, g.look.inside(g.look.pixel(at)))
		g.stale = true
	case g.hold.picture:
		g.look.pan(at.X-g.mouse.X, at.Y-g.mouse.Y)
		g.stale = true
	}
	g.mouse = at
}

// Up tells that the button was let go.
func (g *Guide) Up() {
	if g.hold.thing {
		g.page.up(g)
		g.stale = true
	}
	g.hold = hold{}
}

// Wheel tells that the wheel turned by so many notches; away from the hand is
// positive and shows the picture larger.
func (g *Guide) Wheel(notches float64, at canvas.XY) {
	if notches != 0 && g.look.pane.Contains(at) {
		g.look.larger(math.Pow(1.2, notches), at)
		g.stale = true
	}
}

// Key tells that a key was pressed while no field has the keyboard: a sign, or
// one of left, right, up, down, delete, escape, undo, redo; shift+ before an
// arrow.
func (g *Guide) Key(name string) {
	g.stale = true
	switch name {
	case "+", "=":
		g.look.larger(1.25, g.look.pane.Centre())
	case "-":
		g.look.larger(0.8, g.look.pane.Centre())
	case "0":
		g.look.zoom = 1
	case "escape":
		g.Escape()
	default:
		g.page.key(g, name)
	}
}

// Escape leaves a question unanswered, goes a step back, or asks to close.
func (g *Guide) Escape() {
	g.stale = true
	switch {
	case g.asking:
		g.asking = false
	case g.step > stepCamera:
		g.Press("back")
	default:
		g.Close()
	}
}

// toStep goes to a step that was reached before.
func (g *Guide) toStep(s step) {
	if s <= g.reached && s != g.step && !g.asking {
		g.openStep(s)
	}
}
