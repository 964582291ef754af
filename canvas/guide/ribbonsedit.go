package guide

import (
	"math"
	"slices"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/ribbon"
)

// simpleM is how far an outline that is corrected by hand may move when it gets
// fewer vertices, m.
const simpleM = 0.008

// grips are the vertices of the chosen zone that can be taken hold of: few
// enough for a hand, close to the outline that was found.
func (p *ribbonsPage) grips(g *Guide) []floor.Point {
	z := g.room.Zones[p.chosen]
	if p.handles == nil || p.of != p.chosen {
		p.handles, p.of = simple(z.Outline, z.Closed), p.chosen
	}
	return p.handles
}

// simple leaves out vertices that lie within simpleM of the line without them
// (Douglas and Peucker 1973). A closed outline is cut in two at the vertex that
// is farthest from its first.
func simple(outline []floor.Point, closed bool) []floor.Point {
	if len(outline) < 3 {
		return slices.Clone(outline)
	}
	if !closed {
		return between(outline)
	}
	far, most := 0, 0.0
	for i, q := range outline {
		if d := q.Distance(outline[0]); d > most {
			far, most = i, d
		}
	}
	first, second := between(outline[:far+1]), between(append(slices.Clone(outline[far:]), outline[0]))
	return append(first, second[1:len(second)-1]...)
}

func between(line []floor.Point) []floor.Point {
	last := len(line) - 1
	chord := floor.Zone{Outline: []floor.Point{line[0], line[last]}}
	far, most := 0, simpleM
	for i := 1; i < last; i++ {
		if d := math.Abs(chord.Distance(line[i])); d > most {
			far, most = i, d
		}
	}
	if far == 0 {
		return []floor.Point{line[0], line[last]}
	}
	first, second := between(line[:far+1]), between(line[far:])
	return append(first, second[1:]...)
}

// reshape gives the chosen zone another outline.
func (p *ribbonsPage) reshape(g *Guide, outline []floor.Point, closed bool) {
	zones := slices.Clone(g.room.Zones)
	zones[p.chosen].Outline, zones[p.chosen].Closed = outline, closed
	g.room.Zones, g.changed, p.handles, p.of = zones, true, outline, p.chosen
}

// down takes a vertex of the chosen zone, makes one where its line was taken, or
// chooses another zone.
func (p *ribbonsPage) down(g *Guide, at vision.Pixel, reachPx float64) bool {
	if p.teaches && g.frame.Image != nil {
		p.learn(g, at)
		return true
	}
	if len(g.room.Zones) == 0 || p.chosen >= len(g.room.Zones) {
		return false
	}
	p.before = g.room.Zones
	dots := p.grips(g)
	if i, ok := p.nearestDot(g, dots, at, reachPx); ok {
		p.dot, p.held, p.moved = i, true, false
		return true
	}
	if i, ok := p.onLine(g, p.chosen, dots, at, reachPx/2); ok {
		if on, err := g.ground.ToFloor(at, vision.PixelCov{}, 0); err == nil {
			p.reshape(g, rounds(slices.Insert(slices.Clone(dots), i+1, on.At)), g.room.Zones[p.chosen].Closed)
			p.dot, p.held, p.moved = i+1, true, true
			return true
		}
	}
	for z := range g.room.Zones {
		if _, ok := p.onLine(g, z, g.room.Zones[z].Outline, at, reachPx); ok {
			p.choose(z)
			return true
		}
	}
	p.dot = -1
	return false
}

func (p *ribbonsPage) nearestDot(g *Guide, dots []floor.Point, at vision.Pixel, reachPx float64) (nearest int, ok bool) {
	for i, dot := range dots {
		if px, seen := g.ground.ToPicture(dot, 0); seen && px.Distance(at) < reachPx {
			nearest, reachPx, ok = i, px.Distance(at), true
		}
	}
	return nearest, ok
}

