package controls

import (
	"slices"
	"strings"
	"time"

	"nabij/canvas/player"
	"nabij/canvas/words"
	"nabij/vision/scene"
)

// Book is a [Recording] that can be added to. What was recorded stays; reading
// gives what was added.
type Book interface {
	Recording
	// Mark adds a moment that was noticed afterwards.
	Mark(m scene.Moment) error
	// Edit puts a moment in place of the one with its ID.
	Edit(m scene.Moment) error
	// Remove leaves a moment out from now on.
	Remove(m scene.Moment) error
	// Swap exchanges two names within a span.
	Swap(a, b string, within player.Span) error
}

// doAddition does what adds to a recording.
func (p *Panel) doAddition(c Command) bool {
	if p.player == nil {
		return false
	}
	switch c {
	case Write:
		p.writeHere()
	case Leave:
		p.leave()
	case Lift:
		p.lift()
	case Exchange:
		p.exchange()
	default:
		return false
	}
	return true
}

// add adds to the recording, says a line, and shows what is so now.
func (p *Panel) add(line string, what func(Book) error) {
	book, can := p.record.(Book)
	if !can {
		p.acknowledge(p.say.Say("window_add_closed"))
		return
	}
	if err := what(book); err != nil {
		p.fail(err)
		return
	}
	p.noteMoments()
	p.scene.Frame = -1 // names may have changed
	p.trailAt = -time.Hour
	p.load()
	p.acknowledge(line)
}

// here returns the moment on which the replay stands; nil where it is on none.
func (p *Panel) here() *scene.Moment {
	var nearest *scene.Moment
	moments := p.record.Moments()
	for i := range moments {
		off := (moments[i].At - p.player.At()).Abs()
		if off <= onMoment && (nearest == nil || off < (nearest.At-p.player.At()).Abs()) {
			nearest = &moments[i]
		}
	}
	return nearest
}

// onMoment is how near to a moment one stands on it: half a second is less
// than a hand can aim at.
const onMoment = 500 * time.Millisecond

// writeHere asks for the word of the moment on which the replay stands, or for
// a note to this time.
func (p *Panel) writeHere() {
	if _, can := p.record.(Book); !can {
		p.acknowledge(p.say.Say("window_add_closed"))
		return
	}
	p.player.Pause()
	m := p.here()
	if m == nil {
		note := p.momentAt(scene.Therapist)
		note.Kind = scene.Note
		p.write(p.say.Say("window_write_note"), "", func(text string) {
			if note.Word = text; strings.TrimSpace(text) != "" {
				p.add(p.say.Say("window_note_added"), func(b Book) error { return b.Mark(note) })
			}
		})
		return
	}
	p.write(p.say.Say("window_write_word"), m.Word, func(text string) {
		m.Word = text
		p.add(p.say.Say("window_written"), func(b Book) error { return b.Edit(*m) })
	})
}

// leave leaves the moment out on which the replay stands, when it is asked to
// a second time.
func (p *Panel) leave() {
	doomed := p.doomed
	p.doomed = 0
	m := p.here()
	switch {
	case m == nil:
		p.acknowledge(p.say.Say("window_no_moment"))
	case m.ID != doomed:
		p.doomed = m.ID
		p.acknowledge(p.say.Say("window_leave_ask", "Moment", p.told1(m)))
	default:
		p.add(p.say.Say("window_left_out"), func(b Book) error { return b.Remove(*m) })
	}
}

// lift takes the moment up on which the replay stands; the second time it sets
// it down where the replay stands then.
func (p *Panel) lift() {
	if m := p.lifted; m != nil {
		p.lifted = nil
		m.At, m.Clock = p.scene.At, p.scene.Clock
		p.add(p.say.Say("window_set_down", "Time", p.clockOf(m.At)), func(b Book) error { return b.Edit(*m) })
		return
	}
	if p.lifted = p.here(); p.lifted == nil {
		p.acknowledge(p.say.Say("window_no_moment"))
		return
	}
	p.acknowledge(p.say.Say("window_lifted", "Moment", p.told1(p.lifted)))
}

// exchange exchanges the names of the nearest two people, of whom the followed
// one is one: in the selection, or from here to the end.
func (p *Panel) exchange() {
	within := player.Span{From: p.player.At(), To: p.player.Span().To}
	if selected, on := p.player.Selection(); on {
		within = selected
	}
	pairs := slices.DeleteFunc(slices.Clone(p.scene.Pairs), func(pair scene.Pair) bool {
		return p.follow != "" && pair.A != p.follow && pair.B != p.follow
	})
	if len(pairs) == 0 {
		p.acknowledge(p.say.Say("window_stop_nobody"))
		return
	}
	pair := nearest(pairs)
	line := p.say.Say("window_exchanged", "One", pair.A, "Other", pair.B, "From", p.clockOf(within.From), "To", p.clockOf(within.To))
	p.add(line, func(b Book) error { return b.Swap(pair.A, pair.B, within) })
}

// tellMoments says the moments that the replay just came by.
func (p *Panel) tellMoments(before time.Duration) {
	moments := p.record.Moments()
	for i := range moments {
		if m := &moments[i]; m.At > before && m.At <= p.player.At() {
			p.acknowledge(p.told1(m))
		}
	}
}

// told1 is a moment in a line: when, whose, in which words.
func (p *Panel) told1(m *scene.Moment) string {
	parts := []string{p.clockOf(m.At), p.say.Voice(m.Voice)}
	if kind := p.say.Kind(m.Kind); kind != "" {
		parts = append(parts, kind)
	}
	if m.Word != "" {
		parts = append(parts, "“"+m.Word+"”")
	}
	return strings.Join(parts, "  ·  ")
}

// clockOf is a time of the recording as the bar writes it.
func (p *Panel) clockOf(at time.Duration) string { return p.say.Clock(at - p.player.Span().From) }

// silence is the quiet line where nothing was recorded; empty elsewhere.
func (p *Panel) silence() string {
	for _, gap := range p.player.Gaps() {
		if at := p.player.At(); at > gap.From && at < gap.To {
			return p.say.Say(words.ID("window_silence"), "From", p.clockOf(gap.From), "To", p.clockOf(gap.To))
		}
	}
	return ""
}
