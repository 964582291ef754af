package ribbon

import (
	"context"
	"math/rand/v2"
	"testing"

	"nabij/vision/synth"
)

// BenchmarkFind is the whole search in a picture of 640×480 px, apart from the
// camera and the person network.
func BenchmarkFind(b *testing.B) {
	r := rand.New(rand.NewPCG(8, 77))
	room := synth.RandomLaid(r)
	picture, err := room.Photo()
	if err != nil {
		b.Fatal(err)
	}
	ground, region := solved(b, room.Room, r)
	for b.Loop() {
		if _, err := Find(context.Background(), picture, ground, region); err != nil {
			b.Fatal(err)
		}
	}
}
