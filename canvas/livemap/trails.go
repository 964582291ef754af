package livemap

import (
	"slices"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Trails are everyone's last steps. Points closer together than a step shows
// are left out, so ten minutes of a still person are one point. The zero value
// is ready; it is not safe for several goroutines.
type Trails struct {
	Keep  time.Duration // how long a step is kept; zero: [TrailTime]
	names []string
	steps map[string][]Step
}

// Step is where someone was at a time.
type Step struct {
	At    time.Duration
	Place floor.Point
}

// TrailTime is how long a step is shown.
const TrailTime = 10 * time.Minute

// stepM is the least distance between two points of a trail, in m: well below
// what the eye can tell apart on a floor of five metres.
const stepM = 0.06

// Add notes where everyone is. A scene before the last one, as after a jump
// back in a replay, forgets the steps that have not happened yet.
func (t *Trails) Add(s scene.Scene) {
	if t.steps == nil {
		t.steps = map[string][]Step{}
	}
	for i := range s.People {
		p := &s.People[i]
		if _, known := t.steps[p.Name]; !known {
			t.names = append(t.names, p.Name)
			t.steps[p.Name] = nil
		}
		t.step(p, s.At)
	}
	for name, steps := range t.steps {
		t.steps[name] = within(steps, s.At-t.keep(), s.At)
	}
}

func (t *Trails) keep() time.Duration {
	if t.Keep > 0 {
		return t.Keep
	}
	return TrailTime
}

func (t *Trails) step(p *scene.Person, at time.Duration) {
	steps := t.steps[p.Name]
	if !p.Seen || !p.Place.At.Finite() {
		return
	}
	if n := len(steps); n > 0 && steps[n-1].At <= at && steps[n-1].Place.Distance(p.Place.At) < stepM {
		return
	}
	t.steps[p.Name] = append(within(steps, 0, at), Step{at, p.Place.At})
}

// within returns the steps from one time to another.
func within(steps []Step, from, to time.Duration) []Step {
	for len(steps) > 0 && steps[len(steps)-1].At > to {
		steps = steps[:len(steps)-1]
	}
	first := 0
	for first < len(steps) && steps[first].At < from {
		first++
	}
	return steps[first:]
}

// Rename calls everyone by another name.
func (t *Trails) Rename(called func(name string) string) {
	steps := map[string][]Step{}
	for i, name := range t.names {
		t.names[i] = called(name)
		steps[t.names[i]] = t.steps[name]
	}
	t.steps = steps
}

// Reset forgets all steps, and keeps the order of the names.
func (t *Trails) Reset() {
	for name := range t.steps {
		t.steps[name] = t.steps[name][:0]
	}
}

// Room is the room with the floor that people walked on, so that nobody's way
// runs off a picture of it; but for one step in a hundred, which may be a slip
// of the eye.
func (t *Trails) Room(room floor.Room) floor.Room {
	var xs, ys []float64
	for _, steps := range t.steps {
		for _, step := range steps {
			xs, ys = append(xs, step.Place.X), append(ys, step.Place.Y)
		}
	}
	if len(xs) == 0 {
		return room
	}
	slices.Sort(xs)
	slices.Sort(ys)
	few := len(xs) / 100
	room.Points = append(slices.Clip(room.Points),
		floor.Correspondence{Floor: floor.Point{X: xs[few], Y: ys[few]}},
		floor.Correspondence{Floor: floor.Point{X: xs[len(xs)-1-few], Y: ys[len(ys)-1-few]}})
	return room
}

// Names returns everyone seen so far, in the order of their first appearance.
func (t *Trails) Names() []string { return t.names }

// Of returns the steps of one person, oldest first.
func (t *Trails) Of(name string) []Step { return t.steps[name] }
