package score

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nabij/vision"
	"nabij/vision/floor"
)

func zone(name, color string, closed bool, xy ...float64) floor.Zone {
	z := floor.Zone{Name: name, Color: color, Kind: floor.Ribbon, Closed: closed, WidthM: 0.03}
	if !closed {
		z.Kind = floor.Cord
	}
	for i := 0; i < len(xy); i += 2 {
		z.Outline = append(z.Outline, floor.Point{X: xy[i], Y: xy[i+1]})
	}
	return z
}

var (
	trueZones = []floor.Zone{
		zone("R1", "red", true, 1, 1, 2.2, 1.1, 2.3, 2.2, 1.1, 2.3),
		zone("B1", "blue", false, 3, 1, 3.2, 2, 3.1, 3),
	}
	foundZones = []floor.Zone{
		zone("z1", "red", true, 1.02, 1, 2.2, 1.15, 2.33, 2.2, 1.1, 2.25),
		zone("z2", "green", false, 3, 1, 3.2, 2, 3.1, 3),
		zone("z3", "white", false, 4, 1, 4.2, 2),
	}
)

func open(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func fixture(t *testing.T) ([]Truth, []Found) {
	t.Helper()
	truth, err := ReadTruth("truth.csv", open(t, "truth.csv"))
	if err != nil {
		t.Fatal(err)
	}
	track, err := ReadTrack("track.csv", open(t, "track.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return truth, track
}

func TestPlacesAgreeWithAnIndependentProgram(t *testing.T) {
	truth, track := fixture(t)
	places := MeasurePlaces(truth, track, trueZones)
	ribbons := MeasureRibbons(trueZones, foundZones)
	places.Ribbons = &ribbons
	text, err := json.Marshal(places)
	if err != nil {
		t.Fatal(err)
	}
	var got, want map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(open(t, "expected.json")).Decode(&want); err != nil {
		t.Fatal(err)
	}
	for key := range want {
		if !reflect.DeepEqual(got[key], want[key]) {
			t.Errorf("%s:\ngot  %v\nwant %v", key, got[key], want[key])
		}
		delete(got, key)
	}
	if len(got) > 0 {
		t.Errorf("keys that nobody asked for: %v", got)
	}
}

func TestBoxesAgreeWithAnIndependentProgram(t *testing.T) {
	truth, err := ReadBoxes("gt.txt", open(t, "gt.txt"), true)
	if err != nil {
		t.Fatal(err)
	}
	track, err := ReadBoxes("boxes.txt", open(t, "boxes.txt"), false)
	if err != nil {
		t.Fatal(err)
	}
	want := Boxes{MOTAPct: 66.7, IDF1Pct: 60.9, HOTAPct: 41.7, DetAPct: 53.8, AssAPct: 32.4,
		RecallPct: 78.1, PrecisionPct: 88.1, Switches: 2, TruthRows: 228, TrackRows: 202}
	if got := MeasureBoxes(truth, track); got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestTheTruthItselfIsPerfect(t *testing.T) {
	truth, _ := fixture(t)
	var track []Found
	for _, p := range truth {
		f := Found{Frame: p.Frame, Person: "as " + p.Person, Place: floor.Place{At: p.At, Cov: floor.Round(0.1)}, Posture: p.Posture, HeightM: p.HeightM}
		if trueZones[0].Inside(p.At) {
			f.Zones = []string{"R1"}
		}
		track = append(track, f)
	}
	p := MeasurePlaces(truth, track, trueZones)
	if p.RecallPct != 100 || p.MOTAPct != 100 || p.IDF1Pct != 100 || p.Switches != 0 || p.FalsePer100 != 0 ||
		*p.CoversPct != 100 || *p.ZoneRightPct != 100 || *p.PostureRight != 100 || *p.ErrorCM["all"].P95 != 0 || *p.HeightErrorCM != 0 {
		t.Errorf("%+v", p)
	}
}

func TestNothingFoundIsToldAsNothing(t *testing.T) {
	truth, _ := fixture(t)
	p := MeasurePlaces(truth, nil, trueZones)
	if p.RecallPct != 0 || p.CoversPct != nil || p.ZoneRightPct != nil || p.PairErrorCM.Median != nil || p.MOTAPct != 0 {
		t.Errorf("%+v", p)
	}
	if _, err := json.Marshal(MeasurePlaces(nil, nil, nil)); err != nil {
		t.Error(err)
	}
	if r := MeasureRibbons(trueZones, nil); r.Missed != 2 || r.TooMany != 0 || r.Each[0].Found != nil {
		t.Errorf("%+v", r)
	}
}

func TestPresence(t *testing.T) {
	box := func(frame, id int, side float64) BoxRow {
		return BoxRow{frame, id, vision.Box{Width: side, Height: side}}
	}
	var rows []BoxRow
	for frame := 5; frame <= 100; frame++ {
		if frame != 50 {
			rows = append(rows, box(frame, 1, 10))
		}
	}
	rows = append(rows, box(60, 2, 10), box(61, 3, 99), box(62, 4, 0))
	want := Presence{Frames: 100, CountedFrom: 5, PresentPct: 98.96, SeveralPct: 1.04, Names: 2}
	size := vision.Size{Width: 100, Height: 100}
	if got := MeasurePresence(rows, 100, size); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := MeasurePresence(nil, 100, size); got.CountedFrom != 31 || got.PresentPct != 0 {
		t.Errorf("nobody: %+v", got)
	}
}

func TestPercentileLiesBetweenItsNeighbours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Float64Range(-10, 10), 1, 30).Draw(t, "values")
		p := rapid.Float64Range(0, 100).Draw(t, "p")
		got := Percentile(v, p)
		below := 0
		for _, x := range v {
			if x <= got+1e-9 {
				below++
			}
		}
		if got < slices.Min(v) || got > slices.Max(v) || float64(below) < p/100*float64(len(v)-1) {
			t.Errorf("percentile %g of %v: %g", p, v, got)
		}
	})
	if got := Percentile([]float64{4, 1, 2, 3}, 50); got != 2.5 {
		t.Errorf("median %g, want 2.5", got)
	}
	if !math.IsNaN(Percentile(nil, 50)) {
		t.Error("a percentile of nothing")
	}
}

