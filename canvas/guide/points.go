package guide

import (
	"math"
	"slices"
	"strconv"

	"nabij/canvas"
	"nabij/canvas/words"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/ribbon"
)

// measure is how the points' metres are told.
type measure uint8

const (
	rectangle measure = iota // the first four: its width and length
	oneSide                  // the first four: one side of a rectangle
	each                     // x and y of each
)

// mark is a handle on a floor point: where it is in the picture, and its
// metres as they were typed.
type mark struct {
	at   vision.Pixel
	x, y string
}

// pointsPage measures the floor with handles that are dragged onto places whose
// metres are known.
type pointsPage struct {
	way         measure
	marks       []mark
	wide, long  string // m, as typed; the first also for one side
	chosen      int
	held        bool
	grip        vision.Pixel // from the mouse to the handle
	history     history[[]mark]
	before      []mark // while one is dragged
	placed      bool   // handles were laid out once
	placedScale vision.Size
}

// begin lays out four handles, or those of the room's floor.
func (p *pointsPage) begin(g *Guide, way measure) {
	if p.placed && p.placedScale == g.size() {
		if p.way != way && len(p.marks) > 4 {
			p.change(slices.Clone(p.marks[:4]))
		}
		p.way, p.chosen = way, min(p.chosen, 3)
		return
	}
	*p = pointsPage{way: way, placed: true, placedScale: g.size()}
	w, h := float64(g.size().Width), float64(g.size().Height)
	for _, at := range [4]vision.Pixel{{U: 0.28, V: 0.82}, {U: 0.72, V: 0.82}, {U: 0.62, V: 0.55}, {U: 0.38, V: 0.55}} {
		p.marks = append(p.marks, mark{at: vision.Pixel{U: math.Round(at.U * w), V: math.Round(at.V * h)}})
	}
	if n := len(g.room.Points); way != oneSide && g.ground != nil && n >= 4 && g.ground.Sheets() == 0 {
		p.way, p.marks = each, nil
		for _, c := range g.room.Points {
			p.marks = append(p.marks, mark{c.Picture, metres(c.Floor.X), metres(c.Floor.Y)})
		}
	}
}

func metres(v float64) string { return strconv.FormatFloat(to(v, 1e4)+0, 'f', -1, 64) }

func (p *pointsPage) items(g *Guide) []Item {
	title, about := words.ID("guide_points_title"), words.ID("guide_points_rectangle")
	switch p.way {
	case oneSide:
		title, about = "guide_ribbon_title", "guide_ribbon_about"
	case each:
		about = "guide_points_each"
	}
	items := []Item{{Kind: Heading, Words: g.say.Say(title)}, {Kind: Text, Words: g.say.Say(about)}}
	items = append(items, p.fields(g)...)
	if p.way != oneSide {
		other := words.ID("guide_points_to_each")
		if p.way == each {
			other = "guide_points_to_rectangle"
		}
		items = append(items, Item{Kind: Button, ID: "way", Words: g.say.Say(other)})
	}
	if p.way == each {
		items = append(items,
			Item{Kind: Button, ID: "add", Words: g.say.Say("guide_points_add"), Row: 2},
			Item{Kind: Button, ID: "remove", Words: g.say.Say("guide_points_remove"), Row: 2, Off: len(p.marks) <= 4})
	}
	items = append(items,
		Item{Kind: Button, ID: "undo", Words: g.say.Say("guide_undo"), Row: 3, Off: len(p.history.before) == 0},
		Item{Kind: Button, ID: "redo", Words: g.say.Say("guide_redo"), Row: 3, Off: len(p.history.after) == 0},
		Item{Kind: Small, Words: g.say.Say("guide_points_keys")})
	items = append(items, g.notes()...)
	return append(items, withBack(g, g.low("guide_points_solve", "solve", !p.complete()))...)
}

