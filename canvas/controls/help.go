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

// drawHelp lists every key in one or two columns, as small as it must be to fit.
func (p *Panel) drawHelp(d drawing) {
	var lines [][2]string
	for _, b := range bindings {
		if b.line != "" && b.counts(p.InReplay()) {
			lines = append(lines, [2]string{p.keyName(b.keys[0]), p.say.Say(b.line)})
		}
	}
	keys, texts := 0.0, 0.0 // widths at size 1
	for _, l := range lines {
		keys = max(keys, letters.Width(l[0], 1, true))
		texts = max(texts, letters.Width(l[1], 1, false))
	}
	columns := 1
	if d.list.Width > d.list.Height {
		columns = 2
	}
	rows := (len(lines) + columns - 1) / columns
	column := keys + texts + 3 // em
	size := min(18*d.unit, (d.list.Width-32)/(float64(columns)*column+1), (d.list.Height-32)/(1.7*float64(rows)+5.5))
	r := d.card((float64(columns)*column+1)*size, (1.7*float64(rows)+5.5)*size)
	d.text(canvas.XY{X: r.X + 1.5*size, Y: r.Y + 2.6*size}, 1.3*size, true, canvas.Start, d.theme.Ink, p.say.Say("help_title"))
	for i, l := range lines {
		x := r.X + 1.5*size + float64(i/rows)*column*size
		y := r.Y + (5+1.7*float64(i%rows))*size
		d.text(canvas.XY{X: x, Y: y}, size, true, canvas.Start, d.theme.Ink, l[0])
		d.text(canvas.XY{X: x + (keys+1)*size, Y: y}, size, false, canvas.Start, d.theme.Ink, l[1])
	}
}