func TestReadersNameTheLine(t *testing.T) {
	const head = "frame,person,x_m,y_m,posture,visible,feet_visible,height_m\n"
	for text, want := range map[string]string{
		"":                                    "t.csv: empty",
		"frame,person\n":                      `t.csv:1: no column "x_m"`,
		head + "1,A,1,2,stand,1,1,1\n1,A,1\n": "t.csv:3: wrong number of fields",
		head + "0,A,1,2,stand,1,1,1\n":        `t.csv:2: frame: "0", want a whole number from 1`,
		head + "1,A,NaN,2,stand,1,1,1\n":      `t.csv:2: x_m: "NaN", want a number`,
		head + "1,A,1,2,stand,1,1,1\n1,\"A,1,2\n": "t.csv:3: ",
	} {
		if _, err := ReadTruth("t.csv", strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
	if _, err := ReadBoxes("gt.txt", strings.NewReader("1,1,0,0,1,1\n1,x,0,0,1,1\n"), true); err == nil || err.Error() != `gt.txt:2: "x" is not a number` {
		t.Errorf("got %v", err)
	}
}

func FuzzReadTrack(f *testing.F) {
	f.Add("frame,person,x_m,y_m,zones\n1,A,1,2,a;b\n")
	f.Add("frame,person,x_m,y_m\n1,\"A\n\",,\n")
	f.Fuzz(func(t *testing.T, text string) {
		track, err := ReadTrack("t.csv", strings.NewReader(text))
		if err == nil {
			MeasurePlaces(nil, track, nil)
		}
		if truth, err := ReadTruth("t.csv", strings.NewReader(text)); err == nil {
			MeasurePlaces(truth, track, trueZones)
		}
	})
}

func FuzzReadBoxes(f *testing.F) {
	f.Add("1,1,0,0,10,10,1\n2,1,1,1,10,10,1\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := ReadBoxes("gt.txt", strings.NewReader(text), true)
		if err == nil && len(rows) < 100 {
			MeasureBoxes(rows, rows)
			MeasurePresence(rows, 10, vision.Size{Width: 10, Height: 10})
		}
	})
}