// fields are what has to be typed.
func (p *pointsPage) fields(g *Guide) []Item {
	switch p.way {
	case rectangle:
		return []Item{
			{Kind: Field, ID: "wide", Words: g.say.Say("guide_points_wide"), Value: p.wide, Row: 1},
			{Kind: Field, ID: "long", Words: g.say.Say("guide_points_long"), Value: p.long, Row: 1},
		}
	case oneSide:
		return []Item{{Kind: Field, ID: "wide", Words: g.say.Say("guide_ribbon_side"), Value: p.wide}}
	}
	m := p.marks[p.chosen]
	name := strconv.Itoa(p.chosen + 1)
	return []Item{
		{Kind: Field, ID: "x" + name, Words: g.say.Say("guide_points_x", "Point", name), Value: m.x, Row: 1},
		{Kind: Field, ID: "y" + name, Words: g.say.Say("guide_points_y", "Point", name), Value: m.y, Row: 1},
	}
}

// complete reports whether everything that has to be typed is a number.
func (p *pointsPage) complete() bool {
	texts := []string{p.wide}
	switch p.way {
	case rectangle:
		texts = append(texts, p.long)
	case each:
		texts = nil
		for _, m := range p.marks {
			texts = append(texts, m.x, m.y)
		}
	}
	for _, t := range texts {
		if v, ok := number(t); !ok || p.way != each && v <= 0 {
			return false
		}
	}
	return true
}

func (p *pointsPage) typed(_ *Guide, id, text string) {
	switch {
	case id == "wide":
		p.wide = text
	case id == "long":
		p.long = text
	default:
		i, err := strconv.Atoi(id[1:])
		if err != nil || i > len(p.marks) {
			return
		}
		p.marks = slices.Clone(p.marks)
		if id[0] == 'x' {
			p.marks[i-1].x = text
		} else {
			p.marks[i-1].y = text
		}
	}
}

func (p *pointsPage) press(g *Guide, id string) {
	switch id {
	case "ways":
		g.openStep(stepFloor)
	case "way":
		p.turnWay()
	case "add":
		p.change(append(slices.Clone(p.marks), mark{at: g.look.inside(g.look.centre)}))
		p.chosen = len(p.marks) - 1
	case "remove":
		p.remove()
	case "undo", "redo":
		p.step(id)
	case "solve":
		p.solve(g)
	}
}

// turnWay goes from a rectangle to each point's own metres and back, and keeps
// what was typed.
func (p *pointsPage) turnWay() {
	if p.way == each {
		p.way, p.chosen = rectangle, 0
		p.change(slices.Clone(p.marks[:4]))
		return
	}
	p.way = each
	marks := slices.Clone(p.marks)
	if floors, ok := p.corners(); ok {
		for i := range marks[:4] {
			marks[i].x, marks[i].y = metres(floors[i].X), metres(floors[i].Y)
		}
	}
	p.change(marks)
}

// corners are the rectangle's corners, m: the first at the origin, the second
// along x.
func (p *pointsPage) corners() (c [4]floor.Point, ok bool) {
	w, okW := number(p.wide)
	l, okL := number(p.long)
	return [4]floor.Point{{}, {X: w}, {X: w, Y: l}, {Y: l}}, okW && okL
}

func (p *pointsPage) change(marks []mark) {
	p.history.note(p.marks)
	p.marks = marks
}

func (p *pointsPage) remove() {
	if p.way == each && len(p.marks) > 4 {
		p.change(slices.Delete(slices.Clone(p.marks), p.chosen, p.chosen+1))
		p.chosen = min(p.chosen, len(p.marks)-1)
	}
}

func (p *pointsPage) step(id string) {
	go1 := p.history.undo
	if id == "redo" {
		go1 = p.history.redo
	}
	p.marks, _ = go1(p.marks)
	p.chosen = min(p.chosen, len(p.marks)-1)
	if p.way != each && len(p.marks) > 4 {
		p.way = each
	}
}

