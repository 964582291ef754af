package session

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// pack makes one block of scenes.
func pack(scenes []scene.Scene) []byte {
	w := newBlockWriter()
	for i := range scenes {
		w.add(&scenes[i])
	}
	return w.bytes()
}

// anyScene draws a scene with whatever numbers and words there are.
func anyScene(t *rapid.T) (s scene.Scene) {
	number := rapid.OneOf(
		rapid.Float64(), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, 1e-320}),
		rapid.Map(rapid.IntRange(-50000, 50000), func(n int) float64 { return float64(n) / 1e4 }))
	word := rapid.SampledFrom([]string{"", "A", "B", "Célie", "veilig:left", "\x00\xff"})
	num := func(what string) float64 { return number.Draw(t, what) }
	s.Frame = rapid.Int().Draw(t, "frame")
	s.At = time.Duration(rapid.Int64().Draw(t, "at"))
	if rapid.Bool().Draw(t, "has clock") {
		zone := time.FixedZone("", rapid.IntRange(-50000, 50000).Draw(t, "zone"))
		s.Clock = time.Unix(0, rapid.Int64Range(-8e18, 7e18).Draw(t, "clock")).In(zone)
	}
	for range rapid.IntRange(0, 3).Draw(t, "people") {
		s.People = append(s.People, scene.Person{
			Name: word.Draw(t, "name"), Posture: scene.Posture(word.Draw(t, "posture")), Zones: rapid.SliceOfN(word, 0, 3).Draw(t, "zones"),
			Place:   floor.Place{At: floor.Point{X: num("x"), Y: num("y")}, Cov: floor.Cov{XX: num("xx"), XY: num("xy"), YY: num("yy")}},
			HeightM: num("height"), FeetSeen: num("feet"), Seen: rapid.Bool().Draw(t, "seen"), Doubt: rapid.Bool().Draw(t, "doubt"),
			Box: vision.Box{Left: num("left"), Top: num("top"), Width: num("width"), Height: num("height")},
		})
	}
	for range rapid.IntRange(0, 3).Draw(t, "pairs") {
		s.Pairs = append(s.Pairs, scene.Pair{A: word.Draw(t, "a"), B: word.Draw(t, "b"), DistanceM: num("d"), VarM2: num("v")})
		s.Borders = append(s.Borders, scene.Border{Person: word.Draw(t, "p"), Zone: word.Draw(t, "z"), DistanceM: num("d"), VarM2: num("v")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "notices") {
		s.Notices = append(s.Notices, scene.Notice{Kind: scene.NoticeKind(word.Draw(t, "kind")), People: rapid.SliceOfN(word, 0, 2).Draw(t, "about")})
	}
	return s
}

func TestBlockRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Custom(anyScene), 0, 4).Draw(t, "scenes")
		block := pack(want)
		got, err := readBlock(block)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%d scenes, %v; want %d", len(got), err, len(want))
		}
		for i := range want {
			if !same(got[i], want[i]) {
				t.Fatalf("scene %d:\n%+v\nwant\n%+v", i, got[i], want[i])
			}
		}
		if again := pack(got); !bytes.Equal(again, block) {
			t.Fatal("packed again it differs") // the last bit of every NaN included
		}
		for cut := range block {
			if scenes, err := readBlock(block[:cut]); err == nil {
				t.Fatalf("cut at %d of %d: %d scenes and no error", cut, len(block), len(scenes))
			}
		}
	})
}

func FuzzReadBlock(f *testing.F) {
	f.Add(pack(nil))
	f.Add(pack(testScenes(15, 4, true)))
	f.Add(pack(testScenes(101, 2, false)))
	f.Fuzz(func(t *testing.T, block []byte) {
		scenes, err := readBlock(block)
		if err != nil {
			return
		}
		again, err := readBlock(pack(scenes))
		if err != nil || len(again) != len(scenes) {
			t.Fatalf("%d scenes, then %d, %v", len(scenes), len(again), err)
		}
	})
}

func FuzzParsePrefix(f *testing.F) {
	page, err := prefix{ID: newID()}.marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(page)
	f.Add([]byte("nabij record 2\n"))
	f.Fuzz(func(t *testing.T, page []byte) {
		p, err := parsePrefix(page)
		if err != nil {
			wantHint(t, "prefix", err, ErrForeign, ErrNewer, ErrDamaged, ErrTruncated)
			return
		}
		if p.Own != nil && p.Own.Cost.allowed() && p.Own.Cost.MemoryKiB > 1<<20 {
			t.Fatal("a forged file may take all memory")
		}
	})
}

