package place_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/place"
	"nabij/vision/scene"
	"nabij/vision/synth"
)

// judged is one made-up pose placed by its evidence alone.
type judged struct {
	errorM, heightErrorM float64
	inside               bool // truth inside the 95 % ellipse
	posture              scene.Posture
}

// judge fits independent poses before random cameras whose floors were solved
// from eight clicked points, with the finder's errors.
func judge(t *testing.T, posture scene.Posture, n int) []judged {
	t.Helper()
	clicks := rand.New(rand.NewPCG(3, uint64(n)))
	var out []judged
	for _, p := range synth.RandomPoses(11, n, posture, synth.MoveNet) {
		ground, err := floor.Solve(p.Room.Size, nil, p.Room.Points(clicks, 8, 0.5))
		if err != nil {
			t.Fatal(err)
		}
		found := place.Fit(ground, p.Room.Size, &p.Body, place.AnyStature)
		if len(found) == 0 {
			t.Fatalf("%s at %v: no place", posture, p.Truth.Place)
		}
		best := likeliest(found)
		mix := mixed(found)
		off := mix.Place.At.Sub(p.Truth.Place)
		out = append(out, judged{off.Norm(), math.Abs(mix.TopM - p.Truth.HeightM),
			mix.Place.Cov.Mahalanobis2(off) <= 5.991, best.Posture})
	}
	return out
}

func likeliest(found []place.Hypothesis) place.Hypothesis {
	return slices.MaxFunc(found, func(a, b place.Hypothesis) int { return cmp.Compare(a.LogEvidence, b.LogEvidence) })
}

// mixed takes hypotheses together by their evidence alone.
func mixed(found []place.Hypothesis) place.Mixture {
	best, weights := likeliest(found).LogEvidence, map[int]float64{}
	for _, h := range found {
		weights[h.Stance] = math.Exp(h.LogEvidence - best)
	}
	return place.Mix(found, func(stance int) float64 { return weights[stance] })
}

// TestPlaceOfEveryPosture holds single moments, without any smoothing, to what was
// measured on independent made-up poses, with a quarter to spare.
func TestPlaceOfEveryPosture(t *testing.T) {
	const n = 100
	inside, all := 0, 0
	for _, c := range []struct {
		posture         scene.Posture
		medianM, p95M   float64
		heightM, rightP float64 // rightP: share whose posture is told
	}{
		{scene.Stand, 0.05, 0.17, 0.03, 0.9},
		{scene.Walk, 0.07, 0.23, 0.04, 0.9},
		{scene.SitChair, 0.05, 0.19, 0.03, 0.9},
		{scene.SitFloor, 0.055, 0.22, 0.04, 0.85},
		{scene.Crouch, 0.12, 0.45, 0.07, 0.75},
		{scene.Curled, 0.10, 0.28, 0.07, 0.9},
		{scene.Lying, 0.07, 0.55, 0.03, 0.8},
	} {
		var errs, heights []float64
		right := 0.0
		for _, j := range judge(t, c.posture, n) {
			errs, heights = append(errs, j.errorM), append(heights, j.heightErrorM)
			if j.posture == c.posture || c.posture == scene.Walk && j.posture == scene.Stand {
				right += 1.0 / n
			}
			if j.inside {
				inside++
			}
			all++
		}
		slices.Sort(errs)
		slices.Sort(heights)
		if m, p := errs[n/2], errs[n*95/100]; m > c.medianM || p > c.p95M {
			t.Errorf("%s: error median %.3f m, p95 %.3f m, want at most %.2f and %.2f", c.posture, m, p, c.medianM, c.p95M)
		}
		if h := heights[n/2]; h > c.heightM {
			t.Errorf("%s: height off by %.3f m, want at most %.2f", c.posture, h, c.heightM)
		}
		if right < c.rightP {
			t.Errorf("%s: told in %.0f %%, want %.0f", c.posture, 100*right, 100*c.rightP)
		}
	}
	t.Logf("truth inside the 95 %% ellipse in %.1f %% of %d poses", 100*float64(inside)/float64(all), all)
	if share := float64(inside) / float64(all); share < 0.93 || share > 0.97 {
		t.Errorf("truth inside the 95 %% ellipse in %.1f %% of %d poses", 100*share, all)
	}
}

