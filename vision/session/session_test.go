package session

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

func TestMain(m *testing.M) {
	if path := os.Getenv("NABIJ_TEST_ADD"); path != "" {
		addForever(path, os.Getenv("NABIJ_TEST_KEYS"))
	}
	if path := os.Getenv("NABIJ_TEST_RECORD"); path != "" {
		recordForever(path, os.Getenv("NABIJ_TEST_KEYS"))
	}
	usualCost = cost{Passes: 1, MemoryKiB: 64, Lanes: 1} // a test need not be dear to guess
	os.Exit(m.Run())
}

// testKeys makes a key store.
func testKeys(t testing.TB) *Keys {
	t.Helper()
	keys, err := OpenKeys(filepath.Join(t.TempDir(), "keys"), "stap voor stap")
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

var began = time.Date(2026, 3, 1, 10, 0, 0, 0, time.FixedZone("", 3600))

func testHeader() Header {
	return Header{
		Title: "eerste keer", Program: "nabij test", Started: began,
		People: []Participant{{Name: "A", Role: RoleClient}, {Name: "B", Role: RoleTherapist}},
		Room: floor.Room{
			Name: "Praktijkruimte", Size: vision.Size{Width: 1280, Height: 720},
			Points: []floor.Correspondence{{Picture: vision.Pixel{U: 100.2, V: 300.5}, Floor: floor.Point{X: 0.5, Y: 2}}},
			Zones:  []floor.Zone{{Name: "veilig", Color: "red", Kind: floor.Ribbon, Closed: true, WidthM: 0.03, Outline: []floor.Point{{X: 1, Y: 2}, {X: 1.48, Y: 2.04}, {X: 2, Y: 1.93}}}},
		},
	}
}

// testScene is frame n of people who walk about at hz; exact leaves the numbers
// as they fall, otherwise they are whole steps as the program's are.
func testScene(n, people int, hz float64, exact bool, rnd *rand.Rand) scene.Scene {
	round := func(v, steps float64) float64 {
		if exact {
			return v
		}
		return math.Round(v*steps) / steps
	}
	at := time.Duration(float64(n-1) / hz * 1e9)
	s := scene.Scene{Frame: n, At: at, Clock: began.Add(at + time.Duration(rnd.IntN(1e6)))}
	for i := range people {
		phase := float64(n)/200 + float64(i)
		s.People = append(s.People, scene.Person{
			Name: string(rune('A' + i)),
			Place: floor.Place{
				At:  floor.Point{X: round(2+math.Sin(phase)+rnd.NormFloat64()/200, 1e4), Y: round(3+math.Cos(phase)+rnd.NormFloat64()/200, 1e4)},
				Cov: floor.Cov{XX: round(0.0016+rnd.Float64()/1e5, 1e7), XY: round(rnd.NormFloat64()/1e5, 1e7), YY: round(0.0025+rnd.Float64()/1e5, 1e7)},
			},
			HeightM: round(1.7+rnd.NormFloat64()/100, 1e4), Posture: scene.Walk, FeetSeen: round(rnd.Float64(), 1e3), Seen: true,
			Box:   vision.Box{Left: round(400+200*math.Sin(phase)+rnd.NormFloat64(), 100), Top: round(100+rnd.NormFloat64(), 100), Width: round(80+rnd.NormFloat64(), 100), Height: round(240+rnd.NormFloat64(), 100)},
			Zones: []string{"veilig", "koord:left"}[:n/300%3],
		})
	}
	for i := range people {
		for j := range i {
			a, b := s.People[j], s.People[i]
			s.Pairs = append(s.Pairs, scene.Pair{A: a.Name, B: b.Name,
				DistanceM: round(a.Place.At.Distance(b.Place.At), 1e4), VarM2: round(a.Place.Cov.Add(b.Place.Cov).Along(a.Place.At.Sub(b.Place.At)), 1e7)})
		}
		for _, zone := range []string{"veilig", "koord"} {
			s.Borders = append(s.Borders, scene.Border{Person: s.People[i].Name, Zone: zone, DistanceM: round(s.People[i].Place.At.X-2, 1e4), VarM2: s.People[i].Place.Cov.XX})
		}
	}
	if n%100 == 0 {
		s.Notices = []scene.Notice{{Kind: scene.FeetHidden, People: []string{"A"}}}
	}
	return s
}

func testScenes(n, people int, exact bool) (scenes []scene.Scene) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		scenes = append(scenes, testScene(i+1, people, 30, exact, rnd))
	}
	return scenes
}

// same reports whether two scenes are equal to the last bit.
func same(a, b scene.Scene) bool {
	_, za := a.Clock.Zone()
	_, zb := b.Clock.Zone()
	clocks := a.Clock.Equal(b.Clock) && za == zb
	a.Clock, b.Clock = time.Time{}, time.Time{}
	return clocks && fmt.Sprint(a) == fmt.Sprint(b) // shortest digits: exact, and nil and empty lists the same
}

