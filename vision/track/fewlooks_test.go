package track_test

import (
	"math"
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

// TestFewLooksASecond lets two people walk about, keep still, hide behind a
// wardrobe for tens of seconds and leave the picture for up to a minute, while the
// light turns, at three looks a second and at irregular ones, as on a slow laptop:
// two names, none exchanged, and whoever is in the room is told.
func TestFewLooksASecond(t *testing.T) {
	for seed := uint64(2); seed < 4; seed++ {
		s, gap := session(seed, 4*time.Minute), rand.New(rand.NewPCG(seed, 5))
		irregular := seed%2 == 1
		if !irregular {
			s.RateHz = 3
		}
		ground, err := floor.Solve(s.Room.Size, nil, s.Room.Described(rand.New(rand.NewPCG(seed, 9))).Points)
		if err != nil {
			t.Fatal(err)
		}
		tracker := track.New(ground, track.Options{})
		var live []scene.Scene
		var truth []score.Truth
		names := map[string]bool{}
		missing, rows := 0, 0
		for frame := 1; frame <= s.Frames(); frame++ {
			if irregular {
				frame += 1 + gap.IntN(8) // 0.2 to 0.7 s
			}
			sight := s.Sight(frame)
			turnLight(sight.Bodies, 0.3*math.Sin(math.Pi*float64(s.At(frame))/float64(s.Length)))
			told := tracker.Step(sight)
			live = append(live, scene.Scene{Frame: frame, People: told})
			for _, p := range told {
				names[p.Name] = true
			}
			inside := 0
			for _, p := range s.Truth(frame) {
				if p.Place.X < 0 || p.Place.X > s.Room.WidthM {
					continue
				}
				inside++
				if p.Visible >= 0.2 {
					truth = append(truth, score.Truth{Frame: p.Frame, Person: p.Person, At: p.Place, Posture: p.Posture,
						Changing: p.Changing, Visible: p.Visible, Feet: p.FeetVisible, HeightM: p.HeightM})
				}
			}
			rows += inside
			missing += max(0, inside-len(told))
		}
		p := score.MeasurePlaces(truth, score.FoundIn(live), nil)
		t.Logf("seed %d: %d looks, %d names, %d switches, recall %.1f %%, untold %.1f %%", seed, len(live), len(names), p.Switches,
			p.RecallPct, 100*float64(missing)/float64(rows))
		if len(names) != 2 || p.Switches != 0 || p.RecallPct < 95 || missing*100 > 5*rows {
			t.Errorf("seed %d: %d names for two people, %d switches, recall %.1f %%, %d of %d untold", seed, len(names), p.Switches, p.RecallPct, missing, rows)
		}
	}
}

// turnLight lets the colours of clothes run into their neighbours.
func turnLight(bodies []vision.Body, share float64) {
	for i := range bodies {
		if bodies[i].Colours == nil {
			continue
		}
		for _, bins := range [][]float32{bodies[i].Colours.Upper[:], bodies[i].Colours.Lower[:]} {
			first := bins[0]
			for k := range bins {
				next := first
				if k+1 < len(bins) {
					next = bins[k+1]
				}
				bins[k] += float32(share) * (next - bins[k])
			}
		}
	}
}

// session makes up a room with a wardrobe in it, and two people.
func session(seed uint64, length time.Duration) *synth.Script {
	r := rand.New(rand.NewPCG(seed, 77))
	s := script(seed, length, person("A", 220), person("B", 21))
	s.RateHz = 12
	s.Room.Furniture = []synth.Block{{From: floor.Vec3{X: 1.6, Y: 3.4}, To: floor.Vec3{X: 2.8, Y: 3.6, Z: 2.1}}}
	var taken []floor.Point
	for i := range s.People {
		v := &visitor{r: r, room: s.Room, at: time.Second, taken: taken}
		v.here = v.spot()
		for v.at < length {
			v.doSomething()
		}
		s.People[i].Path, taken = v.path, v.stays
	}
	return s
}

// visitor makes up somebody's path.
type visitor struct {
	r     *rand.Rand
	room  *synth.Room
	at    time.Duration
	here  floor.Point
	path  []synth.Moment
	stays []floor.Point
	taken []floor.Point // where others stay
}

func (v *visitor) doSomething() {
	switch what := v.r.IntN(10); {
	case what < 6:
		v.stay([]scene.Posture{scene.Stand, scene.SitFloor, scene.SitChair, scene.Curled}[v.r.IntN(4)], 5, 45)
	case what < 8:
		side := func() floor.Point { return floor.Point{X: 1.2 + 2*float64(v.r.IntN(2)), Y: 3.9} }
		v.walk(side())
		v.walk(floor.Point{X: 2.2, Y: 3.95})
		v.stay(scene.Stand, 10, 50)
		v.walk(side())
	default:
		v.walk(floor.Point{X: -7 + 19*float64(v.r.IntN(2)), Y: 3.2})
		v.stay(scene.Stand, 10, 60)
	}
	v.walk(v.spot())
}

// stay keeps somebody where she is for so many seconds; then she gets up.
func (v *visitor) stay(posture scene.Posture, least, most float64) {
	v.path = append(v.path, synth.Moment{At: v.at, Place: v.here, HeadingRad: 2 * math.Pi * v.r.Float64(), Posture: posture})
	v.at += time.Duration((least + (most-least)*v.r.Float64()) * float64(time.Second))
	v.path = append(v.path, synth.Moment{At: v.at, Place: v.here, HeadingRad: -1.5, Posture: scene.Stand})
	v.at += 1200 * time.Millisecond
}

func (v *visitor) walk(to floor.Point) {
	v.path = append(v.path, synth.Moment{At: v.at, Place: v.here, HeadingRad: -1.5, Posture: scene.Stand})
	v.at += time.Duration(to.Distance(v.here) / (0.5 + 0.7*v.r.Float64()) * float64(time.Second))
	v.here = to
}

// spot is a place in full view, not behind the wardrobe and not where another
// stays.
func (v *visitor) spot() floor.Point {
	for {
		p := floor.Point{X: 0.5 + (v.room.WidthM-1)*v.r.Float64(), Y: 1.2 + (v.room.DepthM-2.2)*v.r.Float64()}
		free := p.X < 1.3 || p.X > 3.1 || p.Y < 3.1
		for _, q := range v.taken {
			free = free && q.Distance(p) > 0.6
		}
		if free && v.shows(floor.Vec3{X: p.X, Y: p.Y}) && v.shows(floor.Vec3{X: p.X, Y: p.Y, Z: 1.7}) {
			v.stays = append(v.stays, p)
			return p
		}
	}
}

func (v *visitor) shows(p floor.Vec3) bool {
	px, ok := v.room.Camera.Project(p)
	size := v.room.Size
	return ok && px.U > 30 && px.V > 5 && px.U < float64(size.Width-30) && px.V < float64(size.Height-5)
}

// TestPassingUnseen lets two people who stand far apart change places between two
// looks: within two seconds each has her own name again, on the path from where they
// changed.
func TestPassingUnseen(t *testing.T) {
	s := script(42, 10*time.Second, person("A", 220, at(0, 1.0, 2.9, scene.Stand)), person("B", 21, at(0, 3.2, 2.5, scene.Stand)))
	s.RateHz, s.Noise.Miss = 3, false
	ground, err := floor.Solve(s.Room.Size, nil, s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9))).Points)
	if err != nil {
		t.Fatal(err)
	}
	tracker := track.New(ground, track.Options{KeepPath: true})
	where := map[string][]floor.Point{}
	for frame := 1; frame <= s.Frames(); frame++ {
		sight := s.Sight(frame)
		if b := sight.Bodies; frame > 15 {
			b[0].Colours, b[1].Colours = b[1].Colours, b[0].Colours
		}
		for _, p := range tracker.Step(sight) {
			if frame == 15 || frame == 22 || frame == s.Frames() {
				where[p.Name] = append(where[p.Name], p.Place.At)
			}
		}
	}
	if len(where) != 2 || len(where["A"]) != 3 || where["A"][0].Distance(where["B"][1]) > 0.3 || where["A"][0].Distance(where["B"][2]) > 0.3 {
		t.Errorf("they were at %v", where)
	}
	for _, path := range tracker.Paths() {
		for _, told := range path {
			if far := told.Person.Place.At.Distance(where[told.Person.Name][0]) > 1; far != (told.Frame > 16) && told.Frame != 16 {
				t.Fatalf("frame %d: %s at %v", told.Frame, told.Person.Name, told.Person.Place.At)
			}
		}
	}
}
