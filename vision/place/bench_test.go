package place_test

import (
	"math/rand/v2"
	"testing"

	"nabij/vision/floor"
	"nabij/vision/place"
	"nabij/vision/scene"
	"nabij/vision/synth"
)

func BenchmarkFit(b *testing.B) {
	p := synth.RandomPoses(1, 1, scene.Stand, synth.MoveNet)[0]
	ground, err := floor.Solve(p.Room.Size, nil, p.Room.Points(rand.New(rand.NewPCG(1, 2)), 8, 0.5))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		place.Fit(ground, p.Room.Size, &p.Body, place.AnyStature)
	}
}
