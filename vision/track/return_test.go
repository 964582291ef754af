package track_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/score"
	"nabij/vision/synth"
	"nabij/vision/track"
)

// TestComingBackMinutesLater lets two people leave through the picture's edges,
// and come back after two minutes, the second to leave first.
func TestComingBackMinutesLater(t *testing.T) {
	for seed := range uint64(2) {
		s := script(seed+31, 160*time.Second,
			person("A", 220, at(0, 1.5, 3.0, scene.Stand), at(5, 1.5, 3.0, scene.Stand), at(11, -6, 3.2, scene.Stand),
				at(140, -6, 3.2, scene.Stand), at(146, 1.8, 3.0, scene.Stand)),
			person("B", 21, at(0, 2.6, 3.0, scene.Stand), at(8, 2.6, 3.0, scene.Stand), at(14, 10, 3.2, scene.Stand),
				at(132, 10, 3.2, scene.Stand), at(138, 2.4, 2.8, scene.Stand)))
		s.RateHz = 5
		f := follow(t, s)
		for what, p := range map[string]int{"path": f.smooth.NamesUsed, "live": f.causal.NamesUsed} {
			if p != 2 {
				t.Errorf("seed %d, %s: %d names for two people", seed, what, p)
			}
		}
		if f.smooth.Switches+f.causal.Switches != 0 {
			t.Errorf("seed %d: %d and %d switches", seed, f.smooth.Switches, f.causal.Switches)
		}
	}
}

// TestPartingUnderTheirOwnNames lets two people walk up to each other until their
// bodies overlap in the picture, stand, and go back to where they came from: who
// goes by the way they walked takes them for having passed.
func TestPartingUnderTheirOwnNames(t *testing.T) {
	for seed := range uint64(4) {
		f := follow(t, script(seed+41, 12*time.Second,
			person("A", 220, at(0, 1.0, 2.9, scene.Stand), at(3, 2.05, 2.9, scene.Stand), at(4, 2.05, 2.9, scene.Stand), at(7, 1.0, 2.9, scene.Stand)),
			person("B", 21, at(0, 3.2, 2.5, scene.Stand), at(3, 2.15, 2.5, scene.Stand), at(4, 2.15, 2.5, scene.Stand), at(7, 3.2, 2.5, scene.Stand))))
		want(t, "path", f.smooth, 97)
		if f.causal.NamesUsed != 2 || f.smooth.IDF1Pct < 95 {
			t.Errorf("seed %d: live %d names; path: names right %.1f %%", seed, f.causal.NamesUsed, f.smooth.IDF1Pct)
		}
	}
}

// TestClothesSettleWhoIsWho lets the same two meet and part, but each goes where
// the other would have gone: only the clothes tell.
func TestClothesSettleWhoIsWho(t *testing.T) {
	s := script(42, 12*time.Second,
		person("A", 220, at(0, 1.0, 2.9, scene.Stand), at(3, 2.05, 2.9, scene.Stand), at(4, 2.05, 2.9, scene.Stand), at(7, 1.0, 2.9, scene.Stand)),
		person("B", 21, at(0, 3.2, 2.5, scene.Stand), at(3, 2.15, 2.5, scene.Stand), at(4, 2.15, 2.5, scene.Stand), at(7, 3.2, 2.5, scene.Stand)))
	room := s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9)))
	ground, err := floor.Solve(room.Size, nil, room.Points)
	if err != nil {
		t.Fatal(err)
	}
	tracker := track.New(ground, track.Options{KeepPath: true})
	var first, last []scene.Person
	for frame := 1; frame <= s.Frames(); frame++ {
		sight := s.Sight(frame)
		if b := sight.Bodies; s.At(frame) > 3500*time.Millisecond && len(b) == 2 {
			b[0].Colours, b[1].Colours = b[1].Colours, b[0].Colours
		}
		last = tracker.Step(sight)
		if frame == 10 {
			first = last
		}
	}
	if len(first) != 2 || len(last) != 2 {
		t.Fatalf("%d people before, %d after", len(first), len(last))
	}
	for i := range first {
		if first[i].Name != last[i].Name || first[i].Place.At.Distance(last[1-i].Place.At) > 0.5 {
			t.Errorf("%s at %v before and %v after", first[i].Name, first[i].Place.At, last[i].Place.At)
		}
	}
	for _, path := range tracker.Paths() {
		if moved := path[0].Person.Place.At.Distance(path[len(path)-1].Person.Place.At); moved < 1.5 || len(path) < s.Frames()*9/10 {
			t.Errorf("%s: %d moments, moved %.2f m", path[0].Person.Name, len(path), moved)
		}
	}
}

