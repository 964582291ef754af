package guide

import (
	"math"
	"strconv"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/vision"
)

// Cut is a part of the camera's picture and where on the sheet it is shown.
type Cut struct {
	From canvas.Rect // px of the picture, from its top-left corner
	To   canvas.Rect // px of the sheet
}

// Sheet is what a back end shows, from the bottom up: the ground of Over, the
// picture, Over itself, the magnified part of the picture, Top, the widgets.
type Sheet struct {
	Page    int // another for each page that was opened
	Photo   *Cut
	Over    canvas.List
	Lens    *Cut
	Top     canvas.List
	Widgets []Widget
}

// drawing is a sheet with what its parts need.
type drawing struct {
	sheet *Sheet
	list  *canvas.List // that is drawn on
	theme canvas.Theme
	unit  float64 // px
	look  *look
	tags  []canvas.Rect // where words stand over the picture
}

// topBar is the height of the bar with the steps' names, in units.
const topBar = 58

// unit is the size of one step of the layout when it was drawn last, px.
func (g *Guide) unit() float64 { return g.look.pane.Y / topBar }

// Draw draws the guide on a sheet of a size in px, and is fresh after that.
func (g *Guide) Draw(sheet *Sheet, width, height float64) {
	unit := min(3, max(0.6, min(width*0.75, height)/720))
	wide := min(0.45*width, panelWide*unit*(1+g.options.Scale)/2)
	panel := canvas.Rect{X: width - wide, W: wide, H: height}
	pane := canvas.Rect{Y: topBar * unit, W: panel.X, H: height - topBar*unit}
	g.look.fit(g.size(), pane)
	sheet.Over.Reset(width, height, g.theme.Ground)
	sheet.Top.Reset(width, height, canvas.Colour{})
	sheet.Photo, sheet.Lens, sheet.Page = nil, nil, g.opened
	d := &drawing{sheet: sheet, list: &sheet.Over, theme: g.theme, unit: unit, look: &g.look}
	if g.frame.Image != nil {
		cut := g.look.cut()
		sheet.Photo = &cut
		g.page.draw(g, d)
	} else {
		d.list.Add(canvas.Fill{Path: pane.Path(), Color: canvas.Mixed(g.theme.Ground, g.theme.Ink, 0.06)})
	}
	d.frame(panel, pane, sheet.Photo)
	g.drawSteps(d)
	g.drawTrouble(d)
	sheet.Widgets = place(d.list, g.theme, unit*g.options.Scale, panel, g.items())
	g.widgets = sheet.Widgets
	if at, yes := g.page.magnified(g); yes && g.frame.Image != nil && !g.asking {
		d.magnify(at)
	}
	g.stale = false
}

// frame covers what was drawn beyond the picture.
func (d *drawing) frame(panel, pane canvas.Rect, photo *Cut) {
	if photo != nil {
		around, r := canvas.Mixed(d.theme.Ground, d.theme.Ink, 0.06), photo.To
		for _, side := range []canvas.Rect{
			{X: pane.X, Y: pane.Y, W: pane.W, H: r.Y - pane.Y}, {X: pane.X, Y: r.Y + r.H, W: pane.W, H: pane.Y + pane.H - r.Y - r.H},
			{X: pane.X, Y: r.Y, W: r.X - pane.X, H: r.H}, {X: r.X + r.W, Y: r.Y, W: pane.X + pane.W - r.X - r.W, H: r.H},
		} {
			if side.W > 0.5 && side.H > 0.5 {
				d.list.Add(canvas.Fill{Path: side.Path(), Color: around})
			}
		}
	}
	edge := canvas.Stroke{Path: canvas.Path{Points: []canvas.XY{{X: panel.X, Y: pane.Y}, {X: panel.X, Y: panel.H}}}, Width: d.unit, Color: d.theme.Grid}
	d.list.Add(
		canvas.Fill{Path: canvas.Rect{W: d.list.Width, H: pane.Y}.Path(), Color: d.theme.Ground},
		canvas.Fill{Path: panel.Path(), Color: d.theme.Ground}, edge,
	)
}

// stepRects are where the steps' names stand, one beside the other, and how
// large their letters are, px: smaller where the bar is short.
func (g *Guide) stepRects(unit, width float64) (rects [steps]canvas.Rect, size float64) {
	for size = math.Round(16 * unit); size > 8; size-- {
		x := 16 * unit
		for s := range steps {
			w := 36*unit + letters.Width(g.say.Say(names[s]), size, true)
			rects[s] = canvas.Rect{X: x, W: w, H: topBar * unit}
			x += w + 1.5*size
		}
		if x <= width {
			break
		}
	}
	return rects, size
}

// stepAt returns the step whose name lies at a place.
func (g *Guide) stepAt(at canvas.XY) (step, bool) {
	unit := g.look.pane.Y / topBar
	rects, _ := g.stepRects(unit, g.look.pane.W)
	for s := range steps {
		if rects[s].Contains(at) {
			return s, true
		}
	}
	return 0, false
}

