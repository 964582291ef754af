package track_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/score"
	"nabij/vision/synth"
	"nabij/vision/track"
)

// followed is a script as the tracker told it, at the time and with hindsight.
type followed struct {
	causal, smooth score.Places
	last           []scene.Person // as told at the end
}

// follow runs a script through a floor that was solved from clicked points.
func follow(t *testing.T, s *synth.Script) followed {
	t.Helper()
	room := s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9)))
	ground, err := floor.Solve(room.Size, nil, room.Points)
	if err != nil {
		t.Fatal(err)
	}
	tracker := track.New(ground, track.Options{KeepPath: true})
	var truth []score.Truth
	var causal, smooth []scene.Scene
	var last []scene.Person
	for frame := 1; frame <= s.Frames(); frame++ {
		last = tracker.Step(s.Sight(frame))
		causal = append(causal, scene.Scene{Frame: frame, People: last})
		for _, p := range s.Truth(frame) {
			truth = append(truth, score.Truth{Frame: p.Frame, Person: p.Person, At: p.Place, Posture: p.Posture,
				Changing: p.Changing, Visible: p.Visible, Feet: p.FeetVisible, HeightM: p.HeightM})
		}
	}
	for _, path := range tracker.Paths() {
		for _, told := range path {
			smooth = append(smooth, scene.Scene{Frame: told.Frame, People: []scene.Person{told.Person}})
		}
	}
	return followed{
		causal: score.MeasurePlaces(truth, score.FoundIn(causal), nil),
		smooth: score.MeasurePlaces(truth, score.FoundIn(smooth), nil),
		last:   last,
	}
}

// room is a made-up room of at least four by four metres.
func room(seed uint64) *synth.Room {
	for r := rand.New(rand.NewPCG(seed, 1)); ; {
		if room := synth.RandomRoom(r); room.WidthM >= 4 && room.DepthM >= 4 {
			return room
		}
	}
}

// at is a moment of a path.
func at(seconds float64, x, y float64, posture scene.Posture) synth.Moment {
	return synth.Moment{At: time.Duration(seconds * float64(time.Second)), Place: floor.Point{X: x, Y: y}, HeadingRad: -1.5, Posture: posture}
}

func person(name string, red uint8, path ...synth.Moment) synth.Person {
	p := synth.Person{Name: name, StatureM: 1.7, Path: path}
	p.Shirt.R, p.Shirt.G, p.Shirt.B, p.Shirt.A = red, 255-red, 80, 255
	p.Trousers.R, p.Trousers.G, p.Trousers.B, p.Trousers.A = 255-red, 60, red, 255
	return p
}

func script(seed uint64, length time.Duration, people ...synth.Person) *synth.Script {
	return &synth.Script{Room: room(seed), People: people, RateHz: 10, Length: length, Noise: synth.MoveNet, Seed: seed}
}

// want checks names and recall, which must hold whatever happens.
func want(t *testing.T, what string, p score.Places, recallPct float64) {
	t.Helper()
	if p.NamesUsed != p.People || p.Switches != 0 || p.RecallPct < recallPct || p.FalsePer100 > 1 {
		t.Errorf("%s: names %d of %d, switches %d, recall %.1f %%, false %.2f", what, p.NamesUsed, p.People, p.Switches, p.RecallPct, p.FalsePer100)
	}
}

func TestNamesSurviveACrossing(t *testing.T) {
	for seed := range uint64(3) {
		f := follow(t, script(seed+1, 12*time.Second,
			person("A", 220, at(0, 1.0, 2.6, scene.Stand), at(9, 3.2, 2.7, scene.Stand)),
			person("B", 20, at(0, 3.2, 2.2, scene.Stand), at(9, 1.0, 2.3, scene.Stand))))
		want(t, "path", f.smooth, 97)
		want(t, "live", f.causal, 93)
	}
}

func TestNobodyDiesOfStillness(t *testing.T) {
	s := script(4, 45*time.Minute, person("A", 200, at(0, 2.5, 3.2, scene.Curled)))
	s.RateHz = 1 // 45 minutes, time-compressed
	f := follow(t, s)
	if len(f.last) != 1 || f.last[0].Place.At.Distance(floor.Point{X: 2.5, Y: 3.2}) > 0.5 {
		t.Fatalf("after 45 minutes: %+v", f.last)
	}
	want(t, "path", f.smooth, 98.5)
}

// TestHiddenForTensOfSeconds lets someone stand right before a curled-up person.
func TestHiddenForTensOfSeconds(t *testing.T) {
	for seed := range uint64(2) {
		f := follow(t, script(seed+20, 50*time.Second,
			person("A", 220, at(0, 1.0, 2.0, scene.Stand), at(5, 2.0, 2.4, scene.Stand), at(40, 1.0, 2.0, scene.Stand)),
			person("B", 20, at(0, 2.0, 3.4, scene.Curled))))
		want(t, "path", f.smooth, 97)
	}
}

func TestGettingDownAndUp(t *testing.T) {
	f := follow(t, script(7, 40*time.Second, person("A", 220,
		at(0, 2, 2.5, scene.Stand), at(6, 2, 2.5, scene.SitFloor), at(16, 2, 2.5, scene.Stand), at(24, 2.2, 2.8, scene.Crouch), at(32, 2.2, 2.8, scene.Stand))))
	want(t, "path", f.smooth, 98.5)
	if right := *f.smooth.PostureRight; right < 75 {
		t.Errorf("posture right in %.1f %%", right)
	}
}

// TestEllipsesHoldTheTruth follows random people in random rooms.
func TestEllipsesHoldTheTruth(t *testing.T) {
	covered, all := 0, 0
	var medians float64
	const scripts = 5
	for seed := range uint64(scripts) {
		f := follow(t, synth.Random(seed+100, 2, 15*time.Second))
		covered += f.smooth.EllipseCounts[0]
		all += f.smooth.EllipseCounts[1]
		medians += *f.smooth.ErrorCM["all"].Median / scripts
	}
	share := float64(covered) / float64(all)
	if share < 0.88 || share > 0.99 {
		t.Errorf("truth inside the 95 %% ellipse in %.1f %% of %d places", 100*share, all)
	}
	if medians > 12 {
		t.Errorf("mean of the median errors %.1f cm", medians)
	}
}

// TestMemoryStaysFlat follows people live for ten thousand frames.
func TestMemoryStaysFlat(t *testing.T) {
	s := script(3, 20*time.Second, person("A", 220, at(0, 2, 2.5, scene.Stand)), person("B", 20, at(0, 3, 3, scene.SitFloor)))
	room := s.Room.Described(rand.New(rand.NewPCG(1, 9)))
	ground, err := floor.Solve(room.Size, nil, room.Points)
	if err != nil {
		t.Fatal(err)
	}
	tracker := track.New(ground, track.Options{})
	var sights []vision.Sight
	for frame := 1; frame <= 20; frame++ {
		sights = append(sights, s.Sight(frame))
	}
	for i := range 10000 {
		sight := sights[i%len(sights)]
		sight.Frame, sight.At = i+1, time.Duration(i)*100*time.Millisecond
		tracker.Step(sight)
	}
	if n := tracker.Kept(); n > 100 {
		t.Errorf("%d moments kept after 10,000 frames", n)
	}
}
