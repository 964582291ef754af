package calibrate

import (
	"math"
	"slices"

	"nabij/vision"
	"nabij/vision/floor"
)

const (
	hintSheets = "lay three to six sheets of A4 flat on the floor, far and near, left and right, each whole in the picture"
	hintSheet  = "lay a sheet of A4 there, flat on the floor and whole in the picture, or take it away"
	// minSheets: with two, wrong paper is not told from a wrong tilt.
	minSheets = 3
	// minSheetPx2 is the least area of a sheet in the picture.
	minSheetPx2 = 60
)

func refuse(fault floor.Fault, sheets []int, hint, format string, args ...any) error {
	return floor.Refuse(fault, sheets, hint, format, args...)
}

// checkQuads refuses what no sheets look like.
func checkQuads(size vision.Size, quads []Quad) error {
	if size.Empty() {
		return refuse(floor.BadSize, nil, "choose another picture", "the picture size is %d×%d", size.Width, size.Height)
	}
	if len(quads) < minSheets {
		return refuse(floor.TooFew, nil, hintSheets, "%d sheets, want at least %d", len(quads), minSheets)
	}
	for i, q := range quads {
		if err := checkQuad(size, i, q); err != nil {
			return err
		}
	}
	return nil
}

// checkQuad refuses a quad that no sheet looks like; i is its number.
func checkQuad(size vision.Size, i int, q Quad) error {
	in := vision.Box{Left: -0.5, Top: -0.5, Width: float64(size.Width), Height: float64(size.Height)}
	for _, px := range q {
		if math.IsNaN(px.U+px.V) || math.IsInf(px.U, 0) || math.IsInf(px.V, 0) {
			return refuse(floor.NotFinite, []int{i}, hintSheet, "a corner of sheet %d is no number", i+1)
		}
		if !in.Contains(px) {
			return refuse(floor.OutsideOfView, []int{i}, hintSheet, "sheet %d is not whole in the picture", i+1)
		}
	}
	if !convex(q) {
		return refuse(floor.NotSheet, []int{i}, hintSheet, "sheet %d has no four corners around it", i+1)
	}
	if area(q) < minSheetPx2 {
		return refuse(floor.TooSmall, []int{i}, "lay it nearer to the camera", "sheet %d is too small in the picture to measure", i+1)
	}
	return nil
}

// convex reports whether the corners go round without turning back.
func convex(q Quad) bool {
	sign := 0.0
	for i := range q {
		a, b := q[(i+1)%4].Sub(q[i]), q[(i+2)%4].Sub(q[(i+1)%4])
		turn := a.U*b.V - a.V*b.U
		if turn == 0 || turn*sign < 0 {
			return false
		}
		sign = turn
	}
	return true
}

// sheetLimit is the residual, in px, above which something is no sheet of A4
// on the floor. With corners found to 0.3 px the worst sheet is at 0.5 px; one
// in Letter among A4 is at 1.0 px or more in a picture 1280 px wide.
func sheetLimit(size vision.Size) float64 { return max(0.8, 0.0007*float64(size.Width)) }

// checkFit refuses sheets that do not fit together, and names the one without
// which the others do.
func checkFit(size vision.Size, lens *floor.Lens, quads []Quad, l *layout) error {
	limit, worst := sheetLimit(size), l.worst()
	if worst <= limit {
		return nil
	}
	found, best, second := -1, math.Inf(1), math.Inf(1)
	for i := range quads {
		if len(quads) == minSheets {
			break // two sheets fit too easily to accuse the third
		}
		others, ok := solveSheets(size, lens, slices.Delete(slices.Clone(quads), i, i+1))
		if !ok {
			continue
		}
		switch off := others.worst(); {
		case off < best:
			found, best, second = i, off, best
		case off < second:
			second = off
		}
	}
	if best <= limit && best < worst/2 && best < second/1.5 {
		return refuse(floor.NotSheet, []int{found}, hintSheet, "sheet %d is no A4, or does not lie flat on the floor", found+1)
	}
	return refuse(floor.NotSheet, nil, hintSheets, "the sheets do not fit together: not all are A4, or not all lie flat on the floor")
}

// worst returns the greatest of the sheets' residuals, px.
func (l *layout) worst() (worst float64) {
	for i := range l.sheets {
		worst = max(worst, l.rms(i))
	}
	return worst
}
