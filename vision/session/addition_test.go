package session

import (
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nabij/vision/scene"
)

func opened(t testing.TB, path string, keys *Keys) *Record {
	t.Helper()
	r, err := Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func TestSwap(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	want := testScenes(200, 3, false)
	record(t, path, keys, want)
	a, err := Add(path, keys, "T")
	if err != nil {
		t.Fatal(err)
	}
	from, to := want[50].At, want[99].At
	if err := errors.Join(a.Swap("A", "B", from, to), a.Swap("B", "C", want[180].At, -1), a.Close()); err != nil {
		t.Fatal(err)
	}
	if err := func() error { a, _ := Add(path, keys, ""); defer a.Close(); return a.Swap("A", "A", 0, 0) }(); err == nil {
		t.Error("a name was swapped with itself")
	}
	r := opened(t, path, keys)
	for i, s := range all(t, r) {
		a, b := "A", "B"
		if i >= 50 && i <= 99 {
			a, b = b, a
		}
		if s.Find(a).Place != want[i].Find("A").Place || i < 180 && s.Find(b).Place != want[i].Find("B").Place {
			t.Fatalf("frame %d: %s is not where A was", s.Frame, a)
		}
		if i >= 180 && s.Find("C").Place != want[i].Find("B").Place {
			t.Fatalf("frame %d: C is not where B was", s.Frame)
		}
		were := map[string]float64{"AB": want[i].Pairs[0].DistanceM, "AC": want[i].Pairs[1].DistanceM, "BC": want[i].Pairs[2].DistanceM}
		switch {
		case i >= 180:
			were["AB"], were["AC"] = were["AC"], were["AB"]
		case a == "B":
			were["AC"], were["BC"] = were["BC"], were["AC"]
		}
		for n, pair := range []string{"AB", "AC", "BC"} { // as in a record without corrections
			if got := s.Pairs[n]; got.A+got.B != pair || got.DistanceM != were[pair] || s.People[n].Name != "ABC"[n:n+1] {
				t.Fatalf("frame %d: pair %d is %+v, want %s at %v m", s.Frame, n, got, pair, were[pair])
			}
		}
	}
	list, err := r.Corrections()
	if err != nil || len(list) != 2 || list[0].By != "T" || list[0].Swap.To != to {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestEditMoments(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	w, err := Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	for i, word := range []string{"halt", "hier", "weg"} {
		at := time.Duration(i) * time.Second
		m := scene.Moment{At: at, Voice: scene.Client, Kind: scene.Mark, Word: word, Person: "A", Other: "B", DistanceM: math.NaN(), VarM2: math.NaN(), DirectionDeg: math.NaN()}
		if err := errors.Join(w.Append(scene.Scene{Frame: i + 1, At: at}), just(w.AddMoment(m))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	before := opened(t, path, keys)
	moments, err := before.Moments()
	if err != nil || len(moments) != 3 {
		t.Fatal(moments, err)
	}
	seal, err := before.Seal()
	if err != nil {
		t.Fatal(err)
	}
	before.Close()

	a, err := Add(path, keys, "")
	if err != nil {
		t.Fatal(err)
	}
	moved := moments[0]
	moved.At, moved.Word = 3*time.Second, "hier is het goed"
	late := scene.Moment{At: 500 * time.Millisecond, Voice: scene.Therapist, Kind: scene.Note, Word: "later", DistanceM: 1, VarM2: 2, DirectionDeg: 3}
	consent := &Consent{Who: "A", On: began, Text: "opname"}
	err = errors.Join(a.EditMoment(moved), a.RemoveMoment(moments[2]), a.Swap("A", "B", 0, time.Second), a.AddMoment(late),
		a.Tell(About{Title: "tweede naam", Note: "rustig"}), a.Tell(About{Consent: consent}), a.Close())
	if err != nil {
		t.Fatal(err)
	}
	r := opened(t, path, keys)
	got, err := r.Moments()
	words := ""
	for _, m := range got {
		words += m.Word + " " + m.Person + ";"
	}
	if err != nil || words != "later ;hier B;hier is het goed A;" {
		t.Errorf("%q, %v", words, err)
	}
	title, err := r.Title()
	about, _ := r.About()
	if err != nil || title != "tweede naam" || len(about) != 2 || about[0].Note != "rustig" || about[1].Consent.Who != "A" {
		t.Errorf("%q %+v %v", title, about, err)
	}
	if after, err := r.Seal(); err != nil || after == seal || strings.Count(after, " ") != 3 {
		t.Errorf("seal %q, before the additions %q, %v", after, seal, err)
	}
	v, err := r.Verify()
	if err != nil || !v.Whole() || !v.Ended || v.Scenes != 3 || v.Moments != 4 || v.Corrections != 3 {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestCopy(t *testing.T) {
	keys := testKeys(t)
	dir := t.TempDir()
	path, given := filepath.Join(dir, "a.nabij"), filepath.Join(dir, "given.nabij")
	want := testScenes(1000, 2, false)
	record(t, path, keys, want)
	r := opened(t, path, keys)
	if err := r.Copy(given, "van mij"); err != nil {
		t.Fatal(err)
	}
	wantHint(t, "copy over", r.Copy(given, "van mij"), ErrExists)
	if _, err := keys.Erase(r.ID()); err != nil {
		t.Fatal(err)
	}
	_, err := Open(path, keys)
	wantHint(t, "erased", err, ErrErased)
	if list, err := keys.Erased(); err != nil || len(list) != 1 || list[0].ID != r.ID() {
		t.Errorf("%v, %v", list, err)
	}
	_, err = OpenOwn(given, "niet van mij")
	wantHint(t, "passphrase", err, ErrPassphrase)
	if own, err := HasOwn(given); err != nil || !own {
		t.Error(own, err)
	}
	c, err := OpenOwn(given, "van mij")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got := all(t, c); len(got) != len(want) || !same(got[777], want[777]) {
		t.Errorf("%d scenes, want %d", len(got), len(want))
	}
	if v, err := c.Verify(); err != nil || !v.Whole() || !v.Ended {
		t.Errorf("%+v, %v", v, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 2 {
		t.Errorf("files left: %v", left)
	}
}

func TestPassphrases(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	record(t, path, keys, testScenes(10, 1, false))
	_, err := Recover(keys.dir, "any", "nieuw")
	wantHint(t, "no code", err, err)
	if err := keys.ChangePassphrase("tweede"); err != nil {
		t.Fatal(err)
	}
	_, err = OpenKeys(keys.dir, "stap voor stap")
	wantHint(t, "old passphrase", err, ErrPassphrase)
	second, err := OpenKeys(keys.dir, "tweede")
	if err != nil {
		t.Fatal(err)
	}
	opened(t, path, second)
	code, err := second.RecoveryCode()
	if err != nil || len(code) != 26+5 {
		t.Fatal(code, err)
	}
	_, err = Recover(keys.dir, "0"+code[1:len(code)-1]+"0", "derde")
	if !strings.HasPrefix(code, "0") || !strings.HasSuffix(code, "0") {
		wantHint(t, "wrong code", err, ErrPassphrase)
	}
	third, err := Recover(keys.dir, strings.ToLower(strings.ReplaceAll(code, "-", " ")), "derde")
	if err != nil {
		t.Fatal(err)
	}
	opened(t, path, third)
	if _, err := OpenKeys(keys.dir, "derde"); err != nil {
		t.Error(err)
	}
}

// TestVerifyPicture hides a picture where only a forger with the key could.
func TestVerifyPicture(t *testing.T) {
	keys := testKeys(t)
	path := filepath.Join(t.TempDir(), "a.nabij")
	w, err := Create(path, keys, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	s := scene.Scene{Frame: 1, People: []scene.Person{{Name: "\xff\xd8\xff\xe0\x00\x10JFIF"}}}
	if err := errors.Join(w.Append(s), just(w.AddMoment(scene.Moment{Word: "data:image/png;base64,iVBORw0KGgo"})), w.Close()); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(path, keys)
	if err != nil || len(v.Pictures) != 2 || v.Whole() {
		t.Errorf("%+v, %v", v, err)
	}
	a, err := Add(path, keys, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(a.db.conn.Exec("CREATE TABLE album (picture BLOB)"), a.Close()); err != nil {
		t.Fatal(err)
	}
	if v, err = Verify(path, keys); err != nil || len(v.Problems) == 0 || !strings.Contains(v.Problems[0], "tables") {
		t.Errorf("%+v, %v", v, err)
	}
}
