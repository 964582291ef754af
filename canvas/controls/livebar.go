package controls

import (
	"math"
	"time"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/livemap"
	"nabij/canvas/player"
	"nabij/canvas/words"
	"nabij/vision/scene"
)

// tool is a button of the bar below a live map.
type tool struct {
	command Command
	label   words.ID
	group   int // those of one group stand together
	rank    int // the higher, the sooner it is left to the help
}

// tools are the buttons, from left to right. All else is a key in the help.
var tools = []tool{
	{Pause, "tool_pause", 0, 0},
	{Keep, "tool_keep", 0, 1},
	{ClientMoment, "tool_client", 1, 1},
	{TherapistMoment, "tool_therapist", 1, 3},
	{Uncomfortable, "tool_stop_first", 1, 4},
	{VeryUncomfortable, "tool_stop_second", 1, 5},
	{Who, "tool_who", 2, 2},
	{Measure, "tool_measure", 2, 3},
	{Peek, "tool_peek", 2, 6},
	{ClientView, "tool_client_view", 2, 4},
	{Help, "tool_more", 2, 0},
}

// Heights in steps of the layout.
const (
	toolBar   = 58 // the buttons
	stripBar  = 50 // the time strip above them
	toolText  = 15
	toolInset = 12
)

// livebar is where the parts of the bar below a live map lie, px.
type livebar struct {
	area, strip canvas.Rect // the strip is of no height where there is no room
	tools       []placed
}

// placed is a button where it lies.
type placed struct {
	tool
	at   canvas.Rect
	said string
	key  string
	on   bool // what it switches is on
}

// hasStrip reports whether the window is high enough for the time strip.
func (p *Panel) hasStrip() bool { return p.size.Y > 5*(toolBar+stripBar)*p.unit() }

// liveBarHeight is in whole px, so that the bar can be kept as a picture.
func (p *Panel) liveBarHeight() float64 {
	if p.hasStrip() {
		return math.Round((toolBar + stripBar) * p.unit())
	}
	return math.Round(min(toolBar*p.unit(), p.size.Y/4))
}

// Bar returns which ops of the list drawn last are the bar of a live session,
// and the area that they cover and do not leave. They stay the same for about
// a second.
func (p *Panel) Bar() (from, to int, area canvas.Rect) {
	if p.barHeight() == 0 {
		return 0, 0, canvas.Rect{}
	}
	if p.InReplay() {
		return p.barOps[0], p.barOps[1], p.bar().area
	}
	return p.barOps[0], p.barOps[1], p.livebar().area
}

// livebar lays the bar out: as many buttons as there is width for.
func (p *Panel) livebar() livebar {
	unit, h := p.unit(), p.liveBarHeight()
	b := livebar{area: canvas.Rect{Y: p.size.Y - h, W: p.size.X, H: h}}
	side := 16 * unit
	if p.hasStrip() {
		b.strip = canvas.Rect{X: side, Y: b.area.Y, W: p.size.X - 2*side, H: stripBar * unit}
	}
	for rank := 6; rank >= 0; rank-- {
		var width float64
		if b.tools, width = p.toolsUpTo(rank, unit); width <= p.size.X-2*side {
			break
		}
	}
	top := p.size.Y - min(h, toolBar*unit) + 9*unit
	x := side
	for i := range b.tools {
		t := &b.tools[i]
		if i > 0 {
			x += gapBetween(b.tools[i-1].tool, t.tool) * unit
		}
		t.at.X, t.at.Y, t.at.H = x, top, min(40*unit, h-12*unit)
		x += t.at.W
	}
	// What is about the map stands at the right.
	for i, shift := len(b.tools)-1, p.size.X-side-x; i >= 0 && b.tools[i].group == 2; i-- {
		b.tools[i].at.X += max(0, shift)
	}
	return b
}

func gapBetween(a, b tool) float64 {
	if a.group != b.group {
		return 22
	}
	return 8
}

// toolsUpTo returns the buttons of a rank and those below, and how wide they
// are together.
func (p *Panel) toolsUpTo(rank int, unit float64) (list []placed, width float64) {
	for _, t := range tools {
		if t.rank > rank || !p.offers(t.command) {
			continue
		}
		label, on := p.toolState(t)
		at := placed{tool: t, said: p.say.Say(label), key: p.keyName(p.firstKey(t.command)), on: on}
		at.at.W = letters.Width(at.said, toolText*unit, false) + letters.Width(at.key, 12*unit, false) + (2*toolInset+7)*unit
		if len(list) > 0 {
			width += gapBetween(list[len(list)-1].tool, t) * unit
		}
		width += at.at.W
		list = append(list, at)
	}
	return list, width
}

// offers reports whether the session can do what a command asks for.
func (p *Panel) offers(c Command) bool {
	switch c {
	case Who, Exchange:
		if p.InReplay() {
			return true
		}
		_, can := p.session.(Host)
		return can
	case Peek:
		_, can := p.session.(Seer)
		return can
	}
	return true
}

// toolState returns what a button says now, and whether what it switches is on.
func (p *Panel) toolState(t tool) (label words.ID, on bool) {
	switch {
	case t.command == Pause && p.session.Paused():
		return "tool_resume", true
	case t.command == Keep && p.session.Keeping():
		return "tool_kept", true
	case t.command == Measure:
		return t.label, p.opts.Measure
	}
	return t.label, false
}

func (p *Panel) firstKey(c Command) Key {
	for _, b := range bindings {
		if b.command == c && b.counts(p.InReplay()) {
			return b.keys[0]
		}
	}
	return ""
}

// toolAt returns the command of the button at a place; [None] beside them.
func (p *Panel) toolAt(at canvas.XY) Command {
	for _, t := range p.livebar().tools {
		if t.at.Contains(at) {
			return t.command
		}
	}
	return None
}

