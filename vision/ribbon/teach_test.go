package ribbon

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/score"
	"nabij/vision/synth"
)

// A ribbon of a colour that has none of the eight words is found once its colour
// was shown.
func TestTeach(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 21))
	room := synth.RandomLaid(r)
	if _, ok := room.LayFrame(r, 1.2, 1, 0.035); !ok {
		t.Fatal("no place for a ribbon")
	}
	room.Paint("frame", 0.52, 0.5, 0.47)
	if like := room.Floor(); like > 0.45 { // a grey ribbon on a dark floor
		room.Paint("frame", 0.30, 0.30, 0.30)
	}
	picture, err := room.Photo()
	if err != nil {
		t.Fatal(err)
	}
	ground, region := solved(t, room.Room, r)
	plain, err := Find(context.Background(), picture, ground, region)
	if err != nil || len(plain) > 0 {
		t.Fatalf("found %v untaught, %v", plain, err)
	}
	a, b := room.Zones[0].Outline[0], room.Zones[0].Outline[1]
	at := a.Add(b).Scale(0.5)
	px, _ := ground.ToPicture(at.Add(floor.Point{X: 0.01, Y: 0.01}), 0)
	taught, err := Teach(picture, ground, px)
	if err != nil {
		t.Fatal(err)
	}
	zones, err := Find(context.Background(), picture, ground, region, taught)
	if err != nil {
		t.Fatal(err)
	}
	room.Zones[0].Color = taught.Color
	found := score.MeasureRibbons(room.Zones, zones)
	if found.Missed != 0 || found.TooMany != 0 || *found.Each[0].MeanCM > 1.5 {
		t.Errorf("taught %s, %.0f mm: %d missed, %d extra", taught.Color, 1000*taught.WidthM, found.Missed, found.TooMany)
	}
	bare := a.Add(room.Zones[0].Outline[2]).Scale(0.5)
	for name, place := range map[string]floor.Point{"bare floor": bare} {
		px, _ := ground.ToPicture(place, 0)
		var refused *floor.Error
		if _, err := Teach(picture, ground, px); !errors.As(err, &refused) || refused.Hint() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Teach(picture, ground, vision.Pixel{U: 5, V: -4000}); err == nil {
		t.Error("the sky has a ribbon's colour")
	}
}

func TestAcross(t *testing.T) {
	cord := floor.Zone{Name: "grens", Color: "blue", Kind: floor.Cord, WidthM: 0.01, Outline: []floor.Point{{X: 2, Y: 4.8}, {X: 2.4, Y: 4}, {X: 3.2, Y: 3.5}, {X: 4.4, Y: 3.3}}}
	z, err := Across(cord, floor.Point{X: 4.5, Y: 4.9})
	if err != nil {
		t.Fatal(err)
	}
	if !z.Closed || z.Name != "grens" || !z.Inside(floor.Point{X: 4, Y: 4.5}) || z.Inside(floor.Point{X: 2, Y: 3}) {
		t.Errorf("the corner is not inside: %+v", z)
	}
	if len(cord.Outline) != 4 {
		t.Error("the cord itself was changed")
	}
	for name, corner := range map[string]floor.Point{"far away": {X: 40, Y: 5}, "in line": {X: 3.1, Y: 4.09}, "at its end": {X: 2, Y: 4.81}} {
		var refused *floor.Error
		if _, err := Across(cord, corner); !errors.As(err, &refused) || refused.Hint() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Across(z, floor.Point{X: 4.5, Y: 4.9}); err == nil {
		t.Error("a closed ribbon was closed once more")
	}
}
