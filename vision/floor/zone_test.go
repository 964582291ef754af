package floor

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func square() Zone {
	return Zone{Name: "veilig", Closed: true, Outline: []Point{{0, 0}, {2, 0}, {2, 2}, {0, 2}}}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestZoneDistanceIsNegativeInside(t *testing.T) {
	z := square()
	near(t, "middle", z.Distance(Point{1, 1}), -1)
	near(t, "inside near the left side", z.Distance(Point{0.25, 1}), -0.25)
	near(t, "outside", z.Distance(Point{3, 1}), 1)
	near(t, "outside a corner", z.Distance(Point{-3, -4}), 5)
	n := z.Nearest(Point{0.25, 1})
	near(t, "gradient x", n.Normal.X, -1)
	near(t, "gradient y", n.Normal.Y, 0)
}

func TestOpenZoneHasLeftAndRight(t *testing.T) {
	line := Zone{Outline: []Point{{0, 0}, {0, 1}, {1, 1}}} // north, then east
	near(t, "west of it", line.Distance(Point{-0.5, 0.5}), -0.5)
	near(t, "in its elbow", line.Distance(Point{0.5, 0.75}), 0.25)
	near(t, "off its corner", line.Distance(Point{-3, 5}), -5)
	near(t, "beside", line.Nearest(Point{-0.5, 0.5}).BeyondM, 0)
	near(t, "before its start", line.Nearest(Point{-0.1, -0.5}).BeyondM, 0.5)
	near(t, "after its end", line.Nearest(Point{1.25, 1.1}).BeyondM, 0.25)
	if got := (Zone{}).Distance(Point{}); !math.IsInf(got, 1) {
		t.Errorf("no outline: distance %v, want +Inf", got)
	}
}

// The distance is the least over a densely sampled border, and a small step
// along the gradient raises it by just that step.
func TestZoneNearestAgreesWithSampling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coord := rapid.Float64Range(-4, 4)
		z := Zone{Closed: rapid.Bool().Draw(t, "closed")}
		for range rapid.IntRange(2, 7).Draw(t, "corners") {
			z.Outline = append(z.Outline, Point{coord.Draw(t, "x"), coord.Draw(t, "y")})
		}
		p := Point{coord.Draw(t, "px"), coord.Draw(t, "py")}
		n := z.Nearest(p)
		least := math.Inf(1)
		for i := range z.segments() {
			a, b := z.Outline[i], z.Outline[(i+1)%len(z.Outline)]
			for k := 0; k <= 4000; k++ {
				least = min(least, a.Add(b.Sub(a).Scale(float64(k)/4000)).Distance(p))
			}
		}
		if d := math.Abs(n.DistanceM); d > least+1e-9 || d < least-3e-3 {
			t.Fatalf("distance %v, sampled %v", d, least)
		}
		if math.Abs(n.DistanceM) < 1e-6 {
			return
		}
		q := p.Add(n.Normal.Scale(-n.DistanceM)) // down the gradient to the border
		if q.Distance(n.At) > 1e-9 {
			t.Fatalf("gradient leads to %v, nearest is %v", q, n.At)
		}
	})
}
