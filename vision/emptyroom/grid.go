package emptyroom

import (
	"math"

	"nabij/vision"
)

// cellsWide is about how many cells a picture is wide: 4 px a cell at 640 px,
// so that a head at the far wall is still three cells.
const cellsWide = 160

// Grid is how a picture is cut into cells. A rest of less than a step at the
// right and the bottom belongs to no cell.
type Grid struct {
	Size vision.Size // cells
	Step int         // px a cell is wide and high
}

// GridOf returns the grid for pictures of a size.
func GridOf(picture vision.Size) Grid {
	step := max(1, int(math.Round(float64(picture.Width)/cellsWide)))
	return Grid{Size: vision.Size{Width: picture.Width / step, Height: picture.Height / step}, Step: step}
}

// Cells is the number of cells.
func (g Grid) Cells() int { return g.Size.Width * g.Size.Height }

// Centre is the middle of the i-th cell, row by row, in px.
func (g Grid) Centre(i int) vision.Pixel {
	step := float64(g.Step)
	return vision.Pixel{U: (float64(i%g.Size.Width)+0.5)*step - 0.5, V: (float64(i/g.Size.Width)+0.5)*step - 0.5}
}

// span returns the cells that a box covers, at least in part: from left, top
// up to but not including right, bottom.
func (g Grid) span(b vision.Box) (left, top, right, bottom int) {
	step := float64(g.Step)
	clamp := func(px float64, limit int) int { return min(max(int(px), 0), limit) }
	left, top = clamp(math.Floor(b.Left/step), g.Size.Width), clamp(math.Floor(b.Top/step), g.Size.Height)
	right, bottom = clamp(math.Ceil(b.Right()/step), g.Size.Width), clamp(math.Ceil(b.Bottom()/step), g.Size.Height)
	return left, top, right, bottom
}

// lift is added to a value before its logarithm is taken, so that the noise of
// black does not count as change.
const lift = 6

// logs is the logarithm of every lifted value.
var logs = func() (table [256]float32) {
	for v := range table {
		table[v] = float32(math.Log(float64(v) + lift))
	}
	return table
}()
