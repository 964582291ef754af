package livemap

import (
	"math"

	"nabij/canvas"
	"nabij/canvas/words"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Options say how the map is drawn. The zero value is the light map in
// English, fitted to the sheet.
type Options struct {
	Theme   canvas.Theme     // zero: [canvas.Light]
	Lang    words.Lang       // zero: English
	View    canvas.View      // zero PxPerM: the room fitted into the sheet
	Turn    float64          // radians, clockwise; used where View is zero
	Mirror  bool             // used where View is zero
	Scale   float64          // size of text and lines, 1 to 2; zero: 1
	Measure bool             // show distances in metres, with their uncertainty
	Focus   string           // only this person's distances, threads and trail; empty: everyone's
	As      map[string]Alias // who is drawn like whom, where two attempts are laid over each other
	Layers  Layers           // what lies on the floor beside people and ribbons
	Plain   bool             // the map alone: no quiet line, for a client's screen
	// Looks are those of people who have one of their own.
	Looks map[string]canvas.Look
	Names []string // everyone, in the order of their colours; zero: the trails' order
	Line  string   // the quiet line; zero: that of the scene's first notice
}

// Alias is how somebody is drawn: in another's colour, and pale where it is
// the attempt before.
type Alias struct {
	Name string
	Pale bool
}

// filled returns the options with its zero values replaced.
func (o Options) filled() Options {
	if o.Theme.People == nil {
		o.Theme = canvas.Light()
	}
	if o.Scale == 0 {
		o.Scale = 1
	}
	o.Scale = min(2, max(0.5, o.Scale))
	return o
}

// ColourOf returns the colour of a person, given everyone in the order of
// appearance.
func (o Options) ColourOf(name string, appeared []string) canvas.Colour {
	o = o.filled()
	m := sketch{opts: o, theme: o.Theme, names: o.Names}
	if m.names == nil {
		m.names = appeared
	}
	return m.look(name).Color
}

// of reports whether a pair is to be shown.
func (o Options) of(pair scene.Pair) bool {
	return o.Focus == "" || pair.A == o.Focus || pair.B == o.Focus
}

// Sheet returns the part of the list that the floor may fill: all but the
// quiet line's strip.
func (o Options) Sheet(list *canvas.List) canvas.Rect {
	o = o.filled()
	return o.paper(list).Inset(12 * o.unit(list))
}

// paper is the list without the quiet line's strip.
func (o Options) paper(list *canvas.List) canvas.Rect {
	r := canvas.Rect{W: list.Width, H: list.Height}
	if !o.Plain {
		r.H = max(r.H/2, r.H-o.lineHeight(list))
	}
	return r
}

// FitView returns the view that shows the whole room on the list's sheet.
func (o Options) FitView(list *canvas.List, room floor.Room) canvas.View {
	low, high := Extent(room)
	return canvas.Fit(canvas.Metres(low), canvas.Metres(high), o.Sheet(list), o.Turn, o.Mirror)
}

// unit is the size of one step of the layout, in px: one on a sheet of 720 px,
// growing with the sheet so that a large screen is read from further away.
func (o Options) unit(list *canvas.List) float64 {
	short := min(list.Width*0.75, list.Height)
	return o.filled().Scale * min(3, max(0.75, short/720))
}

// lineHeight is the height of the quiet line's strip, in px.
func (o Options) lineHeight(list *canvas.List) float64 { return 44 * o.unit(list) }

// Extent returns the corners of the floor that the map shows, in m: all zones
// and floor points with a margin. A room without either gets four by five
// metres about its origin.
func Extent(room floor.Room) (low, high floor.Point) {
	low = floor.Point{X: math.Inf(1), Y: math.Inf(1)}
	high = floor.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	add := func(p floor.Point) {
		if p.Finite() {
			low = floor.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
			high = floor.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
		}
	}
	for _, c := range room.Points {
		add(c.Floor)
	}
	for _, z := range room.Zones {
		for _, p := range z.Outline {
			add(p)
		}
	}
	if low.X > high.X {
		return floor.Point{X: -2.5, Y: -2}, floor.Point{X: 2.5, Y: 2}
	}
	const margin = 0.4
	return low.Sub(floor.Point{X: margin, Y: margin}), high.Add(floor.Point{X: margin, Y: margin})
}
