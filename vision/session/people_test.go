package session

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

func TestPseudonyms(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	want := testScenes(200, 3, false)
	record(t, path, keys, want)
	r := opened(t, path, keys)
	people, err := r.People()
	if err != nil || !slices.Equal(people, []Participant{{Name: "A", Role: RoleClient}, {Name: "B", Role: RoleTherapist}, {Name: "C"}}) {
		t.Fatalf("%v, %v", people, err)
	}
	if err := r.Change("T", func(a *Additions) error {
		if a.Name("Z", "Anna", "") == nil || a.Swap("A", "Z", 0, -1) == nil || a.Name("A", "B", "") == nil || a.Name("A", "", "judge") == nil {
			t.Error("somebody unknown was renamed, two people became one, or a role was made up")
		}
		return errors.Join(a.Name("A", "Anna", ""), a.Name("C", "Carla", RoleOther), a.Swap("Anna", "B", want[100].At, -1))
	}); err != nil {
		t.Fatal(err)
	}
	if people, err = r.People(); err != nil || !slices.Equal(people, []Participant{{Name: "Anna", Role: RoleClient}, {Name: "B", Role: RoleTherapist}, {Name: "Carla", Role: RoleOther}}) {
		t.Errorf("%v, %v", people, err)
	}
	for i, s := range all(t, r) {
		anna := "A"
		if i >= 100 {
			anna = "B"
		}
		if s.Find("A") != nil || s.Find("Anna").Place != want[i].Find(anna).Place || s.Find("Carla").Place != want[i].Find("C").Place {
			t.Fatalf("scene %d: %+v", i, s.People)
		}
	}
}

// TestChange adds to a record that is being looked at, and again.
func TestChange(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	record(t, path, keys, testScenes(100, 2, false))
	r := opened(t, path, keys)
	for i, word := range []string{"halt", "hier"} {
		m := scene.Moment{At: time.Duration(i+1) * time.Second, Voice: scene.Client, Kind: scene.Note, Word: word}
		if err := r.Change("", func(a *Additions) error { return a.AddMoment(m) }); err != nil {
			t.Fatal(err)
		}
		if got, err := r.Moments(); err != nil || len(got) != i+1 || got[i].Word != word {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	refused := errors.New("no")
	if err := r.Change("", func(*Additions) error { return refused }); !errors.Is(err, refused) {
		t.Error(err)
	}
	if v, err := r.Verify(); err != nil || !v.Whole() || v.Moments != 2 || v.Scenes != 100 {
		t.Errorf("%+v, %v", v, err)
	}
	other := opened(t, path, keys) // somebody else reads it: nothing can be added
	wantHint(t, "in use", r.Change("", func(a *Additions) error { return a.Tell(About{Note: "x"}) }), ErrLocked)
	if got := all(t, r); len(got) != 100 {
		t.Errorf("%d scenes after that", len(got))
	}
	other.Close()
}

// TestPaperSeal looks for a seal that was printed before something was added.
func TestPaperSeal(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	record(t, path, keys, testScenes(60, 2, false))
	r := opened(t, path, keys)
	paper, err := r.Seal()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Change("", func(a *Additions) error {
		return errors.Join(a.Tell(About{Note: "rustig"}), a.Tell(About{Title: "cirkel"}))
	}); err != nil {
		t.Fatal(err)
	}
	v, err := r.Verify()
	if err != nil {
		t.Fatal(err)
	}
	if added, found := v.Since(" " + paper); !found || added != 2 {
		t.Errorf("%d entries added, %v; want 2", added, found)
	}
	if added, found := v.Since(v.Seal); !found || added != 0 {
		t.Errorf("%d entries added, %v; want none", added, found)
	}
	if _, found := v.Since("0000 0000 0000 0000"); found {
		t.Error("a seal was found that never was")
	}
}

// TestWordsWhileRecording types a word to a moment before the record has it on
// the disk, and keeps the stop's whole covariance.
func TestWordsWhileRecording(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	w, err := Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	stop := scene.Moment{At: time.Second, Kind: scene.D1, Voice: scene.Client, DistanceM: 1, VarM2: 0.02, Cov: floor.Cov{XX: 0.02, XY: 0.001, YY: 0.03}}
	for i, s := range testScenes(100, 2, false) {
		if err := w.Append(s); err != nil {
			t.Fatal(err)
		}
		if i == 40 || i == 80 {
			if stop.ID, err = w.AddMoment(stop); err != nil {
				t.Fatal(err)
			}
		}
		if i == 60 {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	stop.Word = "halt"
	if err := errors.Join(w.EditMoment(stop), w.Close()); err != nil {
		t.Fatal(err)
	}
	got, err := opened(t, path, keys).Moments()
	if err != nil || len(got) != 2 || got[0].Word != "" || got[1].Word != "halt" || got[1].ID != stop.ID || got[1].Cov != stop.Cov {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestHoles(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	scenes := testScenes(300, 2, false)
	for i := 200; i < 300; i++ {
		scenes[i].At += time.Hour
	}
	scenes = append(scenes[:100], scenes[120:]...) // too short for a hole
	record(t, path, keys, scenes)
	holes, err := opened(t, path, keys).Holes()
	if err != nil || len(holes) != 1 || holes[0] != (Gap{From: scenes[179].At, To: scenes[180].At}) {
		t.Errorf("%+v, %v", holes, err)
	}
}

// TestNamesWhileRecording says who somebody is, and exchanges two names, in the
// midst of a recording.
func TestNamesWhileRecording(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	w, err := Create(path, keys, Header{})
	if err != nil {
		t.Fatal(err)
	}
	scenes := testScenes(100, 2, false)
	for i, s := range scenes {
		if err := w.Append(s); err != nil {
			t.Fatal(err)
		}
		if i == 40 {
			err = errors.Join(w.Name(Naming{Name: "A", As: "Anna", Role: RoleClient, Look: "#0072b2 dashed"}), w.Swap("Anna", "B", scenes[60].At))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := opened(t, path, keys)
	defer r.Close()
	people, err := r.People()
	if want := []Participant{{Name: "Anna", Role: RoleClient, Look: "#0072b2 dashed"}, {Name: "B"}}; err != nil || !slices.Equal(people, want) {
		t.Errorf("%v, %v; want %v", people, err, want)
	}
	for i, other := range map[int]bool{0: false, 50: false, 99: true} {
		s, err := r.At(scenes[i].At)
		if err != nil {
			t.Fatal(err)
		}
		anna, a, b := s.Find("Anna"), scenes[i].Find("A"), scenes[i].Find("B")
		if want := map[bool]scene.Person{false: *a, true: *b}[other]; anna == nil || anna.Place != want.Place {
			t.Errorf("scene %d: Anna is at %v, want %v", i, anna, want.Place)
		}
	}
}
