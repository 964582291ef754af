package controls

import (
	"strings"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/words"
)

// keyNames are the keys that are written with a sign or a word.
var keyNames = map[Key]string{
	"left": "←", "right": "→", "up": "↑", "down": "↓", "-": "−",
	"f1": "F1", "f11": "F11",
}

// keyName is a key as it is written on the keyboard, or its word.
func (p *Panel) keyName(k Key) string {
	if name, known := keyNames[k]; known {
		return name
	}
	if len(k) == 1 {
		return strings.ToUpper(string(k))
	}
	return p.say.Say(words.ID("key_" + string(k)))
}

// helpLine is a line of the help where it lies, px.
type helpLine struct {
	command  Command
	key, say string
	at       canvas.Rect
}

// help is where the list of keys lies, px.
type help struct {
	lines      []helpLine
	size, keys float64 // of the text, px; width of the keys, em
	area       canvas.Rect
}

// layHelp lays out every key, in as many columns as show them largest.
func (p *Panel) layHelp(unit float64) help {
	var h help
	texts := 0.0 // width at size 1
	for _, b := range bindings {
		if b.line != "" && b.counts(p.InReplay()) && p.offers(b.command) {
			l := helpLine{command: b.command, key: p.keyName(b.keys[0]), say: p.say.Say(b.line)}
			h.lines = append(h.lines, l)
			h.keys = max(h.keys, letters.Width(l.key, 1, true))
			texts = max(texts, letters.Width(l.say, 1, false))
		}
	}
	column := h.keys + texts + 3 // em
	columns, rows := 1, len(h.lines)
	for c := 1; c <= 3; c++ {
		r := (len(h.lines) + c - 1) / c
		if size := min(18*unit, (p.size.X-32)/(float64(c)*column+1), (p.size.Y-32)/(1.7*float64(r)+5.5)); size > h.size+0.01 {
			h.size, columns, rows = size, c, r
		}
	}
	h.area = middleOf(p.size, (float64(columns)*column+1)*h.size, (1.7*float64(rows)+5.5)*h.size, unit)
	for i := range h.lines {
		h.lines[i].at = canvas.Rect{
			X: h.area.X + (1.5+float64(i/rows)*column)*h.size, Y: h.area.Y + (3.8+1.7*float64(i%rows))*h.size,
			W: (column - 1) * h.size, H: 1.7 * h.size,
		}
	}
	return h
}

// helpAt returns the command whose line lies at a place; [None] elsewhere.
func (p *Panel) helpAt(at canvas.XY) Command {
	for _, l := range p.layHelp(p.unit()).lines {
		if l.at.Contains(at) && l.command != Help {
			return l.command
		}
	}
	return None
}

// drawHelp lists every key; a click on a line does what it says.
func (p *Panel) drawHelp(d drawing) {
	h := p.layHelp(d.unit)
	d.card(h.area.W, h.area.H)
	d.text(canvas.XY{X: h.area.X + 1.5*h.size, Y: h.area.Y + 2.6*h.size}, 1.3*h.size, true, canvas.Start, d.theme.Ink, p.say.Say("help_title"))
	for _, l := range h.lines {
		y := l.at.Y + 1.2*h.size
		d.text(canvas.XY{X: l.at.X, Y: y}, h.size, true, canvas.Start, d.theme.Ink, l.key)
		d.text(canvas.XY{X: l.at.X + (h.keys+1)*h.size, Y: y}, h.size, false, canvas.Start, d.theme.Ink, l.say)
	}
}