// TestDoubtIsMarked: two who wear the same and part after they overlapped are in
// doubt; two who do not are not, once they have been seen apart.
func TestDoubtIsMarked(t *testing.T) {
	for red, doubtful := range map[uint8]bool{20: true, 21: false} { // made-up clothes of 20 look like those of 220
		s := script(42, 12*time.Second,
			person("A", 220, at(0, 1.0, 2.9, scene.Stand), at(3, 2.05, 2.9, scene.Stand), at(4, 2.05, 2.9, scene.Stand), at(7, 1.0, 2.9, scene.Stand)),
			person("B", red, at(0, 3.2, 2.5, scene.Stand), at(3, 2.15, 2.5, scene.Stand), at(4, 2.15, 2.5, scene.Stand), at(7, 3.2, 2.5, scene.Stand)))
		_, told := glances(t, s, func(int) bool { return true })
		doubt := 0
		for frame := 48; frame <= s.Frames(); frame++ {
			for _, p := range told[frame-1] {
				if p.Doubt {
					doubt++
				}
			}
		}
		if (doubt > 0) != doubtful {
			t.Errorf("clothes alike %v: %d moments of doubt after they parted", doubtful, doubt)
		}
	}
}

// TestBehindAWardrobe lets someone walk behind a wardrobe, stay there unseen for
// twenty seconds and come out on the other side, while another walks about.
func TestBehindAWardrobe(t *testing.T) {
	s := script(5, 45*time.Second,
		person("A", 220, at(0, 0.8, 3.4, scene.Stand), at(4, 0.8, 3.4, scene.Stand), at(8, 2.2, 3.6, scene.Stand), at(28, 2.2, 3.6, scene.Stand), at(33, 3.6, 3.4, scene.Stand)),
		person("B", 21, at(0, 3.2, 2.2, scene.Stand), at(12, 3.2, 2.2, scene.Stand), at(20, 1.0, 2.2, scene.Stand), at(36, 3.2, 2.0, scene.Stand)))
	s.Room.Furniture = append(s.Room.Furniture, synth.Block{From: floor.Vec3{X: 1.6, Y: 3.0}, To: floor.Vec3{X: 2.8, Y: 3.2, Z: 2.1}})
	f := follow(t, s)
	for what, p := range map[string]score.Places{"path": f.smooth, "live": f.causal} {
		if p.NamesUsed != 2 || p.Switches != 0 {
			t.Errorf("%s: %d names, %d switches", what, p.NamesUsed, p.Switches)
		}
	}
}

// TestWithoutHerCoat lets somebody leave the picture and come back in another
// coat: where it was said that one takes part, it is she.
func TestWithoutHerCoat(t *testing.T) {
	s := script(31, 40*time.Second, person("A", 220, at(0, 1.5, 3.0, scene.Stand), at(5, 1.5, 3.0, scene.Stand),
		at(11, -6, 3.2, scene.Stand), at(26, -6, 3.2, scene.Stand), at(32, 1.8, 3.0, scene.Stand)))
	room := s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9)))
	ground, err := floor.Solve(room.Size, nil, room.Points)
	if err != nil {
		t.Fatal(err)
	}
	for people, names := range map[int]int{1: 1, 0: 2} {
		tracker := track.New(ground, track.Options{People: people})
		seen := map[string]bool{}
		for frame := 1; frame <= s.Frames(); frame++ {
			sight := s.Sight(frame)
			for _, b := range sight.Bodies {
				if b.Colours != nil && s.At(frame) > 20*time.Second {
					slices.Reverse(b.Colours.Upper[:])
				}
			}
			for _, p := range tracker.Step(sight) {
				seen[p.Name] = true
			}
		}
		if len(seen) != names {
			t.Errorf("%d said to take part: %d names, want %d", people, len(seen), names)
		}
	}
}

// TestWhoIsSeenBesideANewcomerIsNotShe lets somebody come in who wears the same as one
// who sits there, whose clothes cannot be told any more and who is not found for a
// moment: both have been seen at once, so they are two.
func TestWhoIsSeenBesideANewcomerIsNotShe(t *testing.T) {
	s := script(42, 6*time.Second, person("A", 220, at(0, 1.0, 2.9, scene.Stand)), person("B", 220, at(0, 3.2, 2.5, scene.Stand)))
	s.Noise.Miss = false
	ground, err := floor.Solve(s.Room.Size, nil, s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9))).Points)
	if err != nil {
		t.Fatal(err)
	}
	tracker := track.New(ground, track.Options{})
	var told []scene.Person
	for frame := 1; frame <= s.Frames(); frame++ {
		sight := s.Sight(frame)
		first, second := sight.Bodies[0], sight.Bodies[1]
		if frame > 20 {
			first.Colours = nil
		}
		switch {
		case frame < 40:
			sight.Bodies = []vision.Body{first}
		case frame >= 42 && frame < 46:
			sight.Bodies = []vision.Body{second}
		default:
			sight.Bodies = []vision.Body{first, second}
		}
		told = tracker.Step(sight)
	}
	if len(told) != 2 || told[0].Place.At.Distance(floor.Point{X: 1.0, Y: 2.9}) > 0.3 || told[1].Place.At.Distance(floor.Point{X: 3.2, Y: 2.5}) > 0.3 {
		t.Errorf("told %+v", told)
	}
}
