package window

import (
	img "image"
	"math"

	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2/text/v2"

	"nabij/canvas/guide"
)

// furnish makes the widgets that a guide's sheet has. Those that are the same
// as before stay as they are, with what is typed in them.
func (l *leading) furnish() {
	if l.ui.Container == nil || !sameWidgets(l.made, l.sheet.Widgets) {
		l.make()
	}
	for _, w := range l.sheet.Widgets {
		if field := l.fields[w.ID]; field != nil && field.GetText() != w.Value {
			field.SetText(w.Value)
		}
	}
	l.keyboard()
}

// sameWidgets reports whether widgets differ in nothing but what was typed.
func sameWidgets(a, b []guide.Widget) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		p, q := a[i], b[i]
		p.Value, q.Value = "", ""
		p.Mark, q.Mark = nil, nil
		if p != q {
			return false
		}
	}
	return true
}

// make makes all widgets anew, and gives the keyboard back to the one that had
// it.
func (l *leading) make() {
	had := l.focused()
	l.ui.ClearFocus()
	l.made = append(l.made[:0], l.sheet.Widgets...)
	l.buttons, l.fields = map[string]*widget.Button{}, map[string]*widget.TextInput{}
	root := widget.NewContainer(widget.ContainerOpts.Layout(fixed{}))
	for _, w := range l.made {
		if w.Kind == guide.Field {
			l.fields[w.ID] = l.field(w)
			root.AddChild(l.fields[w.ID])
		} else {
			l.buttons[w.ID] = l.button(w)
			root.AddChild(l.buttons[w.ID])
		}
	}
	l.ui.Container = root
	if had != "" && !l.focus(had) {
		l.waiting = true
	}
}

// keyboard gives the keyboard to the page's first widget, as soon as that can
// be used.
func (l *leading) keyboard() {
	if l.page != l.sheet.Page {
		l.page, l.waiting = l.sheet.Page, true
		l.ui.ClearFocus()
	}
	if !l.waiting || l.focused() != "" { // somebody is writing meanwhile
		l.waiting = false
		return
	}
	for _, w := range l.sheet.Widgets {
		if w.First && l.focus(w.ID) {
			l.waiting = false
		}
	}
}

// focus gives the keyboard to a widget that can be used.
func (l *leading) focus(id string) bool {
	if b := l.buttons[id]; b != nil && !b.GetWidget().Disabled {
		l.ui.SetFocusedWidget(b)
		return true
	}
	if f := l.fields[id]; f != nil {
		l.ui.SetFocusedWidget(f)
		return true
	}
	return false
}

// focused is the name of the widget that has the keyboard; empty: none.
func (l *leading) focused() string {
	now := l.ui.GetFocusedWidget()
	for id, b := range l.buttons {
		if now == widget.Focuser(b) {
			return id
		}
	}
	for id, f := range l.fields {
		if now == widget.Focuser(f) {
			return id
		}
	}
	return ""
}

func (l *leading) button(w guide.Widget) *widget.Button {
	look, face, ink := l.skin.row, l.face(w, false), l.skin.theme.Ink
	switch {
	case w.Kind == guide.Main:
		look, face, ink = l.skin.button, l.face(w, true), l.skin.theme.Floor
	case w.On:
		look = l.skin.chosen
	}
	b := widget.NewButton(
		widget.ButtonOpts.WidgetOpts(at(w)), widget.ButtonOpts.Image(look), widget.ButtonOpts.DisableDefaultKeys(),
		widget.ButtonOpts.Text(w.Words, &face, &widget.ButtonTextColor{Idle: ink, Disabled: l.skin.theme.Quiet}),
		widget.ButtonOpts.ClickedHandler(func(*widget.ButtonClickedEventArgs) { l.guide.Press(w.ID) }),
	)
	b.GetWidget().Disabled = w.Off
	return b
}

func (l *leading) field(w guide.Widget) *widget.TextInput {
	face := l.face(w, false)
	ink, quiet := l.skin.theme.Ink, l.skin.theme.Quiet
	f := widget.NewTextInput(
		widget.TextInputOpts.WidgetOpts(at(w)), widget.TextInputOpts.Image(l.skin.field), widget.TextInputOpts.Face(&face),
		widget.TextInputOpts.Color(&widget.TextInputColor{Idle: ink, Disabled: quiet, Caret: ink, DisabledCaret: quiet}),
		widget.TextInputOpts.Padding(padding(w, face)),
		widget.TextInputOpts.SubmitOnEnter(false),
	)
	f.SetText(w.Value)
	return f
}

// padding puts a field's text in the middle of its height.
func padding(w guide.Widget, face text.Face) *widget.Insets {
	m := face.Metrics()
	above := max(0, int((w.At.H-m.HAscent-m.HDescent)/2))
	return &widget.Insets{Left: int(0.7 * w.Size), Right: int(0.7 * w.Size), Top: above, Bottom: above}
}

func (l *leading) face(w guide.Widget, bold bool) text.Face {
	source := l.painter.regular
	if bold {
		source = l.painter.bold
	}
	return &text.GoTextFace{Source: source, Size: math.Round(w.Size)}
}

// at keeps where a widget stands for the layout.
func at(w guide.Widget) widget.WidgetOpt {
	return widget.WidgetOpts.LayoutData(img.Rect(
		int(math.Round(w.At.X)), int(math.Round(w.At.Y)), int(math.Round(w.At.X+w.At.W)), int(math.Round(w.At.Y+w.At.H))))
}

// fixed is the layout of widgets that know where they stand.
type fixed struct{}

// PreferredSize is none: the widgets stand where they do.
func (fixed) PreferredSize([]widget.PreferredSizeLocateableWidget) (int, int) { return 0, 0 }

// Layout puts each widget where it stands.
func (fixed) Layout(widgets []widget.PreferredSizeLocateableWidget, _ img.Rectangle) {
	for _, w := range widgets {
		if r, is := w.GetWidget().LayoutData.(img.Rectangle); is {
			w.SetLocation(r)
		}
	}
}
