package scene

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"nabij/vision"
	"nabij/vision/floor"
)

func TestSettle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := rapid.Float64Range(0, 2).Draw(t, "a"), rapid.Float64Range(-2, 2).Draw(t, "b"), rapid.Float64Range(0, 2).Draw(t, "c")
		was := Person{HeightM: a, FeetSeen: a / 2, Box: vision.Box{Left: 1000 * b, Width: 100 * a},
			Place: floor.Place{At: floor.Point{X: b, Y: c}, Cov: floor.Cov{XX: a * a, XY: a * b, YY: b*b + c*c}}} // L·Lᵀ: a covariance
		p := was
		p.settle()
		once := p
		if p.settle(); p.Place != once.Place || p.Box != once.Box || p.HeightM != once.HeightM {
			t.Fatalf("settling twice changes %+v to %+v", once, p)
		}
		if d := p.Place.At.Distance(was.Place.At); d > 0.0001 {
			t.Fatalf("moved by %v m", d)
		}
		if cov := p.Place.Cov; cov.XX < was.Place.Cov.XX || cov.YY < was.Place.Cov.YY || cov.Det() < -1e-12 {
			t.Fatalf("%+v became %+v", was.Place.Cov, cov)
		}
		if math.Signbit(p.Box.Left) && p.Box.Left == 0 {
			t.Fatal("-0")
		}
	})
	unknown := Person{Place: floor.Place{At: floor.Point{X: math.NaN(), Y: math.Inf(1)}}}
	if unknown.settle(); !math.IsNaN(unknown.Place.At.X) || !math.IsInf(unknown.Place.At.Y, 1) {
		t.Errorf("what is unknown became %+v", unknown.Place.At)
	}
}
