package guide

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/canvas/words"
	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/ribbon"
)

// ribbonsPage finds the ribbons, and lets them be named and corrected.
type ribbonsPage struct {
	looked  bool
	hidden  bool     // somebody stood in the picture all the time
	out     []string // zones that go on where the floor was not measured
	chosen  int      // zone, from 0
	dot     int      // vertex of its handles that was chosen; -1: none
	held    bool
	moved   bool // since it is held
	before  []floor.Zone
	history history[[]floor.Zone]
	taught  []ribbon.Taught // colours that were pointed out
	teaches bool            // the next press in the picture points one out
	handles []floor.Point   // of the chosen zone
	of      int             // the zone that they are of
}

// mostListed is how many zones the panel lists.
const mostListed = 8

func (p *ribbonsPage) items(g *Guide) []Item {
	items := []Item{{Kind: Heading, Words: g.say.Say("guide_ribbons_title")}}
	if len(g.room.Zones) == 0 {
		return append(items, p.none(g)...)
	}
	items = append(items, Item{Kind: Text, Words: g.say.Say("guide_ribbons_found", "Count", len(g.room.Zones))})
	for i, z := range g.room.Zones[:min(mostListed, len(g.room.Zones))] {
		colour := livemap.Cloth(z.Color)
		items = append(items, Item{Kind: Choice, ID: "zone" + strconv.Itoa(i), Words: z.Name, On: i == p.chosen, Mark: &colour, Row: 10 + i/2})
	}
	items = append(items, p.one(g)...)
	if p.hidden {
		items = append(items, Item{Kind: Note, Words: g.say.Say("guide_somebody")})
	}
	if n := len(p.out); n > 0 {
		items = append(items, Item{Kind: Note, Words: g.say.Say("guide_ribbons_beyond", "Names", g.say.And(p.out), "Count", n)})
	}
	items = append(items, p.teaching(g)...)
	items = append(items, g.notes()...)
	items = append(items, p.teach(g, 6), Item{Kind: Button, ID: "find", Words: g.say.Say("guide_look_again"), Low: true, Row: 6, Off: g.job.busy != ""})
	return append(items, g.low("guide_next", "next", false)...)
}

// none is the panel before a ribbon is known.
func (p *ribbonsPage) none(g *Guide) []Item {
	items := []Item{
		{Kind: Text, Words: g.say.Say("guide_ribbons_lay")},
		{Kind: Small, Words: g.say.Say("guide_ribbons_how")},
	}
	if p.looked && g.job.busy == "" {
		items = append(items, Item{Kind: Note, Words: g.say.Say("guide_ribbons_none")})
	}
	items = append(items, p.teaching(g)...)
	items = append(items, g.notes()...)
	if p.looked {
		items = append(items, p.teach(g, 0))
	}
	items = append(items, Item{Kind: Button, ID: "next", Words: g.say.Say("guide_ribbons_without"), Low: true, Off: g.job.busy != ""})
	return append(items, g.low("guide_ribbons_find", "find", g.frame.Image == nil)...)
}

// teach is the button to point out a ribbon that was not found.
func (p *ribbonsPage) teach(g *Guide, row int) Item {
	return Item{Kind: Choice, ID: "teach", Words: g.say.Say("guide_ribbons_teach"), On: p.teaches, Low: true, Row: row, Off: g.job.busy != "" || g.frame.Image == nil}
}

// teaching says what to do while a ribbon is to be pointed out.
func (p *ribbonsPage) teaching(g *Guide) []Item {
	if !p.teaches {
		return nil
	}
	return []Item{{Kind: Note, Words: g.say.Say("guide_ribbons_teach_about")}}
}

// learn learns the colour of the ribbon at a place, and looks again.
func (p *ribbonsPage) learn(g *Guide, at vision.Pixel) {
	p.teaches = false
	t, err := ribbon.Teach(g.frame.Image, g.ground, at)
	if err != nil {
		g.tell(err)
		return
	}
	p.taught = append(p.taught, t)
	p.find(g)
}

// one is what can be done with the chosen zone.
func (p *ribbonsPage) one(g *Guide) []Item {
	if p.chosen < 0 || p.chosen >= len(g.room.Zones) {
		return nil
	}
	z := g.room.Zones[p.chosen]
	items := []Item{
		{Kind: Field, ID: "name" + strconv.Itoa(p.chosen), Words: g.say.Say("guide_ribbons_name"), Value: z.Name},
		{Kind: Small, Words: p.describe(g, z)},
		{Kind: Button, ID: "delete", Words: g.say.Say("guide_ribbons_dot"), Row: 4, Off: p.dot < 0},
		{Kind: Button, ID: "drop", Words: g.say.Say("guide_ribbons_drop"), Row: 4},
		{Kind: Button, ID: "undo", Words: g.say.Say("guide_undo"), Row: 5, Off: len(p.history.before) == 0},
		{Kind: Button, ID: "redo", Words: g.say.Say("guide_redo"), Row: 5, Off: len(p.history.after) == 0},
	}
	if !z.Closed {
		items = append(items, Item{Kind: Button, ID: "corner", Words: g.say.Say("guide_ribbons_corner")})
	}
	return append(items, Item{Kind: Small, Words: g.say.Say("guide_ribbons_keys")})
}

