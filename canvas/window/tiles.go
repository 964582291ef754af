package window

import (
	"image"
	"math"

	"nabij/canvas"
	"nabij/canvas/letters"
)

// tilePx is the side of a tile.
const tilePx = 64

// tiles are the squares of a sheet that something was drawn on: only there has
// what lies below to be put back before the next drawing.
type tiles struct {
	columns, rows int
	marked        []bool
}

// fit empties the tiles for a sheet of a size in px.
func (t *tiles) fit(size image.Point) {
	t.columns, t.rows = (size.X+tilePx-1)/tilePx, (size.Y+tilePx-1)/tilePx
	t.marked = append(t.marked[:0], make([]bool, t.columns*t.rows)...)
}

// same reports whether the tiles are those of a sheet of a size in px.
func (t *tiles) same(size image.Point) bool {
	return t.columns == (size.X+tilePx-1)/tilePx && t.rows == (size.Y+tilePx-1)/tilePx && t.columns > 0
}

// mark marks every tile that a rectangle meets.
func (t *tiles) mark(left, top, right, bottom float64) {
	if !(right >= left && bottom >= top) {
		return
	}
	tile := func(px float64, most int) int { return int(max(0, min(float64(most-1), math.Floor(px/tilePx)))) }
	for y := tile(top, t.rows); y <= tile(bottom, t.rows); y++ {
		for x := tile(left, t.columns); x <= tile(right, t.columns); x++ {
			t.marked[y*t.columns+x] = true
		}
	}
}

// slack is how far beyond its own bounds an op may colour, px: soft edges.
const slack = 3

// ops marks where ops are drawn.
func (t *tiles) ops(ops []canvas.Op) {
	for _, op := range ops {
		switch op := op.(type) {
		case canvas.Fill:
			t.area(op.Path.Points)
		case canvas.Stroke:
			t.line(op)
		case canvas.Blob:
			r := max(op.Long, op.Short) + slack
			t.mark(op.Centre.X-r, op.Centre.Y-r, op.Centre.X+r, op.Centre.Y+r)
		case canvas.Text:
			wide := letters.Width(letters.Shown(op.Words), op.Size, op.Bold) + op.Size
			left := op.At.X - wide*map[canvas.Align]float64{canvas.Start: 0, canvas.Middle: 0.5, canvas.End: 1}[op.Align]
			t.mark(left-op.Size, op.At.Y-1.3*op.Size, left+wide+op.Size, op.At.Y+0.6*op.Size)
		}
	}
}

func (t *tiles) area(points []canvas.XY) {
	low, high := canvas.XY{X: math.Inf(1), Y: math.Inf(1)}, canvas.XY{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, p := range points {
		low, high = canvas.XY{X: min(low.X, p.X), Y: min(low.Y, p.Y)}, canvas.XY{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	t.mark(low.X-slack, low.Y-slack, high.X+slack, high.Y+slack)
}

// line marks the tiles along a line and not those beside a slanting one.
func (t *tiles) line(s canvas.Stroke) {
	reach := s.Width/2 + slack
	points := s.Path.Points
	for i, to := range points {
		from := to
		if i > 0 {
			from = points[i-1]
		} else if s.Path.Closed {
			from = points[len(points)-1]
		}
		pieces := max(1, math.Ceil(math.Hypot(to.X-from.X, to.Y-from.Y)/tilePx))
		if !(pieces < 1000) {
			pieces = 1
		}
		for n := range int(pieces) {
			a, b := float64(n)/pieces, float64(n+1)/pieces
			ax, ay := from.X+a*(to.X-from.X), from.Y+a*(to.Y-from.Y)
			bx, by := from.X+b*(to.X-from.X), from.Y+b*(to.Y-from.Y)
			t.mark(min(ax, bx)-reach, min(ay, by)-reach, max(ax, bx)+reach, max(ay, by)+reach)
		}
	}
}

// runs returns the marked tiles of this and other tiles of the same sheet, as
// rectangles in px: as long as they are beside each other.
func (t *tiles) runs(other *tiles) (list []image.Rectangle) {
	for y := range t.rows {
		from := -1
		for x := range t.columns + 1 {
			on := x < t.columns && (t.marked[y*t.columns+x] || other.marked[y*t.columns+x])
			switch {
			case on && from < 0:
				from = x
			case !on && from >= 0:
				list = append(list, image.Rect(from*tilePx, y*tilePx, x*tilePx, (y+1)*tilePx))
				from = -1
			}
		}
	}
	return list
}
