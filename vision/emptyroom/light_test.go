package emptyroom

import (
	"math"
	"testing"
	"time"

	"nabij/vision"
)

// TestStillForThreeQuartersOfAnHour lets daylight fade and turn yellow while
// somebody sits, whom nobody but the empty room sees.
func TestStillForThreeQuartersOfAnHour(t *testing.T) {
	s := newStudio(t)
	s.run(15)
	s.people = []vision.Box{sitting}
	s.run(5)
	s.gap = 6 * time.Second // a frame where the camera gives 180
	const frames = 45 * 60 / 6
	for k := range frames {
		part := float64(k) / frames
		s.gain = [3]float64{1 - 0.45*part, 1 - 0.35*part, 1 - 0.25*part + 0.03*math.Sin(9*part)}
		s.lamp = 0.3 * part
		view := s.look()
		if k%45 == 44 {
			s.expectSilhouette(view, sitting)
		}
	}
	s.people = nil
	if _, outside := share(s.look().Foreground); outside > 40 {
		t.Errorf("she has gone, and %d cells differ", outside)
	}
}

// TestLampsAndAutomatics switches a lamp and steps exposure and white balance
// with somebody in the room whom nobody but the empty room sees.
func TestLampsAndAutomatics(t *testing.T) {
	type step struct {
		name    string
		gain    [3]float64
		lamp    float64
		changed bool
	}
	for _, to := range []step{
		{"exposure up", [3]float64{1.3, 1.3, 1.3}, 0, true},
		{"exposure down", [3]float64{0.65, 0.65, 0.65}, 0, true},
		{"white balance", [3]float64{0.85, 1, 1.12}, 0, false},
		{"lamp on", [3]float64{1, 1, 1.05}, 0.5, true},
	} {
		t.Run(to.name, func(t *testing.T) {
			s := newStudio(t)
			s.run(15)
			s.people = []vision.Box{sitting}
			if s.run(20).LightChanged {
				t.Error("somebody is no change of light")
			}
			s.gain, s.lamp = to.gain, to.lamp
			view := s.look()
			if view.LightChanged != to.changed {
				t.Errorf("light changed %v, want %v", view.LightChanged, to.changed)
			}
			s.expectSilhouette(view, sitting)
			s.expectSilhouette(s.run(30), sitting)
			s.gain, s.lamp = [3]float64{1, 1, 1}, 0
			view = s.run(150)
			s.expectSilhouette(view, sitting)
			if view.LightChanged || view.CameraMoved {
				t.Errorf("15 s later: %v, %v", view.LightChanged, view.CameraMoved)
			}
		})
	}
}

func TestAShadowIsNobody(t *testing.T) {
	s := newStudio(t)
	s.run(15)
	s.thing = func(u, v float64) (colour [3]float64, there bool) {
		away := math.Hypot(u-300, 2*(v-380)) / 90
		colour = empty(u, v)
		dark := 0.7 + 0.3*min(1, away*away)
		for c := range colour {
			colour[c] *= dark
		}
		return colour, away < 1
	}
	if _, outside := share(s.run(10).Foreground); outside > 10 {
		t.Errorf("%d cells of shadow", outside)
	}
}
