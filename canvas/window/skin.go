package window

import (
	img "image"
	"image/color"
	"math"
	"unicode/utf8"

	"github.com/ebitenui/ebitenui/image"
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/text/v2"

	"nabij/canvas"
	"nabij/canvas/controls"
	"nabij/canvas/words"
)

// skin is how the program's widgets look: quiet, large, like the map.
type skin struct {
	say                 *words.Speaker
	theme               canvas.Theme
	letters             float64 // size of text, 1 to 2
	painter             *painter
	size                img.Point // of the window that it fits, px
	unit                float64   // px
	title, large, plain text.Face
	head, small         text.Face
	button, row, chosen *widget.ButtonImage
	field               *widget.TextInputImage
}

func newSkin(look controls.Look, painter *painter) *skin {
	s := &skin{painter: painter, size: img.Point{X: 1280, Y: 800}}
	s.wear(look)
	return s
}

// wear takes on a language, a theme and a size of text.
func (s *skin) wear(look controls.Look) {
	s.say, s.theme, s.letters = words.For(look.Lang), canvas.Light(), min(2, max(1, look.Scale))
	if look.Dark {
		s.theme = canvas.Dark()
	}
	s.fit(s.size)
}

// fit makes everything as large as suits a window of a size in px.
func (s *skin) fit(size img.Point) {
	s.size = size
	s.unit = s.letters * min(3, max(0.6, min(float64(size.X)*0.75, float64(size.Y))/720))
	s.dye()
}

// dye makes the faces and pictures of the skin.
func (s *skin) dye() {
	unit := s.unit
	s.title = &text.GoTextFace{Source: s.painter.bold, Size: math.Round(44 * unit)}
	s.head = &text.GoTextFace{Source: s.painter.bold, Size: math.Round(32 * unit)}
	s.large = &text.GoTextFace{Source: s.painter.bold, Size: math.Round(21 * unit)}
	s.plain = &text.GoTextFace{Source: s.painter.regular, Size: math.Round(18 * unit)}
	s.small = &text.GoTextFace{Source: s.painter.regular, Size: math.Round(16 * unit)}
	mixed := func(share float64) color.NRGBA { return canvas.Mixed(s.theme.Floor, s.theme.Ink, share) }
	s.button = &widget.ButtonImage{
		Idle: s.tile(mixed(0.86), s.theme.Ground, 0), Hover: s.ringed(mixed(0.86)),
		Pressed: s.ringed(mixed(0.72)), Disabled: s.tile(mixed(0.08), s.theme.Grid, 1.5),
	}
	s.row = &widget.ButtonImage{
		Idle: s.tile(s.theme.Floor, s.theme.Grid, 1.5), Hover: s.ringed(s.theme.Floor),
		Pressed: s.ringed(mixed(0.08)), Disabled: s.tile(s.theme.Ground, s.theme.Grid, 1.5),
	}
	s.chosen = &widget.ButtonImage{
		Idle: s.tile(mixed(0.06), s.theme.Ink, 1.5), Hover: s.ringed(mixed(0.06)),
		Pressed: s.ringed(mixed(0.12)), Disabled: s.tile(s.theme.Ground, s.theme.Grid, 1.5),
	}
	s.field = &widget.TextInputImage{
		Idle: s.tile(s.theme.Floor, mixed(0.45), 1.5), Disabled: s.tile(s.theme.Ground, s.theme.Grid, 1.5),
		Highlight: image.NewNineSliceColor(canvas.Faded(s.theme.Look(0).Color, 0.3)),
	}
}

// tile is a rectangle with round corners that can be stretched, and a rim.
func (s *skin) tile(body, rim color.NRGBA, rimWidth float64) *image.NineSlice {
	if rimWidth <= 0 {
		return s.nested(body)
	}
	return s.nested(rim, rimWidth, body)
}

// ringed is a tile with the ring that shows where the keyboard is.
func (s *skin) ringed(body color.NRGBA) *image.NineSlice {
	return s.nested(s.theme.Ink, 2.5, s.theme.Ground, 1.5, body)
}

// nested is tiles within each other: colours, and between them how wide the
// outer one is seen.
func (s *skin) nested(layers ...any) *image.NineSlice {
	radius := int(12*s.unit) + 1
	side := 2*radius + 2
	tile, inset := ebiten.NewImage(side, side), 0.0
	for _, layer := range layers {
		switch layer := layer.(type) {
		case float64:
			inset += layer * s.unit
		case color.NRGBA:
			r := canvas.Rect{W: float64(side), H: float64(side)}.Inset(0.5 + inset)
			s.painter.fill(tile, canvas.Fill{Path: r.Rounded(float64(radius) - inset), Color: layer})
		}
	}
	return image.NewNineSliceBorder(tile, radius)
}

// said is a sentence in the skin's language.
func (s *skin) said(id words.ID, args ...any) string { return s.say.Say(id, args...) }

func (s *skin) trouble(err error) string { return s.say.Trouble(err) }

// px is a length of the layout in whole px.
func (s *skin) px(units float64) int { return int(units*s.unit + 0.5) }

func (s *skin) label(words string, face *text.Face, c color.Color) *widget.Text {
	return widget.NewText(widget.TextOpts.Text(words, face, c),
		widget.TextOpts.MaxWidth(float64(s.px(640))), widget.TextOpts.WidgetOpts(middle()))
}

