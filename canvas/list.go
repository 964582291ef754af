package canvas

import "image/color"

// XY is a position on the sheet, in px from the top-left corner, y downwards.
type XY struct{ X, Y float64 }

// Path is a line through points; closed paths return to their first point.
type Path struct {
	Points []XY
	Closed bool
}

// Align says which part of a text stands at its position.
type Align uint8

// The alignments.
const (
	Start Align = iota
	Middle
	End
)

// Op is one thing to draw: one of [Fill], [Stroke], [Blob] and [Text].
type Op interface{ op() }

// Fill fills a closed path (non-zero winding).
type Fill struct {
	Path  Path
	Color color.NRGBA
}

// Stroke draws a line of a width in px, with round caps and joins. Dash gives
// the lengths of lines and gaps in px; empty: solid.
type Stroke struct {
	Path  Path
	Width float64
	Color color.NRGBA
	Dash  []float64
}

// Blob is a soft ellipse: fully opaque within Core (0 to 1 of its radius), fading
// smoothly to nothing at its edge. It is how an uncertain place looks.
type Blob struct {
	Centre      XY
	Long, Short float64 // radii, px
	Angle       float64 // of the long axis from x, radians, clockwise on the sheet
	Core        float64 // share of the radius that is opaque, 0 to 1
	Color       color.NRGBA
}

// Text is one line of text. Y is the baseline.
type Text struct {
	At    XY
	Size  float64 // px
	Bold  bool
	Align Align
	Color color.NRGBA
	Words string
}

// Opacity returns the share of the colour's opacity that a blob has at r, its
// distance from the centre as a share of the radius: 1 within the core, 0 from
// the edge on, and a smooth step between. Every back end fades by it.
func (b Blob) Opacity(r float64) float64 {
	if r <= b.Core {
		return 1
	}
	if r >= 1 {
		return 0
	}
	t := (1 - r) / (1 - b.Core)
	return t * t * (3 - 2*t)
}

func (Fill) op()   {}
func (Stroke) op() {}
func (Blob) op()   {}
func (Text) op()   {}

// List is a picture: a sheet of a size in px, a ground colour, and the things
// to draw, back to front.
type List struct {
	Width, Height float64
	Ground        color.NRGBA
	Ops           []Op
}

// Reset empties the list for a new picture, keeping its memory.
func (l *List) Reset(width, height float64, ground color.NRGBA) {
	l.Width, l.Height, l.Ground, l.Ops = width, height, ground, l.Ops[:0]
}

// Add puts things on top.
func (l *List) Add(ops ...Op) { l.Ops = append(l.Ops, ops...) }

// Place puts another picture on this one, its top-left corner at a position.
// Its ground is not drawn.
func (l *List) Place(other *List, at XY) {
	for _, op := range other.Ops {
		l.Add(moved(op, at))
	}
}

// moved returns an operation moved by an offset in px.
func moved(op Op, by XY) Op {
	shift := func(p XY) XY { return XY{p.X + by.X, p.Y + by.Y} }
	along := func(p Path) Path {
		q := Path{Points: make([]XY, len(p.Points)), Closed: p.Closed}
		for i, at := range p.Points {
			q.Points[i] = shift(at)
		}
		return q
	}
	switch op := op.(type) {
	case Fill:
		op.Path = along(op.Path)
		return op
	case Stroke:
		op.Path = along(op.Path)
		return op
	case Blob:
		op.Centre = shift(op.Centre)
		return op
	case Text:
		op.At = shift(op.At)
		return op
	}
	return op
}
