package window

import (
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas"
)

// typed tells the guide what the fields hold now.
func (l *leading) typed() {
	for _, w := range l.made {
		if f := l.fields[w.ID]; f != nil {
			if now := f.GetText(); now != l.value(w.ID) {
				l.guide.Type(w.ID, now)
			}
		}
	}
}

// value is what the sheet has in a field.
func (l *leading) value(id string) string {
	for i := range l.sheet.Widgets {
		if w := &l.sheet.Widgets[i]; w.ID == id {
			return w.Value
		}
	}
	return ""
}

// pressed gives the keys to the widget that has the keyboard, or to the guide.
func (l *leading) pressed() {
	l.keys = inpututil.AppendPressedKeys(l.keys[:0])
	l.signs = ebiten.AppendInputChars(l.signs[:0])
	_, writing := l.ui.GetFocusedWidget().(*widget.TextInput)
	switch {
	case inpututil.IsKeyJustPressed(ebiten.KeyEscape):
		if writing {
			l.ui.ClearFocus()
		} else {
			l.guide.Key("escape")
		}
	case inpututil.IsKeyJustPressed(ebiten.KeyEnter), inpututil.IsKeyJustPressed(ebiten.KeyNumpadEnter):
		l.enter(writing)
	case writing:
		l.walk()
	case inpututil.IsKeyJustPressed(ebiten.KeySpace):
		l.enter(false)
	default:
		l.free()
	}
}

// enter presses the button that has the keyboard, goes on to the next field, or
// presses the page's first button.
func (l *leading) enter(writing bool) {
	// Not left to the widget, which misses a key that was down more briefly
	// than a drawing takes.
	if b, is := l.ui.GetFocusedWidget().(*widget.Button); is {
		if !b.GetWidget().Disabled {
			b.Click()
		}
		return
	}
	if writing {
		l.ui.ChangeFocus(widget.FOCUS_NEXT)
		return
	}
	for _, w := range l.sheet.Widgets {
		if w.First && !w.Off {
			l.guide.Press(w.ID)
			return
		}
	}
}

// walk lets the arrows go from one widget to the next.
func (l *leading) walk() {
	switch {
	case inpututil.IsKeyJustPressed(ebiten.KeyArrowDown):
		l.ui.ChangeFocus(widget.FOCUS_NEXT)
	case inpututil.IsKeyJustPressed(ebiten.KeyArrowUp):
		l.ui.ChangeFocus(widget.FOCUS_PREVIOUS)
	}
}

// free are the keys while nothing is being written.
func (l *leading) free() {
	ctrl := ebiten.IsKeyPressed(ebiten.KeyControl)
	for _, sign := range l.signs {
		if !ctrl && sign != ' ' {
			l.guide.Key(string(sign))
		}
	}
	switch {
	case ctrl && inpututil.IsKeyJustPressed(ebiten.KeyZ):
		l.guide.Key("undo")
	case ctrl && inpututil.IsKeyJustPressed(ebiten.KeyY):
		l.guide.Key("redo")
	case inpututil.IsKeyJustPressed(ebiten.KeyDelete), inpututil.IsKeyJustPressed(ebiten.KeyBackspace):
		l.guide.Key("delete")
	case l.ui.GetFocusedWidget() != nil:
		l.walk()
	default:
		l.arrows()
	}
}

// arrows gives the arrows to the guide.
func (l *leading) arrows() {
	for _, arrow := range []string{"left", "right", "up", "down"} {
		if !inpututil.IsKeyJustPressed(named[arrow]) {
			continue
		}
		if ebiten.IsKeyPressed(ebiten.KeyShift) {
			arrow = "shift+" + arrow
		}
		l.guide.Key(arrow)
	}
}

// pointed gives what the mouse did, and returns whether it did anything. A press
// in the picture takes the keyboard from the widgets. Of a look it is only known
// where the mouse is at its end: what was let go stays where it was last seen,
// and is not dragged to where the hand went afterwards.
func (l *leading) pointed() (anything bool) {
	x, y := ebiten.CursorPosition()
	at := canvas.XY{X: float64(x), Y: float64(y)}
	pressed := inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft)
	released := inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft)
	_, notches := ebiten.Wheel()
	anything = pressed || released || l.held || at != l.mouse || notches != 0
	if released && l.held {
		l.guide.Up()
		released = false
	}
	if pressed && l.guide.Down(at) {
		l.ui.ClearFocus()
		l.waiting = false
	}
	if at != l.mouse {
		l.guide.Move(at)
		l.mouse = at
	}
	if released { // pressed in this look too
		l.guide.Up()
	}
	l.held = !released && ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	l.guide.Wheel(notches, at)
	return anything
}
