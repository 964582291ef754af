package synth_test

import (
	"context"
	"errors"
	"image/color"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/pipeline"
	"nabij/vision/scene"
	"nabij/vision/synth"
)

var (
	_ pipeline.Source = (*synth.Source)(nil)
	_ pipeline.Eye    = (*synth.Eye)(nil)
)

// still is one person in one posture in a plain room, with a perfect finder.
func still(posture scene.Posture, statureM float64) *synth.Script {
	size := vision.Size{Width: 640, Height: 480}
	centre := floor.Vec3{X: 2.5, Y: -0.2, Z: 2}
	lens := floor.Lens{FX: 450, FY: 450, CX: 319.5, CY: 239.5, K1: -0.1}
	return &synth.Script{
		Room: &synth.Room{Size: size, WidthM: 5, DepthM: 6,
			Camera: floor.NewCamera(lens, floor.LookAt(centre, floor.Vec3{X: 2.5, Y: 3, Z: 0.4}, 0), centre)},
		People: []synth.Person{{Name: "A", StatureM: statureM, Shirt: color.RGBA{40, 60, 160, 255}, Trousers: color.RGBA{60, 60, 60, 255},
			Path: []synth.Moment{{Place: floor.Point{X: 2.5, Y: 3.5}, HeadingRad: -math.Pi / 2, Posture: posture}}}},
		RateHz: 30, Length: 2 * time.Second,
	}
}

// Heights as rendered bodies of 1.75 m have them, to 8 cm, and mid-hip as
// anthropometry has it.
func TestPosturesHaveTheHeightsOfBodies(t *testing.T) {
	for _, c := range []struct {
		posture           scene.Posture
		top, hipLow, high float64
	}{
		{scene.Stand, 1.75, 0.92, 0.94}, {scene.Walk, 1.74, 0.88, 0.93}, {scene.SitChair, 1.30, 0.52, 0.58}, {scene.SitFloor, 0.90, 0.09, 0.15},
		{scene.Crouch, 0.97, 0.30, 0.40}, {scene.Curled, 0.72, 0.10, 0.15}, {scene.Lying, 0.25, 0.09, 0.15},
	} {
		truth := still(c.posture, 1.75).Truth(1)[0]
		hip := (truth.Joints[vision.LeftHip].Z + truth.Joints[vision.RightHip].Z) / 2
		t.Logf("%-9s top %.3f m, mid-hip %.3f m, feet %.2f m from the place", c.posture, truth.HeightM, hip, truth.Feet.Distance(truth.Place))
		if math.Abs(truth.HeightM-c.top) > 0.08 || hip < c.hipLow || hip > c.high {
			t.Errorf("%s: top %.3f m, want %.2f; mid-hip %.3f m, want %v to %v", c.posture, truth.HeightM, c.top, hip, c.hipLow, c.high)
		}
	}
}

// Bones keep their length in every posture and at every moment of a step.
func TestBonesKeepTheirLength(t *testing.T) {
	lengths := map[[2]vision.Joint]float64{
		{vision.LeftHip, vision.LeftKnee}: 0.245, {vision.RightKnee, vision.RightAnkle}: 0.246,
		{vision.LeftShoulder, vision.LeftElbow}: 0.186, {vision.RightElbow, vision.RightWrist}: 0.146,
	}
	for _, posture := range []scene.Posture{scene.Stand, scene.Walk, scene.SitChair, scene.SitFloor, scene.Crouch, scene.Curled, scene.Lying} {
		s := still(posture, 1.70)
		if posture == scene.Walk {
			s.People[0].Path = append(s.People[0].Path, synth.Moment{At: 2 * time.Second, Place: floor.Point{X: 3.5, Y: 4.5}, Posture: scene.Stand})
		}
		for frame := 1; frame <= s.Frames(); frame += 3 {
			joints := s.Truth(frame)[0].Joints
			for bone, want := range lengths {
				if got := joints[bone[0]].Sub(joints[bone[1]]).Norm() / 1.70; math.Abs(got-want) > 0.02 {
					t.Errorf("%s, frame %d: bone %v is %.3f of stature, want %.3f", posture, frame, bone, got, want)
				}
			}
		}
	}
}