// FuzzKeyStore puts any bytes in place of the key store's files.
func FuzzKeyStore(f *testing.F) {
	usualCost = cost{Passes: 1, MemoryKiB: 64, Lanes: 1}
	dir := filepath.Join(f.TempDir(), "keys")
	keys, err := OpenKeys(dir, "stap")
	if err != nil {
		f.Fatal(err)
	}
	id := newID()
	if err := keys.add(id, Key{1}); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(dir, practiceFile))
	if err != nil {
		f.Fatal(err)
	}
	one, err := os.ReadFile(keys.path(id))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good, true)
	f.Add(one, true)
	f.Add([]byte(`{"format":1,"passphrase":{"argon2id":{"passes":1,"memory_kib":4000000000,"lanes":1}}}`), false)
	f.Fuzz(func(t *testing.T, data []byte, sum bool) {
		if !sum { // get past the checksum
			data = checked(data)
		}
		var p practice
		if err := parseChecked(data, &p); err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatal(err)
		} else if err == nil && p.Passphrase.Cost.MemoryKiB < 1<<12 && p.Passphrase.Cost.Passes < 3 {
			if _, err := p.Passphrase.open("stap", usePractice); err != nil {
				wantHint(t, "practice", err, ErrDamaged, ErrPassphrase)
			}
		}
		var r recordKey
		if err := parseChecked(data, &r); err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatal(err)
		}
	})
}

// TestFlippedBits flips single bits all over a record, one in every NABIJ_FLIPS
// bytes where that is set. Whatever scenes come are as they were recorded; all
// else is told.
func TestFlippedBits(t *testing.T) {
	keys := testKeys(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "whole.nabij")
	want := testScenes(300, 3, false)
	record(t, path, keys, want)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flipped := filepath.Join(dir, "flipped.nabij")
	told, flips, apart := 0, 0, 397
	if n, err := strconv.Atoi(os.Getenv("NABIJ_FLIPS")); err == nil && n > 0 {
		apart = n
	}
	for at := 13 % apart; at < len(whole); at += apart {
		flips++
		data := bytes.Clone(whole)
		data[at] ^= 1 << (at % 8)
		if err := os.WriteFile(flipped, data, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Open(flipped, keys)
		if err != nil {
			wantHint(t, "open", err, ErrDamaged, ErrTruncated, ErrNewer, ErrForeign, ErrUnknownKey)
			told++
			continue
		}
		if v, err := r.Verify(); err != nil || v.Whole() {
			t.Errorf("bit at %d: verify finds nothing, %v", at, err)
		}
		i, failed := 0, false
		first, last := r.Span()
		for s, err := range r.Range(first, last) {
			if err != nil {
				wantHint(t, "range", err, ErrDamaged)
				failed = true
				continue
			}
			for i < len(want) && want[i].Frame < s.Frame {
				i++
			}
			if i == len(want) || !same(s, want[i]) {
				t.Fatalf("bit at %d: %+v was never recorded", at, s)
			}
			i++
		}
		if failed || r.Damage() != nil {
			told++
		} else if i != len(want) {
			t.Errorf("bit at %d: %d of %d scenes and not a word", at, i, len(want))
		}
		r.Close()
	}
	t.Logf("%d of %d flips told, %d bytes apart", told, flips, apart)
}

// FuzzEntry decodes what an entry of any kind may hold.
func FuzzEntry(f *testing.F) {
	for kind, v := range map[entryKind]any{
		entryHeader: testHeader(), entryMoment: keep(scene.Moment{Voice: scene.Client}), entryGap: Gap{Scenes: 3},
		entryCorrection: Correction{Swap: &Swap{"A", "B", 0, 9}}, entryAbout: About{}, entryEnd: struct{}{},
	} {
		text, err := marshalText(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(int64(kind), text)
	}
	f.Add(int64(entryScenes), pack(testScenes(3, 2, true)))
	f.Fuzz(func(t *testing.T, kind int64, data []byte) {
		var v Report
		if err := v.content(&entry{kind: entryKind(kind), data: data}); err == nil && kind > int64(entryAbout) {
			t.Errorf("kind %d is in the format", kind)
		}
	})
}

// FuzzOpenRecord puts any bytes anywhere into a record. Whatever can still be
// read is as it was recorded; all else is told.
func FuzzOpenRecord(f *testing.F) {
	keys := testKeys(f)
	path := filepath.Join(f.TempDir(), "whole.nabij")
	want := testScenes(60, 2, false)
	record(f, path, keys, want)
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), []byte{})
	f.Add(uint32(20), []byte("{"))
	f.Add(uint32(4096), make([]byte, 5000))
	f.Add(uint32(len(whole)), []byte("more"))
	f.Fuzz(func(t *testing.T, at uint32, patch []byte) {
		from := int(at) % (len(whole) + 1)
		data := slices.Concat(whole[:from], patch, whole[min(len(whole), from+len(patch)):])
		path := filepath.Join(t.TempDir(), "any.nabij")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Open(path, keys)
		if err != nil {
			wantHint(t, "open", err, ErrDamaged, ErrTruncated, ErrNewer, ErrForeign, ErrUnknownKey, ErrEmpty)
			return
		}
		defer r.Close()
		i := 0
		first, last := r.Span()
		for s, err := range r.Range(first, last) {
			if err != nil {
				wantHint(t, "range", err, ErrDamaged)
				continue
			}
			for i < len(want) && want[i].Frame < s.Frame {
				i++
			}
			if i == len(want) || !same(s, want[i]) {
				t.Fatalf("%+v was never recorded", s)
			}
			i++
		}
	})
}
