package canvas

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestClipEndsLinesOnTheEdge(t *testing.T) {
	r := Rect{X: 0, Y: 0, W: 10, H: 10}
	out := r.Clip(Path{Points: []XY{{2, 2}, {5, 5}, {5, 15}, {20, 15}, {20, 4}, {8, 4}, {8, 6}}})
	want := [][]XY{{{2, 2}, {5, 5}, {5, 10}}, {{10, 4}, {8, 4}, {8, 6}}}
	if len(out) != len(want) || !slices.Equal(out[0].Points, want[0]) || !slices.Equal(out[1].Points, want[1]) {
		t.Errorf("got %v, want %v", out, want)
	}
	if out := r.Clip(Path{Points: []XY{{-5, 12}, {12, 12}}}); len(out) != 0 {
		t.Errorf("a line outside leaves %v", out)
	}
	if out := r.Clip(Path{Points: []XY{{-10, 5}, {20, 5}}}); len(out) != 1 || !slices.Equal(out[0].Points, []XY{{0, 5}, {10, 5}}) {
		t.Errorf("a line across leaves %v", out)
	}
}

// TestClipKeepsAllThatIsInside compares with points along the way.
func TestClipKeepsAllThatIsInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Rect{X: -3, Y: 2, W: 40, H: 25}
		coordinate := rapid.Float64Range(-60, 60)
		var p Path
		for range rapid.IntRange(2, 8).Draw(t, "points") {
			p.Points = append(p.Points, XY{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")})
		}
		pieces := r.Clip(p)
		for _, piece := range pieces {
			for _, at := range piece.Points {
				if at.X < r.X-1e-9 || at.X > r.X+r.W+1e-9 || at.Y < r.Y-1e-9 || at.Y > r.Y+r.H+1e-9 {
					t.Fatalf("%v is outside", at)
				}
			}
		}
		if inside, kept := sampled(Path.inside(p, r)), length(pieces); math.Abs(inside-kept) > 1 {
			t.Fatalf("%.2f px are inside, %.2f kept of %v", inside, kept, p)
		}
	})
}

// inside returns, per segment, the length that lies in the rectangle, counted
// in a thousand steps.
func (p Path) inside(r Rect) (lengths []float64) {
	const steps = 1000
	for i := 1; i < len(p.Points); i++ {
		a, b := p.Points[i-1], p.Points[i]
		n := 0
		for k := range steps {
			if r.Contains(along(a, b, (float64(k)+0.5)/steps)) {
				n++
			}
		}
		lengths = append(lengths, math.Hypot(b.X-a.X, b.Y-a.Y)*float64(n)/steps)
	}
	return lengths
}

func sampled(lengths []float64) (sum float64) {
	for _, l := range lengths {
		sum += l
	}
	return sum
}

func length(paths []Path) (sum float64) {
	for _, p := range paths {
		for i := 1; i < len(p.Points); i++ {
			sum += math.Hypot(p.Points[i].X-p.Points[i-1].X, p.Points[i].Y-p.Points[i-1].Y)
		}
	}
	return sum
}
