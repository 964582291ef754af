package window

import (
	"image"

	"github.com/ebitenui/ebitenui"
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas"
	"nabij/canvas/letters"
)

// hands does what the widgets leave undone of what hands do. The widgets look
// now and then whether a key is down: of a key that was let go and pressed again
// between two looks they notice nothing.
type hands struct {
	held map[ebiten.Key]bool // at the look before
}

// tend is called after the widgets were updated.
func (h *hands) tend(ui *ebitenui.UI) {
	ui.DisableDefaultFocus = true // Tab is seen to here
	if inpututil.IsKeyJustPressed(ebiten.KeyTab) {
		way := widget.FOCUS_NEXT
		if ebiten.IsKeyPressed(ebiten.KeyShift) {
			way = widget.FOCUS_PREVIOUS
		}
		ui.ChangeFocus(way)
	}
	if field, is := ui.GetFocusedWidget().(*widget.TextInput); is {
		tame(field)
		h.edit(field)
	}
}

// edit moves and erases in a field for a key that was pressed again.
func (h *hands) edit(field *widget.TextInput) {
	now := map[ebiten.Key]bool{}
	for key, do := range map[ebiten.Key]func(){
		ebiten.KeyBackspace: field.Backspace, ebiten.KeyDelete: field.Delete,
		ebiten.KeyArrowLeft: field.CursorMoveLeft, ebiten.KeyArrowRight: field.CursorMoveRight,
	} {
		if h.held[key] && inpututil.IsKeyJustPressed(key) {
			do()
		}
		now[key] = ebiten.IsKeyPressed(key)
	}
	h.held = now
}

// tame keeps a field's caret within its text: for a press beside the field the
// widget takes its number of bytes for its number of letters. A stretch that is
// chosen with the mouse is let go for the same reason.
func tame(field *widget.TextInput) {
	if !ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft) && !inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft) {
		return
	}
	field.DeselectText()
	if x, y := ebiten.CursorPosition(); !(image.Point{X: x, Y: y}).In(field.GetWidget().Rect) {
		field.CursorMoveEnd()
	}
}

// beyond is a text that is longer than a field of a width in units shows, to
// stand in full beneath it; nothing where it is not.
func (s *skin) beyond(text string, width float64) string {
	if letters.Width(text, 18, false) <= width-2*13 {
		return ""
	}
	return letters.Shown(text)
}

// ring draws the ring that shows where the keyboard is round a field.
func (s *skin) ring(on *ebiten.Image, field *widget.TextInput) {
	r := field.GetWidget().Rect
	at := canvas.Rect{X: float64(r.Min.X), Y: float64(r.Min.Y), W: float64(r.Dx()), H: float64(r.Dy())}
	s.painter.draw(on, []canvas.Op{canvas.Stroke{Path: at.Inset(1.2 * s.unit).Rounded(12 * s.unit), Width: 2.5 * s.unit, Color: s.theme.Ink}})
}
