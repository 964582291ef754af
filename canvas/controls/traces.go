package controls

import (
	"slices"
	"time"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/player"
	"nabij/canvas/words"
	"nabij/vision/steps"
)

// traces is what a replay leaves on the floor beside the last steps.
type traces uint8

const (
	noTraces traces = iota
	stayTraces
	pauseTraces
	traceKinds
)

// nextTraces goes on to the next kind of traces: none, where everyone was, and
// who moved and where someone was still; of what is selected, or of the whole
// recording.
func (p *Panel) nextTraces() {
	p.traces = (p.traces + 1) % traceKinds
	line := words.ID("window_traces_none")
	p.opts.Layers.Stay, p.opts.Layers.Pauses = nil, nil
	switch p.traces {
	case stayTraces:
		line, p.opts.Layers.Stay = "window_traces_stay", p.walks()
	case pauseTraces:
		line, p.opts.Layers.Pauses = "window_traces_pauses", p.walks()
	}
	p.acknowledge(p.say.Say(line))
}

// A recording is looked through every half second, or in so many looks that
// it takes less than half a second.
const (
	lookStep  = 500 * time.Millisecond
	mostLooks = 2000
)

// looked is the selection, or the whole recording.
func (p *Panel) looked() player.Span {
	if selected, on := p.player.Selection(); on {
		return selected
	}
	return p.player.Span()
}

// walks returns what everyone did in the selection, or in the whole recording.
func (p *Panel) walks() []steps.Walk {
	span, gaps := p.looked(), p.player.Gaps()
	step := max(lookStep, span.Length()/mostLooks)
	log := steps.Log{Longest: 2 * step}
	for at := span.From; at <= span.To; at += step {
		if slices.ContainsFunc(gaps, func(g player.Span) bool { return g.Contains(at) }) {
			continue
		}
		if s, err := p.record.At(at); err == nil { // a damaged stretch leaves no trace
			log.Add(s)
		}
	}
	return log.Walks()
}

// shown returns the walks that are drawn: of whoever is followed, or all.
func (p *Panel) shown() []steps.Walk {
	return slices.DeleteFunc(slices.Clone(p.opts.Layers.Pauses), func(w steps.Walk) bool {
		return p.follow != "" && w.Name != p.follow
	})
}

// drawWalks lists who moved, how far, and how long everyone was still, in the
// upper left corner.
func (p *Panel) drawWalks(d drawing) {
	if p.traces != pauseTraces || p.client {
		return
	}
	size := 15 * d.unit
	rows := [][]string{{"", p.say.Say("report_walked"), p.say.Say("report_still"), p.say.Say("report_pauses")}}
	for _, w := range p.shown() {
		name := letters.Fit(letters.Shown(w.Name), size, true, 140*d.unit)
		rows = append(rows, []string{name, p.say.Number(w.WalkedM, 0) + " m", p.say.Clock(w.Still()), p.say.Number(float64(len(w.Pauses)), 0)})
	}
	widths := make([]float64, len(rows[0]))
	total := 24 * d.unit
	for i := range widths {
		for _, row := range rows {
			widths[i] = max(widths[i], letters.Width(row[i], size, i == 0)+18*d.unit)
		}
		total += widths[i]
	}
	box := canvas.Rect{X: 16 * d.unit, Y: 16 * d.unit, W: total, H: (float64(len(rows))*1.6 + 0.8) * size}
	d.list.Add(canvas.Fill{Path: box.Rounded(10 * d.unit), Color: canvas.Faded(d.theme.Floor, 0.92)})
	for n, row := range rows {
		x, y := box.X+12*d.unit, box.Y+(1.5+1.6*float64(n))*size
		for i, cell := range row {
			colour, align, at := d.theme.Ink, canvas.End, x+widths[i]
			if n == 0 {
				colour = d.theme.Quiet
			}
			if i == 0 {
				align, at = canvas.Start, x
			}
			d.text(canvas.XY{X: at, Y: y}, size, i == 0, align, colour, cell)
			x += widths[i]
		}
	}
}

// drawLanes draws a lane for each person above the track, on its time scale: a
// thin line where someone was still, a bar where someone moved.
func (p *Panel) drawLanes(d drawing, r canvas.Rect) {
	walks := p.shown()
	if len(walks) == 0 {
		return
	}
	span, high := p.player.Span(), r.H/float64(len(walks))
	x := func(at time.Duration) float64 { return r.X + r.W*span.Share(at) }
	size := min(13*d.unit, high*0.9)
	for i := range walks {
		w, y := &walks[i], r.Y+high*(float64(i)+0.5)
		colour := p.opts.ColourOf(w.Name, p.trails.Names())
		for _, rest := range w.Pauses {
			d.list.Add(canvas.Stroke{Width: 1.6 * d.unit, Color: canvas.Faded(colour, 0.7),
				Path: canvas.Path{Points: []canvas.XY{{X: x(rest.From), Y: y}, {X: x(rest.To), Y: y}}}})
		}
		for _, m := range w.Moves() {
			bar := canvas.Rect{X: x(m.From), Y: y - high*0.3, W: max(1.5*d.unit, x(m.To)-x(m.From)), H: high * 0.6}
			d.list.Add(canvas.Fill{Path: bar.Path(), Color: canvas.Faded(colour, 0.85)})
		}
		d.text(canvas.XY{X: r.X - 8*d.unit, Y: y + size*0.36}, size, false, canvas.End, d.theme.Quiet, letters.Fit(letters.Shown(w.Name), size, false, 100*d.unit))
	}
}
