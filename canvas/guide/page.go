package guide

import (
	"nabij/canvas/words"
	"nabij/vision"
)

// step is one of the steps that the guide goes through.
type step uint8

const (
	stepCamera step = iota
	stepFloor
	stepExact
	stepRibbons
	stepSave
	steps
)

// names are the steps' names.
var names = [steps]words.ID{"guide_step_camera", "guide_step_floor", "guide_step_exact", "guide_step_ribbons", "guide_step_save"}

// page is what a step shows and does. Places are px in the picture.
type page interface {
	items(g *Guide) []Item
	press(g *Guide, id string)
	typed(g *Guide, id, text string)
	draw(g *Guide, d *drawing)
	// down takes hold of what lies within reach of a place; false where there
	// is nothing.
	down(g *Guide, at vision.Pixel, reachPx float64) bool
	drag(g *Guide, to vision.Pixel)
	up(g *Guide)
	key(g *Guide, name string)
	// magnified is the place that is shown larger, if any is.
	magnified(g *Guide) (vision.Pixel, bool)
}

// plain is a page that does nothing with the picture.
type plain struct{}

func (plain) typed(*Guide, string, string)              {}
func (plain) draw(*Guide, *drawing)                     {}
func (plain) down(*Guide, vision.Pixel, float64) bool   { return false }
func (plain) drag(*Guide, vision.Pixel)                 {}
func (plain) up(*Guide)                                 {}
func (plain) key(*Guide, string)                        {}
func (plain) magnified(*Guide) (p vision.Pixel, _ bool) { return p, false }

// open shows a page of a step.
func (g *Guide) open(s step, p page) {
	g.job.stop()
	g.step, g.page, g.told, g.hold, g.stale = s, p, trouble{}, hold{}, true
	g.reached = max(g.reached, s)
	g.opened++
}

// openStep shows the first page of a step.
func (g *Guide) openStep(s step) {
	switch s {
	case stepCamera:
		g.open(s, &g.pages.camera)
	case stepFloor:
		g.open(s, &g.pages.ways)
	case stepExact:
		g.open(s, &g.pages.report)
	case stepRibbons:
		g.open(s, &g.pages.ribbons)
	case stepSave:
		g.open(s, &g.pages.save)
	}
}

// Press tells that a widget was pressed.
func (g *Guide) Press(id string) {
	g.stale, g.asking = true, false
	switch id {
	case "close":
		g.done = true
	case "stay":
	case "back":
		g.openStep(g.step - 1)
	default:
		g.page.press(g, id)
	}
}

// Type tells that a field holds a text now.
func (g *Guide) Type(id, text string) {
	g.stale = true
	g.page.typed(g, id, text)
}

// low are the buttons at the bottom of a page: back, and the one that leads on.
func (g *Guide) low(next words.ID, id string, off bool) []Item {
	items := []Item{}
	if g.step > stepCamera {
		items = append(items, Item{Kind: Button, ID: "back", Words: g.say.Say("guide_back"), Low: true})
	}
	return append(items, Item{Kind: Main, ID: id, Words: g.say.Say(next), Low: true, Off: off || g.job.busy != "", First: true})
}

// items are all items of the panel.
func (g *Guide) items() []Item {
	if g.asking {
		return []Item{
			{Kind: Heading, Words: g.say.Say("guide_close_question")},
			{Kind: Text, Words: g.say.Say("guide_close_why")},
			{Kind: Button, ID: "close", Words: g.say.Say("guide_close_close"), Low: true},
			{Kind: Main, ID: "stay", Words: g.say.Say("guide_close_stay"), Low: true, First: true},
		}
	}
	return g.page.items(g)
}
