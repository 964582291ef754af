package window

import (
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas/words"
)

// question asks for the passphrase, twice where it is a new one. Where it is
// lost, it asks for the code of the printed sheet and a new one.
type question struct {
	desk    desk
	skin    *skin
	fresh   bool
	lost    bool // the code is asked for
	fields  []*widget.TextInput
	wrong   string                              // what is wrong with the answer
	submit  func(passphrase string) error       // an empty one gives up
	recover func(code, passphrase string) error // nil: there is no such way
}

// newQuestion asks; wrong is what was wrong with the answer before.
func newQuestion(s *skin, fresh bool, wrong string, submit func(string) error) *question {
	q := &question{skin: s, fresh: fresh, wrong: wrong, submit: submit}
	q.lay()
	return q
}

// words are the question's title, what it is for, and the labels of its fields.
func (q *question) words() (title, why words.ID, asked []words.ID) {
	switch {
	case q.lost:
		return "passphrase_lost_title", "passphrase_lost_why", []words.ID{"passphrase_code", "passphrase_new", "passphrase_again"}
	case q.fresh:
		return "passphrase_new_title", "passphrase_new_why", []words.ID{"passphrase_new", "passphrase_again"}
	}
	return "passphrase_title", "passphrase_why", []words.ID{""}
}

func (q *question) caption() string {
	title, _, _ := q.words()
	return captioned(q.skin.said(title))
}

// lay makes the widgets, and keeps what was typed in those before.
func (q *question) lay() {
	s, before := q.skin, q.fields
	title, why, asked := q.words()
	page := s.stack(14, s.line(s.said(title), &s.head, s.theme.Ink, s.across(choiceWidth)), s.line(s.said(why), &s.plain, s.theme.Quiet, s.across(choiceWidth)), s.gap(6))
	q.fields = nil
	for i, about := range asked {
		q.fields = append(q.fields, s.text("", s.across(choiceWidth), widget.TextInputOpts.Secure(about != "passphrase_code")))
		if len(before) == len(asked) {
			q.fields[i].SetText(before[i].GetText())
		}
		if about != "" {
			page.AddChild(s.stack(6, s.line(s.said(about), &s.small, s.theme.Quiet, s.across(choiceWidth)), q.fields[i]))
			continue
		}
		page.AddChild(q.fields[i])
	}
	if q.wrong != "" {
		page.AddChild(s.line(q.wrong, &s.plain, s.theme.Ink, s.across(choiceWidth)))
	}
	page.AddChild(s.gap(2), s.press(s.said("passphrase_go_on"), true, s.across(choiceWidth), q.answer), s.press(s.said("passphrase_back"), false, s.across(choiceWidth), q.giveUp))
	if q.recover != nil && !q.fresh && !q.lost {
		page.AddChild(s.press(s.said("passphrase_lost"), false, s.across(choiceWidth), func() { q.turn(true) }))
	}
	q.desk.again(s, page)
}

// turn goes to the code of the sheet, or back to the passphrase.
func (q *question) turn(lost bool) {
	q.lost, q.wrong, q.fields = lost, "", nil
	q.desk.ui.Container = nil // another page: its first field has the focus
	q.lay()
}

// again asks for the code once more, with what was typed: a code is long.
func (q *question) again(code, passphrase string) {
	q.lost = true
	q.lay()
	for i, text := range []string{code, passphrase, passphrase} {
		q.fields[i].SetText(text)
		q.fields[i].CursorMoveEnd()
	}
}

// answer submits what was typed, if it can be right.
func (q *question) answer() {
	var typed []string
	for i, f := range q.fields {
		typed = append(typed, f.GetText())
		if typed[i] != "" {
			continue
		}
		if i > 0 {
			q.desk.ui.SetFocusedWidget(f)
		} else {
			q.say("passphrase_empty")
		}
		return
	}
	last := typed[len(typed)-1]
	if len(typed) > 1 && typed[len(typed)-2] != last {
		q.say("passphrase_differ")
		return
	}
	var err error
	if q.lost {
		err = q.recover(typed[0], last)
	} else {
		err = q.submit(last)
	}
	if err != nil {
		q.fields[0].SetText("")
		q.wrong = q.skin.trouble(err)
		q.lay()
	}
}

func (q *question) say(id words.ID) {
	q.wrong = q.skin.said(id)
	q.lay()
}

// entered submits from within a field; a button answers the key itself.
func (q *question) entered() {
	for _, field := range q.fields {
		if field.IsFocused() {
			q.answer()
			return
		}
	}
}

func (q *question) giveUp() {
	if q.lost {
		q.turn(false)
		return
	}
	if err := q.submit(""); err != nil {
		q.wrong = q.skin.trouble(err)
		q.lay()
	}
}

func (q *question) update() {
	q.desk.update()
	// Not left to the widget, which misses a key that was down more briefly
	// than a drawing takes.
	if inpututil.IsKeyJustPressed(ebiten.KeyEnter) || inpututil.IsKeyJustPressed(ebiten.KeyNumpadEnter) {
		q.entered()
	}
	if inpututil.IsKeyJustPressed(ebiten.KeyEscape) {
		q.giveUp()
	}
}

func (q *question) draw(on *ebiten.Image) {
	if size := on.Bounds().Size(); size != q.skin.size {
		q.skin.fit(size)
		q.lay()
	}
	q.desk.draw(q.skin, on)
}