// drawSteps draws the bar with the steps' names: done, now, to come.
func (g *Guide) drawSteps(d *drawing) {
	rects, size := g.stepRects(d.unit, g.look.pane.W)
	for s := range steps {
		r := rects[s]
		ink, ground, rim := d.theme.Quiet, d.theme.Ground, d.theme.Quiet
		switch {
		case s == g.step:
			ink, ground, rim = d.theme.Floor, canvas.Mixed(d.theme.Floor, d.theme.Ink, 0.88), d.theme.Ink
		case s <= g.reached:
			ink, ground, rim = d.theme.Ink, d.theme.Floor, d.theme.Ink
		}
		at := canvas.XY{X: r.X + 16*d.unit, Y: r.H / 2}
		dot := circle(at, 12*d.unit)
		d.list.Add(
			canvas.Fill{Path: dot, Color: ground}, canvas.Stroke{Path: dot, Width: 1.2 * d.unit, Color: rim},
			canvas.Text{At: canvas.XY{X: at.X, Y: at.Y + 5*d.unit}, Size: 14 * d.unit, Bold: true, Align: canvas.Middle, Color: ink, Words: strconv.Itoa(int(s) + 1)},
		)
		quiet := d.theme.Quiet
		if s == g.step {
			quiet = d.theme.Ink
		}
		d.list.Add(canvas.Text{At: canvas.XY{X: at.X + 20*d.unit, Y: at.Y + 5.5*d.unit}, Size: size, Bold: s == g.step, Color: quiet, Words: g.say.Say(names[s])})
	}
}

// drawTrouble says over the picture what is the matter with it.
func (g *Guide) drawTrouble(d *drawing) {
	line := ""
	switch {
	case g.frame.Trouble != "":
		line = g.say.Say(troubleID(g.frame.Trouble))
	case g.frame.Image == nil && g.pages.camera.source != "" && !g.pages.camera.failed:
		line = g.say.Say("guide_camera_opening")
	}
	if line != "" {
		d.pill(canvas.XY{X: g.look.pane.X + g.look.pane.W/2, Y: g.look.pane.Y + 36*d.unit}, math.Round(17*d.unit), line)
	}
}

// pill writes a line on a dark ground, its middle at a place.
func (d *drawing) pill(at canvas.XY, size float64, line string) {
	wide := d.look.pane.W - 60*d.unit
	lines := letters.Wrap(letters.Shown(line), size, false, wide, 3)
	w := 0.0
	for _, l := range lines {
		w = max(w, letters.Width(l, size, false))
	}
	h := float64(len(lines)) * size * 1.3
	box := canvas.Rect{X: at.X - w/2 - size, Y: at.Y - h/2 - 0.35*size, W: w + 2*size, H: h + 0.7*size}
	d.list.Add(canvas.Fill{Path: box.Rounded(min(box.H/2, 1.2*size)), Color: canvas.Faded(ink, 0.88)})
	for i, l := range lines {
		y := at.Y - h/2 + (float64(i)+0.97)*size*1.3 - 0.15*size
		d.list.Add(canvas.Text{At: canvas.XY{X: at.X, Y: y}, Size: size, Align: canvas.Middle, Color: paper, Words: l})
	}
}

// The magnifier: a square of the sheet, and how much larger than a px of the
// picture it shows one.
const (
	lensWide = 172 // units
	lensPx   = 21  // px of the picture across it
)

// magnify shows what lies around a place much larger, in a corner of the pane
// that is away from it.
func (d *drawing) magnify(at vision.Pixel) {
	side := lensWide * d.unit
	r := canvas.Rect{X: d.look.pane.X + 16*d.unit, Y: d.look.pane.Y + 16*d.unit, W: side, H: side}
	if r.Inset(-40 * d.unit).Contains(d.look.at(at)) {
		r.X = d.look.pane.X + d.look.pane.W - side - 16*d.unit
	}
	d.sheet.Lens = &Cut{From: canvas.Rect{X: at.U + 0.5 - lensPx/2.0, Y: at.V + 0.5 - lensPx/2.0, W: lensPx, H: lensPx}, To: r}
	c, arm, gap := r.Centre(), side/2-10*d.unit, 7*d.unit
	for _, dir := range []canvas.XY{{X: 1}, {X: -1}, {Y: 1}, {Y: -1}} {
		path := canvas.Path{Points: []canvas.XY{{X: c.X + gap*dir.X, Y: c.Y + gap*dir.Y}, {X: c.X + arm*dir.X, Y: c.Y + arm*dir.Y}}}
		d.sheet.Top.Add(
			canvas.Stroke{Path: path, Width: 3 * d.unit, Color: canvas.Faded(ink, 0.55)},
			canvas.Stroke{Path: path, Width: 1.2 * d.unit, Color: paper},
		)
	}
	d.sheet.Top.Add(
		canvas.Stroke{Path: r.Rounded(4 * d.unit), Width: 4 * d.unit, Color: paper},
		canvas.Stroke{Path: r.Inset(-2 * d.unit).Rounded(5 * d.unit), Width: 1.2 * d.unit, Color: faint},
	)
}
