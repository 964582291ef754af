package track

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nabij/vision/floor"
	"nabij/vision/place"
)

// walk draws places measured every 100 ms, some moments without one.
func walk(t *rapid.T) (places []floor.Place, seen []bool) {
	n := rapid.IntRange(3, 25).Draw(t, "moments")
	for i := range n {
		x := rapid.Float64Range(-0.2, 0.2).Draw(t, "x") + float64(i)*0.05
		y := rapid.Float64Range(-0.2, 0.2).Draw(t, "y")
		sx := rapid.Float64Range(0.02, 0.3).Draw(t, "sx")
		sy := rapid.Float64Range(0.02, 0.3).Draw(t, "sy")
		c := rapid.Float64Range(-0.9, 0.9).Draw(t, "c") * sx * sy
		places = append(places, floor.Place{At: floor.Point{X: x, Y: y}, Cov: floor.Cov{XX: sx * sx, XY: c, YY: sy * sy}})
		seen = append(seen, i == 0 || rapid.Bool().Draw(t, "seen"))
	}
	return places, seen
}

// TestLookingBackNarrows checks the two marks of a Kalman filter and its
// smoother: covariances stay symmetric and positive, and what came later never
// makes a place less sure.
func TestLookingBackNarrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places, seen := walk(t)
		now := starting(places[0], noBias)
		filtered := []motion{now}
		steps := []step{{}}
		for i := 1; i < len(places); i++ {
			s := moving.step(now, 100*time.Millisecond, noBias)
			now = s.predicted
			if seen[i] {
				now = now.correct(places[i])
			}
			filtered, steps = append(filtered, now), append(steps, s)
		}
		later := filtered[len(filtered)-1]
		for i := len(filtered) - 2; i >= 0; i-- {
			later = lookBack(filtered[i], steps[i+1], later)
			before, after := filtered[i].place().Cov, later.place().Cov
			if after.XX > before.XX*(1+1e-9) || after.YY > before.YY*(1+1e-9) || after.Det() <= 0 {
				t.Fatalf("moment %d: %v became %v", i, before, after)
			}
			for r := range dim {
				for c := range dim {
					if math.Abs(later.cov[r][c]-later.cov[c][r]) > 1e-9 {
						t.Fatalf("moment %d: covariance is not symmetric", i)
					}
				}
			}
		}
	})
}

// TestCorrectionIsBayes compares the update with the product of two Gaussians.
func TestCorrectionIsBayes(t *testing.T) {
	m := motion{mean: vector{1, 2}, cov: matrix{{0.04, 0.01}, {0.01, 0.09}, {2: 1}, {3: 1}}}
	z := floor.Place{At: floor.Point{X: 1.3, Y: 1.8}, Cov: floor.Cov{XX: 0.02, XY: -0.005, YY: 0.03}}
	got := m.correct(z).place()
	information := inverse(m.place().Cov).Add(inverse(z.Cov))
	want := inverse(information)
	if math.Abs(got.Cov.XX-want.XX) > 1e-12 || math.Abs(got.Cov.XY-want.XY) > 1e-12 || math.Abs(got.Cov.YY-want.YY) > 1e-12 {
		t.Errorf("covariance %v, want %v", got.Cov, want)
	}
}

func inverse(c floor.Cov) floor.Cov {
	d := c.Det()
	return floor.Cov{XX: c.YY / d, XY: -c.XY / d, YY: c.XX / d}
}

// TestUnseenGrowsSlowlyWhenStill checks that someone who sits still and is hidden
// for a minute is still thought to be about there, however seldom the room is
// looked at.
func TestUnseenGrowsSlowlyWhenStill(t *testing.T) {
	for _, gap := range []time.Duration{100 * time.Millisecond, time.Second, 5 * time.Second} {
		m := motion{cov: matrix{{0.001}, {0, 0.001}, {2: 0.001}, {3: 0.001}, {4: 1e-6}, {5: 1e-6}}}
		for range time.Minute / gap {
			m = still.step(m, gap, noBias).predicted
		}
		if long, _, _ := m.place().Cov.Axes(); !(long > 0.3 && long < 0.6) {
			t.Errorf("after a minute, looked at every %v: sigma %.2f m", gap, long)
		}
	}
}

// TestOneLongStepIsManyShortOnes checks every dynamics against itself.
func TestOneLongStepIsManyShortOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom([]dynamics{still, moving, held, shifting}).Draw(t, "dynamics")
		pieces := rapid.IntRange(2, 50).Draw(t, "pieces")
		piece := time.Duration(rapid.IntRange(1, 1000).Draw(t, "ms")) * time.Millisecond
		bias := floor.Cov{XX: 0.02, XY: 0.005, YY: 0.01}
		from := starting(floor.Place{At: floor.Point{X: 1, Y: 2}, Cov: floor.Cov{XX: 0.04, XY: 0.01, YY: 0.09}}, bias)
		from.mean = vector{1, 2, 0.7, -0.3, 0.05, 0.02}
		many := from
		for range pieces {
			many = d.step(many, piece, bias).predicted
		}
		one := d.step(from, time.Duration(pieces)*piece, bias).predicted
		for i := range dim {
			if !alike(one.mean[i], many.mean[i]) {
				t.Fatalf("mean %v, want %v", one.mean, many.mean)
			}
			for j := range dim {
				if !alike(one.cov[i][j], many.cov[i][j]) {
					t.Fatalf("covariance %v, want %v", one.cov, many.cov)
				}
			}
		}
	})
}

func alike(a, b float64) bool { return math.Abs(a-b) <= 1e-9*(1+math.Abs(b)) }

// TestWhoNeverStoodGotDownNowhere lets somebody sit from the start and move along the
// floor: where she stood says nothing of where she sits, for nobody knows it.
func TestWhoNeverStoodGotDownNowhere(t *testing.T) {
	var p person
	p.walks = true
	p.drift(time.Second)
	sits := place.Hypothesis{Place: floor.Place{At: floor.Point{X: 3, Y: 4}, Cov: floor.Round(0.1)}}
	for sits.Stance = range place.Stances {
		sits.Posture = place.Stances[sits.Stance].Posture
		if got := p.gotDown(sits); got != 0 {
			t.Errorf("%s: %.1f", sits.Posture, got)
		}
	}
}
