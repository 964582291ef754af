package controls

import (
	"strconv"
	"strings"
	"time"

	"nabij/canvas"
	"nabij/canvas/letters"
)

// bar is where the parts of a replay's bar lie on the sheet, px.
type bar struct {
	area, button, track canvas.Rect
	distances           canvas.Rect // above the track; of no height where there is no room
	text                float64
}

// barWithDistances is how high the bar is where it shows the distances over
// time, in steps of the layout.
const barWithDistances = 120

// barHeight is how high the bar is, px: nothing on a client's screen.
func (p *Panel) barHeight() float64 {
	if p.client {
		return 0
	}
	if p.player == nil {
		return p.liveBarHeight()
	}
	if len(p.strip.Lines) > 0 && p.size.Y > 4*barWithDistances*p.unit() {
		return barWithDistances * p.unit()
	}
	return min(72*p.unit(), p.size.Y/4)
}

// bar lays the bar out: the button, the time, the track and the speed.
func (p *Panel) bar() bar {
	h, unit := p.barHeight(), p.unit()
	b := bar{area: canvas.Rect{Y: p.size.Y - h, W: p.size.X, H: h}, text: 17 * unit}
	middle := b.area.Y + h - min(h/2, 36*unit)
	side := 40 * unit
	b.button = canvas.Rect{X: 16 * unit, Y: middle - side/2, W: side, H: side}
	left := b.button.X + side + letters.Width(p.longest(), b.text, false) + 32*unit
	right := p.size.X - letters.Width("0,25×", b.text, false) - 36*unit
	b.track = canvas.Rect{X: left, Y: middle - 14*unit, W: max(0, right-left), H: 28 * unit}
	if h >= barWithDistances*unit {
		b.distances = canvas.Rect{X: left, Y: b.area.Y + 8*unit, W: b.track.W, H: h - 64*unit}
	}
	return b
}

// longest is the widest that the time is written.
func (p *Panel) longest() string { return p.say.Clock(p.player.Span().Length()) + " / " + p.clock() }

// clock is the length of the recording.
func (p *Panel) clock() string { return p.say.Clock(p.player.Span().Length()) }

func (p *Panel) drawBar(d drawing) {
	if p.barHeight() == 0 {
		return
	}
	if p.player == nil {
		p.drawLiveBar(d)
		return
	}
	b := p.bar()
	// What stays the same comes first: the window keeps it as a picture.
	d.list.Add(canvas.Fill{Path: b.area.Path(), Color: d.theme.Floor})
	if b.track.W > 0 {
		p.drawDistances(d, b.distances)
	}
	p.drawButton(d, b.button)
	base := b.track.Centre().Y + b.text*0.36
	now := p.say.Clock(p.player.At() - p.player.Span().From)
	d.text(canvas.XY{X: b.button.X + b.button.W + 16*d.unit, Y: base}, b.text, false, canvas.Start, d.theme.Ink, now+" / "+p.clock())
	d.text(canvas.XY{X: d.list.Width - 20*d.unit, Y: base}, b.text, false, canvas.End, d.theme.Quiet, p.speed())
	if b.track.W > 0 {
		p.drawTrack(d, b.track)
	}
}

// speed is the speed as people write it: "0.25×", "2×".
func (p *Panel) speed() string {
	v := p.player.Speed()
	text := strconv.FormatFloat(v, 'f', -1, 64)
	_, after, _ := strings.Cut(text, ".")
	return p.say.Number(v, len(after)) + "×"
}

// drawButton draws two bars while it plays, and a triangle while it stands.
func (p *Panel) drawButton(d drawing, r canvas.Rect) {
	d.list.Add(canvas.Fill{Path: circle(r.Centre(), r.W/2), Color: d.theme.Grid})
	c, s := r.Centre(), r.W*0.2
	if p.player.Playing() {
		for _, x := range []float64{c.X - s*0.85, c.X + s*0.25} {
			d.list.Add(canvas.Fill{Path: canvas.Rect{X: x, Y: c.Y - s, W: s * 0.6, H: 2 * s}.Path(), Color: d.theme.Ink})
		}
		return
	}
	d.list.Add(canvas.Fill{Color: d.theme.Ink, Path: canvas.Path{Closed: true, Points: []canvas.XY{
		{X: c.X - s*0.7, Y: c.Y - s*1.1}, {X: c.X - s*0.7, Y: c.Y + s*1.1}, {X: c.X + s*1.2, Y: c.Y},
	}}})
}

// drawTrack draws the time: a line with its gaps left open, the moments above
// it, what is selected, and a knob where the replay stands.
func (p *Panel) drawTrack(d drawing, r canvas.Rect) {
	span, y := p.player.Span(), r.Y+r.H/2
	x := func(t time.Duration) float64 { return r.X + r.W*span.Share(t) }
	line := func(from, to time.Duration, width float64, c canvas.Colour) {
		d.list.Add(canvas.Stroke{Width: width, Color: c,
			Path: canvas.Path{Points: []canvas.XY{{X: x(from), Y: y}, {X: x(to), Y: y}}}})
	}
	if s, on := p.player.Selection(); on {
		d.list.Add(canvas.Fill{Color: canvas.Faded(d.theme.Quiet, 0.25),
			Path: canvas.Rect{X: x(s.From), Y: r.Y, W: max(2, x(s.To)-x(s.From)), H: r.H}.Rounded(4 * d.unit)})
	}
	line(span.From, span.To, 4*d.unit, d.theme.Grid)
	line(span.From, p.player.At(), 4*d.unit, d.theme.Quiet)
	for _, gap := range p.player.Gaps() {
		d.list.Add(canvas.Fill{Color: d.theme.Floor,
			Path: canvas.Rect{X: x(gap.From), Y: y - 4*d.unit, W: max(2, x(gap.To)-x(gap.From)), H: 8 * d.unit}.Path()})
	}
	for _, at := range p.player.Moments() {
		d.list.Add(canvas.Fill{Path: circle(canvas.XY{X: x(at), Y: y - 11*d.unit}, 3.5*d.unit), Color: d.theme.Ink})
	}
	d.list.Add(canvas.Fill{Path: circle(canvas.XY{X: x(p.player.At()), Y: y}, 9*d.unit), Color: d.theme.Ink})
}