// describe says what a zone's border is.
func (p *ribbonsPage) describe(g *Guide, z floor.Zone) string {
	id := words.ID("guide_zone_" + string(z.Kind) + "_open")
	if z.Closed {
		id = words.ID("guide_zone_" + string(z.Kind) + "_closed")
	}
	colour := words.ID("guide_color_" + z.Color)
	if strings.HasPrefix(z.Color, "#") {
		colour = "guide_color_other"
	}
	return g.say.Say(id, "Color", g.say.Say(colour), "Long", g.say.Number(ribbon.LengthM(z), 1), "Wide", g.say.Number(1000*z.WidthM, 0))
}

func (p *ribbonsPage) typed(g *Guide, id, text string) {
	i, err := strconv.Atoi(strings.TrimPrefix(id, "name"))
	if err == nil && i < len(g.room.Zones) && g.room.Zones[i].Name != text {
		zones := slices.Clone(g.room.Zones)
		zones[i].Name = text
		g.room.Zones, g.changed = zones, true
	}
}

func (p *ribbonsPage) press(g *Guide, id string) {
	switch id {
	case "find":
		p.find(g)
	case "teach":
		p.teaches, g.told = !p.teaches, trouble{}
	case "next":
		p.next(g)
	case "delete", "undo", "redo":
		p.key(g, id)
	case "drop":
		p.change(g, slices.Delete(slices.Clone(g.room.Zones), p.chosen, p.chosen+1))
		p.choose(max(0, p.chosen-1))
	case "corner":
		p.corner(g)
	default:
		if i, err := strconv.Atoi(strings.TrimPrefix(id, "zone")); err == nil {
			p.choose(i)
		}
	}
}

func (p *ribbonsPage) choose(zone int) { p.chosen, p.dot, p.handles = zone, -1, nil }

// change puts other zones in place of those that there are.
func (p *ribbonsPage) change(g *Guide, zones []floor.Zone) {
	p.history.note(g.room.Zones)
	g.room.Zones, g.changed, p.handles = zones, true, nil
}

// find looks for ribbons in the empty room.
func (p *ribbonsPage) find(g *Guide) {
	program, ground, known, taught := g.program, g.ground, g.room.Zones, p.taught
	g.work("guide_ribbons_looking", func(ctx context.Context) (func(), error) {
		quiet, err := program.Empty(ctx)
		if err != nil {
			return nil, err
		}
		var region []floor.Point
		for _, c := range ground.Points() {
			region = append(region, c.Floor)
		}
		zones, err := ribbon.Find(ctx, quiet.Image, ground, region, taught...)
		if err != nil {
			return nil, err
		}
		zones = ribbon.KeepNames(zones, known)
		out := ribbon.Beyond(quiet.Image, ground, zones)
		return func() {
			p.looked, p.hidden, p.out = true, quiet.Seen < wholePicture, out
			if len(zones) > 0 {
				p.change(g, zones)
				p.choose(0)
			} else if len(known) > 0 {
				g.told = trouble{what: g.say.Say("guide_ribbons_none")}
			}
		}, nil
	})
}

// next goes on where every zone has a name of its own.
func (p *ribbonsPage) next(g *Guide) {
	first := map[string]bool{}
	for i, z := range g.room.Zones {
		name := strings.TrimSpace(z.Name)
		fault := words.ID("")
		switch {
		case name == "":
			fault = "guide_name_empty"
		case strings.ContainsAny(name, ";\n\t") || strings.HasSuffix(name, ":left") || strings.HasSuffix(name, ":right"):
			fault = "guide_name_sign"
		case first[name]:
			fault = "guide_name_twice"
		}
		if fault != "" {
			p.choose(i)
			g.told = trouble{what: g.say.Say(fault, "Name", name)}
			return
		}
		first[name] = true
	}
	if g.room.Name == "" {
		g.room.Name = g.say.Say("guide_room_name")
	}
	g.openStep(stepSave)
}

func (p *ribbonsPage) draw(g *Guide, d *drawing) {
	p.outlines(g, d, p.chosen)
	if p.chosen < 0 || p.chosen >= len(g.room.Zones) {
		return
	}
	for i, at := range p.grips(g) {
		if px, ok := g.ground.ToPicture(at, 0); ok {
			d.dot(d.look.at(px), i == p.dot)
		}
	}
}

// outlines draws every zone over the picture, the chosen one wider.
func (p *ribbonsPage) outlines(g *Guide, d *drawing, chosen int) {
	for i, z := range g.room.Zones {
		wide := 2.0
		if i == chosen {
			wide = 3.2
		}
		d.floorLine(g.ground, z.Outline, z.Closed, wide, livemap.Cloth(z.Color))
	}
	for i, z := range g.room.Zones {
		if i == chosen {
			continue // its name is in the panel, its dots are here
		}
		if px, ok := g.ground.ToPicture(z.Outline[len(z.Outline)/3], 0); ok {
			d.label(px, 0, -18, 15, z.Name)
		}
	}
}

// dot draws a vertex to take hold of.
func (d *drawing) dot(at canvas.XY, chosen bool) {
	radius, ground := 4.5*d.unit, paper
	if chosen {
		radius, ground = 7*d.unit, accent
	}
	d.list.Add(
		canvas.Fill{Path: circle(at, radius), Color: ground},
		canvas.Stroke{Path: circle(at, radius), Width: 1.6 * d.unit, Color: ink},
	)
}
