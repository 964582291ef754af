package window

import (
	img "image"

	"github.com/ebitenui/ebitenui/image"
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
)

// laidCard is a page of widgets that lies beside a map, which stays in sight,
// or over it where the window is narrow.
type laidCard struct {
	desk desk
	skin *skin
	size img.Point
	make func() *widget.Container
	side widget.AnchorLayoutPosition // where it lies across the window
	top  widget.AnchorLayoutPosition // and down it
	wide int                         // px
}

// beside is nothing for a card that may lie over the map, or that leaves too
// little of it.
func (c *laidCard) beside() float64 {
	if c.side != widget.AnchorLayoutPositionEnd || c.size.X-c.wide < c.skin.px(320) {
		return 0
	}
	return float64(c.wide)
}

// lay makes the card's widgets.
func (c *laidCard) lay() {
	k := c.skin
	inner := k.padded(26, c.make())
	at := widget.AnchorLayoutData{HorizontalPosition: c.side, VerticalPosition: c.top}
	var placed widget.PreferredSizeLocateableWidget = inner
	var scroll *widget.ScrollContainer
	wide, high := inner.PreferredSize()
	c.wide = wide + 2*k.px(12)
	if high > k.size.Y-2*k.px(12) {
		scroll = k.scrolled(inner, widget.WidgetOpts.MinSize(wide, k.size.Y-2*k.px(12)))
		placed = scroll
	}
	placed.GetWidget().LayoutData = at
	root := widget.NewContainer(widget.ContainerOpts.Layout(widget.NewAnchorLayout(
		widget.AnchorLayoutOpts.Padding(widget.NewInsetsSimple(k.px(12))))))
	root.AddChild(placed)
	c.desk.take(root, scroll)
}

func (c *laidCard) draw(on *ebiten.Image) {
	if size := on.Bounds().Size(); size != c.size || c.desk.ui.Container == nil {
		c.size = size
		c.skin.fit(size)
		c.lay()
	}
	c.desk.draw(c.skin, on)
}

// padded is a container on a card of its own, with room around what it holds.
func (s *skin) padded(units float64, inner *widget.Container) *widget.Container {
	card := widget.NewContainer(
		widget.ContainerOpts.BackgroundImage(s.tile(s.theme.Floor, s.theme.Grid, 1.5)),
		widget.ContainerOpts.Layout(widget.NewAnchorLayout(widget.AnchorLayoutOpts.Padding(widget.NewInsetsSimple(s.px(units))))),
	)
	card.AddChild(inner)
	return card
}

// scrolled is a container of which only a part is seen.
func (s *skin) scrolled(inner *widget.Container, opts ...widget.WidgetOpt) *widget.ScrollContainer {
	return widget.NewScrollContainer(
		widget.ScrollContainerOpts.Content(inner),
		widget.ScrollContainerOpts.Image(&widget.ScrollContainerImage{
			Idle: image.NewNineSliceColor(s.theme.Floor), Mask: image.NewNineSliceColor(s.theme.Ink),
		}),
		widget.ScrollContainerOpts.WidgetOpts(opts...),
	)
}
