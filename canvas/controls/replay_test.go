package controls

import (
	"math"
	"strings"
	"testing"
	"time"

	"nabij/canvas"
	"nabij/canvas/words"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// couple is a recording of a minute in which two people come nearer.
type couple struct{ reel }

func (couple) At(t time.Duration) (scene.Scene, error) {
	s := walk(t)
	s.Pairs = []scene.Pair{{A: "Anna", B: "Bert", DistanceM: 3 - t.Seconds()/30, VarM2: 0.01}}
	return s, nil
}

func TestReplayShowsTheDistancesOverTime(t *testing.T) {
	p := Replay(couple{}, Look{})
	list := draw(p)
	r, field := p.bar().distances, canvas.XY{}
	if r.H <= 0 || r.X != p.bar().track.X || r.W != p.bar().track.W {
		t.Fatalf("the distances lie in %v, the track in %v", r, p.bar().track)
	}
	runs := 0
	for _, op := range list.Ops {
		line, is := op.(canvas.Stroke)
		if is && len(line.Path.Points) > 20 && !line.Path.Closed && r.Contains(line.Path.Points[0]) {
			runs++
			field = line.Path.Points[len(line.Path.Points)-1]
			if first := line.Path.Points[0]; field.Y <= first.Y {
				t.Errorf("coming nearer does not go down: from %v to %v", first, field)
			}
		}
	}
	if runs != 2 {
		t.Errorf("%d lines, want two: nothing was recorded between them", runs)
	}
	p.Draw(list, 480, 320)
	if p.bar().distances.H != 0 {
		t.Error("a small window has no room left for the map")
	}
}

func TestTracesOfTheWholeRecordingOrOfWhatIsSelected(t *testing.T) {
	p := Replay(reel{}, Look{Lang: words.Dutch})
	press(p, "v")
	if stay := p.opts.Layers.Stay; len(stay) != 1 || stay[0].Name != "Anna" || stay[0].Present < 50*time.Second {
		t.Fatalf("time spent: %+v", stay)
	}
	if !strings.Contains(said(p), "Stippen") {
		t.Error("nothing says what the dots are")
	}
	press(p, "v")
	if pauses := p.opts.Layers.Pauses; len(pauses) != 1 || len(p.opts.Layers.Stay) != 0 {
		t.Errorf("pauses: %+v", p.opts.Layers)
	}
	press(p, "v")
	if len(p.opts.Layers.Pauses)+len(p.opts.Layers.Stay) != 0 {
		t.Error("the traces do not go away")
	}
	press(p, "s", "right", "right", "s", "v")
	if stay := p.opts.Layers.Stay; len(stay) != 1 || stay[0].Present > 11*time.Second || stay[0].Present < 9*time.Second {
		t.Errorf("of the ten selected seconds: %+v", stay)
	}
}

// around returns a scene in which Bert stands at a distance from Anna, in a
// direction.
func around(at time.Duration, directionDeg, distanceM float64) scene.Scene {
	sin, cos := math.Sincos(directionDeg * math.Pi / 180)
	anna := scene.Person{Name: "Anna", Seen: true, Place: floor.Place{At: floor.Point{X: 2, Y: 1.5}, Cov: floor.Round(0.03)}}
	bert := anna
	bert.Name, bert.Place.At = "Bert", anna.Place.At.Add(floor.Point{X: distanceM * cos, Y: distanceM * sin})
	return scene.Scene{
		Frame: 1 + int(at/time.Second), At: at, People: []scene.Person{bert, anna},
		Pairs: []scene.Pair{{A: "Bert", B: "Anna", DistanceM: distanceM, VarM2: 0.0018}},
	}
}

func TestStopsMakeABubbleThatSomeoneAsksFor(t *testing.T) {
	session := &desk{keeping: true}
	p := Live(room, session, Look{Lang: words.Dutch})
	press(p, "1")
	if !strings.Contains(said(p), "geen twee mensen") {
		t.Error("a stop of nobody is marked")
	}
	at := time.Duration(0)
	for i := range 4 {
		for d := 2.5; d > 1; d -= 0.1 {
			at += time.Second
			p.Show(around(at, 90*float64(i), d))
		}
		press(p, "1")
		if len(p.opts.Layers.Bubbles) != 0 {
			t.Fatal("a bubble that nobody asked for")
		}
	}
	if len(session.moments) != 4 {
		t.Fatalf("%d stops kept, want 4", len(session.moments))
	}
	m := session.moments[1]
	if m.Person != "Anna" || m.Other != "Bert" || m.Kind != scene.D1 || m.Voice != scene.Client {
		t.Errorf("kept %+v: it was Bert who came", m)
	}
	if math.Abs(m.DirectionDeg-90) > 1e-6 || math.Abs(m.DistanceM-1.1) > 0.11 || m.VarM2 != 0.0018 {
		t.Errorf("kept %g m, %g m², %g°", m.DistanceM, m.VarM2, m.DirectionDeg)
	}
	press(p, "o")
	if b := p.opts.Layers.Bubbles; len(b) != 1 || b[0].Person != "Anna" {
		t.Errorf("bubbles %+v, want Anna's", b)
	}
	if line := p.Asks(); line == nil || !strings.Contains(line.Asked, "Anna") {
		t.Fatal("nobody is asked what she calls it")
	}
	p.Answer("mijn tuin")
	if b := p.opts.Layers.Bubbles; len(b) != 1 || b[0].Name != "mijn tuin" || !strings.Contains(said(p), "mijn tuin") {
		t.Errorf("bubbles %+v", b)
	}
	if m := session.moments[len(session.moments)-1]; m.Kind != scene.Bubble || m.Person != "Anna" || m.Word != "mijn tuin" {
		t.Errorf("kept %+v", m)
	}
	press(p, "o", "o")
	if p.Asks() != nil {
		t.Error("she is asked twice")
	}
	press(p, "o")
	if len(p.opts.Layers.Bubbles) != 0 {
		t.Error("the bubble does not go away")
	}
}

func TestStopsOfAnUnkeptSessionStayInTheRoom(t *testing.T) {
	session := &desk{}
	p := Live(room, session, Look{})
	p.Show(around(time.Second, 0, 1.2))
	press(p, "2", "o")
	if len(session.moments) != 0 || len(p.stops) != 1 || p.Err() != nil {
		t.Errorf("%d kept, %d in the room, %v", len(session.moments), len(p.stops), p.Err())
	}
	if !strings.Contains(said(p), "three stops") {
		t.Error("nothing says why there is no bubble yet")
	}
}
