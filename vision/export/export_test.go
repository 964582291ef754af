package export

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

var clockAt = time.Date(2026, 3, 29, 1, 59, 59, 250e6, time.FixedZone("", 3600))

func example() []scene.Scene {
	nan := math.NaN()
	return []scene.Scene{
		{Frame: 1, At: 0, Clock: clockAt, People: []scene.Person{
			{Name: "A", Place: floor.Place{At: floor.Point{X: 1.25, Y: -0.000001}, Cov: floor.Cov{XX: 0.0016, YY: 1e-7}}, HeightM: 1.7,
				Posture: scene.Stand, FeetSeen: 1, Box: vision.Box{Left: 10.5, Top: 20, Width: 30, Height: 40}, Zones: []string{"veilig", "koord:left"}},
			{Name: "=B", Place: floor.Place{At: floor.Point{X: nan, Y: nan}, Cov: floor.Cov{XX: nan, XY: nan, YY: nan}}, Posture: scene.Unknown},
		}, Pairs: []scene.Pair{{A: "A", B: "=B", DistanceM: 0.71, VarM2: nan}}},
		{Frame: 3, At: 66666667, Clock: clockAt.Add(66 * time.Millisecond), People: []scene.Person{{Name: "=B", Posture: scene.Curled, Zones: []string{"@hoek"}}}},
	}
}

func given(scenes []scene.Scene) iter.Seq2[scene.Scene, error] {
	return func(yield func(scene.Scene, error) bool) {
		for _, s := range scenes {
			if !yield(s, nil) {
				return
			}
		}
	}
}

func TestWriteTrackCSV(t *testing.T) {
	want := `frame,time_s,person,x_m,y_m,var_xx_m2,var_xy_m2,var_yy_m2,height_m,posture,feet_seen,left_px,top_px,width_px,height_px,zones,clock
1,0,A,1.25,-0.000001,0.0016,0,0.0000001,1.7,stand,1,10.5,20,30,40,veilig;koord:left,2026-03-29T01:59:59.250+01:00
1,0,'=B,,,,,,,unknown,0,,,,,,2026-03-29T01:59:59.250+01:00
3,0.066666667,'=B,0,0,0,0,0,,curled,0,,,,,'@hoek,2026-03-29T01:59:59.316+01:00
`
	var got bytes.Buffer
	if err := WriteTrackCSV(&got, given(example()), Options{Clock: true}); err != nil || got.String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got.String(), want)
	}
}

func TestWriteMOT(t *testing.T) {
	var got bytes.Buffer
	if err := WriteMOT(&got, given(example())); err != nil || got.String() != "1,1,10.5,20,30,40,1,-1,-1,-1\n" {
		t.Errorf("%v\n%s", err, got.String())
	}
}

func TestWritePairsAndMoments(t *testing.T) {
	var got bytes.Buffer
	if err := WritePairsCSV(&got, given(example())); err != nil || got.String() != "frame,time_s,clock,a,b,distance_m,var_m2\n"+
		"1,0,2026-03-29T01:59:59.250+01:00,A,'=B,0.71,\n" {
		t.Errorf("%v\n%s", err, got.String())
	}
	got.Reset()
	err := WriteMomentsCSV(&got, []scene.Moment{{At: 1500 * time.Millisecond, Voice: scene.Client, Kind: scene.D1, Word: "-halt, hier", Person: "A", Other: "=B", DistanceM: 0.7, VarM2: 0.01, DirectionDeg: math.NaN()}})
	if err != nil || got.String() != "time_s,clock,voice,kind,word,person,other,distance_m,var_m2,direction_deg\n"+
		"1.5,,client,d1,\"'-halt, hier\",A,'=B,0.7,0.01,\n" {
		t.Errorf("%v\n%s", err, got.String())
	}
}