// What is true of every script: the place lies below mid-hip, visible joints
// lie in the silhouette and in the box, nothing depends on the order of asking.
func TestTruthIsConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := synth.Random(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(1, 3).Draw(t, "people"), 20*time.Second)
		s.Noise = synth.Noise{}
		frame := rapid.IntRange(61, s.Frames()).Draw(t, "frame")
		truths, sight := s.Truth(frame), s.Sight(frame)
		if len(truths) != len(s.People) {
			t.Fatalf("%d people, want %d", len(truths), len(s.People))
		}
		for _, p := range truths {
			hip := p.Joints[vision.LeftHip].Add(p.Joints[vision.RightHip]).Scale(0.5)
			if (floor.Point{X: hip.X, Y: hip.Y}).Distance(p.Place) > 1e-9 {
				t.Fatalf("%s: mid-hip over %v, place %v", p.Person, hip, p.Place)
			}
			checkSilhouette(t, p, sight.Foreground)
		}
		s.Truth(1)
		if again := s.Sight(frame); !reflect.DeepEqual(again, sight) {
			t.Fatal("asked again, the sight is another one")
		}
	})
}

func checkSilhouette(t *rapid.T, p synth.Truth, mask *vision.Mask) {
	for j := range p.Joints {
		if p.Hidden[j] || vision.Joint(j) <= vision.RightEar { // the face is a little in front of its capsule
			continue
		}
		beside := false // a limb at the far end is thinner than a cell
		for _, d := range [][2]float64{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			at := p.Pixels[j]
			at.U, at.V = at.U+d[0]*float64(mask.Step), at.V+d[1]*float64(mask.Step)
			beside = beside || mask.At(at) > 0
		}
		if !beside {
			t.Fatalf("%s, %s: joint %d at %v is not in the silhouette", p.Person, p.Posture, j, p.Pixels[j])
		}
		grown := vision.Box{Left: p.Box.Left - 8, Top: p.Box.Top - 8, Width: p.Box.Width + 16, Height: p.Box.Height + 16}
		if !grown.Contains(p.Pixels[j]) {
			t.Fatalf("%s: joint %d at %v is not in the box %v", p.Person, j, p.Pixels[j], p.Box)
		}
	}
}

func TestAPerfectFinderFindsTheTruth(t *testing.T) {
	s := still(scene.Stand, 1.7)
	truth, sight := s.Truth(1)[0], s.Sight(1)
	if len(sight.Bodies) != 1 || truth.Visible < 0.99 || truth.FeetVisible < 0.99 {
		t.Fatalf("%d bodies, visible %v, feet %v", len(sight.Bodies), truth.Visible, truth.FeetVisible)
	}
	for j, k := range sight.Bodies[0].Joints {
		if k.At.Distance(truth.Pixels[j]) > 1e-9 {
			t.Errorf("joint %d found at %v, is at %v", j, k.At, truth.Pixels[j])
		}
	}
}

func TestAChairHidesTheFeet(t *testing.T) {
	s := still(scene.Stand, 1.7)
	s.Room.Furniture = []synth.Block{synth.Chair(floor.Point{X: 2.5, Y: 3.0})}
	truth := s.Truth(1)[0]
	if truth.FeetVisible > 0.1 || truth.Visible < 0.4 || truth.Visible > 0.95 || !truth.Hidden[vision.LeftAnkle] || truth.Hidden[vision.Nose] {
		t.Errorf("feet %v, body %v, ankle hidden %v, nose hidden %v", truth.FeetVisible, truth.Visible, truth.Hidden[vision.LeftAnkle], truth.Hidden[vision.Nose])
	}
}

func TestOnePersonHidesAnother(t *testing.T) {
	s := still(scene.Curled, 1.7)
	front := s.People[0]
	front.Name, front.Path = "B", []synth.Moment{{Place: floor.Point{X: 2.5, Y: 2.6}, Posture: scene.Stand}}
	s.People = append(s.People, front)
	s.Noise.Miss = true
	truths := s.Truth(1)
	if truths[0].Visible > 0.5 || truths[1].Visible < 0.95 {
		t.Errorf("behind %v visible, in front %v", truths[0].Visible, truths[1].Visible)
	}
}

// The finder's errors have the size that the noise says, and curled bodies go
// unfound more often than standing ones.
func TestNoiseIsAsLargeAsItSays(t *testing.T) {
	rate := map[scene.Posture]float64{}
	for _, posture := range []scene.Posture{scene.Stand, scene.Curled} {
		s := still(posture, 1.7)
		s.RateHz, s.Length, s.Noise, s.Seed = 3, 200*time.Second, synth.MoveNet, 7
		s.Noise.FalsePerFrame = 0
		want := s.Noise.JointPx*640/synth.NetworkWidth + s.Noise.JointShare*s.Truth(1)[0].Box.Height
		sum, n := 0.0, 0.0
		for frame := 1; frame <= s.Frames(); frame++ {
			truth, sight := s.Truth(frame)[0], s.Sight(frame)
			for _, b := range sight.Bodies {
				d := b.Joints[vision.LeftHip].At.Sub(truth.Pixels[vision.LeftHip])
				sum, n = sum+(d.U*d.U+d.V*d.V)/2, n+1
			}
		}
		rate[posture] = n / float64(s.Frames())
		if got := math.Sqrt(sum / n); posture == scene.Stand && math.Abs(got/want-1) > 0.12 {
			t.Errorf("hip noise %.2f px, want %.2f", got, want)
		}
	}
	if rate[scene.Stand] < 0.98 || rate[scene.Curled] > 0.75 || rate[scene.Curled] < 0.4 {
		t.Errorf("found: %v", rate)
	}
}