func (p *Panel) drawLiveBar(d drawing) {
	b := p.livebar()
	d.list.Add(canvas.Fill{Path: b.area.Path(), Color: d.theme.Floor})
	if b.strip.H > 0 {
		p.drawTime(d, b.strip)
	}
	for _, t := range b.tools {
		p.drawTool(d, t)
	}
}

// drawTool draws a button: what it does, and quieter the key for it. One that
// is on is filled and has a mark before its words.
func (p *Panel) drawTool(d drawing, t placed) {
	shape, ink := t.at.Rounded(9*d.unit), d.theme.Ink
	fill := d.theme.Ground
	if t.on {
		fill = canvas.Mixed(d.theme.Floor, d.theme.Ink, 0.16)
	}
	d.list.Add(canvas.Fill{Path: shape, Color: fill})
	if t.on {
		d.list.Add(canvas.Stroke{Path: shape, Width: 1.5 * d.unit, Color: d.theme.Ink})
	}
	size := toolText * d.unit
	base := t.at.Y + t.at.H/2 + size*0.35
	d.text(canvas.XY{X: t.at.X + toolInset*d.unit, Y: base}, size, false, canvas.Start, ink, t.said)
	d.text(canvas.XY{X: t.at.X + t.at.W - toolInset*d.unit, Y: base}, 12*d.unit, false, canvas.End, canvas.Mixed(d.theme.Quiet, d.theme.Ink, 0.25), t.key)
}

// least is the shortest time that the strip shows, so that a session begins in
// its left part and not squeezed.
const least = 3 * time.Minute

// drawTime draws the session so far: how far people were from each other, the
// moments that were marked, where nobody watched, and from when on it is kept.
func (p *Panel) drawTime(d drawing, r canvas.Rect) {
	size := 14 * d.unit
	clock := p.say.Clock(p.scene.At - p.began)
	left := letters.Width("0:00:00", size, false) + 10*d.unit
	y := r.Y + r.H - 8*d.unit
	d.text(canvas.XY{X: r.X, Y: y + size*0.36}, size, false, canvas.Start, d.theme.Ink, clock)
	field := canvas.Rect{X: r.X + left, Y: r.Y + 8*d.unit, W: max(1, r.W-left), H: r.H - 20*d.unit}
	strip := livemap.Strip{Length: max(least, p.scene.At-p.began), Step: time.Second}
	strip.Lines = p.liveLines()
	livemap.DrawDistances(d.list, field, strip, p.opts)
	x := func(t time.Duration) float64 { return livemap.StripX(field, strip, t-p.began) }
	line := func(from, to time.Duration, width float64, c canvas.Colour) {
		d.list.Add(canvas.Stroke{Width: width, Color: c, Path: canvas.Path{Points: []canvas.XY{{X: x(from), Y: y}, {X: x(to), Y: y}}}})
	}
	line(p.began, p.began+strip.Length, 3*d.unit, d.theme.Grid)
	line(p.began, p.scene.At, 3*d.unit, canvas.Mixed(d.theme.Floor, d.theme.Quiet, 0.6))
	if p.keptFrom >= 0 {
		line(p.keptFrom, p.scene.At, 5*d.unit, d.theme.Quiet)
	}
	for _, gap := range p.unwatched {
		d.list.Add(canvas.Fill{Color: d.theme.Floor,
			Path: canvas.Rect{X: x(gap.From), Y: y - 4*d.unit, W: max(2, x(gap.To)-x(gap.From)), H: 8 * d.unit}.Path()})
	}
	for _, m := range p.moments {
		drawMoment(d, canvas.XY{X: x(m.At), Y: y}, m)
	}
}

// drawMoment draws a moment on the strip: the client's is full, the
// therapist's open; a stop is upright.
func drawMoment(d drawing, at canvas.XY, m scene.Moment) {
	switch {
	case m.Kind == scene.D1 || m.Kind == scene.D2:
		h := 8 * d.unit
		if m.Kind == scene.D2 {
			h = 14 * d.unit
		}
		d.list.Add(canvas.Stroke{Width: 3 * d.unit, Color: d.theme.Ink, Path: canvas.Path{Points: []canvas.XY{{X: at.X, Y: at.Y + 3*d.unit}, {X: at.X, Y: at.Y - h}}}})
	case m.Voice == scene.Client:
		d.list.Add(canvas.Fill{Path: circle(at, 5*d.unit), Color: d.theme.Ink})
	default:
		d.list.Add(canvas.Fill{Path: circle(at, 5*d.unit), Color: d.theme.Floor}, canvas.Stroke{Path: circle(at, 4.5*d.unit), Width: 1.8 * d.unit, Color: d.theme.Ink})
	}
}

// mostLines is how many distances the strip can show and still be read.
const mostLines = 3

// liveLines are the distances over time; none where there are too many people.
func (p *Panel) liveLines() []livemap.StripLine {
	var lines []livemap.StripLine
	for _, l := range p.distances.Lines() {
		if len(l.Points) > 2 { // less is a speck
			lines = append(lines, l)
		}
	}
	if len(lines) > mostLines {
		return nil
	}
	return lines
}

// note takes a scene into the strip.
func (p *Panel) noteTime(s scene.Scene) {
	if p.scene.Frame == 0 {
		p.began, p.keptFrom = s.At, -1
	} else if s.At-p.scene.At > 3*time.Second {
		p.unwatched = append(p.unwatched, player.Span{From: p.scene.At, To: s.At})
	}
	if p.keptFrom < 0 && p.session.Keeping() {
		p.keptFrom = s.At
	}
	s.At -= p.began
	p.distances.Every = max(time.Second, s.At/300)
	p.distances.Add(s)
}
