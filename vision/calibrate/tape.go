package calibrate

import (
	"math"

	"nabij/vision"
	"nabij/vision/fit"
	"nabij/vision/floor"
)

// Tape is a length that was measured from the middle of one sheet to the middle
// of another; A and B are their numbers, from 0.
type Tape struct {
	A, B    int
	LengthM float64
}

const (
	// tapeSigmaM is how well a hand finds the middles of two sheets.
	tapeSigmaM = 0.005
	// A length this share of itself and this many metres off what the sheets
	// say was read or typed wrongly.
	wrongTape, wrongTapeM = 0.08, 0.05
)

const hintTape = "measure from the middle of one sheet to the middle of the other, in metres"

// measured solves again with lengths.
func (l layout) measured(size vision.Size, lens *floor.Lens, tapes []Tape) (layout, error) {
	for _, t := range tapes {
		if t.A < 0 || t.B < 0 || t.A >= len(l.sheets) || t.B >= len(l.sheets) || t.A == t.B {
			return l, refuse(floor.NotFinite, nil, hintTape, "there are no sheets %d and %d to measure between", t.A+1, t.B+1)
		}
		found := l.sheets[t.A].at.Distance(l.sheets[t.B].at)
		if !(math.Abs(found-t.LengthM) <= wrongTape*found+wrongTapeM) {
			return l, refuse(floor.Misfit, []int{t.A, t.B}, hintTape, "sheets %d and %d are %.2f m apart, not %.2f m", t.A+1, t.B+1, found, t.LengthM)
		}
	}
	l.tapes = tapes
	l, _ = l.refine(size, lens != nil)
	return l, nil
}

// pull takes in the measured lengths. Slope has one place for each parameter.
func (l *layout) pull(ofCamera int, slope []float64, n *fit.Normal) {
	for _, t := range l.tapes {
		way := l.sheets[t.B].at.Sub(l.sheets[t.A].at)
		long := way.Norm()
		if long == 0 {
			continue
		}
		clear(slope)
		for _, end := range [2]struct {
			sheet int
			sign  float64
		}{{t.A, -1}, {t.B, 1}} {
			if end.sheet > 0 { // the first is the frame and does not move
				copy(slope[ofCamera+3*(end.sheet-1):], []float64{end.sign * way.X / long, end.sign * way.Y / long})
			}
		}
		n.Add(long-t.LengthM, tapeSigmaM, slope)
	}
}
