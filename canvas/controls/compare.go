package controls

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/canvas/player"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// resting is what a panel shows again after a comparison.
type resting struct {
	record Recording
	player *player.Player
}

// compare takes what is selected as the first of two attempts; then as the
// second, and shows both on one floor, from their beginnings on; then ends
// that.
func (p *Panel) compare() {
	selected, on := p.player.Selection()
	switch {
	case p.whole != nil:
		p.endComparison()
	case !on:
		p.acknowledge(p.say.Say("window_compare_select"))
	case p.attempt == nil:
		p.attempt = &selected
		p.player.Unselect()
		p.acknowledge(p.say.Say("window_compare_first", "From", p.clockOf(selected.From), "To", p.clockOf(selected.To)))
	default:
		p.begin(attempts{p.record, *p.attempt, selected})
	}
}

func (p *Panel) begin(a attempts) {
	line := p.say.Say("window_compare_both", "First", p.clockOf(a.first.From), "Second", p.clockOf(a.second.From))
	p.attempt, p.lifted = nil, nil
	p.whole = &resting{p.record, p.player}
	names := p.trails.Names()
	p.trails = livemap.Trails{Keep: a.Span().Length() + time.Second}
	p.follow, p.opts.Focus = "", ""
	p.opts.Names, p.opts.As = names, map[string]livemap.Alias{}
	for _, name := range names {
		p.opts.As[name+firstMark] = livemap.Alias{Name: name, Pale: true}
		p.opts.As[name+secondMark] = livemap.Alias{Name: name}
	}
	p.play(a)
	p.player.Toggle()
	p.acknowledge(line)
}

func (p *Panel) endComparison() {
	before := p.whole
	p.whole = nil
	p.trails = livemap.Trails{}
	p.follow, p.opts.Focus = "", ""
	p.opts.As = nil
	p.play(before.record)
	p.player = before.player
	p.noteMoments()
	p.load()
	p.acknowledge(p.say.Say("window_compare_over"))
}

// What is written behind the names of the two attempts.
const firstMark, secondMark = " 1", " 2"

// attempts are two stretches of one recording, laid over each other: time
// counts from the beginning of both. The shorter one stands still at its end.
// It cannot be added to.
type attempts struct {
	record        Recording
	first, second player.Span
}

// Span implements [player.Store].
func (a attempts) Span() player.Span {
	return player.Span{To: max(a.first.Length(), a.second.Length())}
}

// At implements [player.Store].
func (a attempts) At(t time.Duration) (scene.Scene, error) {
	one, err := a.record.At(a.first.Clamp(a.first.From + t))
	if err != nil {
		return one, err
	}
	two, err := a.record.At(a.second.Clamp(a.second.From + t))
	both := scene.Scene{Frame: 1 + int(t/time.Millisecond), At: t, Clock: two.Clock}
	add(&both, &one, firstMark)
	add(&both, &two, secondMark)
	return both, err
}

// add adds the people of a scene under other names.
func add(to, s *scene.Scene, mark string) {
	for _, person := range s.People {
		person.Name += mark
		person.Zones = nil // whoever was in the second attempt's zones is not told from the first
		to.People = append(to.People, person)
	}
	for _, pair := range s.Pairs {
		pair.A, pair.B = pair.A+mark, pair.B+mark
		to.Pairs = append(to.Pairs, pair)
	}
}

// Moments are those of both.
func (a attempts) Moments() (both []scene.Moment) {
	for _, m := range a.record.Moments() {
		for _, span := range []player.Span{a.first, a.second} {
			if span.Contains(m.At) {
				moved := m
				moved.At -= span.From
				both = append(both, moved)
			}
		}
	}
	slices.SortStableFunc(both, func(a, b scene.Moment) int { return cmp.Compare(a.At, b.At) })
	return both
}

// Gaps are none: what is missing in one attempt need not be in the other.
func (attempts) Gaps() []player.Span { return nil }

// RoomAt is the second attempt's.
func (a attempts) RoomAt(t time.Duration) floor.Room {
	return a.record.RoomAt(a.second.Clamp(a.second.From + t))
}

// drawKey says which line is which, above the distances of two attempts.
func (p *Panel) drawKey(d drawing, r canvas.Rect) {
	if p.whole == nil {
		return
	}
	x, y, size := r.X, r.Y+8*d.unit, 13*d.unit
	for i, mark := range []string{firstMark, secondMark} {
		line := canvas.Stroke{Width: 1.8 * d.unit, Color: d.theme.Thread, Path: canvas.Path{Points: []canvas.XY{{X: x, Y: y}, {X: x + 26*d.unit, Y: y}}}}
		if i == 0 {
			line.Dash = []float64{4 * d.unit, 4 * d.unit}
		}
		d.list.Add(line)
		d.text(canvas.XY{X: x + 32*d.unit, Y: y + size*0.36}, size, false, canvas.Start, d.theme.Quiet, strings.TrimSpace(mark))
		x += 60 * d.unit
	}
}

// isAttempts reports whether a recording is a comparison.
func isAttempts(r Recording) bool {
	_, is := r.(attempts)
	return is
}