// onLine returns the piece of a zone's line, by its first vertex, that passes
// within reach of a place in the picture.
func (p *ribbonsPage) onLine(g *Guide, zone int, line []floor.Point, at vision.Pixel, reachPx float64) (piece int, ok bool) {
	n := len(line)
	if !g.room.Zones[zone].Closed {
		n--
	}
	for i := range n {
		a, okA := g.ground.ToPicture(line[i], 0)
		b, okB := g.ground.ToPicture(line[(i+1)%len(line)], 0)
		if !okA || !okB {
			continue
		}
		flat := floor.Zone{Outline: []floor.Point{{X: a.U, Y: a.V}, {X: b.U, Y: b.V}}}
		if d := math.Abs(flat.Distance(floor.Point{X: at.U, Y: at.V})); d < reachPx {
			piece, reachPx, ok = i, d, true
		}
	}
	return piece, ok
}

func (p *ribbonsPage) drag(g *Guide, at vision.Pixel) {
	on, err := g.ground.ToFloor(at, vision.PixelCov{}, 0)
	if !p.held || err != nil {
		return
	}
	dots := slices.Clone(p.grips(g))
	dots[p.dot] = on.At
	p.reshape(g, rounds(dots), g.room.Zones[p.chosen].Closed)
	p.moved = true
}

func (p *ribbonsPage) up(*Guide) {
	if p.held && p.moved {
		p.history.note(p.before)
	}
	p.held = false
}

// key deletes the chosen vertex, or takes a step back.
func (p *ribbonsPage) key(g *Guide, name string) {
	step := p.history.undo
	switch name {
	case "delete":
		p.remove(g)
		return
	case "redo":
		step = p.history.redo
	case "undo":
	default:
		return
	}
	if zones, ok := step(g.room.Zones); ok {
		g.room.Zones, g.changed, p.handles, p.dot = zones, true, nil, -1
		p.chosen = max(0, min(p.chosen, len(zones)-1))
	}
}

// remove deletes the chosen vertex, unless the zone needs it.
func (p *ribbonsPage) remove(g *Guide) {
	if len(g.room.Zones) == 0 || p.dot < 0 {
		return
	}
	z, dots := g.room.Zones[p.chosen], p.grips(g)
	least := 2
	if z.Closed {
		least = 3
	}
	if len(dots) > least && p.dot < len(dots) {
		p.history.note(g.room.Zones)
		p.reshape(g, rounds(slices.Delete(slices.Clone(dots), p.dot, p.dot+1)), z.Closed)
		p.dot = -1
	}
}

// corner closes an open ribbon with the walls of the corner that it lies
// across: with one more vertex, which is put where the walls would meet at a
// right angle and can be dragged to where they do.
func (p *ribbonsPage) corner(g *Guide) {
	z := g.room.Zones[p.chosen]
	if z.Closed || len(z.Outline) < 2 {
		return
	}
	a, b := z.Outline[0], z.Outline[len(z.Outline)-1]
	middle, half := a.Add(b).Scale(0.5), b.Sub(a).Scale(0.5)
	away := floor.Point{X: -half.Y, Y: half.X}
	foot := g.ground.CameraAt()
	if away.Dot(middle.Sub(floor.Point{X: foot.X, Y: foot.Y})) < 0 {
		away = away.Scale(-1) // the corner lies beyond the ribbon
	}
	corner := rounds([]floor.Point{middle.Add(away)})[0]
	closed, err := ribbon.Across(z, corner)
	if err != nil {
		g.tell(err)
		return
	}
	p.history.note(g.room.Zones)
	p.reshape(g, closed.Outline, true)
	p.handles = nil
	p.dot = slices.Index(p.grips(g), corner)
}

// rounds writes places to a millimetre.
func rounds(points []floor.Point) []floor.Point {
	for i, q := range points {
		points[i] = floor.Point{X: to(q.X, 1e3), Y: to(q.Y, 1e3)}
	}
	return points
}

func (p *ribbonsPage) magnified(g *Guide) (at vision.Pixel, ok bool) {
	if p.dot < 0 || len(g.room.Zones) == 0 || p.dot >= len(p.handles) {
		return at, false
	}
	return g.ground.ToPicture(p.handles[p.dot], 0)
}
