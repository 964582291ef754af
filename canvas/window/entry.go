package window

import (
	img "image"

	"github.com/ebitenui/ebitenui"
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas/controls"
)

// entry is the field for a line of text that a panel asks for. It lies over the
// upper part of the map, which goes on below it.
type entry struct {
	line  *controls.Line
	skin  *skin
	ui    ebitenui.UI
	hands hands
	field *widget.TextInput
	size  img.Point // of the window that it is laid for, px
}

func newEntry(s *skin, line *controls.Line) *entry {
	e := &entry{line: line, skin: s}
	e.lay(line.Text)
	return e
}

// lay makes the widgets for the window's size, with what was written so far.
func (e *entry) lay(text string) {
	s := e.skin
	e.size = s.size
	whole := widget.NewText(widget.TextOpts.Text("", &s.plain, s.theme.Ink), widget.TextOpts.MaxWidth(float64(e.width())))
	show := func(now string) { whole.Label = s.beyond(now, float64(e.width())/s.unit) }
	e.field = s.written(e.line.Most, text, func(now string) { show(now); e.ui.Container.RequestRelayout() })
	show(text)
	card := widget.NewContainer(
		widget.ContainerOpts.BackgroundImage(s.tile(s.theme.Floor, s.theme.Quiet, 1.5)),
		widget.ContainerOpts.WidgetOpts(widget.WidgetOpts.LayoutData(widget.AnchorLayoutData{
			HorizontalPosition: widget.AnchorLayoutPositionCenter, VerticalPosition: widget.AnchorLayoutPositionStart,
		})),
		widget.ContainerOpts.Layout(widget.NewRowLayout(
			widget.RowLayoutOpts.Direction(widget.DirectionVertical), widget.RowLayoutOpts.Spacing(s.px(8)),
			widget.RowLayoutOpts.Padding(widget.NewInsetsSimple(s.px(14))),
		)),
	)
	card.AddChild(widget.NewText(widget.TextOpts.Text(e.line.Asked, &s.small, s.theme.Quiet), widget.TextOpts.MaxWidth(float64(e.width()))), e.field, whole)
	root := widget.NewContainer(widget.ContainerOpts.Layout(widget.NewAnchorLayout(
		widget.AnchorLayoutOpts.Padding(&widget.Insets{Top: s.px(40)}))))
	root.AddChild(card)
	e.ui.Container = root
	e.field.GetWidget().MinWidth = e.width()
	e.ui.SetFocusedWidget(e.field)
	wake()
}

// width is that of the field in px: a sentence's, in a narrow window as much as
// there is.
func (e *entry) width() int { return max(1, min(e.skin.px(520), e.size.X-e.skin.px(60))) }

func (e *entry) update(panel *controls.Panel) {
	e.ui.Update()
	e.hands.tend(&e.ui)
	switch {
	case inpututil.IsKeyJustPressed(ebiten.KeyEnter), inpututil.IsKeyJustPressed(ebiten.KeyNumpadEnter):
		panel.Answer(e.field.GetText())
	case inpututil.IsKeyJustPressed(ebiten.KeyEscape):
		panel.GiveUp()
	case !e.field.IsFocused():
		e.ui.SetFocusedWidget(e.field)
	}
}

func (e *entry) draw(on *ebiten.Image) {
	if size := on.Bounds().Size(); size != e.skin.size || size != e.size {
		e.skin.fit(size)
		e.lay(e.field.GetText())
	}
	e.ui.Draw(on)
}
