package canvas

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func views() *rapid.Generator[View] {
	return rapid.Custom(func(t *rapid.T) View {
		return View{
			Centre: Metres{rapid.Float64Range(-20, 20).Draw(t, "cx"), rapid.Float64Range(-20, 20).Draw(t, "cy")},
			At:     XY{rapid.Float64Range(0, 4000).Draw(t, "atx"), rapid.Float64Range(0, 4000).Draw(t, "aty")},
			PxPerM: rapid.Float64Range(5, 2000).Draw(t, "scale"),
			Turn:   rapid.Float64Range(-math.Pi, math.Pi).Draw(t, "turn"),
			Mirror: rapid.Bool().Draw(t, "mirror"),
		}
	})
}

func places() *rapid.Generator[Metres] {
	return rapid.Custom(func(t *rapid.T) Metres {
		return Metres{rapid.Float64Range(-20, 20).Draw(t, "x"), rapid.Float64Range(-20, 20).Draw(t, "y")}
	})
}

func near(a, b XY, tolerance float64) bool { return math.Hypot(a.X-b.X, a.Y-b.Y) <= tolerance }

func TestFloorIsTheWayBackFromSheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, m := views().Draw(t, "view"), places().Draw(t, "place")
		back := v.Floor(v.Sheet(m))
		if math.Hypot(back.X-m.X, back.Y-m.Y) > 1e-9 {
			t.Fatalf("%v went to %v and came back as %v", m, v.Sheet(m), back)
		}
	})
}

func TestViewKeepsDistances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, a, b := views().Draw(t, "view"), places().Draw(t, "a"), places().Draw(t, "b")
		p, q := v.Sheet(a), v.Sheet(b)
		want := v.Px(math.Hypot(a.X-b.X, a.Y-b.Y))
		if got := math.Hypot(p.X-q.X, p.Y-q.Y); math.Abs(got-want) > 1e-6*(1+want) {
			t.Fatalf("%g px apart, want %g", got, want)
		}
	})
}

func TestMovesKeepThePlaceUnderThePointer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, m := views().Draw(t, "view"), places().Draw(t, "place")
		p := v.Sheet(m)
		moved := map[string]View{
			"zoom":   v.Zoom(rapid.Float64Range(0.2, 5).Draw(t, "factor"), p),
			"rotate": v.Rotate(rapid.Float64Range(-7, 7).Draw(t, "rad"), p),
			"flip":   v.Flip(p),
		}
		for how, w := range moved {
			if !near(w.Sheet(m), p, 1e-6) {
				t.Fatalf("%s: the place under %v moved to %v", how, p, w.Sheet(m))
			}
		}
		if got := v.Pan(3, -4).Sheet(m); !near(got, XY{p.X + 3, p.Y - 4}, 1e-6) {
			t.Fatalf("pan moved %v to %v", p, got)
		}
	})
}

func TestFlipExchangesLeftAndRightOnTheSheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, m := views().Draw(t, "view"), places().Draw(t, "place")
		p := XY{500, 300}
		was, is := v.Sheet(m), v.Flip(p).Sheet(m)
		if !near(is, XY{2*p.X - was.X, was.Y}, 1e-6) {
			t.Fatalf("%v flipped to %v", was, is)
		}
	})
}

func TestAngleIsThatOfTheDrawnDirection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, rad := views().Draw(t, "view"), rapid.Float64Range(-3, 3).Draw(t, "rad")
		o, e := v.Sheet(v.Centre), v.Sheet(Metres{v.Centre.X + math.Cos(rad), v.Centre.Y + math.Sin(rad)})
		want := math.Atan2(e.Y-o.Y, e.X-o.X)
		if off := math.Remainder(v.Angle(rad)-want, 2*math.Pi); math.Abs(off) > 1e-6 {
			t.Fatalf("angle %g, want %g", v.Angle(rad), want)
		}
	})
}

func TestFitShowsTheWholeFloorAndTouchesTwoSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := places().Draw(t, "low")
		high := Metres{low.X + rapid.Float64Range(0.5, 20).Draw(t, "w"), low.Y + rapid.Float64Range(0.5, 20).Draw(t, "h")}
		r := Rect{10, 20, rapid.Float64Range(100, 3000).Draw(t, "rw"), rapid.Float64Range(100, 3000).Draw(t, "rh")}
		v := Fit(low, high, r, rapid.Float64Range(-4, 4).Draw(t, "turn"), rapid.Bool().Draw(t, "mirror"))
		left, right, top, bottom := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
		for _, m := range []Metres{low, {low.X, high.Y}, high, {high.X, low.Y}} {
			p := v.Sheet(m)
			left, right, top, bottom = min(left, p.X), max(right, p.X), min(top, p.Y), max(bottom, p.Y)
		}
		if left < r.X-1e-6 || right > r.X+r.W+1e-6 || top < r.Y-1e-6 || bottom > r.Y+r.H+1e-6 {
			t.Fatalf("the floor lies at %g..%g, %g..%g, beyond %v", left, right, top, bottom, r)
		}
		if right-left < r.W-1e-6 && bottom-top < r.H-1e-6 {
			t.Fatalf("the floor of %g by %g px could be larger in %v", right-left, bottom-top, r)
		}
	})
}

func TestUnturnedViewIsSeenFromAbove(t *testing.T) {
	v := Fit(Metres{0, 0}, Metres{4, 4}, Rect{0, 0, 400, 400}, 0, false)
	if got := v.Sheet(Metres{1, 3}); !near(got, XY{100, 100}, 1e-9) {
		t.Errorf("1 m to the right and 3 m up lies at %v, want 100, 100", got)
	}
}
