// Package steps tells from the scenes of a session who moved, how far, and
// where and how long someone was still.
//
// A place is measured with noise, so the sum of all its small changes is not a
// way walked. Someone is still as long as she stays within a reach of where
// she came to rest; leaving it is a step, and its length is counted once. Who
// is not seen is where she was: stillness is presence.
package steps

import (
	"math"
	"slices"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

const (
	// reachM is how far, in m, someone sways, turns or is measured off while
	// still: about a foot's length.
	reachM = 0.25
	// PauseTime is the shortest rest that is called a pause.
	PauseTime = 3 * time.Second
	// CellM is the side of a cell of [Walk.Stay], in m.
	CellM   = 0.1
	longest = 2 * time.Second
)

// Pause is a rest: where, from when to when.
type Pause struct {
	At       floor.Point
	From, To time.Duration
}

// Span is a stretch of time.
type Span struct{ From, To time.Duration }

// Cell is a square of the floor: its lower left corner lies at CellM times X
// and Y.
type Cell struct{ X, Y int }

// Walk is what one person did.
type Walk struct {
	Name    string
	WalkedM float64       // length of all steps
	Present time.Duration // time with a place, seen or not
	Unseen  time.Duration // of it: not seen
	Pauses  []Pause
	Spans   []Span                   // in which somebody looked, in order
	Stay    map[Cell]time.Duration   // time spent in each cell
	Zones   map[string]time.Duration // time spent in each zone, by its name

	rest  floor.Point
	since time.Duration
	last  time.Duration
}

// Log takes in scenes, in order of time. The zero value is ready; it is not
// safe for several goroutines.
type Log struct {
	// Longest is the longest time between two scenes that is counted: over
	// more, nobody looked. Zero: two seconds.
	Longest time.Duration
	walks   []*Walk
}

// Add takes in one scene.
func (l *Log) Add(s scene.Scene) {
	for i := range s.People {
		if p := &s.People[i]; p.Place.At.Finite() {
			l.walk(p, s.At).add(p, s.At, l.counted())
		}
	}
}

func (l *Log) counted() time.Duration {
	if l.Longest > 0 {
		return l.Longest
	}
	return longest
}

// walk returns the walk of a person, which begins where she is first seen.
func (l *Log) walk(p *scene.Person, at time.Duration) *Walk {
	for _, w := range l.walks {
		if w.Name == p.Name {
			return w
		}
	}
	w := &Walk{
		Name: p.Name, Stay: map[Cell]time.Duration{}, Zones: map[string]time.Duration{},
		rest: p.Place.At, since: at, last: at,
	}
	l.walks = append(l.walks, w)
	return w
}

func (w *Walk) add(p *scene.Person, at, counted time.Duration) {
	spent := at - w.last
	if spent > counted || len(w.Spans) == 0 { // nobody looked: nothing is known of the time between
		w.endRest(w.last)
		w.rest, w.since = p.Place.At, at
		w.Spans = append(w.Spans, Span{at, at})
	}
	w.Spans[len(w.Spans)-1].To = at
	if spent > 0 && spent <= counted {
		w.Present += spent
		if !p.Seen {
			w.Unseen += spent
		}
		w.Stay[cellOf(p.Place.At)] += spent
		for _, zone := range p.Zones {
			w.Zones[zone] += spent
		}
	}
	w.last = at
	if step := p.Place.At.Distance(w.rest); step > reachM {
		w.endRest(at)
		w.WalkedM += step
		w.rest, w.since = p.Place.At, at
	}
}

// endRest keeps the rest that ends now, if it was long enough for a pause.
func (w *Walk) endRest(at time.Duration) {
	if at-w.since >= PauseTime {
		w.Pauses = append(w.Pauses, Pause{w.rest, w.since, at})
	}
}

func cellOf(p floor.Point) Cell {
	return Cell{int(math.Floor(p.X / CellM)), int(math.Floor(p.Y / CellM))}
}

// Walks returns what everyone did so far, in the order of their first
// appearance; a rest that still lasts is a pause as well.
func (l *Log) Walks() []Walk {
	walks := make([]Walk, len(l.walks))
	for i, w := range l.walks {
		walks[i] = *w
		walks[i].Pauses, walks[i].Spans = slices.Clone(w.Pauses), slices.Clone(w.Spans)
		walks[i].endRest(w.last)
	}
	return walks
}

// Moves returns the stretches in which someone was not still, in order.
func (w *Walk) Moves() (moves []Span) {
	rests := w.Pauses
	for _, span := range w.Spans {
		from := span.From
		for len(rests) > 0 && rests[0].From < span.To {
			if rests[0].From > from {
				moves = append(moves, Span{from, rests[0].From})
			}
			from, rests = rests[0].To, rests[1:]
		}
		if span.To > from {
			moves = append(moves, Span{from, span.To})
		}
	}
	return moves
}

// Still returns the time of all pauses together.
func (w *Walk) Still() time.Duration {
	var still time.Duration
	for _, p := range w.Pauses {
		still += p.To - p.From
	}
	return still
}
