package controls

import (
	"slices"
	"time"

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
// where someone was still; of what is selected, or of the whole recording.
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

// walks returns what everyone did in the selection, or in the whole recording.
func (p *Panel) walks() []steps.Walk {
	span, gaps := p.player.Span(), p.player.Gaps()
	if selected, on := p.player.Selection(); on {
		span = selected
	}
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
