package window

import (
	"time"

	"github.com/ebitenui/ebitenui"
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// desk is a column of widgets that the keyboard reaches: the first of them has
// the focus, and Tab or the arrows go on.
type desk struct {
	ui    ebitenui.UI
	first widget.Focuser // waits for the focus; nil: it has it
	mouse [2]int         // px
	until time.Time      // when it may sleep
	keys  []ebiten.Key
}

// awake reports whether something was touched lately: widgets answer keys and
// mouse in the drawings after.
func (d *desk) awake(now time.Time) bool {
	x, y := ebiten.CursorPosition()
	d.keys = inpututil.AppendPressedKeys(d.keys[:0])
	if at := [2]int{x, y}; at != d.mouse || len(d.keys) > 0 || ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft) {
		d.mouse, d.until = at, now.Add(500*time.Millisecond)
	}
	return now.Before(d.until)
}

// lay puts widgets on the desk.
func (d *desk) lay(s *skin, children ...widget.PreferredSizeLocateableWidget) {
	d.ui.ClearFocus()
	d.ui.Container = s.column(children...)
	d.first = nil
	for _, child := range children {
		if f, can := child.(widget.Focuser); can && !f.GetWidget().Disabled {
			d.first = f
			return
		}
	}
}

func (d *desk) update() {
	if d.ui.Container == nil {
		return
	}
	d.ui.Update()
	if d.first != nil {
		d.ui.SetFocusedWidget(d.first)
		d.first = nil
	}
	switch {
	case inpututil.IsKeyJustPressed(ebiten.KeyArrowDown):
		d.ui.ChangeFocus(widget.FOCUS_NEXT)
	case inpututil.IsKeyJustPressed(ebiten.KeyArrowUp):
		d.ui.ChangeFocus(widget.FOCUS_PREVIOUS)
	case inpututil.IsKeyJustPressed(ebiten.KeyEnter), inpututil.IsKeyJustPressed(ebiten.KeyNumpadEnter),
		inpututil.IsKeyJustPressed(ebiten.KeySpace):
		// Not left to the widget, which misses a key that was down more
		// briefly than a drawing takes.
		if button, is := d.ui.GetFocusedWidget().(*widget.Button); is && !button.GetWidget().Disabled {
			button.Click()
		}
	}
}
