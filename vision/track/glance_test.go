package track_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/synth"
	"nabij/vision/track"
)

// glances steps a tracker through a script, looking only where look says so, and
// returns it with everybody told at each frame.
func glances(t *testing.T, s *synth.Script, look func(frame int) bool) (*track.Tracker, [][]scene.Person) {
	t.Helper()
	room := s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9)))
	ground, err := floor.Solve(room.Size, nil, room.Points)
	if err != nil {
		t.Fatal(err)
	}
	tracker := track.New(ground, track.Options{})
	var told [][]scene.Person
	for frame := 1; frame <= s.Frames(); frame++ {
		sight := s.Sight(frame)
		if !look(frame) {
			sight.Bodies, sight.Foreground, sight.Glance = nil, nil, true
		}
		told = append(told, tracker.Step(sight))
	}
	return tracker, told
}

// TestGlancesForetell: whoever walks is told walking on between two looks, with
// a place less sure than at the look.
func TestGlancesForetell(t *testing.T) {
	s := script(3, 6*time.Second, person("A", 220, at(0, 1.0, 2.6, scene.Stand), at(6, 3.4, 2.6, scene.Stand)))
	_, told := glances(t, s, func(frame int) bool { return frame <= 40 || frame%2 == 0 })
	for frame := 41; frame <= 55; frame += 2 {
		before, now := told[frame-2], told[frame-1]
		if len(now) != 1 {
			t.Fatalf("frame %d: %d people", frame, len(now))
		}
		if went := now[0].Place.At.X - before[0].Place.At.X; went < 0.01 || went > 0.1 {
			t.Errorf("frame %d: went on by %.3f m, want about 0.04", frame, went)
		}
		if now[0].Place.Cov.XX <= before[0].Place.Cov.XX {
			t.Errorf("frame %d: as sure at a glance as at a look", frame)
		}
	}
}

// TestGlancesTakeNobodyAway: not looking is no evidence that somebody is gone.
func TestGlancesTakeNobodyAway(t *testing.T) {
	s := script(3, 8*time.Second, person("A", 220, at(0, 1.0, 2.6, scene.Stand), at(8, 3.4, 2.6, scene.Stand)))
	_, told := glances(t, s, func(frame int) bool { return frame <= 20 || frame == 80 })
	for frame := 20; frame <= 80; frame++ {
		if len(told[frame-1]) != 1 || told[frame-1][0].Name != told[19][0].Name {
			t.Fatalf("frame %d: %+v", frame, told[frame-1])
		}
	}
}

// TestUnchangedStaysPut: where the picture has not changed, nobody went on.
func TestUnchangedStaysPut(t *testing.T) {
	s := script(3, 3*time.Second, person("A", 220, at(0, 1.0, 2.6, scene.Stand), at(6, 3.4, 2.6, scene.Stand)))
	tracker, told := glances(t, s, func(int) bool { return true })
	sight := s.Sight(s.Frames())
	last := told[len(told)-1]
	sight.Bodies, sight.Glance, sight.Unchanged = nil, true, true
	sight.At += time.Second
	if got := tracker.Step(sight); got[0].Place != last[0].Place {
		t.Errorf("told at %v, was at %v", got[0].Place, last[0].Place)
	}
}

// TestWonders: a tracker asks for looks while a newcomer has no name and when
// someone is suddenly not seen, and stops asking in the end.
func TestWonders(t *testing.T) {
	s := script(3, 4*time.Second, person("A", 220, at(0, 2.0, 2.6, scene.Stand)))
	tracker, told := glances(t, s, func(frame int) bool { return frame <= 1 })
	if !tracker.Wonders() || len(told[0]) != 0 {
		t.Errorf("after the first look: wonders %v, %d people", tracker.Wonders(), len(told[0]))
	}
	tracker, _ = glances(t, s, func(int) bool { return true })
	if tracker.Wonders() {
		t.Error("wonders about someone known and seen")
	}
	sight := s.Sight(s.Frames())
	sight.Bodies = nil
	for range 12 {
		sight.At += 100 * time.Millisecond
		tracker.Step(sight)
		if within := sight.At-s.Length < time.Second-200*time.Millisecond; tracker.Wonders() != within && within {
			t.Errorf("%v after she was seen last: does not wonder", sight.At-s.Length)
		}
	}
	if tracker.Wonders() {
		t.Error("wonders for ever")
	}
}
