package calibrate

import (
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// handPx is how well a hand points out a place on the floor.
const handPx = 1.0

// Tested is a distance on the floor that was measured with a tape, against what
// the floor says.
type Tested struct {
	Check floor.Check
	// SigmaM is the standard deviation that the floor states of its own answer,
	// in metres.
	SigmaM float64
}

// OffM is how much more the floor says than the tape, in metres.
func (t Tested) OffM() float64 { return t.Check.FoundM - t.Check.MeasuredM }

// Surprising reports whether the floor is further off than it says it can be.
func (t Tested) Surprising() bool { return math.Abs(t.OffM()) > 3*t.SigmaM+0.01 }

// Test compares a measured distance, from a floor point to what a pixel shows,
// with what the floor says. The check is at the pixel's place. Errors are of
// type [*floor.Error].
func Test(f *floor.Floor, from floor.Point, to vision.Pixel, measuredM float64) (Tested, error) {
	place, err := f.ToFloor(to, vision.Isotropic(handPx), 0)
	if err != nil {
		return Tested{}, err
	}
	return TestPlace(f, from, place, measuredM)
}

// TestPlace is Test for a place that was found in another way, such as a
// person's.
func TestPlace(f *floor.Floor, from floor.Point, place floor.Place, measuredM float64) (Tested, error) {
	if !(measuredM >= 0.1 && measuredM <= 50) {
		return Tested{}, refuse(floor.NotFinite, nil, "type the distance in metres, such as 2.40", "a distance of %g m, want 0.1 to 50", measuredM)
	}
	if !from.Finite() {
		return Tested{}, refuse(floor.NotFinite, nil, "type both numbers in metres", "the place to measure from is no place")
	}
	way := place.At.Sub(from)
	t := Tested{Check: floor.Check{At: place.At, MeasuredM: measuredM, FoundM: way.Norm()}}
	if t.Check.FoundM == 0 {
		return t, refuse(floor.Duplicate, nil, "put the sheet or the person further away", "the place is the one that was measured from")
	}
	// The place to measure from is exact: it is one of the floor's own frame.
	t.SigmaM = math.Sqrt(place.Cov.Along(way))
	return t, nil
}

// SheetOn returns the middle of the sheet of A4 among quads that lies on a floor;
// false where there is none, or more than one, which would leave open which was
// measured.
func SheetOn(f *floor.Floor, quads []Quad) (middle floor.Place, ok bool) {
	found := 0
	for _, q := range quads {
		var places [4]floor.Place
		seen := convex(q)
		for k, px := range q {
			var err error
			if places[k], err = f.ToFloor(px, vision.Isotropic(cornerSigmaPx), 0); err != nil {
				seen = false
			}
		}
		if !seen || !likeSheet(places) {
			continue
		}
		found++
		var p floor.Place
		for _, c := range places {
			p.At, p.Cov = p.At.Add(c.At.Scale(0.25)), p.Cov.Add(c.Cov.Scale(0.25))
		}
		middle = p
	}
	return middle, found == 1
}

// likeSheetShare is how unlike those of A4 sides and diagonals may be, as a share
// of them and beyond what the floor is unsure of.
const likeSheetShare = 0.06

func likeSheet(p [4]floor.Place) bool {
	side := func(i, k int, want float64) bool {
		way := p[i].At.Sub(p[k].At)
		sure := 3 * math.Sqrt(p[i].Cov.Along(way)+p[k].Cov.Along(way))
		return math.Abs(way.Norm()-want) < likeSheetShare*want+min(sure, 0.03)
	}
	diagonal := math.Hypot(floor.SheetLongM, floor.SheetShortM)
	return side(0, 2, diagonal) && side(1, 3, diagonal) &&
		(side(0, 1, floor.SheetLongM) && side(1, 2, floor.SheetShortM) && side(2, 3, floor.SheetLongM) ||
			side(0, 1, floor.SheetShortM) && side(1, 2, floor.SheetLongM) && side(2, 3, floor.SheetShortM))
}