// solve finds the floor from the points.
func (p *pointsPage) solve(g *Guide) {
	g.told = trouble{}
	points, lens := p.points(), g.lens
	if p.way != each {
		r, edges := p.sharp(g, p.rectangle())
		squared, err := calibrate.FromRectangle(g.size(), lens, r, edges)
		if err != nil {
			p.refuse(g, err)
			return
		}
		points = squared.Points
		if squared.Lens != nil {
			lens = squared.Lens
		}
	}
	points = rounded(points)
	ground, err := floor.Solve(g.size(), lens, points)
	if err != nil {
		p.refuse(g, err)
		return
	}
	g.keepZones(ground)
	g.room.Points, g.room.Lens, g.room.Landmarks, g.changed = points, lens, nil, true
	g.setGround(ground)
	g.openStep(stepExact)
}

// sharp finds the ribbons of a rectangle of which one side is known: their
// middles say better than a hand where the corners are, and how the lens bends.
// Where there are none, such as on a mat, the handles count.
func (p *pointsPage) sharp(g *Guide, r calibrate.Rectangle) (calibrate.Rectangle, [][]vision.Pixel) {
	if p.way != oneSide || g.frame.Image == nil {
		return r, nil
	}
	corners, sides, err := ribbon.Frame(g.frame.Image, r.Corners)
	if err != nil {
		return r, nil
	}
	r.Corners = corners
	return r, sides
}

// rectangle is what the four handles were put on.
func (p *pointsPage) rectangle() calibrate.Rectangle {
	var r calibrate.Rectangle
	for i := range r.Corners {
		r.Corners[i] = p.marks[i].at
	}
	r.FirstM, _ = number(p.wide)
	if p.way == rectangle {
		r.SecondM, _ = number(p.long)
	}
	return r
}

// refuse says why there is no floor, and shows the point that it is about.
func (p *pointsPage) refuse(g *Guide, err error) {
	g.tell(err)
	if n := len(g.told.points); n > 0 {
		p.chosen = min(g.told.points[n-1], len(p.marks)-1)
	}
}

// points are the handles as floor points.
func (p *pointsPage) points() []floor.Correspondence {
	points := make([]floor.Correspondence, len(p.marks))
	for i, m := range p.marks {
		points[i].Picture = m.at
		points[i].Floor.X, _ = number(m.x)
		points[i].Floor.Y, _ = number(m.y)
	}
	return points
}

// movedM is how far a floor may find the places of the one before elsewhere,
// root mean square, for zones and checks to keep their metres.
const movedM = 0.10

// keepZones lets zones and checks go that have no place on a new floor: where
// its metres are not those of the floor before.
func (g *Guide) keepZones(ground *floor.Floor) {
	g.pages.ribbons = ribbonsPage{}
	if g.first == nil {
		return
	}
	sum, n := 0.0, 0.0
	for _, c := range g.first.Points() {
		if at, err := ground.ToFloor(c.Picture, vision.PixelCov{}, 0); err == nil {
			d := at.At.Distance(c.Floor)
			sum, n = sum+d*d, n+1
		}
	}
	if n == 0 || math.Sqrt(sum/n) > movedM {
		g.room.Zones, g.room.Checks = nil, nil
	}
}

func (p *pointsPage) draw(g *Guide, d *drawing) {
	if p.way != each {
		d.line([]vision.Pixel{p.marks[0].at, p.marks[1].at, p.marks[2].at, p.marks[3].at}, true, 1.8, accent)
		d.sideName(p.marks[0].at, p.marks[1].at, p.wide)
		if p.way == rectangle {
			d.sideName(p.marks[1].at, p.marks[2].at, p.long)
		}
	}
	for i, m := range p.marks {
		d.handle(m.at, strconv.Itoa(i+1), i == p.chosen || slices.Contains(g.told.points, i))
		if p.way == each && m.x != "" && m.y != "" {
			d.label(m.at, 0, 26, 13, m.x+" ; "+m.y)
		}
	}
}

// sideName writes how long a side is beside it.
func (d *drawing) sideName(a, b vision.Pixel, text string) {
	if v, ok := number(text); ok && v > 0 {
		p, q := d.look.at(a), d.look.at(b)
		d.tag(canvas.XY{X: (p.X + q.X) / 2, Y: (p.Y + q.Y) / 2}, 15, text+" m")
	}
}
