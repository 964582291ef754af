package place_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"nabij/vision/floor"
	"nabij/vision/place"
	"nabij/vision/scene"
	"nabij/vision/synth"
)

// TestWhicheverWayABodyFaces places folded bodies that face the camera, show their
// side and turn their back: knees and head are nearer or farther than the hips, and
// which they are is told by left and right.
func TestWhicheverWayABodyFaces(t *testing.T) {
	clicks := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct {
		posture scene.Posture
		medianM float64
	}{{scene.SitChair, 0.06}, {scene.SitFloor, 0.06}, {scene.Curled, 0.09}} {
		off := map[string][]float64{}
		for _, p := range synth.RandomPoses(41, 240, c.posture, synth.MoveNet) {
			ground, err := floor.Solve(p.Room.Size, nil, p.Room.Points(clicks, 8, 0.5))
			if err != nil {
				t.Fatal(err)
			}
			m := mixed(place.Fit(ground, p.Room.Size, &p.Body, place.AnyStature))
			way := shows(&p, ground.CameraAt())
			off[way] = append(off[way], m.Place.At.Distance(p.Truth.Place))
		}
		for way, errs := range off {
			slices.Sort(errs)
			t.Logf("%s, %s: %.3f m of %d", c.posture, way, errs[len(errs)/2], len(errs))
			if len(errs) < 40 || errs[len(errs)/2] > c.medianM {
				t.Errorf("%s, %s: off by %.3f m in the median of %d, want at most %.2f", c.posture, way, errs[len(errs)/2], len(errs), c.medianM)
			}
		}
	}
}

// shows tells what somebody turns to the camera.
func shows(p *synth.Pose, camera floor.Vec3) string {
	there := floor.Point{X: camera.X, Y: camera.Y}.Sub(p.Truth.Place)
	switch ahead := p.Truth.Facing().Dot(there) / there.Norm(); {
	case ahead > 0.6:
		return "face"
	case ahead < -0.6:
		return "back"
	}
	return "side"
}
