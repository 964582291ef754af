package livemap_test

import (
	"math"
	"testing"

	"nabij/canvas"
	"nabij/canvas/golden"
	"nabij/canvas/livemap"
	"nabij/canvas/still"
	"nabij/vision/bubble"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// draw returns a list with the map of a gathering and its trails.
func draw(width, height float64, s scene.Scene, opts livemap.Options) *canvas.List {
	list := &canvas.List{Width: width, Height: height}
	livemap.Draw(list, practiceRoom(), s, walked(s), opts)
	return list
}

func noticed(s scene.Scene, kind scene.NoticeKind, people ...string) scene.Scene {
	s.Notices = append(s.Notices, scene.Notice{Kind: kind, People: people})
	return s
}

func TestMapLooksAsItDid(t *testing.T) {
	three := noticed(gathering("Anna", "Bert", "Carla"), scene.Hidden, "Bert")
	eight := gathering("Anna", "Bert", "Carla", "Dirk", "Els", "Farid", "Griet", "Hans")
	long := gathering("Anne-Sophie van den Bossche-Vandermeersch", "Bartholomeus de Langhe", "C")
	letters := noticed(gathering("Ελένη", "Юлия", "Þórður", "李 明"), scene.FeetHidden, "Ελένη", "Юлия")
	for _, c := range []struct {
		name          string
		width, height float64
		scene         scene.Scene
		opts          livemap.Options
	}{
		{"nobody", 960, 600, gathering(), livemap.Options{}},
		{"one", 960, 600, gathering("Anna"), livemap.Options{Lang: "nl"}},
		{"three-nl", 960, 600, three, livemap.Options{Lang: "nl"}},
		{"three-en-dark-measure", 960, 600, three, livemap.Options{Theme: canvas.Dark(), Measure: true}},
		{"three-large", 1600, 1000, three, livemap.Options{Lang: "nl"}},
		{"three-200-percent", 960, 600, three, livemap.Options{Lang: "nl", Scale: 2, Measure: true}},
		{"three-en-large-200-percent", 1600, 1000, three, livemap.Options{Theme: canvas.Dark(), Scale: 2}},
		{"eight", 960, 600, eight, livemap.Options{Theme: canvas.Dark()}},
		{"eight-measure", 960, 600, eight, livemap.Options{Measure: true}},
		{"long-names", 960, 600, long, livemap.Options{}},
		{"letters", 960, 600, letters, livemap.Options{Lang: "nl"}},
		{"small", 480, 320, three, livemap.Options{}},
		{"one-4k", 3840, 2160, gathering("Anna"), livemap.Options{Lang: "nl"}},
		{"tall", 400, 800, three, livemap.Options{Lang: "nl"}},
		{"turned-mirrored", 960, 600, three, livemap.Options{Turn: math.Pi / 6, Mirror: true, Plain: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			img, err := still.Image(draw(c.width, c.height, c.scene, c.opts))
			if err != nil {
				t.Fatal(err)
			}
			golden.Compare(t, c.name, img)
		})
	}
}

func TestLayersLookAsTheyDid(t *testing.T) {
	var stops, second []bubble.Stop
	for i, d := range []float64{0.9, 1.0, 0.8, 0.7, 0.75} {
		rad := -1 + 0.7*float64(i)
		stops = append(stops, bubble.Stop{DirectionRad: rad, DistanceM: d, VarM2: 0.002})
		second = append(second, bubble.Stop{DirectionRad: rad, DistanceM: d - 0.3, VarM2: 0.002})
	}
	outer, err := bubble.Fit(stops)
	if err != nil {
		t.Fatal(err)
	}
	inner, err := bubble.Fit(second)
	if err != nil {
		t.Fatal(err)
	}
	s := gathering("Anna", "Bert")
	s.People[0].Place.At = floor.Point{X: 2.2, Y: 2}
	walks := strolled()
	films := []livemap.Bubble{{Person: "Anna", Name: "mijn bel", Film: outer}, {Person: "Anna", Film: inner, Inner: true}}
	for name, opts := range map[string]livemap.Options{
		"bubble":         {Layers: livemap.Layers{Bubbles: films}},
		"bubble-measure": {Theme: canvas.Dark(), Measure: true, Layers: livemap.Layers{Bubbles: films}},
		"stay":           {Layers: livemap.Layers{Stay: walks}},
		"pauses":         {Theme: canvas.Dark(), Layers: livemap.Layers{Pauses: walks, Marks: []livemap.Mark{{1, floor.Point{X: 1, Y: 1}}, {2, floor.Point{X: 3, Y: 2.6}}}}},
	} {
		list := &canvas.List{Width: 960, Height: 600}
		livemap.Draw(list, practiceRoom(), s, walked(s), opts)
		img, err := still.Image(list)
		if err != nil {
			t.Fatal(err)
		}
		golden.Compare(t, name, img)
	}
}

func TestRibbonsOfEveryColourShow(t *testing.T) {
	room := floor.Room{Name: "kleuren"}
	for i, colour := range []string{"red", "orange", "yellow", "green", "blue", "purple", "white", "black", "#3fa9a0", "#zz"} {
		x := 0.4 * float64(i)
		room.Zones = append(room.Zones,
			floor.Zone{Name: colour, Color: colour, Kind: floor.Ribbon, WidthM: 0.04, Outline: []floor.Point{{X: x, Y: 1}, {X: x + 0.1, Y: 1.6}, {X: x, Y: 2.4}}},
			floor.Zone{Name: " ", Color: colour, Kind: floor.Cord, WidthM: 0.01, Outline: []floor.Point{{X: x, Y: 0}, {X: x + 0.1, Y: 0.4}, {X: x, Y: 0.7}}})
	}
	for _, theme := range []canvas.Theme{canvas.Light(), canvas.Dark()} {
		list := &canvas.List{Width: 640, Height: 400}
		livemap.Draw(list, room, scene.Scene{}, nil, livemap.Options{Theme: theme})
		img, err := still.Image(list)
		if err != nil {
			t.Fatal(err)
		}
		golden.Compare(t, "ribbons-"+theme.Name, img)
	}
}

func TestMissingRoomLooksAsItDid(t *testing.T) {
	list := &canvas.List{Width: 640, Height: 400}
	s := gathering("Anna", "Bert")
	s.People[0].Place.At = floor.Point{X: 400, Y: -3} // far beyond the sheet
	s.People[1].Place = floor.Place{At: floor.Point{X: math.NaN()}, Cov: floor.Cov{XX: math.Inf(1)}}
	livemap.Draw(list, floor.Room{}, s, nil, livemap.Options{Measure: true})
	img, err := still.Image(list)
	if err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "no-room", img)
}

func TestStripLooksAsItDid(t *testing.T) {
	for _, c := range []struct {
		name string
		opts livemap.Options
	}{{"strip", livemap.Options{Lang: "nl"}}, {"strip-dark", livemap.Options{Theme: canvas.Dark()}}} {
		list := &canvas.List{Width: 960, Height: 140, Ground: canvas.Light().Ground}
		if c.opts.Theme.Name != "" {
			list.Ground = c.opts.Theme.Ground
		}
		livemap.DrawStrip(list, canvas.Rect{X: 20, Y: 10, W: 920, H: 120}, approach(), c.opts)
		img, err := still.Image(list)
		if err != nil {
			t.Fatal(err)
		}
		golden.Compare(t, c.name, img)
	}
}
