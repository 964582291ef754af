package pipeline

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/synth"
)

// blinks is a source that gives no picture for a while.
type blinks struct {
	*synth.Source
	from, to time.Duration
}

func (b blinks) Next(ctx context.Context) (vision.Frame, error) {
	f, err := b.Source.Next(ctx)
	if err == nil && f.At >= b.from && f.At < b.to {
		f.Close()
		f.Picture, f.Trouble = nil, vision.CameraGone
	}
	return f, err
}

// TestNobodyVanishesWhileThereIsNoPicture: one sits, one was on her way out of
// the picture when the camera went away for half a minute.
func TestNobodyVanishesWhileThereIsNoPicture(t *testing.T) {
	room := synth.RandomRoom(rand.New(rand.NewPCG(3, 3)))
	at := func(x, y float64) floor.Point { return floor.Point{X: room.WidthM * x, Y: room.DepthM * y} }
	script := &synth.Script{
		Room: room, RateHz: 15, Length: 50 * time.Second, Seed: 1,
		People: []synth.Person{
			{Name: "one", StatureM: 1.70, Path: []synth.Moment{{Place: at(0.4, 0.5), Posture: scene.SitFloor}}},
			{Name: "two", StatureM: 1.80, Path: []synth.Moment{
				{Place: at(0.6, 0.6), Posture: scene.Stand}, {At: 8 * time.Second, Place: at(0.6, 0.6), Posture: scene.Stand},
				{At: 12 * time.Second, Place: at(0.75, 0.7), Posture: scene.Stand},
			}},
		},
	}
	from, to := 10*time.Second, 40*time.Second
	ground, err := floor.Solve(room.Size, nil, room.Points(rand.New(rand.NewPCG(1, 1)), 10, 0))
	if err != nil {
		t.Fatal(err)
	}
	var before, last scene.Scene
	err = Follow(t.Context(), blinks{synth.NewSource(script, false, time.Time{}), from, to}, synth.NewEye(script), Options{Ground: ground}, func(m Moment) error {
		s := m.Scene
		gone := len(s.Notices) > 0 && s.Notices[0].Kind == scene.CameraGone
		switch {
		case s.At < from:
			before = s
		case s.At < to && (!gone || len(s.Notices) != 1 || len(s.People) != 2):
			t.Errorf("at %v: %d people, notices %v", s.At, len(s.People), s.Notices)
		case s.At < to:
			for i, p := range s.People {
				if p.Seen || s.At > from+time.Second && !(p.Place.Cov.Det() > last.People[i].Place.Cov.Det()) {
					t.Errorf("at %v: %s seen %v, covariance %v after %v", s.At, p.Name, p.Seen, p.Place.Cov, last.People[i].Place.Cov)
				}
			}
		case gone:
			t.Errorf("at %v it is still said", s.At)
		}
		last = s
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(before.People) != 2 || len(last.People) != 2 {
		t.Fatalf("%d people before, %d after", len(before.People), len(last.People))
	}
	for i, p := range last.People {
		truth := script.Truth(script.Frames() - 1)[i]
		if p.Name != before.People[i].Name || !p.Seen || p.Place.At.Distance(truth.Place) > 0.3 {
			t.Errorf("%s at %v, seen %v, was %s; truth %v", p.Name, p.Place.At, p.Seen, before.People[i].Name, truth.Place)
		}
	}
}
