package guide

import (
	"math"
	"strconv"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// reportPage says how exact the floor is, over the picture.
type reportPage struct {
	plain
	mesh      *unsure // of the floor that is shown; nil: not made yet
	near, far float64 // its least and greatest error, m
}

func (p *reportPage) anew() { p.mesh = nil }

func (p *reportPage) items(g *Guide) []Item {
	items := []Item{{Kind: Heading, Words: g.say.Say("guide_exact_title")}}
	if g.ground == nil {
		return append(items, g.low("guide_next", "next", true)...)
	}
	p.make(g.ground)
	near, far := p.near, p.far
	items = append(items,
		Item{Kind: Text, Words: g.say.Say("guide_exact_range", "Near", cm(g, near), "Far", cm(g, far))},
		Item{Kind: Small, Words: g.say.Say("guide_exact_lines")},
		Item{Kind: Text, Words: p.fit(g)})
	if n := g.ground.Sheets(); n > 0 {
		items = append(items, Item{Kind: Small, Words: g.say.Say("guide_exact_sheets")})
	}
	at := g.ground.CameraAt()
	items = append(items, Item{Kind: Small, Words: g.say.Say("guide_exact_camera", "Height", g.say.Number(at.Z, 2))})
	if far > roughM {
		items = append(items, Item{Kind: Note, Words: g.say.Say("guide_exact_rough")})
	}
	items = append(items, g.notes()...)
	if g.ground.LensSolved() && g.ground.Sheets() == 0 {
		items = append(items, Item{Kind: Button, ID: "edges", Words: g.say.Say("guide_lens_by_edges"), Low: true, Off: g.job.busy != ""})
	}
	items = append(items, Item{Kind: Button, ID: "check", Words: g.say.Say("guide_check_open", "Count", len(g.room.Checks)), Low: true})
	return append(items, g.low("guide_next", "next", false)...)
}

// roughM is the predicted error beyond which more points are advised.
const roughM = 0.10

// fit says how the points fit, and names the one that does not.
func (p *reportPage) fit(g *Guide) string {
	r := g.report
	count := len(r.Points)
	switch {
	case r.Stranger >= 0 && g.ground.Sheets() > 0:
		return g.say.Say("guide_exact_strange_sheet", "Sheet", r.Stranger/4+1, "Off", cm(g, r.Points[r.Stranger].LeftOutM))
	case r.Stranger >= 0:
		return g.say.Say("guide_exact_stranger", "Point", r.Stranger+1, "Off", cm(g, r.Points[r.Stranger].LeftOutM))
	case math.IsNaN(r.LeftOutRMSM):
		return g.say.Say("guide_exact_few", "Count", count)
	}
	return g.say.Say("guide_exact_fit", "Count", count, "Off", cm(g, r.RMSM))
}

// cm says a length in centimetres, no finer than it means something.
func cm(g *Guide, m float64) string {
	m = max(m, 0.001)
	if m < 0.0095 {
		return g.say.Number(100*m, 1)
	}
	return g.say.Number(100*m, 0)
}

func (p *reportPage) press(g *Guide, id string) {
	switch id {
	case "check":
		g.pages.check.begin(g)
		g.open(stepExact, &g.pages.check)
	case "edges":
		g.byEdges()
	case "next":
		g.openStep(stepRibbons)
	}
}

func (p *reportPage) make(ground *floor.Floor) {
	if p.mesh == nil {
		p.mesh = newUnsure(ground)
		p.near, p.far = p.mesh.span()
	}
}

func (p *reportPage) draw(g *Guide, d *drawing) {
	if g.ground == nil {
		return
	}
	p.make(g.ground)
	p.mesh.fog(d)
	d.metres(g.ground)
	defer p.mesh.names(g, d)
	p.mesh.contours(d)
	if g.ground.Sheets() > 0 {
		p.sheets(g, d)
		return
	}
	for i, r := range g.report.Points {
		d.residual(r)
		d.handle(r.Given.Picture, strconv.Itoa(i+1), i == g.report.Stranger)
		d.label(r.Given.Picture, 0, 24, 13, cm(g, r.OffM)+" cm")
	}
}

// sheets draws each sheet and how far its corners are off.
func (p *reportPage) sheets(g *Guide, d *drawing) {
	points := g.report.Points
	for i := 0; i+3 < len(points); i += 4 {
		var corners [4]floor.Point
		worst := 0.0
		for k := range 4 {
			corners[k] = points[i+k].Given.Floor
			worst = max(worst, points[i+k].OffM)
		}
		d.sheetOf(g.ground, corners, strconv.Itoa(i/4+1)+": "+cm(g, worst)+" cm")
	}
}

// longer is how many times longer than it is a residual is drawn.
const longer = 10

// residual draws where a point is seen against where the floor shows it, much
// longer than it is.
func (d *drawing) residual(r calibrate.Point) {
	at := r.Given.Picture
	to := vision.Pixel{U: at.U + longer*r.ResidualPx.U, V: at.V + longer*r.ResidualPx.V}
	if at.Distance(to) > 1 {
		d.line([]vision.Pixel{at, to}, false, 2.5, accent)
	}
}

// metres draws the floor's metre grid.
func (d *drawing) metres(ground *floor.Floor) {
	low, high := bounds(ground)
	const fine = 0.1
	line := func(at func(float64) floor.Point, from, to float64, wide float64) {
		var points []floor.Point
		for t := from; t <= to+1e-9; t += fine {
			points = append(points, at(t))
		}
		for _, part := range onFloor(ground, points, false) {
			d.thin(part, wide)
		}
	}
	for x := math.Ceil(low.X); x <= high.X; x++ {
		line(func(t float64) floor.Point { return floor.Point{X: x, Y: t} }, low.Y, high.Y, axisWide(x))
	}
	for y := math.Ceil(low.Y); y <= high.Y; y++ {
		line(func(t float64) floor.Point { return floor.Point{X: t, Y: y} }, low.X, high.X, axisWide(y))
	}
	d.axes(ground)
}

// axisWide is how wide a line of the grid is, in units: the axes are wider.
func axisWide(v float64) float64 {
	if v == 0 {
		return 2
	}
	return 1
}

// axes names the axes, where the picture shows them.
func (d *drawing) axes(ground *floor.Floor) {
	for name, at := range map[string]floor.Point{"x": {X: 1}, "y": {Y: 1}} {
		if px, ok := ground.ToPicture(at, 0); ok && d.look.pane.Contains(d.look.at(px)) {
			d.label(px, -12, 12, 13, name)
		}
	}
}

// bounds is the part of the floor that is shown: around its points.
func bounds(ground *floor.Floor) (low, high floor.Point) {
	const around = 1
	points := ground.Points()
	low, high = points[0].Floor, points[0].Floor
	for _, p := range points {
		low = floor.Point{X: min(low.X, p.Floor.X), Y: min(low.Y, p.Floor.Y)}
		high = floor.Point{X: max(high.X, p.Floor.X), Y: max(high.Y, p.Floor.Y)}
	}
	return floor.Point{X: math.Floor(low.X - around/2.0), Y: math.Floor(low.Y - around/2.0)},
		floor.Point{X: math.Ceil(high.X + around/2.0), Y: math.Ceil(high.Y + around/2.0)}
}