// middle puts a widget in the middle of its column.
func middle() widget.WidgetOpt {
	return widget.WidgetOpts.LayoutData(widget.RowLayoutData{Position: widget.RowLayoutPositionCenter})
}

// press returns a button; main ones are dark.
func (s *skin) press(words string, main bool, width float64, do func()) *widget.Button {
	face := &s.plain
	if main {
		face = &s.large
	}
	return s.pressed(words, main, face, width, 56, do)
}

// pressed returns a button of a least size in units.
func (s *skin) pressed(words string, dark bool, face *text.Face, width, height float64, do func()) *widget.Button {
	look, ink := s.row, s.theme.Ink
	if dark {
		look, ink = s.button, s.theme.Floor
	}
	return widget.NewButton(
		widget.ButtonOpts.WidgetOpts(middle(), widget.WidgetOpts.MinSize(s.px(width), s.px(height))),
		widget.ButtonOpts.Image(look),
		widget.ButtonOpts.DisableDefaultKeys(),
		widget.ButtonOpts.Text(words, face, &widget.ButtonTextColor{Idle: ink, Disabled: s.theme.Quiet}),
		widget.ButtonOpts.TextPadding(&widget.Insets{Left: s.px(18), Right: s.px(18), Top: s.px(8), Bottom: s.px(8)}),
		widget.ButtonOpts.ClickedHandler(func(*widget.ButtonClickedEventArgs) { do() }),
	)
}

// written returns a field with a text, which holds so many signs at most;
// changed is told what is in it.
func (s *skin) written(most int, text string, changed func(now string)) *widget.TextInput {
	field := s.text("", choiceWidth, widget.TextInputOpts.Validation(func(now string) (bool, *string) {
		return utf8.RuneCountInString(now) <= most, nil
	}), widget.TextInputOpts.ChangedHandler(func(args *widget.TextInputChangedEventArgs) { changed(args.InputText) }))
	field.SetText(text)
	field.CursorMoveEnd()
	return field
}

// text returns a field for a line of text, of a width in units.
func (s *skin) text(placeholder string, width float64, opts ...widget.TextInputOpt) *widget.TextInput {
	return widget.NewTextInput(append([]widget.TextInputOpt{
		widget.TextInputOpts.WidgetOpts(middle(), widget.WidgetOpts.MinSize(s.px(width), s.px(50))),
		widget.TextInputOpts.Image(s.field),
		widget.TextInputOpts.Face(&s.plain),
		widget.TextInputOpts.Color(&widget.TextInputColor{
			Idle: s.theme.Ink, Disabled: s.theme.Quiet, Caret: s.theme.Ink, DisabledCaret: s.theme.Quiet,
		}),
		widget.TextInputOpts.Padding(widget.NewInsetsSimple(s.px(13))),
		widget.TextInputOpts.Placeholder(placeholder),
		widget.TextInputOpts.SubmitOnEnter(false),
	}, opts...)...)
}

// column stacks widgets.
func (s *skin) column(children ...widget.PreferredSizeLocateableWidget) *widget.Container {
	column := widget.NewContainer(
		widget.ContainerOpts.WidgetOpts(middle()),
		widget.ContainerOpts.Layout(widget.NewRowLayout(
			widget.RowLayoutOpts.Direction(widget.DirectionVertical), widget.RowLayoutOpts.Spacing(s.px(14)),
		)),
	)
	column.AddChild(children...)
	return column
}

// page puts a container in the middle of the window; in a scroll where it is
// higher than that.
func (s *skin) page(inner *widget.Container) (*widget.Container, *widget.ScrollContainer) {
	ground := image.NewNineSliceColor(s.theme.Ground)
	centred := func(opts ...widget.WidgetOpt) *widget.Container {
		inner.GetWidget().LayoutData = widget.AnchorLayoutData{
			HorizontalPosition: widget.AnchorLayoutPositionCenter, VerticalPosition: widget.AnchorLayoutPositionCenter,
		}
		c := widget.NewContainer(
			widget.ContainerOpts.BackgroundImage(ground), widget.ContainerOpts.WidgetOpts(opts...),
			widget.ContainerOpts.Layout(widget.NewAnchorLayout(widget.AnchorLayoutOpts.Padding(widget.NewInsetsSimple(s.px(16))))),
		)
		c.AddChild(inner)
		return c
	}
	if _, high := inner.PreferredSize(); high <= s.size.Y-2*s.px(16) {
		return centred(), nil
	}
	scroll := widget.NewScrollContainer(
		widget.ScrollContainerOpts.Content(centred(widget.WidgetOpts.MinSize(s.size.X, 0))),
		widget.ScrollContainerOpts.Image(&widget.ScrollContainerImage{Idle: ground, Mask: image.NewNineSliceColor(s.theme.Ink)}),
		widget.ScrollContainerOpts.WidgetOpts(widget.WidgetOpts.LayoutData(widget.AnchorLayoutData{StretchHorizontal: true, StretchVertical: true})),
	)
	root := widget.NewContainer(widget.ContainerOpts.BackgroundImage(ground), widget.ContainerOpts.Layout(widget.NewAnchorLayout()))
	root.AddChild(scroll)
	return root, scroll
}

// gap is empty space in a column.
func (s *skin) gap(units float64) widget.PreferredSizeLocateableWidget {
	return widget.NewContainer(widget.ContainerOpts.WidgetOpts(widget.WidgetOpts.MinSize(1, s.px(units))))
}
