package floor

import (
	"math"

	"nabij/vision/fit"
)

// The sides of a sheet of A4, in metres (ISO 216).
const (
	SheetLongM  = 0.297
	SheetShortM = 0.210
)

// sheetTolM is how much a side of a sheet may differ in a room file, which
// rounds.
const sheetTolM = 0.0015

// sheet is the number of the first of four points in a row that are corners of
// a sheet of A4. Its size is known, but where it lies was not measured: it was
// found together with the camera. So it says less of the camera than four
// measured points would, and the floor's covariance must not forget that.
type sheet int

// sheetsAmong returns the sheets that may move against the floor frame. One
// must not where hardly anything else holds the frame: the nearest to the
// origin, which is where a floor found from sheets has its frame.
func sheetsAmong(points []Correspondence) []sheet {
	sheets := allSheets(points)
	anchor, nearest := -1, math.Inf(1)
	for k, i := range sheets {
		if d := points[i].Floor.Add(points[i+2].Floor).Norm(); d < nearest {
			anchor, nearest = k, d
		}
	}
	if measured := len(points) - 4*len(sheets); len(sheets) > 0 && measured < 2 {
		return append(sheets[:anchor:anchor], sheets[anchor+1:]...)
	}
	return sheets
}

// allSheets returns every sheet among points, in their order.
func allSheets(points []Correspondence) (sheets []sheet) {
	for i := 0; i+4 <= len(points); i++ {
		if isSheet(points[i : i+4]) {
			sheets, i = append(sheets, sheet(i)), i+3
		}
	}
	return sheets
}

// Sheets returns how many sheets of A4 the floor's points are the corners of:
// their places were found, not measured.
func (f *Floor) Sheets() int { return len(allSheets(f.Points())) }

func isSheet(p []Correspondence) bool {
	side := func(i, j int, want float64) bool {
		return math.Abs(p[i].Floor.Distance(p[j].Floor)-want) < sheetTolM
	}
	diagonal := math.Hypot(SheetLongM, SheetShortM)
	return side(0, 2, diagonal) && side(1, 3, diagonal) &&
		(side(0, 1, SheetLongM) && side(1, 2, SheetShortM) && side(2, 3, SheetLongM) ||
			side(0, 1, SheetShortM) && side(1, 2, SheetLongM) && side(2, 3, SheetShortM))
}

// seeLoose takes in the points with the sheets free to shift and turn: three
// more parameters for each, after the camera's own.
func (f *problem) seeLoose(c *Camera, noisePx float64, sheets []sheet, n *fit.Normal) {
	slope := make([]float64, f.free+3*len(sheets))
	for i, p := range f.points {
		px, s, _ := c.Linear(Vec3{p.Floor.X, p.Floor.Y, 0})
		for axis, residual := range [2]float64{px.U - p.Picture.U, px.V - p.Picture.V} {
			clear(slope)
			copy(slope, s.Param[axis][:f.free])
			for k, first := range sheets {
				if i >= int(first) && i < int(first)+4 {
					// A turn about the sheet's first corner.
					arm := p.Floor.Sub(f.points[first].Floor)
					d := s.Point[axis]
					copy(slope[f.free+3*k:], []float64{d.X, d.Y, d.Y*arm.X - d.X*arm.Y})
				}
			}
			n.Add(residual, noisePx, slope)
		}
	}
}
