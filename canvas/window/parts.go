package window

import (
	"image/color"

	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/text/v2"

	"nabij/canvas"
)

// line is text that begins at the left of its column and is as wide as that
// at most, in units.
func (s *skin) line(words string, face *text.Face, c color.Color, width float64) *widget.Text {
	return widget.NewText(widget.TextOpts.Text(words, face, c), widget.TextOpts.MaxWidth(float64(s.px(width))))
}

// stack puts widgets under each other, a distance in units apart.
func (s *skin) stack(apart float64, children ...widget.PreferredSizeLocateableWidget) *widget.Container {
	return s.along(widget.DirectionVertical, apart, children)
}

// beside puts widgets beside each other, a distance in units apart.
func (s *skin) beside(apart float64, children ...widget.PreferredSizeLocateableWidget) *widget.Container {
	return s.along(widget.DirectionHorizontal, apart, children)
}

func (s *skin) along(way widget.Direction, apart float64, children []widget.PreferredSizeLocateableWidget) *widget.Container {
	c := widget.NewContainer(widget.ContainerOpts.Layout(widget.NewRowLayout(
		widget.RowLayoutOpts.Direction(way), widget.RowLayoutOpts.Spacing(s.px(apart)),
	)))
	for _, child := range children {
		if child != nil {
			c.AddChild(child)
		}
	}
	return c
}

// across is a width in units, or what a narrow window has.
func (s *skin) across(most float64) float64 {
	return max(200, min(most, float64(s.size.X)/s.unit-48))
}

// flow puts widgets beside each other as far as a width in units goes, and then
// below.
func (s *skin) flow(width float64, children ...widget.PreferredSizeLocateableWidget) *widget.Container {
	const apart = 12
	all, line, used := s.stack(apart), s.beside(apart), 0
	for _, child := range children {
		cell := s.beside(0, child)
		wide, _ := cell.PreferredSize()
		if used > 0 && used+wide > s.px(s.across(width)) {
			all.AddChild(line)
			line, used = s.beside(apart), 0
		}
		line.AddChild(cell)
		used += wide + s.px(apart)
	}
	all.AddChild(line)
	return all
}

// choice is a large button with a line that tells what it does.
type choice struct {
	title, about string
	main, off    bool    // dark; cannot be chosen now
	width        float64 // units
	do           func()
}

// choice returns the button of a choice.
func (s *skin) choice(c choice) *widget.Container {
	button := s.press("", c.main, c.width, c.do)
	button.GetWidget().Disabled = c.off
	title, about := s.theme.Ink, s.theme.Quiet
	switch {
	case c.off:
		title = s.theme.Quiet
	case c.main:
		title = s.theme.Floor
		about = canvas.Mixed(s.theme.Floor, s.theme.Ink, 0.12)
	}
	words := s.stack(5,
		s.line(c.title, &s.large, title, c.width-44), s.line(c.about, &s.small, about, c.width-44))
	inset := widget.NewContainer(widget.ContainerOpts.Layout(widget.NewAnchorLayout(widget.AnchorLayoutOpts.Padding(
		&widget.Insets{Left: s.px(22), Right: s.px(22), Top: s.px(15), Bottom: s.px(15)}))))
	words.GetWidget().LayoutData = widget.AnchorLayoutData{VerticalPosition: widget.AnchorLayoutPositionCenter}
	inset.AddChild(words)
	whole := widget.NewContainer(widget.ContainerOpts.Layout(widget.NewStackedLayout()))
	whole.AddChild(button, inset)
	return whole
}

// options is a row of buttons of which one is chosen, with what it is about
// before it.
func (s *skin) options(about string, names []string, chosen int, do func(int)) *widget.Container {
	const width, whole = 210, 700
	narrow := s.across(whole) < whole
	label := widget.NewText(widget.TextOpts.Text(about, &s.plain, s.theme.Ink), widget.TextOpts.MaxWidth(float64(s.px(width))),
		widget.TextOpts.WidgetOpts(widget.WidgetOpts.MinSize(s.px(width), 0), widget.WidgetOpts.LayoutData(widget.RowLayoutData{Position: widget.RowLayoutPositionCenter})))
	var row []widget.PreferredSizeLocateableWidget
	for i, name := range names {
		row = append(row, s.pressed(name, i == chosen, &s.plain, 0, 48, func() { do(i) }))
	}
	if narrow {
		return s.stack(6, s.line(about, &s.plain, s.theme.Ink, s.across(whole)), s.flow(whole, row...))
	}
	return s.beside(8, append([]widget.PreferredSizeLocateableWidget{label}, row...)...)
}

// graphic is a picture of a size in units that the painter draws.
func (s *skin) graphic(width, height float64, draw func(list *canvas.List)) *widget.Graphic {
	w, h := s.px(width), s.px(height)
	list := &canvas.List{Width: float64(w), Height: float64(h), Ground: s.theme.Ground}
	draw(list)
	img := ebiten.NewImage(max(1, w), max(1, h))
	img.Fill(list.Ground)
	s.painter.draw(img, list.Ops)
	return widget.NewGraphic(widget.GraphicOpts.Image(img))
}
