package canvas

import (
	"math"
	"testing"
)

func TestSoundLeavesOutWhatIsNoNumber(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	line := func(x float64) Path { return Path{Points: []XY{{0, 0}, {x, 1}, {2, 2}}} }
	for _, op := range []Op{
		Fill{}, Fill{Path: line(nan)}, Stroke{Path: line(1)}, Stroke{Path: line(inf), Width: 1},
		Stroke{Path: line(1), Width: nan}, Stroke{Path: line(1), Width: 1, Dash: []float64{nan}},
		Blob{}, Blob{Long: 1, Short: inf}, Blob{Long: 2, Short: 1, Angle: nan}, Text{}, Text{Size: 9, At: XY{1e9, 0}}, nil,
	} {
		if Sound(op) {
			t.Errorf("%#v is called sound", op)
		}
	}
	for _, op := range []Op{Fill{Path: line(1)}, Stroke{Path: line(1), Width: 1}, Blob{Long: 2, Short: 1}, Text{Size: 9}} {
		if !Sound(op) {
			t.Errorf("%#v is called unsound", op)
		}
	}
}
