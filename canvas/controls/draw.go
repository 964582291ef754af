package controls

import (
	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/livemap"
	"nabij/canvas/words"
)

// Draw draws the panel on a list of a size in px, and is fresh after that.
func (p *Panel) Draw(list *canvas.List, width, height float64) {
	p.resize(width, height)
	list.Width, list.Height = width, height-p.barHeight()
	opts := p.opts
	opts.View = p.looking()
	livemap.Draw(list, p.room, p.scene, &p.trails, opts)
	list.Height = height
	d := drawing{list: list, theme: p.opts.Theme, unit: p.unit()}
	p.barOps[0] = len(list.Ops)
	p.drawBar(d)
	p.barOps[1] = len(list.Ops)
	p.drawState(d)
	p.drawWalks(d)
	p.drawNote(d)
	switch {
	case p.asking:
		p.drawQuestion(d)
	case p.help:
		p.drawHelp(d)
	}
	p.stale = false
}

// drawing is a list with what all of its parts need.
type drawing struct {
	list  *canvas.List
	theme canvas.Theme
	unit  float64 // px
}

func (d drawing) text(at canvas.XY, size float64, bold bool, align canvas.Align, c canvas.Colour, line string) {
	d.list.Add(canvas.Text{At: at, Size: size, Bold: bold, Align: align, Color: c, Words: line})
}

// unit is the size of one step of the layout, px: the map's own.
func (p *Panel) unit() float64 {
	return p.opts.Scale * min(3, max(0.75, min(p.size.X*0.75, p.size.Y)/720))
}

func circle(at canvas.XY, radius float64) canvas.Path {
	return canvas.Rect{X: at.X - radius, Y: at.Y - radius, W: 2 * radius, H: 2 * radius}.Rounded(radius)
}

// drawState says in the upper right corner whether the session is kept, and
// which key shows the others. Form and words say it; colour does not.
func (p *Panel) drawState(d drawing) {
	if p.client {
		return
	}
	size := 15 * d.unit
	x, y := d.list.Width-20*d.unit, 30*d.unit
	if p.session != nil {
		p.drawKept(d, canvas.XY{X: x, Y: y}, size)
		return // the bar has a button for the keys
	}
	d.text(canvas.XY{X: x, Y: y}, size, false, canvas.End, d.theme.Quiet, p.say.Say("window_hint"))
}

// drawKept says whether the session is kept, ending at a place.
func (p *Panel) drawKept(d drawing, end canvas.XY, size float64) {
	line, full := words.ID("window_state_not_kept"), false
	switch {
	case p.session.Paused():
		line = "window_state_paused"
	case p.session.Keeping():
		line, full = "window_state_kept", true
	}
	said := p.say.Say(line)
	d.text(end, size, false, canvas.End, d.theme.Quiet, said)
	dot := circle(canvas.XY{X: end.X - letters.Width(said, size, false) - 12*d.unit, Y: end.Y - 5*d.unit}, 4.5*d.unit)
	if full {
		d.list.Add(canvas.Fill{Path: dot, Color: d.theme.Quiet})
	} else {
		d.list.Add(canvas.Stroke{Path: dot, Width: 1.5 * d.unit, Color: d.theme.Quiet})
	}
}

// drawNote writes the acknowledgement at the top of the map.
func (p *Panel) drawNote(d drawing) {
	share := p.note.strength(p.now)
	if p.note.words == "" || share <= 0 || p.writing != nil {
		return
	}
	size := 18 * d.unit
	line := letters.Fit(letters.Shown(p.note.words), size, false, d.list.Width-80*d.unit)
	w, h := letters.Width(line, size, false)+40*d.unit, size*2
	box := canvas.Rect{X: (d.list.Width - w) / 2, Y: 48 * d.unit, W: w, H: h}
	d.list.Add(canvas.Fill{Path: box.Rounded(h / 2), Color: canvas.Faded(d.theme.Ink, 0.9*share)})
	d.text(canvas.XY{X: d.list.Width / 2, Y: box.Y + size*1.35}, size, false, canvas.Middle, canvas.Faded(d.theme.Floor, share), line)
}

// middleOf is a rectangle in the middle of a sheet, with some room around it.
func middleOf(sheet canvas.XY, w, h, unit float64) canvas.Rect {
	w, h = min(w, sheet.X-16*unit), min(h, sheet.Y-16*unit)
	return canvas.Rect{X: (sheet.X - w) / 2, Y: (sheet.Y - h) / 2, W: w, H: h}
}

// card darkens the sheet and returns the place of a card in its middle.
func (d drawing) card(w, h float64) canvas.Rect {
	r := middleOf(canvas.XY{X: d.list.Width, Y: d.list.Height}, w, h, d.unit)
	d.list.Add(
		canvas.Fill{Path: canvas.Rect{W: d.list.Width, H: d.list.Height}.Path(), Color: canvas.Faded(d.theme.Ground, 0.7)},
		canvas.Fill{Path: r.Rounded(14 * d.unit), Color: d.theme.Floor},
		canvas.Stroke{Path: r.Rounded(14 * d.unit), Width: d.unit, Color: d.theme.Grid},
	)
	return r
}

// drawQuestion asks whether to close a session that is not kept.
func (p *Panel) drawQuestion(d drawing) {
	lines := []words.ID{"window_close_question", "window_close_close", "window_close_keep", "window_close_stay"}
	width := 0.0
	for i, id := range lines {
		width = max(width, letters.Width(p.say.Say(id), 19*d.unit, i == 0))
	}
	unit := d.unit * min(1, (d.list.Width-16*d.unit)/(width+72*d.unit))
	r := d.card(width+72*unit, 190*unit)
	for i, id := range lines {
		y := r.Y + (52+34*float64(i))*unit
		if i > 0 {
			y += 8 * unit
		}
		d.text(canvas.XY{X: r.X + 36*unit, Y: y}, 19*unit, i == 0, canvas.Start, d.theme.Ink, p.say.Say(id))
	}
}
