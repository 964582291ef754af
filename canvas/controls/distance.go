package controls

import (
	"slices"
	"strings"
	"time"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/canvas/player"
)

// samples is how many scenes of a recording the distances over time are drawn
// from: one per three px, looked up once at 0.2 ms each.
const samples = 300

// overTime is the distances of a recording over time, from its first scene.
func overTime(record Recording) livemap.Strip {
	span := record.Span()
	step := span.Length() / samples
	strip := livemap.Strip{Length: span.Length(), At: -1, Step: step}
	if step <= 0 {
		return strip
	}
	gaps := record.Gaps()
	distances := livemap.Distances{Every: step / 2}
	for k := range samples + 1 {
		at := span.From + time.Duration(k)*step
		if slices.ContainsFunc(gaps, func(g player.Span) bool { return g.Contains(at) }) {
			continue
		}
		if s, err := record.At(at); err == nil { // a damaged stretch stays open
			s.At -= span.From
			distances.Add(s)
		}
	}
	strip.Lines = distances.Lines()
	for i := range strip.Lines {
		strip.Lines[i].Dashed = strings.HasSuffix(strip.Lines[i].A, firstMark) && isAttempts(record)
	}
	return strip
}

// drawDistances draws the distances above the track, on its time scale.
func (p *Panel) drawDistances(d drawing, r canvas.Rect) {
	switch {
	case r.H <= 0:
	case p.traces == pauseTraces:
		p.drawLanes(d, r)
	case len(p.strip.Lines) > 0:
		shown := p.strip
		if p.follow != "" {
			shown.Lines = slices.DeleteFunc(slices.Clone(shown.Lines), func(l livemap.StripLine) bool { return l.A != p.follow && l.B != p.follow })
		}
		livemap.DrawDistances(d.list, r, shown, p.opts)
		p.drawKey(d, r)
	}
}
