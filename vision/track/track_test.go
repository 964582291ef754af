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
	truth          []score.Truth
	live, smoothed []score.Found
}

// follow runs a script through a floor that was solved from clicked points, its sights
// changed before they are taken.
func follow(t *testing.T, s *synth.Script, change ...func(*vision.Sight)) followed {
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
		sight := s.Sight(frame)
		for _, c := range change {
			c(&sight)
		}
		last = tracker.Step(sight)
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
	f := followed{last: last, truth: truth, live: score.FoundIn(causal), smoothed: score.FoundIn(smooth)}
	f.causal, f.smooth = score.MeasurePlaces(truth, f.live, nil), score.MeasurePlaces(truth, f.smoothed, nil)
	return f
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

// TestEllipsesHoldTheTruth follows random people in random rooms: covariances are
// neither too small nor too large, at the moment itself and with hindsight. NEES
// is the normalised estimation error squared (Bar-Shalom, Li and Kirubarajan,
// "Estimation with applications to tracking and navigation", 2001), whose mean is
// the number of dimensions, 2, if the covariance is true; errors last for seconds,
// so that a run is worth a few dozen places and its mean strays.
func TestEllipsesHoldTheTruth(t *testing.T) {
	var smooth, causal consistency
	var medians float64
	const scripts = 10
	for seed := range uint64(scripts) {
		s := synth.Random(seed+100, 2, 12*time.Second)
		s.RateHz = 15
		f := follow(t, s)
		smooth.add(f.truth, f.smoothed)
		causal.add(f.truth, f.live)
		medians += *f.smooth.ErrorCM["all"].Median / scripts
	}
	if medians > 8 {
		t.Errorf("mean of the median errors %.1f cm", medians)
	}
	for what, c := range map[string]consistency{"path": smooth, "live": causal} {
		if share := float64(c.inside) / float64(c.all); share < 0.88 || share > 0.99 {
			t.Errorf("%s: truth inside the 95 %% ellipse in %.1f %% of %d places", what, 100*share, c.all)
		}
		t.Logf("%s: inside %.1f %%, NEES %.2f", what, 100*float64(c.inside)/float64(c.all), c.nees/float64(c.all))
		if nees := c.nees / float64(c.all); nees < 0.7 || nees > 3.5 {
			t.Errorf("%s: mean NEES %.2f over %d places, want about 2", what, nees, c.all)
		}
	}
}

// consistency compares errors with their covariances.
type consistency struct {
	all, inside int
	nees        float64
}

// add counts everybody who was found within half a metre.
func (c *consistency) add(truth []score.Truth, found []score.Found) {
	for _, p := range truth {
		for _, f := range found {
			if f.Frame != p.Frame || f.Place.At.Distance(p.At) > score.GateM {
				continue
			}
			d2 := f.Place.Cov.Mahalanobis2(f.Place.At.Sub(p.At))
			c.all++
			c.nees += d2
			if d2 <= 5.991 {
				c.inside++
			}
			break
		}
	}
}

// TestLiveLagsLittle lets somebody walk at 1.2 m/s; a lag is how long before she
// was where she is told to be.
func TestLiveLagsLittle(t *testing.T) {
	for _, rate := range []float64{10, 30} {
		s := script(6, 4*time.Second, person("A", 220, at(0, 0.8, 2.6, scene.Stand), at(1, 0.8, 2.6, scene.Stand), at(3, 3.2, 2.6, scene.Stand)))
		s.RateHz = rate
		f := follow(t, s)
		var lag, n float64
		where := map[int]floor.Point{}
		for _, p := range f.truth {
			where[p.Frame] = p.At
		}
		for _, told := range f.live {
			before, now := where[told.Frame-1], where[told.Frame]
			speed := now.Sub(before).Norm() * rate
			if before == (floor.Point{}) || speed < 0.8 {
				continue
			}
			ahead := now.Sub(before).Scale(1 / now.Distance(before))
			lag += -told.Place.At.Sub(now).Dot(ahead) / speed
			n++
		}
		if n < 10 || lag/n > 0.1 {
			t.Errorf("at %g pictures a second: %.0f ms behind over %.0f moments", rate, 1000*lag/n, n)
		}
		t.Logf("at %g pictures a second: %.0f ms behind over %.0f moments", rate, 1000*lag/n, n)
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