// TestAPoorFloorShows places people on floors solved from five points clicked 3 px
// off: what the floor is off is part of every place's covariance. Five points hardly
// tell how far off they are, so that fewer than 95 % are inside.
func TestAPoorFloorShows(t *testing.T) {
	clicks := rand.New(rand.NewPCG(7, 8))
	inside, n := 0, 0
	var poor, fine float64
	for _, p := range synth.RandomPoses(9, 70, scene.Stand, synth.MoveNet) {
		rough, err := floor.Solve(p.Room.Size, nil, p.Room.Points(clicks, 5, 3))
		if err != nil {
			continue // so poor that it is refused
		}
		exact, err := floor.Solve(p.Room.Size, nil, p.Room.Points(clicks, 12, 0.3))
		if err != nil {
			t.Fatal(err)
		}
		a, ok := standing(place.Fit(rough, p.Room.Size, &p.Body, place.AnyStature))
		b, also := standing(place.Fit(exact, p.Room.Size, &p.Body, place.AnyStature))
		if !ok || !also {
			continue
		}
		long, _, _ := a.Place.Cov.Axes()
		better, _, _ := b.Place.Cov.Axes()
		poor, fine, n = poor+long, fine+better, n+1
		if a.Place.Cov.Mahalanobis2(a.Place.At.Sub(p.Truth.Place)) <= 5.991 {
			inside++
		}
	}
	t.Logf("%d poses, inside %d, sigma %.3f m against %.3f m", n, inside, poor/float64(n), fine/float64(n))
	if n < 50 || inside*100 < 75*n || poor < 1.1*fine {
		t.Errorf("%d poses, inside %d, sigma %.3f m against %.3f m", n, inside, poor/float64(n), fine/float64(n))
	}
}

func standing(found []place.Hypothesis) (place.Hypothesis, bool) {
	i := slices.IndexFunc(found, func(h place.Hypothesis) bool { return h.Posture == scene.Stand })
	if i < 0 {
		return place.Hypothesis{}, false
	}
	return found[i], true
}

// TestStatureNarrows checks that a person whose stature is known is placed more
// surely, and no worse, than one of whom nothing is known, where her feet are
// hidden.
func TestStatureNarrows(t *testing.T) {
	var known, any judgement
	clicks := rand.New(rand.NewPCG(5, 6))
	for _, p := range synth.RandomPoses(5, 60, scene.Stand, synth.Noise{}) {
		ground, err := floor.Solve(p.Room.Size, nil, p.Room.Points(clicks, 8, 0.5))
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range []vision.Joint{vision.LeftAnkle, vision.RightAnkle, vision.LeftKnee, vision.RightKnee} {
			p.Body.Joints[j].Score = 0.01
		}
		known.add(t, place.Fit(ground, p.Room.Size, &p.Body, place.Stature{MeanM: p.Truth.HeightM, SigmaM: 0.02}), p.Truth.Place)
		any.add(t, place.Fit(ground, p.Room.Size, &p.Body, place.AnyStature), p.Truth.Place)
	}
	if known.errorM > any.errorM || known.sigmaM > 0.95*any.sigmaM {
		t.Errorf("known stature: error %.3f m, sigma %.3f m; unknown: %.3f m, %.3f m",
			known.errorM/60, known.sigmaM/60, any.errorM/60, any.sigmaM/60)
	}
}

// judgement sums over poses.
type judgement struct{ errorM, sigmaM float64 }

// add counts the hypothesis that the person stands.
func (s *judgement) add(t *testing.T, found []place.Hypothesis, at floor.Point) {
	t.Helper()
	for _, h := range found {
		if h.Posture == scene.Stand {
			long, _, _ := h.Place.Cov.Axes()
			s.errorM += h.Place.At.Distance(at)
			s.sigmaM += long
			return
		}
	}
	t.Fatal("no standing hypothesis")
}

func TestMixKeepsTheFirstTwoMoments(t *testing.T) {
	a := place.Hypothesis{Stance: 0, TopM: 1, Place: floor.Place{At: floor.Point{X: 1}, Cov: floor.Round(0.1)}}
	b := place.Hypothesis{Stance: 1, TopM: 2, Place: floor.Place{At: floor.Point{X: 3}, Cov: floor.Round(0.1)}}
	m := place.Mix([]place.Hypothesis{a, b}, func(stance int) float64 { return []float64{3, 1}[stance] })
	if math.Abs(m.Place.At.X-1.5) > 1e-12 || math.Abs(m.TopM-1.25) > 1e-12 {
		t.Errorf("mean %v, top %v", m.Place.At, m.TopM)
	}
	// 0.75·0.25 of the variance between the two, and 0.01 within.
	if math.Abs(m.Place.Cov.XX-(0.1875*4+0.01)) > 1e-12 || math.Abs(m.Place.Cov.YY-0.01) > 1e-12 {
		t.Errorf("covariance %v", m.Place.Cov)
	}
}
