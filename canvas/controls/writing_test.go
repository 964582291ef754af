package controls

import (
	"strings"
	"testing"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

func typed(p *Panel, text string) {
	for _, sign := range text {
		p.Type(sign)
	}
}

// TestAWordIsTypedToAMoment marks with a presenter's clicker, types while the
// session goes on, and gives one up.
func TestAWordIsTypedToAMoment(t *testing.T) {
	d := &desk{keeping: true}
	p := Live(room, d, Look{})
	p.Tick(noon)
	press(p, "enter")
	if p.Writing() {
		t.Fatal("a word to no moment")
	}
	p.Show(walk(3 * time.Second))
	press(p, "pagedown", "enter")
	if !p.Writing() {
		t.Fatal("Enter does not ask for a word")
	}
	typed(p, "hier is het goed?\x07")
	press(p, "space", "backspace", "r", "pagedown") // no commands meanwhile
	p.Show(walk(4 * time.Second))
	if got := said(p); !strings.Contains(got, "hier is het goed") {
		t.Errorf("the sheet says %s", got)
	}
	press(p, "enter")
	if len(d.moments) != 1 || d.moments[0].Word != "hier is het goed" || d.moments[0].At != 3*time.Second || d.moments[0].Voice != scene.Client {
		t.Fatalf("kept %+v", d.moments)
	}
	press(p, "pageup", "enter")
	typed(p, "nee")
	press(p, "escape")
	if p.Writing() || p.Done() || len(d.moments) != 2 || d.moments[1].Word != "" || d.moments[1].Voice != scene.Therapist {
		t.Errorf("given up: %+v", d.moments)
	}
	press(p, "enter")
	typed(p, strings.Repeat("lang ", 200))
	if n := len(p.writing.text); n != mostSigns {
		t.Errorf("%d signs are kept", n)
	}
	draw(p)
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
