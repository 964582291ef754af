package pipeline

import (
	"context"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/synth"
)

// looped is a source of n frames, and an eye that sees the same over and over: it
// looks at every second frame, or, at rest, only glances, as a sparing eye does.
type looped struct {
	n, number int
	sights    []vision.Sight
	rest      bool
}

func (l *looped) Next(context.Context) (vision.Frame, error) {
	if l.number++; l.number > l.n {
		return vision.Frame{}, io.EOF
	}
	return vision.Frame{Number: l.number, At: time.Duration(l.number) * time.Second / 30, Picture: &brittle{}}, nil
}

func (l *looped) Look(_ context.Context, f vision.Frame, _ vision.Expect) (vision.Sight, error) {
	s := l.sights[f.Number%len(l.sights)]
	s.Frame, s.At = f.Number, f.At
	if l.rest && f.Number > len(l.sights) || f.Number%2 == 1 {
		s.Bodies, s.Foreground, s.Glance, s.Unchanged = nil, nil, true, l.rest
	}
	return s, nil
}

func (l *looped) Size() vision.Size { return vision.Size{} }
func (l *looped) Rate() float64     { return 30 }
func (l *looped) Close() error      { return nil }

// BenchmarkFollow is all that follows the eye, per frame of two people.
func BenchmarkFollow(b *testing.B) {
	room := synth.RandomRoom(rand.New(rand.NewPCG(3, 3)))
	at := func(x, y float64) floor.Point { return floor.Point{X: room.WidthM * x, Y: room.DepthM * y} }
	script := &synth.Script{Room: room, RateHz: 30, Length: 4 * time.Second, Seed: 1, People: []synth.Person{
		{Name: "one", StatureM: 1.70, Path: []synth.Moment{{Place: at(0.4, 0.5), Posture: scene.SitFloor}}},
		{Name: "two", StatureM: 1.80, Path: []synth.Moment{{Place: at(0.6, 0.6), Posture: scene.Stand}}},
	}}
	ground, err := floor.Solve(room.Size, nil, room.Points(rand.New(rand.NewPCG(1, 1)), 10, 0))
	if err != nil {
		b.Fatal(err)
	}
	var sights []vision.Sight
	for i := range script.Frames() {
		sights = append(sights, script.Sight(i+1))
	}
	for name, rest := range map[string]bool{"moving": false, "at rest": true} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			l := &looped{n: b.N, sights: sights, rest: rest}
			if err := Follow(b.Context(), l, l, Options{Ground: ground}, func(Moment) error { return nil }); err != nil {
				b.Fatal(err)
			}
		})
	}
}
