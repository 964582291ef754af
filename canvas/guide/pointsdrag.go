package guide

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"nabij/vision"
)

// down takes the nearest handle.
func (p *pointsPage) down(_ *Guide, at vision.Pixel, reachPx float64) bool {
	nearest, best := -1, reachPx
	for i, m := range p.marks {
		if d := m.at.Distance(at); d < best {
			nearest, best = i, d
		}
	}
	if nearest < 0 {
		return false
	}
	p.chosen, p.held, p.before = nearest, true, p.marks
	p.marks = slices.Clone(p.marks)
	p.grip = p.marks[nearest].at.Sub(at)
	return true
}

func (p *pointsPage) drag(g *Guide, to vision.Pixel) {
	if p.held {
		p.marks[p.chosen].at = g.look.inside(vision.Pixel{U: to.U + p.grip.U, V: to.V + p.grip.V})
	}
}

// up lets go: the handle snaps to a corner that is near.
func (p *pointsPage) up(g *Guide) {
	if !p.held {
		return
	}
	p.held = false
	at := &p.marks[p.chosen].at
	if *at == p.before[p.chosen].at {
		return
	}
	if corner, found := g.program.Snap(g.frame.Image, *at); found && g.frame.Image != nil {
		*at = corner
	}
	*at = vision.Pixel{U: to(at.U, 100), V: to(at.V, 100)}
	p.history.note(p.before)
}

// The steps of the arrows, px: fine, and with shift finer.
const (
	arrowPx = 1
	finePx  = 0.1
)

// key nudges the chosen handle, or takes a step back.
func (p *pointsPage) key(g *Guide, name string) {
	switch name {
	case "undo", "redo":
		p.step(name)
	case "delete":
		p.remove()
	default:
		if i, err := strconv.Atoi(name); err == nil && i >= 1 && i <= len(p.marks) {
			p.chosen = i - 1
			return
		}
		p.nudge(g, name)
	}
}

func (p *pointsPage) nudge(g *Guide, name string) {
	arrow, fine := strings.CutPrefix(name, "shift+")
	by := map[string]vision.Pixel{"left": {U: -1}, "right": {U: 1}, "up": {V: -1}, "down": {V: 1}}[arrow]
	if by == (vision.Pixel{}) {
		return
	}
	px := float64(arrowPx)
	if fine {
		px = finePx
	}
	marks := slices.Clone(p.marks)
	at := marks[p.chosen].at
	marks[p.chosen].at = g.look.inside(vision.Pixel{U: at.U + px*by.U, V: at.V + px*by.V})
	p.change(marks)
}

// magnified is the handle that is held or was chosen last.
func (p *pointsPage) magnified(*Guide) (vision.Pixel, bool) {
	at := p.marks[p.chosen].at
	return at, !math.IsNaN(at.U)
}
