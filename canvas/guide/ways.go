package guide

// waysPage chooses how the floor is measured.
type waysPage struct {
	plain
	said string // whether the camera stands where it stood
	off  bool   // the floor that was measured does not hold any more
}

func (p *waysPage) items(g *Guide) []Item {
	items := []Item{{Kind: Heading, Words: g.say.Say("guide_floor_title")}}
	items = append(items, g.notes()...)
	if p.said != "" {
		items = append(items, Item{Kind: Note, Words: p.said})
	}
	known := g.ground != nil && len(g.room.Points) > 0 && !p.off
	if known {
		items = append(items,
			Item{Kind: Text, Words: g.say.Say("guide_floor_known")},
			Item{Kind: Main, ID: "keep", Words: g.say.Say("guide_floor_keep"), Off: g.job.busy != "", First: true}, Item{Kind: Gap})
	}
	for _, way := range []struct {
		id          string
		name, about string
	}{
		{"sheets", g.say.Say("guide_way_sheets"), g.say.Say("guide_way_sheets_about")},
		{"points", g.say.Say("guide_way_points"), g.say.Say("guide_way_points_about")},
		{"ribbon", g.say.Say("guide_way_ribbon"), g.say.Say("guide_way_ribbon_about")},
	} {
		kind := Button
		if way.id == "sheets" && !known {
			kind = Main // the one for who is in doubt
		}
		items = append(items, Item{Kind: kind, ID: way.id, Words: way.name, First: kind == Main}, Item{Kind: Small, Words: way.about}, Item{Kind: Gap})
	}
	lens := g.say.Say("guide_way_lens")
	if g.lens != nil {
		lens = g.say.Say("guide_way_lens_again")
	}
	items = append(items, Item{Kind: Button, ID: "lens", Words: lens, Low: true})
	return append(items, Item{Kind: Button, ID: "back", Words: g.say.Say("guide_back"), Low: true})
}

func (p *waysPage) draw(g *Guide, d *drawing) {
	if g.ground != nil {
		d.metres(g.ground)
	}
}

func (p *waysPage) press(g *Guide, id string) {
	switch id {
	case "keep":
		g.openStep(stepExact)
	case "sheets":
		g.open(stepFloor, &g.pages.sheets)
	case "points":
		g.pages.points.begin(g, rectangle)
		g.open(stepFloor, &g.pages.points)
	case "lens":
		g.pages.lens = lensPage{across: "9", high: "6"}
		g.open(stepFloor, &g.pages.lens)
	case "ribbon":
		g.pages.points.begin(g, oneSide)
		g.open(stepFloor, &g.pages.points)
	}
}
