package scene

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"nabij/vision/floor"
)

var (
	circle = floor.Zone{Name: "veilig", Closed: true, Outline: ring(1.5)}
	cord   = floor.Zone{Name: "grens", Kind: floor.Cord, Outline: []floor.Point{{X: 3, Y: -2}, {X: 3, Y: 2}}}
)

func ring(radiusM float64) (outline []floor.Point) {
	for i := range 72 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 36)
		outline = append(outline, floor.Point{X: radiusM * cos, Y: radiusM * sin})
	}
	return outline
}

func person(x, y, sigmaM float64) Person {
	return Person{Name: "A", Seen: true, Place: floor.Place{At: floor.Point{X: x, Y: y}, Cov: floor.Round(sigmaM)}}
}

func zonesOf(w *Watcher, p Person) []string {
	return w.Look(1, 0, time.Time{}, []Person{p}, nil).People[0].Zones
}

func TestFirstMomentGoesBySign(t *testing.T) {
	for _, c := range []struct {
		x, y float64
		want []string
	}{
		{1.49, 0, []string{"veilig", "grens:left"}},
		{1.51, 0, []string{"grens:left"}},
		{3.01, 0, []string{"grens:right"}},
		{3.01, 2.1, nil}, // off the cord's end
		{5.20, 0.5, nil}, // too far from it
		{0.0, -1.6, nil}, // outside the one, far from the other
	} {
		w := NewWatcher([]floor.Zone{circle, cord})
		if got := zonesOf(w, person(c.x, c.y, 0.05)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("at %v, %v: %q, want %q", c.x, c.y, got, c.want)
		}
	}
}

func TestStateIsKeptWithinTheBand(t *testing.T) {
	w := NewWatcher([]floor.Zone{circle})
	for i, c := range []struct {
		x, sigma float64
		in       bool
	}{
		{1.40, 0.01, true},
		{1.52, 0.01, true},   // 2 cm out: less than the least
		{1.535, 0.01, false}, // beyond it
		{1.46, 0.02, false},  // 4 cm in, 5 cm of band
		{1.43, 0.02, true},
		{1.54, 0.50, true}, // wildly uncertain: the band ends at the most
		{1.56, 0.50, false},
	} {
		if in := len(zonesOf(w, person(c.x, 0, c.sigma))) > 0; in != c.in {
			t.Errorf("step %d at %v: in %v, want %v", i, c.x, in, c.in)
		}
	}
}

func TestThreeUnseenMomentsClaimNoZone(t *testing.T) {
	w := NewWatcher([]floor.Zone{circle, cord})
	p := person(0.5, 0, 0.05)
	for i, c := range []struct {
		seen  bool
		zones int
	}{{true, 1}, {false, 1}, {false, 1}, {false, 0}, {false, 0}, {true, 1}, {false, 1}, {true, 1}} {
		p.Seen = c.seen
		if got := zonesOf(w, p); len(got) != c.zones {
			t.Errorf("moment %d: %q, want %d zones", i, got, c.zones)
		}
	}
}

func TestWhoLeftIsForgotten(t *testing.T) {
	w := NewWatcher([]floor.Zone{circle})
	zonesOf(w, person(1.4, 0, 0.05))
	for range unseenSamples {
		w.Look(1, 0, time.Time{}, nil, nil)
	}
	if got := zonesOf(w, person(1.52, 0, 0.05)); got != nil {
		t.Errorf("back 2 cm outside: %q, want no zone", got)
	}
	if len(w.people) != 1 {
		t.Errorf("%d people remembered, want 1", len(w.people))
	}
}

// Someone strolls over the border and back and then stands beside it, with
// errors of the size that her covariance says.
func TestZonesDoNotFlicker(t *testing.T) {
	for _, c := range []struct{ sigma, rightAtLeast, changesAMinute float64 }{
		{0.02, 0.999, 5}, {0.05, 0.99, 35}, {0.10, 0.975, 70},
	} {
		right, changes := stroll(c.sigma)
		t.Logf("sigma %v m: right %.4f beyond 10 cm, %.1f changes a minute on the border", c.sigma, right, changes)
		if right < c.rightAtLeast || changes > c.changesAMinute {
			t.Errorf("sigma %v m: right %.4f, want %v; %.1f changes a minute, want at most %v",
				c.sigma, right, c.rightAtLeast, changes, c.changesAMinute)
		}
	}
}

// stroll spends each minute 20 s on the border and 40 s crossing it by 60 cm
// either way, at 30 Hz for half an hour, with errors that last half a second.
func stroll(sigmaM float64) (right, changesAMinute float64) {
	const rate, lasting = 30.0, 0.5
	r := rand.New(rand.NewPCG(1, 2))
	zone := floor.Zone{Name: "z", Closed: true, Outline: []floor.Point{{X: -9}, {X: 9}, {X: 9, Y: 9}, {X: -9, Y: 9}}}
	w := NewWatcher([]floor.Zone{zone})
	keep := math.Exp(-1 / (rate * lasting))
	var e, good, judged, changes, standing float64
	was := false
	for f := range 30 * 60 * int(rate) {
		e = keep*e + math.Sqrt(1-keep*keep)*sigmaM*r.NormFloat64()
		phase, depth := math.Mod(float64(f)/rate, 60), 0.0
		if phase > 20 {
			depth = 0.6 * math.Sin((phase-20)*math.Pi/10)
		}
		in := len(zonesOf(w, person(0, depth+e, sigmaM))) > 0
		if phase <= 20 {
			standing++
			if in != was {
				changes++
			}
		}
		if math.Abs(depth) > 0.10 {
			judged++
			if in == (depth > 0) {
				good++
			}
		}
		was = in
	}
	return good / judged, changes / standing * rate * 60
}

func TestPairsAndBordersCarryTheirVariance(t *testing.T) {
	a, b := person(0, 0, 0), person(3, 4, 0)
	b.Name = "B"
	a.Place.Cov = floor.Cov{XX: 0.04, YY: 0.01}
	b.Place.Cov = floor.Cov{XX: 0.01, XY: 0.005, YY: 0.02}
	s := NewWatcher([]floor.Zone{cord, {Name: "leeg"}}).Look(7, time.Second, time.Time{}, []Person{a, b}, []Notice{{Kind: Hidden}})
	if len(s.Pairs) != 1 || len(s.Borders) != 2 || len(s.Notices) != 1 || s.Frame != 7 || s.At != time.Second {
		t.Fatalf("scene %+v", s)
	}
	want := 0.6*0.6*0.05 + 2*0.6*0.8*0.005 + 0.8*0.8*0.03
	if p := s.Pairs[0]; p.DistanceM != 5 || math.Abs(p.VarM2-want) > 1e-12 {
		t.Errorf("pair %+v, want 5 m, %v m²", p, want)
	}
	if got := s.Borders[0]; got.DistanceM != -3 || math.Abs(got.VarM2-0.04) > 1e-12 {
		t.Errorf("border %+v, want -3 m, 0.04 m²", got)
	}
}
