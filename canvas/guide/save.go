package guide

import (
	"context"
	"strings"
)

// savePage writes the room file.
type savePage struct {
	plain
	saved string // where; empty: not yet
}

func (p *savePage) items(g *Guide) []Item {
	if p.saved != "" && !g.changed {
		return p.after(g)
	}
	items := []Item{
		{Kind: Heading, Words: g.say.Say("guide_save_title")},
		{Kind: Field, ID: "name", Words: g.say.Say("guide_save_name"), Value: g.room.Name},
	}
	for _, line := range p.summary(g) {
		items = append(items, Item{Kind: Text, Words: line})
	}
	if !g.anew {
		items = append(items, Item{Kind: Small, Words: g.say.Say("guide_save_backup")})
	}
	items = append(items, Item{Kind: Small, Words: g.say.Say("guide_save_private")})
	items = append(items, g.notes()...)
	return append(items, g.low("guide_save_save", "save", g.ground == nil || strings.TrimSpace(g.room.Name) == "")...)
}

// summary says what will be in the file.
func (p *savePage) summary(g *Guide) (lines []string) {
	if n := g.ground.Sheets(); n > 0 {
		lines = append(lines, g.say.Say("guide_save_sheets", "Count", n))
	} else {
		lines = append(lines, g.say.Say("guide_save_points", "Count", len(g.room.Points)))
	}
	var zones []string
	for _, z := range g.room.Zones {
		zones = append(zones, z.Name)
	}
	if len(zones) > 0 {
		lines = append(lines, g.say.Say("guide_save_zones", "Count", len(zones), "Names", g.say.And(zones)))
	} else {
		lines = append(lines, g.say.Say("guide_save_no_zones"))
	}
	if n := len(g.room.Checks); n > 0 {
		lines = append(lines, g.say.Say("guide_save_checks", "Count", n))
	}
	return lines
}

// after is what is said when the room is saved.
func (p *savePage) after(g *Guide) []Item {
	items := []Item{
		{Kind: Heading, Words: g.say.Say("guide_saved_title")},
		{Kind: Text, Words: g.say.Say("guide_saved_about", "Room", g.room.Name)},
		{Kind: Small, Words: p.saved},
	}
	if !g.options.Onwards {
		return append(items, Item{Kind: Main, ID: "close", Words: g.say.Say("guide_saved_close"), Low: true, First: true})
	}
	return append(items,
		Item{Kind: Button, ID: "close", Words: g.say.Say("guide_saved_close"), Low: true},
		Item{Kind: Main, ID: "session", Words: g.say.Say("start_begin"), Low: true, First: true})
}

func (p *savePage) typed(g *Guide, id, text string) {
	if id == "name" && text != g.room.Name {
		g.room.Name, g.changed = text, true
	}
}

func (p *savePage) press(g *Guide, id string) {
	switch id {
	case "save":
		p.save(g)
	case "session":
		g.done, g.end = true, Session
	}
}

func (p *savePage) save(g *Guide) {
	g.room.Name = strings.TrimSpace(g.room.Name)
	room, anew, program := g.room, g.anew, g.program
	g.work("guide_saving", func(context.Context) (func(), error) {
		path, err := program.Save(room, anew)
		return func() {
			p.saved, g.anew, g.changed = path, false, false
			g.options.File, g.first = path, g.ground
		}, err
	})
}

func (p *savePage) draw(g *Guide, d *drawing) {
	if g.ground != nil {
		g.pages.ribbons.outlines(g, d, -1)
	}
}
