package livemap

import (
	"math"
	"slices"
	"time"

	"nabij/vision/bubble"
	"nabij/vision/scene"
)

// Distances gathers the lines of a [Strip] from scenes. The zero value is
// ready; it is not safe for several goroutines.
type Distances struct {
	Every time.Duration // least time between two points; zero: half a second
	lines []StripLine
}

// Add takes in one scene; scenes come in order of time.
func (d *Distances) Add(s scene.Scene) {
	every := d.Every
	if every <= 0 {
		every = time.Second / 2
	}
	for _, p := range s.Pairs {
		line := d.line(p.A, p.B)
		if n := len(line.Points); n == 0 || s.At-line.Points[n-1].At >= every {
			line.Points = append(line.Points, StripPoint{s.At, p.DistanceM, math.Sqrt(max(0, p.VarM2))})
		}
	}
}

// line returns the line of two people, a new one where they have none.
func (d *Distances) line(a, b string) *StripLine {
	i := slices.IndexFunc(d.lines, func(l StripLine) bool { return l.A == a && l.B == b })
	if i < 0 {
		i = len(d.lines)
		d.lines = append(d.lines, StripLine{A: a, B: b})
	}
	return &d.lines[i]
}

// Rename calls everyone by another name.
func (d *Distances) Rename(called func(name string) string) {
	for i := range d.lines {
		d.lines[i].A, d.lines[i].B = called(d.lines[i].A), called(d.lines[i].B)
	}
}

// Lines returns one line per pair, in the order of their first appearance.
func (d *Distances) Lines() []StripLine { return d.lines }

// Span returns the point of a line at which the two were nearest, and the
// one at which they were furthest apart.
func (l StripLine) Span() (near, far StripPoint) {
	for i, p := range l.Points {
		if i == 0 || p.DistanceM < near.DistanceM {
			near = p
		}
		if i == 0 || p.DistanceM > far.DistanceM {
			far = p
		}
	}
	return near, far
}

// BubbleOf returns the films of a person's stops among the moments of a
// session: that of the stops marked uncomfortable, and within it that of those
// marked very uncomfortable, as far as there are enough of each. Its name is
// the person's own word for it.
func BubbleOf(moments []scene.Moment, person, name string) []Bubble {
	var bubbles []Bubble
	for _, kind := range []scene.MomentKind{scene.D1, scene.D2} {
		film, err := bubble.Fit(bubble.Stops(moments, person, kind))
		if err != nil {
			continue // too few stops yet: nothing is drawn that nobody felt
		}
		bubbles = append(bubbles, Bubble{Person: person, Name: name, Film: film, Inner: kind == scene.D2})
		name = "" // written once
	}
	return bubbles
}
