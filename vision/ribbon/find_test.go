package ribbon

import (
	"context"
	"math/rand/v2"
	"testing"

	"nabij/vision/floor"
	"nabij/vision/synth"
)

// solved returns the floor of a made-up room as somebody would have calibrated
// it, and its points.
func solved(t testing.TB, room *synth.Room, r *rand.Rand) (*floor.Floor, []floor.Point) {
	t.Helper()
	points := room.Points(r, 10, 0.3)
	ground, err := floor.Solve(room.Size, nil, points)
	if err != nil {
		t.Fatal(err)
	}
	var region []floor.Point
	for _, p := range points {
		region = append(region, p.Floor)
	}
	return ground, region
}

func TestFindsWhatSomebodyLaid(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	room := synth.RandomRoom(r)
	ground, region := solved(t, room, r)
	script := synth.Script{Room: room}
	zones, err := Find(context.Background(), script.Draw(1), ground, region)
	if err != nil {
		t.Fatal(err)
	}
	if len(zones) != 2 {
		t.Fatalf("found %d zones, want 2: %v", len(zones), zones)
	}
	for _, z := range zones {
		t.Log(z.Name, z.Color, z.Kind, z.Closed, z.WidthM)
	}
}

func TestRefusesPicturesOfAnotherSize(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	room := synth.RandomRoom(r)
	ground, region := solved(t, room, r)
	script := synth.Script{Room: room}
	picture := script.Draw(1)
	picture.Rect.Max.X--
	if _, err := Find(context.Background(), picture, ground, region); err == nil {
		t.Error("took a picture that is too narrow")
	}
}
