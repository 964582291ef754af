package controls

import (
	"unicode"

	"nabij/canvas"
	"nabij/canvas/letters"
)

// mostSigns is how long a word or a note can be: a few sentences.
const mostSigns = 500

// writing is a line that is being typed.
type writing struct {
	asked string // what is asked for
	text  []rune
	keep  func(text string)
}

// write asks for a line, beginning with what is there; keep is told when it is
// ended with Enter, and nobody when it is given up.
func (p *Panel) write(asked, text string, keep func(text string)) {
	p.writing, p.stale = &writing{asked: asked, text: []rune(text), keep: keep}, true
}

// writeLive asks for a word to the moment marked last.
func (p *Panel) writeLive() {
	if p.marked == nil {
		p.acknowledge(p.say.Say("window_write_nothing"))
		return
	}
	m := *p.marked
	p.write(p.say.Say("window_write_word"), m.Word, func(text string) {
		m.Word = text
		if err := p.session.Edit(m); err != nil {
			p.fail(err)
			return
		}
		p.marked = &m
		p.acknowledge(p.say.Say("window_written"))
	})
}

// Writing reports whether signs are being typed: they are then given to
// [Panel.Type], and only keys without a sign to [Panel.Press].
func (p *Panel) Writing() bool { return p.writing != nil }

// Type gives a sign that was typed.
func (p *Panel) Type(sign rune) {
	if w := p.writing; w != nil && len(w.text) < mostSigns && unicode.IsPrint(sign) {
		w.text = append(w.text, sign)
		p.stale = true
	}
}

// pressWriting takes a key without a sign while something is being typed.
func (p *Panel) pressWriting(key Key) {
	w := p.writing
	switch Find(key, p.InReplay()) {
	case Write:
		p.writing = nil
		w.keep(string(w.text))
	case Back:
		p.writing = nil
	case Rub:
		p.rub()
	}
	p.stale = true
}

func (p *Panel) rub() {
	if w := p.writing; w != nil && len(w.text) > 0 {
		w.text = w.text[:len(w.text)-1]
	}
}

// drawWriting draws the line in place of the note, its end always in sight.
func (p *Panel) drawWriting(d drawing) {
	if p.writing == nil {
		return
	}
	size := 18 * d.unit
	room := d.list.Width - 80*d.unit
	text, caret := p.writing.text, 2*d.unit
	for len(text) > 0 && letters.Width(string(text), size, false) > room-60*d.unit {
		text = text[1:]
	}
	shown := letters.Shown(string(text))
	w := min(room, max(420*d.unit, letters.Width(shown, size, false)+60*d.unit))
	box := canvas.Rect{X: (d.list.Width - w) / 2, Y: 40 * d.unit, W: w, H: 4.4 * size}
	x := box.X + 24*d.unit
	d.list.Add(
		canvas.Fill{Path: box.Rounded(14 * d.unit), Color: d.theme.Floor},
		canvas.Stroke{Path: box.Rounded(14 * d.unit), Width: 1.5 * d.unit, Color: d.theme.Quiet},
	)
	d.text(canvas.XY{X: x, Y: box.Y + 1.4*size}, 0.8*size, false, canvas.Start, d.theme.Quiet, letters.Fit(p.writing.asked, 0.8*size, false, w-48*d.unit))
	d.text(canvas.XY{X: x, Y: box.Y + 3*size}, size, false, canvas.Start, d.theme.Ink, shown)
	end := x + letters.Width(shown, size, false) + caret
	d.list.Add(canvas.Stroke{Width: caret, Color: d.theme.Ink, Path: canvas.Path{Points: []canvas.XY{
		{X: end, Y: box.Y + 2.1*size}, {X: end, Y: box.Y + 3.25*size},
	}}})
}
