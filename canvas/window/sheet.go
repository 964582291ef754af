package window

import (
	"slices"

	"github.com/hajimehoshi/ebiten/v2"

	"nabij/canvas"
)

// sheet is what is on the screen. It keeps the lower part of the picture, as
// far as it stays the same from one list to the next, as an image.
type sheet struct {
	painter *painter
	under   *ebiten.Image // the ground and the first kept ops; nil: none
	kept    []canvas.Op
	last    canvas.List // the list before
}

// worthKeeping is the least number of ops for which an image is kept.
const worthKeeping = 4

// draw draws a list on an image of the same size. The list's ops must not be
// changed before the list after the next one.
func (s *sheet) draw(on *ebiten.Image, list *canvas.List) {
	rest := list.Ops
	if s.keeps(on, list) {
		on.DrawImage(s.under, &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy})
		rest = rest[len(s.kept):]
	} else {
		on.Fill(list.Ground)
	}
	s.painter.draw(on, rest)
	s.last = canvas.List{Width: list.Width, Height: list.Height, Ground: list.Ground, Ops: append(s.last.Ops[:0], list.Ops...)}
}

// keeps reports whether the kept image fits under the list; where it does not,
// it makes one from what the list shares with the one before.
func (s *sheet) keeps(on *ebiten.Image, list *canvas.List) bool {
	size := on.Bounds().Size()
	sameSize := s.under != nil && s.under.Bounds().Size() == size
	if sameSize && len(s.kept) > 0 && list.Ground == s.last.Ground && common(s.kept, list.Ops) == len(s.kept) {
		return true
	}
	shared := common(s.last.Ops, list.Ops)
	s.kept = s.kept[:0]
	if list.Ground != s.last.Ground || list.Width != s.last.Width || list.Height != s.last.Height || shared < worthKeeping {
		return false
	}
	if !sameSize {
		if s.under != nil {
			s.under.Deallocate()
		}
		s.under = ebiten.NewImage(size.X, size.Y)
	}
	s.kept = append(s.kept, list.Ops[:shared]...)
	s.under.Fill(list.Ground)
	s.painter.draw(s.under, s.kept)
	return true
}

// common returns how many ops two pictures have in common from the bottom up.
func common(a, b []canvas.Op) int {
	n := 0
	for n < len(a) && n < len(b) && same(a[n], b[n]) {
		n++
	}
	return n
}

// same reports whether two ops draw the same.
func same(a, b canvas.Op) bool {
	switch a := a.(type) {
	case canvas.Fill:
		b, ok := b.(canvas.Fill)
		return ok && a.Color == b.Color && samePath(a.Path, b.Path)
	case canvas.Stroke:
		b, ok := b.(canvas.Stroke)
		return ok && a.Color == b.Color && a.Width == b.Width && slices.Equal(a.Dash, b.Dash) && samePath(a.Path, b.Path)
	case canvas.Blob:
		b, ok := b.(canvas.Blob)
		return ok && a == b
	case canvas.Text:
		b, ok := b.(canvas.Text)
		return ok && a == b
	}
	return false
}

func samePath(a, b canvas.Path) bool {
	return a.Closed == b.Closed && slices.Equal(a.Points, b.Points)
}
