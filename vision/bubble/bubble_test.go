package bubble_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nabij/vision/bubble"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// ellipse is a boundary with half axes a and b in m, turned, whose centre lies
// at an offset from the person.
type ellipse struct{ a, b, turn, offX, offY float64 }

// at returns the distance from the person to the boundary in a direction: the
// positive root of the ellipse's equation along the ray.
func (e ellipse) at(direction float64) float64 {
	sin, cos := math.Sincos(e.turn)
	dx, dy := math.Cos(direction), math.Sin(direction)
	u, v := (dx*cos+dy*sin)/e.a, (dy*cos-dx*sin)/e.b
	p, q := (-e.offX*cos-e.offY*sin)/e.a, (-e.offY*cos+e.offX*sin)/e.b
	A, B, C := u*u+v*v, p*u+q*v, p*p+q*q-1
	return (-B + math.Sqrt(B*B-A*C)) / A
}

// rms fits a film to stops from evenly spaced directions with noise, and
// returns how far it is off over the whole boundary.
func rms(t testing.TB, e ellipse, stops int, noiseM float64, rng *rand.Rand) float64 {
	seen := make([]bubble.Stop, stops)
	first := rng.Float64() * 2 * math.Pi
	for i := range seen {
		direction := first + 2*math.Pi*float64(i)/float64(stops)
		seen[i] = bubble.Stop{DirectionRad: direction, DistanceM: e.at(direction) + noiseM*rng.NormFloat64(), VarM2: noiseM * noiseM}
	}
	film, err := bubble.Fit(seen)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	edges := film.Outline(360)
	for _, edge := range edges {
		off := edge.DistanceM - e.at(edge.DirectionRad)
		sum += off * off
	}
	return math.Sqrt(sum / float64(len(edges)))
}

func TestEightStopsFindAnOffCentreEllipse(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	off := make([]float64, 200)
	for i := range off {
		e := ellipse{a: 1.1 + 0.2*rng.Float64(), b: 0.8 + 0.2*rng.Float64(), turn: 2 * math.Pi * rng.Float64(), offX: 0.25 * (rng.Float64() - 0.5), offY: 0.35}
		off[i] = rms(t, e, 8, 0.03, rng)
	}
	slices.Sort(off)
	t.Logf("RMS: median %.1f cm, 90th percentile %.1f cm", 100*off[100], 100*off[180])
	if off[100] > 0.05 {
		t.Errorf("median RMS %.1f cm, want at most 5", 100*off[100])
	}
}

// The film's own uncertainty is true: about 95 % of the boundary lies within
// 1.96 standard deviations of it.
func TestFilmKnowsHowSureItIs(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	within, all := 0, 0
	for range 100 {
		e := ellipse{a: 1.3, b: 0.9, turn: 2 * math.Pi * rng.Float64(), offX: 0.2, offY: 0.2}
		var stops []bubble.Stop
		for range 6 {
			direction := 2 * math.Pi * rng.Float64()
			stops = append(stops, bubble.Stop{DirectionRad: direction, DistanceM: e.at(direction) + 0.05*rng.NormFloat64(), VarM2: 0.0025})
		}
		film, err := bubble.Fit(stops)
		if err != nil {
			t.Fatal(err)
		}
		for _, edge := range film.Outline(72) {
			all++
			if math.Abs(edge.DistanceM-e.at(edge.DirectionRad)) <= 1.96*edge.SigmaM {
				within++
			}
		}
	}
	if share := float64(within) / float64(all); share < 0.9 {
		t.Errorf("%.0f %% of the boundary lies within the film's 95 %%", 100*share)
	}
}

func TestFaintWhereUntried(t *testing.T) {
	film, err := bubble.Fit([]bubble.Stop{{0, 1, 0.001}, {0.5, 1.1, 0.001}, {-0.5, 1.1, 0.001}})
	if err != nil {
		t.Fatal(err)
	}
	_, tried := film.At(0)
	_, untried := film.At(math.Pi)
	if tried > 0.04 || untried < 0.2 {
		t.Errorf("σ is %.3f m where tried and %.3f m where not", tried, untried)
	}
}

func TestFilmIsClosedAndFollowsSureStops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 12).Draw(t, "n")
		stops := make([]bubble.Stop, n)
		for i := range stops {
			stops[i] = bubble.Stop{
				DirectionRad: 2 * math.Pi * float64(i) / float64(n),
				DistanceM:    rapid.Float64Range(0.8, 1.4).Draw(t, "d"), VarM2: rapid.Float64Range(0, 0.1).Draw(t, "var"),
			}
		}
		film, err := bubble.Fit(stops)
		if err != nil {
			t.Fatal(err)
		}
		rad := rapid.Float64Range(-10, 10).Draw(t, "rad")
		d, sigma := film.At(rad)
		again, _ := film.At(rad + 2*math.Pi)
		if math.Abs(d-again) > 1e-6 || !(d > 0) || !(sigma >= 0) || sigma > 2.1 {
			t.Fatalf("at %g rad: %g ± %g m, a turn later %g m", rad, d, sigma, again)
		}
	})
}

func TestBetweenTakesBothCovariances(t *testing.T) {
	got := bubble.Between(
		floor.Place{At: floor.Point{X: 1, Y: 1}, Cov: floor.Cov{XX: 9, YY: 0.01}},
		floor.Place{At: floor.Point{X: 1, Y: 3}, Cov: floor.Cov{XX: 4, YY: 0.02}})
	if got.DistanceM != 2 || math.Abs(got.DirectionRad-math.Pi/2) > 1e-12 || math.Abs(got.VarM2-0.03) > 1e-12 {
		t.Errorf("the stop is %+v, want 2 m, π/2 and 0.03 m²", got)
	}
}

func TestBadStopsAreRefused(t *testing.T) {
	if _, err := bubble.Fit(make([]bubble.Stop, 2)); !errors.Is(err, bubble.ErrFew) {
		t.Errorf("two stops: %v", err)
	}
	for _, bad := range []bubble.Stop{{0, math.NaN(), 0}, {0, 1, -1}, {math.Inf(1), 1, 0}, {0, 0, 0}, {0, 1, math.Inf(1)}} {
		if _, err := bubble.Fit([]bubble.Stop{{0, 1, 0.01}, {1, 1, 0.01}, bad}); err == nil {
			t.Errorf("stop %+v is taken", bad)
		}
	}
}

func TestStopsOfOnePersonAndKind(t *testing.T) {
	moments := []scene.Moment{
		{Kind: scene.D1, Person: "Anna", DistanceM: 1.5, VarM2: 0.01, DirectionDeg: 90},
		{Kind: scene.D2, Person: "Anna", DistanceM: 1.1, VarM2: 0.01, DirectionDeg: 90},
		{Kind: scene.D1, Person: "Bert", DistanceM: 1.2, VarM2: 0.01},
		{Kind: scene.D1, Person: "Anna", DistanceM: math.NaN()},
		{Kind: scene.Mark, Person: "Anna", DistanceM: 1},
	}
	got := bubble.Stops(moments, "Anna", scene.D1)
	if len(got) != 1 || got[0].DistanceM != 1.5 || math.Abs(got[0].DirectionRad-math.Pi/2) > 1e-12 {
		t.Errorf("stops %+v, want the one of 1.5 m", got)
	}
}