func record(t testing.TB, path string, keys *Keys, scenes []scene.Scene) {
	t.Helper()
	w, err := Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range scenes {
		if err := w.Append(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func all(t testing.TB, r *Record) (scenes []scene.Scene) {
	t.Helper()
	first, last := r.Span()
	for s, err := range r.Range(first, last) {
		if err != nil {
			t.Fatal(err)
		}
		scenes = append(scenes, s)
	}
	return scenes
}

func TestRangeOverAllTimeGivesEverything(t *testing.T) {
	keys, path := testKeys(t), filepath.Join(t.TempDir(), "a.nabij")
	record(t, path, keys, testScenes(1000, 2, true))
	r, err := Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	n := 0
	for _, err := range r.Range(math.MinInt64, math.MaxInt64) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 1000 {
		t.Errorf("%d scenes, want 1000", n)
	}
}

func TestRoundTrip(t *testing.T) {
	keys := testKeys(t)
	for _, exact := range []bool{true, false} {
		path := filepath.Join(t.TempDir(), "a 50% #1?.nabij")
		want := testScenes(1000, 4, exact)
		record(t, path, keys, want)

		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil || len(entries) != 1 {
			t.Fatalf("files left: %v, %v; want one", entries, err)
		}
		if info, _ := entries[0].Info(); info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, want 0600", info.Mode())
		}
		r, err := Open(path, keys)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if h := r.Header(); !h.Started.Equal(began) || !reflect.DeepEqual(h.Room, testHeader().Room) || !reflect.DeepEqual(h.People, testHeader().People) {
			t.Errorf("header %+v", h)
		}
		got := all(t, r)
		if len(got) != len(want) {
			t.Fatalf("%d scenes, want %d", len(got), len(want))
		}
		for i := range want {
			if !same(got[i], want[i]) {
				t.Fatalf("scene %d:\n%+v\nwant\n%+v", i, got[i], want[i])
			}
		}
		for range 200 {
			i := rand.IntN(len(want))
			s, err := r.At(want[i].At + time.Millisecond)
			if err != nil || !same(s, want[i]) {
				t.Fatalf("at %v: frame %d, %v; want %d", want[i].At, s.Frame, err, want[i].Frame)
			}
		}
	}
}

func TestMoments(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	w, err := Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	want := scene.Moment{At: time.Second, Clock: began, Voice: scene.Client, Kind: scene.D1, Word: "hier is het goed",
		Person: "A", Other: "B", DistanceM: 0.71, VarM2: 0.003, DirectionDeg: math.NaN()}
	laid := testHeader().Room
	laid.Zones = nil
	if err := errors.Join(w.Append(scene.Scene{Frame: 1}), just(w.AddMoment(want)), w.SetRoom(2*time.Second, laid), w.Close()); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got, err := r.Moments()
	if err != nil || len(got) != 1 || got[0].Word != want.Word || got[0].DistanceM != want.DistanceM || !math.IsNaN(got[0].DirectionDeg) {
		t.Errorf("moments %+v, %v", got, err)
	}
	before, _ := r.RoomAt(time.Second)
	after, err := r.RoomAt(2 * time.Second)
	if err != nil || len(before.Zones) != 1 || len(after.Zones) != 0 {
		t.Errorf("rooms %+v, %+v, %v", before, after, err)
	}
}

// wantHint wants an error of one of the kinds, with a hint.
func wantHint(t *testing.T, name string, err error, kinds ...error) {
	t.Helper()
	var hint interface{ Hint() string }
	for _, kind := range kinds {
		if errors.Is(err, kind) && errors.As(err, &hint) && hint.Hint() != "" {
			return
		}
	}
	t.Errorf("%s: %v, want one of %v with a hint", name, err, kinds)
}

func TestErrors(t *testing.T) {
	keys := testKeys(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "a.nabij")
	record(t, path, keys, testScenes(100, 2, false))

	want := func(name string, err, kind error) {
		t.Helper()
		wantHint(t, name, err, kind)
	}
	_, err := Create(path, keys, testHeader())
	want("create over", err, ErrExists)
	_, err = Open(path, testKeys(t))
	want("other keys", err, ErrUnknownKey)
	_, err = OpenKeys(keys.dir, "wrong")
	want("passphrase", err, ErrPassphrase)

	w, err := Create(filepath.Join(dir, "b.nabij"), keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(filepath.Join(dir, "b.nabij"), keys)
	want("two programs", err, ErrLocked)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = Open(filepath.Join(dir, "b.nabij"), keys)
	want("no scene", err, ErrEmpty)
	want("closed", w.Append(scene.Scene{}), ErrClosed)

	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	data, _ := os.ReadFile(path)
	_, err = Open(write("foreign", []byte("SQLite format 3\x00")), keys)
	want("foreign", err, ErrForeign)
	_, err = Open(write("empty", nil), keys)
	want("empty", err, ErrTruncated)
	_, err = Open(write("newer", []byte("nabij record 2\n")), keys)
	want("newer", err, ErrNewer)
	_, err = Open(write("cut", data[:3000]), keys)
	want("cut", err, ErrTruncated)
	_, err = Open(dir, keys)
	want("folder", err, ErrForeign)
	data[5000] ^= 1
	_, err = Open(write("damaged", data), keys)
	want("damaged", err, ErrDamaged)
	if _, err = Open(filepath.Join(dir, "none"), keys); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// just leaves out a moment's number.
func just(_ int64, err error) error { return err }
