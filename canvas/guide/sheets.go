package guide

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"nabij/canvas"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// sheetsPage measures the floor with sheets of A4.
type sheetsPage struct {
	plain
	laid   *calibrate.Laid // nil: none were found yet
	others []calibrate.Quad
	hidden bool             // somebody stood in the picture all the time
	moved  bool             // zones that there were have no place on this floor
	quads  []calibrate.Quad // of laid's sheets, in their order
	ends   [2]int           // the sheets that a tape was laid between
	turn   int              // which end is chosen next
	tape   string           // its length, m, as typed; empty: nothing was measured
}

func (p *sheetsPage) items(g *Guide) []Item {
	items := []Item{{Kind: Heading, Words: g.say.Say("guide_sheets_title")}}
	if p.laid == nil {
		items = append(items,
			Item{Kind: Text, Words: g.say.Say("guide_sheets_lay")}, Item{Kind: Text, Words: g.say.Say("guide_sheets_step_out")},
			Item{Kind: Small, Words: g.say.Say("guide_sheets_plain")})
		return append(append(items, g.notes()...), p.low(g)...)
	}
	items = append(items, Item{Kind: Text, Words: g.say.Say("guide_sheets_found", "Count", len(p.laid.Sheets))})
	items = append(items, Item{Kind: Text, Words: g.say.Say("guide_sheets_height", "Height", g.say.Number(p.laid.Floor.CameraAt().Z, 2))})
	if len(p.others) > 0 {
		items = append(items, Item{Kind: Small, Words: g.say.Say("guide_sheets_others", "Count", len(p.others))})
	}
	items = append(items, Item{Kind: Field, ID: "tape", Value: p.tape,
		Words: g.say.Say("guide_sheets_tape", "A", p.ends[0]+1, "B", p.ends[1]+1)}, Item{Kind: Small, Words: g.say.Say("guide_sheets_tape_about")})
	if p.hidden {
		items = append(items, Item{Kind: Note, Words: g.say.Say("guide_somebody")})
	}
	if p.moved {
		items = append(items, Item{Kind: Note, Words: g.say.Say("guide_zones_moved")})
	}
	return append(append(items, g.notes()...), p.low(g)...)
}

func (p *sheetsPage) low(g *Guide) []Item {
	if p.laid == nil {
		return withBack(g, g.low("guide_sheets_look", "look", g.frame.Image == nil))
	}
	again := Item{Kind: Button, ID: "look", Words: g.say.Say("guide_look_again"), Low: true, Off: g.job.busy != ""}
	return append([]Item{again}, withBack(g, g.low("guide_next", "next", false))...)
}

// withBack leads the button back to the choice of ways.
func withBack(_ *Guide, items []Item) []Item {
	for i := range items {
		if items[i].ID == "back" {
			items[i].ID = "ways"
		}
	}
	return items
}

func (p *sheetsPage) press(g *Guide, id string) {
	switch id {
	case "ways":
		g.openStep(stepFloor)
	case "look":
		p.search(g)
	case "next":
		switch v, ok := number(p.tape); {
		case ok && v > 0:
			p.tighten(g, v)
		case strings.TrimSpace(p.tape) != "":
			g.told = trouble{what: g.say.Say("guide_fault_not_finite"), todo: g.say.Say("guide_fault_not_finite_todo")}
		default:
			p.take(g)
		}
	}
}

func (p *sheetsPage) typed(_ *Guide, id, text string) {
	if id == "tape" {
		p.tape = text
	}
}

// tighten solves the floor again with a length that was measured, and goes on.
func (p *sheetsPage) tighten(g *Guide, lengthM float64) {
	size, lens, quads, tape := g.size(), g.lens, p.quads, calibrate.Tape{A: p.ends[0], B: p.ends[1], LengthM: lengthM}
	before, keeps := g.first, g.first != nil && !p.moved && len(g.room.Zones)+len(g.room.Checks) > 0
	g.work("guide_check_looking", func(context.Context) (func(), error) {
		laid, err := calibrate.FromSheets(size, lens, quads, tape)
		if err != nil {
			return nil, err
		}
		moved := keeps && laid.KeepFrame(before) != nil
		return func() {
			p.laid, p.moved = laid, p.moved || moved
			p.take(g)
		}, nil
	})
}

