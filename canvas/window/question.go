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
	fields []*widget.TextInput
	wrong  *widget.Text
	submit func(passphrase string) error // an empty one gives up
}

// newQuestion asks; wrong is what was wrong with the answer before.
func newQuestion(s *skin, fresh bool, wrong string, submit func(string) error) *question {
	q := &question{skin: s, submit: submit}
	title, why := words.ID("passphrase_title"), words.ID("passphrase_why")
	if fresh {
		title, why = "passphrase_new_title", "passphrase_new_why"
	}
	q.fields = append(q.fields, s.secret(""))
	children := []widget.PreferredSizeLocateableWidget{
		s.label(s.said(title), &s.large, s.theme.Ink), s.label(s.said(why), &s.plain, s.theme.Quiet), s.gap(6), q.fields[0],
	}
	if fresh {
		q.fields = append(q.fields, s.secret(s.said("passphrase_again")))
		children = append(children, q.fields[1])
	}
	q.wrong = s.label(wrong, &s.plain, s.theme.Ink)
	children = append(children, q.wrong,
		s.press(s.said("passphrase_go_on"), true, 460, q.answer),
		s.press(s.said("passphrase_back"), false, 460, q.giveUp))
	q.desk.lay(s, children...)
	return q
}

// answer submits what was typed, if it can be right.
func (q *question) answer() {
	typed := q.fields[0].GetText()
	switch {
	case typed == "":
		q.wrong.Label = q.skin.said("passphrase_empty")
	case len(q.fields) > 1 && q.fields[1].GetText() == "":
		q.desk.ui.SetFocusedWidget(q.fields[1])
	case len(q.fields) > 1 && q.fields[1].GetText() != typed:
		q.wrong.Label = q.skin.said("passphrase_differ")
	default:
		if err := q.submit(typed); err != nil {
			q.wrong.Label = err.Error()
			q.fields[0].SetText("")
		}
	}
	q.desk.ui.Container.RequestRelayout()
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
		q.wrong.Label = err.Error()
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

func (q *question) draw(on *ebiten.Image) { q.desk.ui.Draw(on) }
