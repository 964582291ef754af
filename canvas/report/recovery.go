package report

import (
	"time"

	"nabij/canvas"
	"nabij/canvas/words"
)

// Recovery lays out the sheet with the code that opens all records when the
// passphrase is lost, to be printed and locked away.
func Recovery(code string, made time.Time, lang words.Lang) *canvas.List {
	l := layout{report: New(Info{}), say: words.For(lang), theme: canvas.Light()}
	l.theme.Ground = canvas.RGB(0xFFFFFF)
	l.newPage()
	l.y += 22
	l.text(margin, 26, true, l.theme.Ink, l.say.Say("recovery_title"))
	l.y += 30
	l.paragraph(l.say.Say("recovery_what"))
	box := canvas.Rect{X: margin, Y: l.y + 14, W: pageW - 2*margin, H: 84}
	l.page.Add(
		canvas.Stroke{Path: box.Rounded(10), Width: 1.2, Color: l.theme.Quiet},
		canvas.Text{At: canvas.XY{X: pageW / 2, Y: box.Y + 51}, Size: 27, Bold: true, Align: canvas.Middle, Color: l.theme.Ink, Words: code},
	)
	l.y = box.Y + box.H + 24
	l.paragraph(l.say.Say("recovery_how", "Date", l.say.Date(made)))
	l.paragraph(l.say.Say("recovery_use"))
	return l.page
}
