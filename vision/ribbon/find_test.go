package ribbon

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"nabij/vision/floor"
	"nabij/vision/score"
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

// Rooms of planks, carpet and tiles, with chairs, cushions, sun and shade, ribbons
// and cords: one that points away from the camera, and washed out colours.
func TestFindsWhatSomebodyLaid(t *testing.T) {
	for _, seed := range []uint64{3, 6, 13, 42} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 77))
			room := synth.RandomLaid(r)
			picture, err := room.Photo()
			if err != nil {
				t.Fatal(err)
			}
			ground, region := solved(t, room.Room, r)
			zones, err := Find(context.Background(), picture, ground, region)
			if err != nil {
				t.Fatal(err)
			}
			found := score.MeasureRibbons(room.Zones, zones)
			if found.Missed != 0 || found.TooMany != 0 {
				t.Errorf("%d missed, %d extra: %v", found.Missed, found.TooMany, zones)
			}
			for i, z := range found.Each {
				if z.Found != nil && kindOf(zones, *z.Found) != room.Zones[i].Kind {
					t.Errorf("%s is a %s, found as a %s", z.Truth, room.Zones[i].Kind, kindOf(zones, *z.Found))
				}
				if z.Found != nil && (!*z.Right || *z.MeanCM > 1.5 || *z.P95CM > 4) {
					t.Errorf("%s: %s, %v cm off, p95 %v", z.Truth, z.Colour, *z.MeanCM, *z.P95CM)
				}
			}
		})
	}
}

func kindOf(zones []floor.Zone, name string) floor.Kind {
	for _, z := range zones {
		if z.Name == name {
			return z.Kind
		}
	}
	return ""
}

func TestBareFloorHasNoRibbons(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 77))
	room := synth.RandomLaid(r)
	room.Zones = nil
	picture, err := room.Photo()
	if err != nil {
		t.Fatal(err)
	}
	ground, region := solved(t, room.Room, r)
	zones, err := Find(context.Background(), picture, ground, region)
	if err != nil || len(zones) != 0 {
		t.Errorf("found %v on a bare floor, %v", zones, err)
	}
}

func TestNothingToSee(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	room := synth.RandomRoom(r)
	ground, region := solved(t, room, r)
	empty := image.NewRGBA(image.Rect(0, 0, room.Size.Width, room.Size.Height))
	if zones, err := Find(context.Background(), empty, ground, region); err != nil || len(zones) > 0 {
		t.Errorf("in a transparent picture: %v, %v", zones, err)
	}
	for i := range empty.Pix {
		empty.Pix[i] = 255
	}
	if zones, err := Find(context.Background(), empty, ground, region); err != nil || len(zones) > 0 {
		t.Errorf("in a white picture: %v, %v", zones, err)
	}
	small := empty.SubImage(image.Rect(0, 0, room.Size.Width-1, room.Size.Height)).(*image.RGBA)
	if _, err := Find(context.Background(), small, ground, region); err == nil {
		t.Error("took a picture that is too narrow")
	}
	if _, err := Find(context.Background(), empty, ground, region[:2]); err == nil {
		t.Error("took two points as a region")
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Find(stopped, empty, ground, region); err == nil {
		t.Error("went on when stopped")
	}
}

func TestColoursHaveWords(t *testing.T) {
	carpet := toYCC(0.5, 0.48, 0.45).lab()
	for want, c := range map[string]color.RGBA{
		"red": {190, 30, 40, 255}, "orange": {235, 120, 30, 255}, "yellow": {235, 205, 50, 255}, "green": {40, 140, 60, 255},
		"blue": {40, 70, 180, 255}, "purple": {120, 50, 140, 255}, "white": {245, 245, 240, 255}, "black": {20, 20, 22, 255},
		"": {150, 140, 125, 255},
	} {
		got, _ := nameColour(toYCC(float64(c.R)/255, float64(c.G)/255, float64(c.B)/255).lab(), carpet)
		if got != want {
			t.Errorf("%v is %q, want %q", c, got, want)
		}
	}
}

func TestKeepNames(t *testing.T) {
	square := func(name, colour string, at float64) floor.Zone {
		return floor.Zone{Name: name, Color: colour, Kind: floor.Ribbon, Closed: true, WidthM: 0.03,
			Outline: []floor.Point{{X: at, Y: 0}, {X: at + 1, Y: 0}, {X: at + 1, Y: 1}, {X: at, Y: 1}}}
	}
	found := []floor.Zone{square("R1", "red", 0), square("R2", "red", 3), square("B1", "blue", 6)}
	known := []floor.Zone{square("veilig", "red", 3.1), square("R1", "blue", 6.1), square("weg", "green", 9)}
	var names []string
	for _, z := range KeepNames(found, known) {
		names = append(names, z.Name)
	}
	if got, want := fmt.Sprint(names), "[R2 veilig R1]"; got != want {
		t.Errorf("named %v, want %v", got, want)
	}
}
