package controls

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// TestAWordIsWrittenToAMoment marks with a presenter's clicker, writes while the
// session goes on, and gives one up.
func TestAWordIsWrittenToAMoment(t *testing.T) {
	d := &desk{keeping: true}
	p := Live(room, d, Look{})
	p.Tick(noon)
	press(p, "enter")
	if p.Asks() != nil {
		t.Fatal("a word to no moment")
	}
	p.Show(walk(3 * time.Second))
	press(p, "pagedown", "enter")
	if line := p.Asks(); line == nil || line.Text != "" || line.Asked == "" {
		t.Fatalf("Enter asks for %+v", line)
	}
	press(p, "space", "r", "pagedown") // no commands meanwhile
	p.Show(walk(4 * time.Second))
	p.Answer("hier is het goed")
	if len(d.moments) != 1 || d.moments[0].Word != "hier is het goed" || d.moments[0].At != 3*time.Second || d.moments[0].Voice != scene.Client {
		t.Fatalf("kept %+v", d.moments)
	}
	press(p, "enter")
	if line := p.Asks(); line == nil || line.Text != "hier is het goed" {
		t.Errorf("asks again with %+v", line)
	}
	p.GiveUp()
	press(p, "pageup", "enter")
	p.GiveUp()
	p.Answer("nobody asked")
	if p.Asks() != nil || p.Done() || len(d.moments) != 2 || d.moments[1].Word != "" || d.moments[1].Voice != scene.Therapist {
		t.Errorf("given up: %+v", d.moments)
	}
	press(p, "enter")
	p.Answer(strings.Repeat("é", 2*mostSigns))
	if n := utf8.RuneCountInString(d.moments[1].Word); n != mostSigns {
		t.Errorf("%d signs are kept", n)
	}
}

// TestAStopKeepsItsWholeCovariance marks a stop between two whose places are
// unsure in different directions.
func TestAStopKeepsItsWholeCovariance(t *testing.T) {
	d := &desk{keeping: true}
	p := Live(room, d, Look{})
	s := scene.Scene{Frame: 1, People: []scene.Person{
		{Name: "Anna", Seen: true, Place: floor.Place{At: floor.Point{X: 1, Y: 1}, Cov: floor.Cov{XX: 0.01, YY: 0.04}}},
		{Name: "Bert", Seen: true, Place: floor.Place{At: floor.Point{X: 2, Y: 1}, Cov: floor.Cov{XX: 0.02, XY: 0.01, YY: 0.05}}},
	}}
	s.Pairs = scene.Pairs(s.People)
	p.Show(s)
	press(p, "1")
	if m := d.moments[0]; m.Cov != s.People[0].Place.Cov.Add(s.People[1].Place.Cov) || m.DistanceM != 1 || m.DirectionDeg != 0 && m.DirectionDeg != 180 {
		t.Errorf("kept %+v", m)
	}
}
