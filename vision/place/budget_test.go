package place_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/place"
	"nabij/vision/scene"
	"nabij/vision/synth"
)

// known is what a fit is told; what it is not told, it has to find out.
type known struct {
	floor, joints, stature, posture, feet bool
}

// TestErrorBudget tells what makes places inexact, on made-up bodies: causes are
// added one after the other, and the median error grows by what each brings (run
// it with -v). The first row is what bodies differ from the stances.
func TestErrorBudget(t *testing.T) {
	causes := []struct {
		what string
		known
	}{
		{"bodies, as they are", known{true, true, true, true, true}},
		{"and a floor from eight clicks", known{false, true, true, true, true}},
		{"and the finder's joints", known{false, false, true, true, true}},
		{"and nobody's stature known", known{false, false, false, true, true}},
		{"and no posture known", known{feet: true}},
		{"and knees and feet hidden", known{}},
	}
	for _, posture := range []scene.Posture{scene.Stand, scene.SitChair, scene.SitFloor, scene.Curled} {
		var medians []float64
		for _, c := range causes {
			medians = append(medians, medianOff(t, posture, c.known))
			t.Logf("%-9s %-32s %5.1f cm", posture, c.what, 100*medians[len(medians)-1])
		}
		if floors := medians[1] - medians[0]; floors > 0.02 {
			t.Errorf("%s: a clicked floor costs %.1f cm", posture, 100*floors)
		}
		if last := medians[len(medians)-1]; last > 0.25 || last < medians[0]-0.05 {
			t.Errorf("%s: %.3f m knowing nothing, %.3f m knowing all", posture, last, medians[0])
		}
	}
}

// medianOff is how far off a single moment is when so much is known, in m.
func medianOff(t *testing.T, posture scene.Posture, k known) float64 {
	t.Helper()
	noise, points, clickPx, clicks := synth.MoveNet, 8, 0.5, rand.New(rand.NewPCG(1, 9))
	if k.joints {
		noise = synth.Noise{}
	}
	if k.floor {
		points, clickPx = 40, 0.01
	}
	var off []float64
	for _, p := range synth.RandomPoses(31, 36, posture, noise) {
		ground, err := floor.Solve(p.Room.Size, nil, p.Room.Points(clicks, points, clickPx))
		if err != nil {
			t.Fatal(err)
		}
		if !k.feet {
			for j := vision.LeftKnee; j <= vision.RightAnkle; j++ {
				p.Body.Joints[j].Score = 0.02
			}
		}
		who := place.AnyStature
		if k.stature {
			who = place.Stature{MeanM: p.StatureM, SigmaM: 0.01}
		}
		found := place.Fit(ground, p.Room.Size, &p.Body, who)
		if k.posture {
			found = slices.DeleteFunc(found, func(h place.Hypothesis) bool { return h.Posture != posture })
		}
		if len(found) > 0 {
			off = append(off, mixed(found).Place.At.Distance(p.Truth.Place))
		}
	}
	slices.Sort(off)
	return off[len(off)/2]
}