// TestMomentsComeBack reads what was written, and names the place of what is
// no moment.
func TestMomentsComeBack(t *testing.T) {
	nan := math.NaN()
	want := []scene.Moment{
		{At: 1500000001, Clock: time.Date(2026, 3, 1, 10, 0, 0, 5e8, time.FixedZone("", 3600)), Voice: scene.Client, Kind: scene.D1, Word: "-halt,\n'hier'", Person: "A", Other: "=B", DistanceM: 0.7, VarM2: 0.01, DirectionDeg: -90},
		{Voice: scene.Therapist, Kind: scene.Note, DistanceM: nan, VarM2: nan, DirectionDeg: nan},
	}
	var first, again bytes.Buffer
	if err := WriteMomentsCSV(&first, want); err != nil {
		t.Fatal(err)
	}
	got, err := ReadMomentsCSV(bytes.NewReader(first.Bytes()))
	if err != nil || len(got) != 2 || got[0].At != want[0].At || !got[0].Clock.Equal(want[0].Clock) || got[0].Word != want[0].Word {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := WriteMomentsCSV(&again, got); err != nil || again.String() != first.String() {
		t.Errorf("%v\n%s", err, again.String())
	}
	head := strings.Join(momentColumns, ",") + "\n"
	for text, place := range map[string]string{
		"": "line 1", "a,b\n": "line 1", head + "x,,,,,,,,,\n": "line 2: time_s", head + "1,noon,,,,,,,,\n": "line 2: clock",
		head + "1,,,,,,,far,,\n": "line 2: distance_m", head + "1,,\n": "line 2", head + "1,\"a\"b,\n": "line 2", head + "\"": "line 2", head + "1,,,,,,,1,Inf,\n": "line 2: var_m2",
	} {
		if _, err := ReadMomentsCSV(strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), place) {
			t.Errorf("%q: %v, want %s", text, err, place)
		}
	}
}

// FuzzReadMoments reads any text; what is read can be written and read again.
func FuzzReadMoments(f *testing.F) {
	f.Add(strings.Join(momentColumns, ",") + "\n1.5,2026-03-01T10:00:00.500+01:00,client,d1,'-halt,A,'=B,0.7,0.01,\n")
	f.Fuzz(func(t *testing.T, text string) {
		moments, err := ReadMomentsCSV(strings.NewReader(text))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := WriteMomentsCSV(&out, moments); err != nil {
			t.Fatal(err)
		}
		if again, err := ReadMomentsCSV(&out); err != nil || len(again) != len(moments) {
			t.Fatalf("%d moments, then %d, %v", len(moments), len(again), err)
		}
	})
}

// broken is a writer whose disk is full.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriteErrors(t *testing.T) {
	if WriteTrackCSV(broken{}, given(example()), Options{}) == nil || WriteMOT(broken{}, given(example())) == nil ||
		WritePairsCSV(broken{}, given(example())) == nil || WriteMomentsCSV(broken{}, nil) == nil {
		t.Error("a full disk went unnoticed")
	}
	damaged := func(yield func(scene.Scene, error) bool) { yield(scene.Scene{}, errors.New("damaged")) }
	if err := WriteTrackCSV(&bytes.Buffer{}, damaged, Options{}); err == nil || err.Error() != "damaged" {
		t.Error(err)
	}
}

// reread writes, reads and writes again.
func reread(t interface{ Fatal(...any) }, first []byte, opts Options) []byte {
	var again bytes.Buffer
	if err := WriteTrackCSV(&again, ReadTrackCSV(bytes.NewReader(first)), opts); err != nil {
		t.Fatal(err, "\n", string(first))
	}
	return again.Bytes()
}

