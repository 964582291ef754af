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
	cov := place.Cov
	if px, ok := f.ToPicture(from, 0); ok { // where the floor is unsure of the other end, too
		if own, err := f.PredictedCov(px); err == nil {
			cov = cov.Add(own)
		}
	}
	t.SigmaM = math.Sqrt(cov.Along(way))
	return t, nil
}