func TestPhantomsComeAsOftenAsAsked(t *testing.T) {
	s := still(scene.Stand, 1.7)
	s.People, s.Length, s.Noise.FalsePerFrame = nil, 20*time.Second, 0.1
	n := 0
	for frame := 1; frame <= s.Frames(); frame++ {
		n += len(s.Sight(frame).Bodies)
	}
	if n < 40 || n > 80 {
		t.Errorf("%d phantoms in 600 frames, want about 60", n)
	}
}

// A floor solved from a random room's clicked points puts the true mid-hip,
// seen where it is and at its true height, back over the true place.
func TestRandomRoomsCanBeSolved(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var errorsM []float64
	for _, pose := range synth.RandomPoses(3, 60, scene.Unknown, synth.Noise{}) {
		solved, err := floor.Solve(pose.Room.Size, nil, pose.Room.Described(r).Points)
		if err != nil {
			t.Fatal(err)
		}
		l, h := pose.Truth.Joints[vision.LeftHip], pose.Truth.Joints[vision.RightHip]
		hip := l.Add(h).Scale(0.5)
		px, _ := pose.Room.Camera.Project(hip)
		if place, err := solved.ToFloor(px, vision.Isotropic(1), hip.Z); err == nil {
			errorsM = append(errorsM, place.At.Distance(pose.Truth.Place))
		}
	}
	slices.Sort(errorsM)
	if len(errorsM) < 55 || errorsM[len(errorsM)/2] > 0.03 {
		t.Errorf("%d places, median error %.3f m", len(errorsM), errorsM[len(errorsM)/2])
	}
}

func TestSourceAndEyeRunAScript(t *testing.T) {
	ctx := context.Background()
	script := synth.Random(5, 2, 3*time.Second)
	source, eye := synth.NewSource(script, false, time.Unix(0, 0)), synth.NewEye(script)
	frames, bodies := 0, 0
	for {
		f, err := source.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		sight, err := eye.Look(ctx, f, vision.Expect{})
		if err != nil || sight.Frame != f.Number || sight.Size != source.Size() {
			t.Fatalf("sight %+v, error %v", sight, err)
		}
		frames, bodies = frames+1, bodies+len(sight.Bodies)
		f.Picture.Close()
	}
	if frames != 90 || bodies < 20 {
		t.Errorf("%d frames, %d bodies", frames, bodies)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := synth.NewSource(script, false, time.Time{}).Next(cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestDrawnPeopleStandOutOfTheEmptyRoom(t *testing.T) {
	s := still(scene.Stand, 1.7)
	s.Room.Zones = []floor.Zone{{Name: "z", Color: "red", WidthM: 0.05, Outline: []floor.Point{{X: 1, Y: 2}, {X: 4, Y: 2}}}}
	img := s.Draw(1)
	hip, ribbon := s.Truth(1)[0].Pixels[vision.LeftHip], floor.Vec3{X: 1.5, Y: 2}
	if c := img.RGBAAt(int(hip.U), int(hip.V)-20); int(c.B) < int(c.R)+60 {
		t.Errorf("shirt is %v, want blue", c)
	}
	at, _ := s.Room.Camera.Project(ribbon)
	if c := img.RGBAAt(int(at.U+0.5), int(at.V+0.5)); int(c.R) < int(c.G)+80 {
		t.Errorf("ribbon is %v, want red", c)
	}
}

func TestTruthIsWrittenAsTheBenchReadsIt(t *testing.T) {
	var out strings.Builder
	s := still(scene.Stand, 1.75)
	if err := synth.WriteTruth(&out, s.Truth(2)); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "frame,time_s,person,x_m,y_m,feet_x_m,feet_y_m,posture,height_m,visible,feet_visible,left_px") ||
		!strings.HasPrefix(lines[1], "2,0.033,A,2.5000,3.5000,") {
		t.Errorf("written:\n%s", out.String())
	}
}

func BenchmarkSight(b *testing.B) {
	s := synth.Random(5, 3, time.Minute)
	for i := range b.N {
		s.Sight(100 + i%1000)
	}
}

func BenchmarkDraw(b *testing.B) {
	s := synth.Random(5, 3, time.Minute)
	for i := range b.N {
		s.Draw(100 + i%1000)
	}
}