func TestRoundTrip(t *testing.T) {
	number := rapid.OneOf(rapid.Float64(), rapid.Just(math.NaN()), rapid.Float64Range(-10, 10))
	name := rapid.StringMatching(`[=+@'a-zé ",\n-]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		opts := Options{Clock: rapid.Bool().Draw(t, "clock")}
		var scenes []scene.Scene
		for i := range rapid.IntRange(0, 5).Draw(t, "frames") {
			s := scene.Scene{Frame: i + 1, At: time.Duration(i)*33333333 + time.Duration(rapid.IntRange(0, 1e6).Draw(t, "ns")), Clock: clockAt}
			for _, n := range rapid.SliceOfNDistinct(name, 0, 3, rapid.ID).Draw(t, "names") {
				s.People = append(s.People, scene.Person{Name: n, Posture: scene.Lying,
					Place:   floor.Place{At: floor.Point{X: number.Draw(t, "x"), Y: number.Draw(t, "y")}, Cov: floor.Cov{XX: number.Draw(t, "xx")}},
					HeightM: number.Draw(t, "height"), FeetSeen: number.Draw(t, "feet"),
					Box:   vision.Box{Left: number.Draw(t, "left"), Width: 1, Height: 2},
					Zones: rapid.SliceOfN(name, 0, 2).Draw(t, "zones")})
			}
			scenes = append(scenes, s)
		}
		var first bytes.Buffer
		if err := WriteTrackCSV(&first, given(scenes), opts); err != nil {
			t.Fatal(err)
		}
		if again := reread(t, first.Bytes(), opts); !bytes.Equal(again, first.Bytes()) {
			t.Fatalf("%s\nwant\n%s", again, first.Bytes())
		}
	})
}

func TestReadErrors(t *testing.T) {
	header := strings.Join(Columns, ",") + "\n"
	for _, c := range []struct{ in, want string }{
		{"", "line 1: the file is empty"},
		{"frame,time_s\n", `line 1: columns "frame,time_s", want`},
		{header + "1,0,A\n", "line 2: wrong number of fields"},
		{header + "0,0,A,1,1,1,0,1,,stand,1,,,,,\n", `line 2: frame: "0" is no whole number from 1`},
		{header + "1,1e3,A,1,1,1,0,1,,stand,1,,,,,\n", `line 2: time_s: "1e3" is no number of seconds`},
		{header + "1,0,A,NaN,1,1,0,1,,stand,1,,,,,\n", `line 2: x_m: "NaN" is no number`},
		{header + "1,0,A,1,1,1,0,1,,sits,1,,,,,\n", `line 2: posture: "sits" is none of`},
		{header + "1,0,,1,1,1,0,1,,stand,1,,,,,\n", "line 2: person: is empty"},
		{header + "1,0,A,1,1,1,0,1,,stand,1,,,,,\n1,0,A,1,1,1,0,1,,stand,1,,,,,\n", `line 3: person: "A" is twice in frame 1`},
		{header + "1,0,A,1,1,1,0,1,,stand,1,,,,,\n1,1,B,1,1,1,0,1,,stand,1,,,,,\n", "line 3: time_s: differs within frame 1"},
		{header + "2,0,A,1,1,1,0,1,,stand,1,,,,,\n1,1,B,1,1,1,0,1,,stand,1,,,,,\n", "line 3: frame: 1 comes after 2"},
		{header + "1,0,\"A,1\n", "line 2: extraneous or missing"},
	} {
		var err error
		for _, e := range ReadTrackCSV(strings.NewReader(c.in)) {
			err = e
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.in, err, c.want)
		}
	}
}

func FuzzReadTrackCSV(f *testing.F) {
	for _, opts := range []Options{{}, {Clock: true}} {
		var b bytes.Buffer
		if err := WriteTrackCSV(&b, given(example()), opts); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		// What is read can be written, and is then the same for ever.
		var first bytes.Buffer
		if err := WriteTrackCSV(&first, ReadTrackCSV(bytes.NewReader(data)), Options{Clock: true}); err != nil {
			return
		}
		if again := reread(t, first.Bytes(), Options{Clock: true}); !bytes.Equal(again, first.Bytes()) {
			t.Fatalf("%s\nwant\n%s", again, first.Bytes())
		}
	})
}

// BenchmarkWriteTrackCSV says how many times faster than real time, at 30 Hz, a
// track is written.
func BenchmarkWriteTrackCSV(b *testing.B) {
	scenes, frames := example(), 0
	for b.Loop() {
		if err := WriteTrackCSV(io.Discard, given(scenes), Options{Clock: true}); err != nil {
			b.Fatal(err)
		}
		frames += len(scenes)
	}
	b.ReportMetric(float64(frames)/30/b.Elapsed().Seconds(), "×realtime")
}
