package window

import (
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas/words"
)

// question asks for the passphrase, twice where it is a new one.
type question struct {
	desk   desk
	skin   *skin
	fresh  bool
	fields []*widget.TextInput
	wrong  string                        // what is wrong with the answer
	submit func(passphrase string) error // an empty one gives up
}

// newQuestion asks; wrong is what was wrong with the answer before.
func newQuestion(s *skin, fresh bool, wrong string, submit func(string) error) *question {
	q := &question{skin: s, fresh: fresh, wrong: wrong, submit: submit}
	q.lay()
	return q
}

// lay makes the widgets, and keeps what was typed in those before.
func (q *question) lay() {
	s, before := q.skin, q.fields
	title, why, hint := words.ID("passphrase_title"), words.ID("passphrase_why"), []string{""}
	if q.fresh {
		title, why, hint = "passphrase_new_title", "passphrase_new_why", []string{"", s.said("passphrase_again")}
	}
	page := s.stack(14, s.line(s.said(title), &s.head, s.theme.Ink, choiceWidth), s.line(s.said(why), &s.plain, s.theme.Quiet, choiceWidth), s.gap(6))
	q.fields = nil
	for i, about := range hint {
		q.fields = append(q.fields, s.secret(about))
		if i < len(before) {
			q.fields[i].SetText(before[i].GetText())
		}
		page.AddChild(q.fields[i])
	}
	if q.wrong != "" {
		page.AddChild(s.line(q.wrong, &s.plain, s.theme.Ink, choiceWidth))
	}
	page.AddChild(s.gap(2), s.press(s.said("passphrase_go_on"), true, choiceWidth, q.answer), s.press(s.said("passphrase_back"), false, choiceWidth, q.giveUp))
	q.desk.again(s, page)
}

// answer submits what was typed, if it can be right.
func (q *question) answer() {
	typed := q.fields[0].GetText()
	switch {
	case typed == "":
		q.say("passphrase_empty")
	case len(q.fields) > 1 && q.fields[1].GetText() == "":
		q.desk.ui.SetFocusedWidget(q.fields[1])
	case len(q.fields) > 1 && q.fields[1].GetText() != typed:
		q.say("passphrase_differ")
	default:
		if err := q.submit(typed); err != nil {
			q.fields[0].SetText("")
			q.wrong = q.skin.trouble(err)
			q.lay()
		}
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
	q.desk.ui.Draw(on)
}
