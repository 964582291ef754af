package livemap

import (
	"math"

	"nabij/canvas"
)

// trailParts is how many pieces a trail fades over: enough that no step in
// its fading shows.
const trailParts = 12

// trails draws everyone's last steps, older ones fainter and thinner.
func (m *sketch) trails() {
	if m.steps == nil {
		return
	}
	for _, k := range m.marks {
		if m.opts.Focus == "" || m.opts.Focus == k.person.Name {
			m.trail(k)
		}
	}
}

// mostSteps is from how many steps the older part of a trail is drawn with
// fewer points: ten minutes without a rest are ten thousand steps, and no eye
// follows each.
const mostSteps = 700

// trail draws one person's steps in pieces of equal age, as far as the sheet
// goes: on paper there is text beside it.
func (m *sketch) trail(k mark) {
	steps := m.steps.Of(k.person.Name)
	keep := m.steps.keep().Seconds()
	crowd := max(1, float64(len(steps))/mostSteps)
	for len(steps) > 0 {
		part := m.trailPart(steps[0], keep)
		n := 1
		for n < len(steps) && m.trailPart(steps[n], keep) == part {
			n++
		}
		fresh := float64(part+1) / trailParts
		path := m.thinned(steps[:min(n+1, len(steps))], (12-8*fresh)*(crowd+(1-crowd)*fresh)*m.unit)
		if n == len(steps) && !k.beyond {
			path.Points = append(path.Points, k.at)
		}
		for _, piece := range m.paper.Clip(path) {
			m.list.Add(canvas.Stroke{
				Path: piece, Width: (1.6 + 2.6*fresh) * m.unit, Color: canvas.Faded(k.look.Color, 0.2+0.4*fresh*fresh),
			})
		}
		steps = steps[n:]
	}
}

// thinned returns the path through steps that lie apart px from each other, and
// through the first and the last, where the next piece goes on.
func (m *sketch) thinned(steps []Step, apartPx float64) canvas.Path {
	path := canvas.Path{Points: make([]canvas.XY, 0, min(len(steps)+1, 64))}
	for i, s := range steps {
		at := m.sheetOf(s.Place)
		if i == 0 || i == len(steps)-1 || apart(at, path.Points[len(path.Points)-1]) >= apartPx {
			path.Points = append(path.Points, at)
		}
	}
	return path
}

// apart returns the distance between two positions, in px.
func apart(a, b canvas.XY) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// trailPart returns which piece of the trail a step belongs to, from the
// oldest, 0, to the newest; keepS is how long steps are kept, in s. Fresh steps
// fade sooner than old ones: the last minute is what one looks at.
func (m *sketch) trailPart(s Step, keepS float64) int {
	age := (m.scene.At - s.At).Seconds() / keepS
	left := 1 - math.Sqrt(min(1, max(0, age)))
	return min(trailParts-1, int(left*trailParts))
}

// threads draws what is between two people: a line whose width and strength
// change evenly with the distance.
func (m *sketch) threads() {
	for _, pair := range m.scene.Pairs {
		a, b := m.markOf(pair.A), m.markOf(pair.B)
		if a == nil || b == nil || !finite(pair.DistanceM) || !m.opts.of(pair) {
			continue
		}
		near := math.Exp(-max(0, pair.DistanceM) / 1.6)
		from, to := between(a.at, b.at, a.core, b.core)
		m.list.Add(canvas.Stroke{
			Path:  canvas.Path{Points: []canvas.XY{from, to}},
			Width: (1 + 6*near) * m.unit, Color: canvas.Faded(m.theme.Thread, 0.06+0.5*near),
		})
	}
}

func (m *sketch) markOf(name string) *mark {
	for i := range m.marks {
		if m.marks[i].person.Name == name {
			return &m.marks[i]
		}
	}
	return nil
}

// between returns the ends of the line between two discs; where they overlap,
// both are the middle.
func between(a, b canvas.XY, radiusA, radiusB float64) (from, to canvas.XY) {
	dx, dy := b.X-a.X, b.Y-a.Y
	long := math.Hypot(dx, dy)
	if long <= radiusA+radiusB {
		mid := canvas.XY{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
		return mid, mid
	}
	dx, dy = dx/long, dy/long
	return canvas.XY{X: a.X + radiusA*dx, Y: a.Y + radiusA*dy}, canvas.XY{X: b.X - radiusB*dx, Y: b.Y - radiusB*dy}
}
