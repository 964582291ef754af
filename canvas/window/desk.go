package window

import (
	"slices"
	"time"

	"github.com/ebitenui/ebitenui"
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// desk is a page of widgets that the keyboard reaches: the first of them has
// the focus, and Tab or the arrows go on. A page that is higher than the window
// is scrolled by the wheel, and to wherever the focus goes.
type desk struct {
	ui      ebitenui.UI
	hands   hands
	scroll  *widget.ScrollContainer // nil: all of the page is seen
	first   widget.Focuser          // waits for the focus; nil: it has it
	focused widget.Focuser          // that was scrolled to
	mouse   [2]int                  // px
	until   time.Time               // when it may sleep
	keys    []ebiten.Key
}

// awake reports whether something was touched lately: widgets answer keys and
// mouse in the drawings after.
func (d *desk) awake(now time.Time) bool {
	x, y := ebiten.CursorPosition()
	d.keys = inpututil.AppendJustPressedKeys(inpututil.AppendPressedKeys(d.keys[:0]))
	if at := [2]int{x, y}; at != d.mouse || len(d.keys) > 0 || ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft) || inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft) {
		d.mouse, d.until = at, now.Add(500*time.Millisecond)
	}
	return now.Before(d.until) || d.first != nil || d.ui.Container == nil
}

// lay puts widgets on the desk, in a column in the middle.
func (d *desk) lay(s *skin, children ...widget.PreferredSizeLocateableWidget) {
	d.put(s, s.column(children...))
}

// put puts a page of widgets on the desk.
func (d *desk) put(s *skin, page *widget.Container) { d.take(s.page(page)) }

// take puts a whole window's widgets on the desk; scroll is the part that is
// scrolled, nil where nothing is.
func (d *desk) take(root *widget.Container, scroll *widget.ScrollContainer) {
	d.ui.ClearFocus()
	d.ui.Container, d.scroll = root, scroll
	d.first, d.focused, d.until = nil, nil, time.Now().Add(300*time.Millisecond)
	wake() // it may be laid while it is drawn: the focus comes after
	if all := root.GetFocusers(); len(all) > 0 {
		d.first = all[0]
	}
}

// again puts the same page as before, with other words on it: the focus stays
// where it was.
func (d *desk) again(s *skin, page *widget.Container) {
	at := 0
	if d.ui.Container != nil {
		at = max(0, slices.Index(d.ui.Container.GetFocusers(), d.ui.GetFocusedWidget()))
	}
	d.put(s, page)
	if all := page.GetFocusers(); at < len(all) {
		d.first = all[at]
	}
}

func (d *desk) update() {
	if d.ui.Container == nil {
		return
	}
	if d.first != nil { // before what is typed meanwhile is looked at
		d.ui.Container.Validate()
		d.ui.SetFocusedWidget(d.first)
		d.first, d.until = nil, time.Now().Add(100*time.Millisecond) // to be drawn
	}
	d.ui.Update()
	d.hands.tend(&d.ui)
	d.roll()
	_, writing := d.ui.GetFocusedWidget().(*widget.TextInput)
	switch {
	case inpututil.IsKeyJustPressed(ebiten.KeyArrowDown), !writing && inpututil.IsKeyJustPressed(ebiten.KeyArrowRight):
		d.ui.ChangeFocus(widget.FOCUS_NEXT)
	case inpututil.IsKeyJustPressed(ebiten.KeyArrowUp), !writing && inpututil.IsKeyJustPressed(ebiten.KeyArrowLeft):
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

// draw draws the page, with a ring round the field that is written in.
func (d *desk) draw(s *skin, on *ebiten.Image) {
	d.ui.Draw(on)
	field, is := d.ui.GetFocusedWidget().(*widget.TextInput)
	if !is {
		return
	}
	part := on
	if d.scroll != nil {
		part = on.SubImage(d.scroll.ViewRect()).(*ebiten.Image)
	}
	s.ring(part, field)
}

// roll scrolls the page by the wheel, and to the widget that got the focus.
func (d *desk) roll() {
	if d.scroll == nil {
		return
	}
	view, page := d.scroll.ViewRect(), d.scroll.ContentRect()
	hidden := float64(page.Dy() - view.Dy())
	if hidden <= 0 {
		return
	}
	_, notches := ebiten.Wheel()
	d.scroll.ScrollTop -= notches * 60 / hidden
	switch most := 0.9 * float64(view.Dy()); {
	case inpututil.IsKeyJustPressed(ebiten.KeyPageDown):
		d.scroll.ScrollTop += most / hidden
	case inpututil.IsKeyJustPressed(ebiten.KeyPageUp):
		d.scroll.ScrollTop -= most / hidden
	}
	d.scroll.ScrollTop = min(1, max(0, d.scroll.ScrollTop))
	now := d.ui.GetFocusedWidget()
	if now == nil || now == d.focused {
		return
	}
	d.focused = now
	at := now.GetWidget().Rect
	margin := at.Dy() / 2
	switch {
	case at.Min.Y-margin < view.Min.Y:
		d.scroll.ScrollTop -= float64(view.Min.Y-at.Min.Y+margin) / hidden
	case at.Max.Y+margin > view.Max.Y:
		d.scroll.ScrollTop += float64(at.Max.Y+margin-view.Max.Y) / hidden
	}
	d.scroll.ScrollTop = min(1, max(0, d.scroll.ScrollTop))
}
