package window

import (
	"image"
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
	bar     bar
	renewed bool  // the lower part was made anew
	barred  bool  // the list before had a bar
	touched tiles // by the list before, beside its lower part and its bar
	fresh   tiles // by this one
}

// bar is a part of the lists that covers an area and seldom changes, kept as an
// image.
type bar struct {
	ops   []canvas.Op
	area  canvas.Rect
	image *ebiten.Image
	sheet *sheet // of the image: most of it stays where only a knob moves
}

// worthKeeping is the least number of ops for which an image is kept.
const worthKeeping = 4

// draw draws a list on an image of the same size that still holds the list
// before, unless it is anew; the ops between from and to cover an area and do
// not leave it, none where they are none. The list's ops must not be changed
// before the list after the next one.
func (s *sheet) draw(on *ebiten.Image, list *canvas.List, from, to int, area canvas.Rect, anew bool) {
	kept := s.under
	if !s.keeps(on, list) {
		on.Fill(list.Ground)
		s.painter.draw(on, list.Ops)
		s.touched.fit(image.Point{})
		s.note(list)
		return
	}
	first := len(s.kept)
	barred := from >= first && to > from && area.W >= 1 && area.H >= 1
	if !barred {
		from, to = first, first
	}
	s.fresh.fit(on.Bounds().Size())
	s.fresh.ops(list.Ops[first:from])
	s.fresh.ops(list.Ops[to:])
	s.restore(on, anew || kept != s.under || s.renewed || s.barred != barred)
	s.renewed, s.barred = false, barred
	s.painter.draw(on, list.Ops[first:from])
	if barred {
		s.drawBar(on, list.Ops[from:to], area)
	}
	s.painter.draw(on, list.Ops[to:])
	s.touched, s.fresh = s.fresh, s.touched
	s.note(list)
}

// restore puts back what lies below wherever the list before, or this one,
// draws something.
func (s *sheet) restore(on *ebiten.Image, all bool) {
	opts := &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy}
	if all || !s.touched.same(on.Bounds().Size()) {
		on.DrawImage(s.under, opts)
		return
	}
	for _, r := range s.fresh.runs(&s.touched) {
		opts.GeoM.Reset()
		opts.GeoM.Translate(float64(r.Min.X), float64(r.Min.Y))
		on.DrawImage(s.under.SubImage(r).(*ebiten.Image), opts)
	}
}

// note remembers a list as the one before.
func (s *sheet) note(list *canvas.List) {
	s.last = canvas.List{Width: list.Width, Height: list.Height, Ground: list.Ground, Ops: append(s.last.Ops[:0], list.Ops...)}
}

// drawBar draws the bar from its image, which is made anew where it changed.
func (s *sheet) drawBar(on *ebiten.Image, ops []canvas.Op, area canvas.Rect) {
	b := &s.bar
	if b.image == nil || b.area != area || len(b.ops) != len(ops) || common(b.ops, ops) != len(ops) {
		if b.image != nil && (b.area.W != area.W || b.area.H != area.H) {
			b.image.Deallocate()
			b.image = nil
		}
		anew := b.image == nil
		if anew {
			b.image = ebiten.NewImage(int(area.W), int(area.H))
			b.sheet = &sheet{painter: s.painter}
		}
		b.area, b.ops = area, append(b.ops[:0], ops...)
		moved := canvas.List{Width: area.W, Height: area.H, Ground: s.last.Ground}
		moved.Place(&canvas.List{Ops: ops}, canvas.XY{X: -area.X, Y: -area.Y})
		b.sheet.draw(b.image, &moved, 0, 0, canvas.Rect{}, anew)
	}
	opts := &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy}
	opts.GeoM.Translate(area.X, area.Y)
	on.DrawImage(b.image, opts)
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
	s.renewed = true
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