// take makes the floor of the sheets the room's.
func (p *sheetsPage) take(g *Guide) {
	g.room.Points, g.room.Lens, g.room.Landmarks, g.changed = rounded(p.laid.Points), g.lens, nil, true
	if p.moved {
		g.room.Zones, g.room.Checks = nil, nil
	}
	g.pages.ribbons = ribbonsPage{}
	if g.settle() {
		g.openStep(stepExact)
	}
}

// down chooses the sheets that the tape was laid between, one end after the
// other.
func (p *sheetsPage) down(g *Guide, at vision.Pixel, reachPx float64) bool {
	if p.laid == nil {
		return false
	}
	for i, s := range p.laid.Sheets {
		px, ok := p.laid.Floor.ToPicture(s.Centre, 0)
		if ok && px.Distance(at) < max(2*reachPx, 12) && i != p.ends[1-p.turn] {
			p.ends[p.turn], p.turn = i, 1-p.turn
			return true
		}
	}
	return false
}

// farthest are the two sheets with the most floor between them.
func farthest(sheets []calibrate.Sheet) (ends [2]int) {
	most := 0.0
	for i := range sheets {
		for k := range i {
			if d := sheets[i].Centre.Distance(sheets[k].Centre); d > most {
				ends, most = [2]int{k, i}, d
			}
		}
	}
	return ends
}

// search looks for the sheets.
func (p *sheetsPage) search(g *Guide) {
	size, lens, program := g.size(), g.lens, g.program
	room, before := g.room, g.first
	p.laid, p.others = nil, nil
	g.work("guide_sheets_looking", func(ctx context.Context) (func(), error) {
		quiet, err := program.Empty(ctx)
		if err != nil {
			return nil, err
		}
		quads, err := program.Sheets(ctx, quiet.Image)
		if err != nil {
			return nil, err
		}
		laid, chosen, err := calibrate.ChooseSheets(size, lens, quads)
		if err != nil {
			return nil, err
		}
		moved := false
		if before != nil && len(room.Zones)+len(room.Checks) > 0 {
			moved = laid.KeepFrame(before) != nil
		}
		return func() {
			p.laid, p.moved, p.hidden = laid, moved, quiet.Seen < wholePicture
			p.quads, p.ends, p.turn, p.tape = nil, farthest(laid.Sheets), 0, ""
			for _, i := range chosen {
				p.quads = append(p.quads, quads[i])
			}
			for i, q := range quads {
				if !slices.Contains(chosen, i) {
					p.others = append(p.others, q)
				}
			}
		}, nil
	})
}

// wholePicture is the share of the picture from which nobody stood in it.
const wholePicture = 0.999

func (p *sheetsPage) draw(g *Guide, d *drawing) {
	if p.laid == nil {
		return
	}
	for _, q := range p.others {
		d.line(q[:], true, 1.5, faint, 2, 6)
	}
	a, b := p.laid.Sheets[p.ends[0]], p.laid.Sheets[p.ends[1]]
	d.floorLine(p.laid.Floor, []floor.Point{a.Centre, b.Centre}, false, 1.5, accent, 2, 6)
	for i, s := range p.laid.Sheets {
		d.sheetOf(p.laid.Floor, s.Corners, strconv.Itoa(i+1))
	}
}

// sheetOf draws a sheet of A4 as the floor has it.
func (d *drawing) sheetOf(ground *floor.Floor, corners [4]floor.Point, name string) {
	var seen []vision.Pixel
	for _, c := range corners {
		px, ok := ground.ToPicture(c, 0)
		if !ok {
			return
		}
		seen = append(seen, px)
	}
	path := canvas.Path{Closed: true}
	for _, px := range seen {
		path.Points = append(path.Points, d.look.at(px))
	}
	d.list.Add(canvas.Fill{Path: path, Color: canvas.Faded(accent, 0.22)})
	d.line(seen, true, 2, accent)
	middle := vision.Pixel{U: (seen[0].U + seen[2].U) / 2, V: (seen[0].V + seen[2].V) / 2}
	d.label(middle, 0, -26, 15, name)
}

// settle solves the floor from the room's points as the room file will.
func (g *Guide) settle() bool {
	ground, err := floor.Solve(g.room.Size, g.room.Lens, g.room.Points)
	if err != nil {
		g.tell(err)
		return false
	}
	g.setGround(ground)
	return true
}
