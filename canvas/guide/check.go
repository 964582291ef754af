package guide

import (
	"context"
	"math"
	"strconv"

	"nabij/canvas"
	"nabij/canvas/words"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// checkPage tests the floor with a tape: between two ends that can be put
// anywhere, on a sheet or on a person.
type checkPage struct {
	plain
	ends     [2]floor.Point
	chosen   int
	held     bool
	measured string // m, as typed
}

// begin lays the tape's ends on the floor, a good way apart.
func (p *checkPage) begin(g *Guide) {
	if p.ends != [2]floor.Point{} {
		return
	}
	w, h := float64(g.size().Width), float64(g.size().Height)
	for i, at := range [2]vision.Pixel{{U: 0.35 * w, V: 0.8 * h}, {U: 0.6 * w, V: 0.62 * h}} {
		if place, err := g.ground.ToFloor(at, vision.PixelCov{}, 0); err == nil {
			p.ends[i] = place.At
		}
	}
}

func (p *checkPage) items(g *Guide) []Item {
	items := []Item{
		{Kind: Heading, Words: g.say.Say("guide_check_title")},
		{Kind: Text, Words: g.say.Say("guide_check_about")},
		{Kind: Button, ID: "sheet", Words: g.say.Say("guide_check_sheet"), Row: 1, Off: g.job.busy != ""},
		{Kind: Button, ID: "person", Words: g.say.Say("guide_check_person"), Row: 1, Off: g.job.busy != ""},
		{Kind: Text, Words: g.say.Say("guide_check_found", "Found", p.found(g))},
		{Kind: Field, ID: "measured", Words: g.say.Say("guide_check_measured"), Value: p.measured},
	}
	if v, ok := number(p.measured); ok && v > 0 {
		items = append(items, Item{Kind: Note, Words: p.difference(g, v)})
		items = append(items, Item{Kind: Button, ID: "keep", Words: g.say.Say("guide_check_keep")})
	}
	items = append(items, g.notes()...)
	for i, c := range g.room.Checks[max(0, len(g.room.Checks)-3):] {
		items = append(items, Item{Kind: Small, Words: g.say.Say("guide_check_kept", "Number", i+1+max(0, len(g.room.Checks)-3),
			"Measured", g.say.Number(c.MeasuredM, 3), "Found", g.say.Number(c.FoundM, 3))})
	}
	return append(items,
		Item{Kind: Button, ID: "report", Words: g.say.Say("guide_back"), Low: true},
		Item{Kind: Main, ID: "next", Words: g.say.Say("guide_next"), Low: true, First: true})
}

func (p *checkPage) lengthM() float64 { return p.ends[0].Distance(p.ends[1]) }

// found says what lies between the ends, and how sure that is.
func (p *checkPage) found(g *Guide) string {
	return g.say.Metres(p.lengthM(), p.sigmaM(g))
}

// endPx is how exactly an end is put on its place, standard deviation, px.
const endPx = 0.7

// sigmaM is how unsure the length is, along the line between the ends.
func (p *checkPage) sigmaM(g *Guide) float64 {
	along := p.ends[1].Sub(p.ends[0])
	if along.Norm() == 0 {
		return 0
	}
	along = along.Scale(1 / along.Norm())
	sum := 0.0
	for _, end := range p.ends {
		px, ok := g.ground.ToPicture(end, 0)
		if !ok {
			return math.NaN()
		}
		place, err := g.ground.ToFloor(px, vision.Isotropic(endPx), 0)
		if err != nil {
			return math.NaN()
		}
		c := place.Cov
		sum += along.X*along.X*c.XX + 2*along.X*along.Y*c.XY + along.Y*along.Y*c.YY
	}
	return math.Sqrt(sum)
}

// difference says how far nabij and the tape are apart.
func (p *checkPage) difference(g *Guide, measuredM float64) string {
	apart := p.lengthM() - measuredM
	id := "guide_check_more"
	if apart < 0 {
		id = "guide_check_less"
	}
	if math.Abs(apart) < 0.0005 {
		id = "guide_check_same"
	}
	said := g.say.Say(words.ID(id), "Off", g.say.Number(100*math.Abs(apart), 1))
	if math.Abs(apart) > 3*p.sigmaM(g)+0.01 {
		said += " " + g.say.Say("guide_check_surprise")
	}
	return said
}

func (p *checkPage) typed(_ *Guide, id, text string) {
	if id == "measured" {
		p.measured = text
	}
}

func (p *checkPage) press(g *Guide, id string) {
	switch id {
	case "report":
		g.openStep(stepExact)
	case "next":
		g.openStep(stepRibbons)
	case "keep":
		p.keep(g)
	case "sheet":
		p.toSheets(g)
	case "person":
		p.toPeople(g)
	}
}

// keep adds the check to the room.
func (p *checkPage) keep(g *Guide) {
	if v, ok := number(p.measured); ok && v > 0 && p.lengthM() > 0 {
		g.room.Checks = append(g.room.Checks, floor.Check{
			At: floor.Point{X: to(p.ends[1].X, 1e3), Y: to(p.ends[1].Y, 1e3)}, MeasuredM: v, FoundM: to(p.lengthM(), 1e3),
		})
		g.changed, p.measured = true, ""
	}
}

// toSheets puts the ends on sheets that lie on the floor: the chosen one where
// there is one sheet, both where there are two.
func (p *checkPage) toSheets(g *Guide) {
	program, ground := g.program, g.ground
	g.work("guide_check_looking", func(ctx context.Context) (func(), error) {
		quiet, err := program.Empty(ctx)
		if err != nil {
			return nil, err
		}
		quads, err := program.Sheets(ctx, quiet.Image)
		if err != nil {
			return nil, err
		}
		places := sheetsOn(ground, quads)
		return func() { p.put(g, places, "guide_check_no_sheet") }, nil
	})
}

// sheetsOn are the middles of the quads that have the size of A4 on the floor.
func sheetsOn(ground *floor.Floor, quads []calibrate.Quad) (places []floor.Point) {
	for _, q := range quads {
		var c [4]floor.Point
		ok := true
		for k, px := range q {
			place, err := ground.ToFloor(px, vision.PixelCov{}, 0)
			if ok = ok && err == nil; ok {
				c[k] = place.At
			}
		}
		first, second := c[0].Distance(c[1]), c[1].Distance(c[2])
		if ok && like(max(first, second), floor.SheetLongM) && like(min(first, second), floor.SheetShortM) {
			places = append(places, c[0].Add(c[1]).Add(c[2]).Add(c[3]).Scale(0.25))
		}
	}
	return places
}

// like reports whether a side is that of a sheet, as far as a rough floor tells.
func like(m, want float64) bool { return math.Abs(m-want) < 0.25*want }

// toPeople puts the ends on people.
func (p *checkPage) toPeople(g *Guide) {
	program, ground := g.program, g.ground
	g.work("guide_check_looking", func(ctx context.Context) (func(), error) {
		places, err := program.People(ctx, ground)
		if err != nil {
			return nil, err
		}
		return func() { p.put(g, places, "guide_check_nobody") }, nil
	})
}

// put puts the ends on places that were found; without any it says so.
func (p *checkPage) put(g *Guide, places []floor.Point, none string) {
	switch len(places) {
	case 0:
		g.told = trouble{what: g.say.Say(words.ID(none))}
	case 1:
		p.ends[p.chosen] = places[0]
	default:
		p.ends[0], p.ends[1] = places[0], places[1]
	}
}

func (p *checkPage) down(g *Guide, at vision.Pixel, reachPx float64) bool {
	best := reachPx
	for i, end := range p.ends {
		if px, ok := g.ground.ToPicture(end, 0); ok && px.Distance(at) < best {
			p.chosen, p.held, best = i, true, px.Distance(at)
		}
	}
	return p.held
}

func (p *checkPage) drag(g *Guide, at vision.Pixel) {
	if place, err := g.ground.ToFloor(at, vision.PixelCov{}, 0); err == nil && p.held {
		p.ends[p.chosen] = place.At
	}
}

func (p *checkPage) up(g *Guide) {
	p.held = false
	px, ok := g.ground.ToPicture(p.ends[p.chosen], 0)
	if !ok || g.frame.Image == nil {
		return
	}
	if corner, found := g.program.Snap(g.frame.Image, px); found {
		p.held = true
		p.drag(g, corner)
		p.held = false
	}
}

func (p *checkPage) magnified(g *Guide) (vision.Pixel, bool) {
	return g.ground.ToPicture(p.ends[p.chosen], 0)
}

func (p *checkPage) draw(g *Guide, d *drawing) {
	d.metres(g.ground)
	d.floorLine(g.ground, p.ends[:], false, 3, accent)
	for i, end := range p.ends {
		if px, ok := g.ground.ToPicture(end, 0); ok {
			d.handle(px, strconv.QuoteRune(rune('A' + i))[1:2], i == p.chosen)
		}
	}
	a, okA := g.ground.ToPicture(p.ends[0], 0)
	b, okB := g.ground.ToPicture(p.ends[1], 0)
	if okA && okB {
		q, r := d.look.at(a), d.look.at(b)
		d.tag(canvas.XY{X: (q.X + r.X) / 2, Y: (q.Y+r.Y)/2 + 18*d.unit}, 15, g.say.Number(p.lengthM(), 2)+" m")
	}
}
