package session

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"nabij/vision/scene"
)

// A block holds up to half a second of scenes and can be read on its own:
//
//	uvarint   length of the words, then each word: uvarint length, bytes
//	uvarint   length of the nibbles, then the nibbles   (see floats.go)
//	uvarint   length of the payload, then the payload
//	uvarint   number of scenes
//	scenes    see blockWriter.add; words by their number in the list above
//
// Within a block each scene is kept as its change since the one before.

// What keeps a block from holding anything but scenes.
const (
	blockSpan    = 500 * time.Millisecond
	maxBlock     = 256 << 10 // bytes
	fullBlock    = 32 << 10  // bytes at which the next block begins
	maxWord      = 256       // bytes
	maxPeople    = 64
	maxPerPerson = 256 // zones; borders and pairs in proportion
)

// Bits of a scene's first byte.
const (
	hasClock = 1 << iota
	newZone  // of the clock: its offset follows
	samePeople
	samePairs
	sameBorders
)

// Bits of a person's byte.
const (
	isSeen = 1 << iota
	isDoubt
	sameState // posture and zones as before
)

// numbers are the last values of a person's row.
type numbers struct{ x, y, xx, xy, yy, height, feet, left, top, width, height2 float64 }

// memory is what the scene before leaves to the next, the same when writing
// and when reading.
type memory struct {
	last    scene.Scene
	offset  time.Duration // of the clock from At, as Unix time
	zoneSec int
	people  map[string]*numbers
	pairs   map[[2]string]*[2]float64
	borders map[[2]string]*[2]float64
}

func newMemory() memory {
	return memory{people: map[string]*numbers{}, pairs: map[[2]string]*[2]float64{}, borders: map[[2]string]*[2]float64{}}
}

func (m *memory) person(name string) *numbers {
	if m.people[name] == nil {
		m.people[name] = &numbers{}
	}
	return m.people[name]
}

func row(rows map[[2]string]*[2]float64, a, b string) *[2]float64 {
	key := [2]string{a, b}
	if rows[key] == nil {
		rows[key] = &[2]float64{}
	}
	return rows[key]
}

// blockWriter makes one block.
type blockWriter struct {
	memory
	wordOf  map[string]uint64
	words   []byte
	numbers numberWriter
	body    []byte
	scenes  int
	from    time.Duration
}

func newBlockWriter() *blockWriter {
	return &blockWriter{memory: newMemory(), wordOf: map[string]uint64{}}
}

// size returns the bytes so far.
func (w *blockWriter) size() int {
	return len(w.words) + len(w.numbers.nibbles) + len(w.numbers.payload) + len(w.body)
}

// takes reports whether s belongs to the block.
func (w *blockWriter) takes(s *scene.Scene) bool {
	return w.scenes == 0 || s.At-w.from < blockSpan && w.size() < fullBlock
}

// add appends a scene that check allowed.
func (w *blockWriter) add(s *scene.Scene) {
	if w.scenes == 0 {
		w.from = s.At
	}
	same := w.sameAs(s)
	w.body = append(w.body, same)
	w.varint(int64(s.Frame - w.last.Frame))
	w.varint(int64(s.At - w.last.At))
	w.clock(s, same)
	w.persons(s, same)
	w.pairRows(s, same)
	w.borderRows(s, same)
	w.notices(s.Notices)
	w.remember(s)
	w.scenes++
}

// remember copies what the next scene is compared with: the caller may use
// its slices again.
func (w *blockWriter) remember(s *scene.Scene) {
	w.last.Frame, w.last.At = s.Frame, s.At
	w.last.People = append(w.last.People[:0], s.People...)
	for i := range w.last.People {
		w.last.People[i].Zones = slices.Clone(w.last.People[i].Zones)
	}
	w.last.Pairs = append(w.last.Pairs[:0], s.Pairs...)
	w.last.Borders = append(w.last.Borders[:0], s.Borders...)
}

// sameAs returns the scene's first byte.
func (w *blockWriter) sameAs(s *scene.Scene) (same byte) {
	if !s.Clock.IsZero() {
		same |= hasClock
		if _, zone := s.Clock.Zone(); zone != w.zoneSec {
			same |= newZone
		}
	}
	if slices.EqualFunc(s.People, w.last.People, func(a, b scene.Person) bool { return a.Name == b.Name }) {
		same |= samePeople
	}
	if slices.EqualFunc(s.Pairs, w.last.Pairs, func(a, b scene.Pair) bool { return a.A == b.A && a.B == b.B }) {
		same |= samePairs
	}
	if slices.EqualFunc(s.Borders, w.last.Borders, func(a, b scene.Border) bool { return a.Person == b.Person && a.Zone == b.Zone }) {
		same |= sameBorders
	}
	return same
}

func (w *blockWriter) clock(s *scene.Scene, same byte) {
	if same&hasClock == 0 {
		return
	}
	if same&newZone != 0 {
		_, w.zoneSec = s.Clock.Zone()
		w.varint(int64(w.zoneSec))
	}
	offset := time.Duration(s.Clock.UnixNano()) - s.At
	w.varint(int64(offset - w.offset))
	w.offset = offset
}

func (w *blockWriter) persons(s *scene.Scene, same byte) {
	if same&samePeople == 0 {
		w.uvarint(len(s.People))
	}
	for i := range s.People {
		p := &s.People[i]
		if same&samePeople == 0 {
			w.word(p.Name)
		}
		w.state(p, w.last.Find(p.Name))
		rowOf(w.person(p.Name), p, w.numbers.put)
	}
}

func (w *blockWriter) state(p, before *scene.Person) {
	flags := byte(0)
	if p.Seen {
		flags |= isSeen
	}
	if p.Doubt {
		flags |= isDoubt
	}
	if before != nil && before.Posture == p.Posture &&
		slices.Equal(p.Zones, before.Zones) {
		w.body = append(w.body, flags|sameState)
		return
	}
	w.body = append(w.body, flags)
	w.word(string(p.Posture))
	w.list(p.Zones)
}

// rowOf gives every number of a person, with its column's grid, to each.
func rowOf(last *numbers, p *scene.Person, each func(last *float64, v float64, g grid)) {
	each(&last.x, p.Place.At.X, gridMetre)
	each(&last.y, p.Place.At.Y, gridMetre)
	each(&last.xx, p.Place.Cov.XX, gridMetre2)
	each(&last.xy, p.Place.Cov.XY, gridMetre2)
	each(&last.yy, p.Place.Cov.YY, gridMetre2)
	each(&last.height, p.HeightM, gridMetre)
	each(&last.feet, p.FeetSeen, gridShare)
	each(&last.left, p.Box.Left, gridPixel)
	each(&last.top, p.Box.Top, gridPixel)
	each(&last.width, p.Box.Width, gridPixel)
	each(&last.height2, p.Box.Height, gridPixel)
}

func (w *blockWriter) pairRows(s *scene.Scene, same byte) {
	if same&samePairs == 0 {
		w.uvarint(len(s.Pairs))
	}
	for _, p := range s.Pairs {
		if same&samePairs == 0 {
			w.word(p.A)
			w.word(p.B)
		}
		last := row(w.memory.pairs, p.A, p.B)
		w.numbers.put(&last[0], p.DistanceM, gridMetre)
		w.numbers.put(&last[1], p.VarM2, gridMetre2)
	}
}

func (w *blockWriter) borderRows(s *scene.Scene, same byte) {
	if same&sameBorders == 0 {
		w.uvarint(len(s.Borders))
	}
	for _, b := range s.Borders {
		if same&sameBorders == 0 {
			w.word(b.Person)
			w.word(b.Zone)
		}
		last := row(w.memory.borders, b.Person, b.Zone)
		w.numbers.put(&last[0], b.DistanceM, gridMetre)
		w.numbers.put(&last[1], b.VarM2, gridMetre2)
	}
}

func (w *blockWriter) notices(notices []scene.Notice) {
	w.uvarint(len(notices))
	for _, n := range notices {
		w.word(string(n.Kind))
		w.list(n.People)
	}
}

func (w *blockWriter) uvarint(n int)  { w.body = binary.AppendUvarint(w.body, uint64(n)) }
func (w *blockWriter) varint(n int64) { w.body = binary.AppendVarint(w.body, n) }

func (w *blockWriter) word(s string) {
	number, ok := w.wordOf[s]
	if !ok {
		number = uint64(len(w.wordOf))
		w.wordOf[s] = number
		w.words = binary.AppendUvarint(w.words, uint64(len(s)))
		w.words = append(w.words, s...)
	}
	w.body = binary.AppendUvarint(w.body, number)
}

func (w *blockWriter) list(words []string) {
	w.uvarint(len(words))
	for _, s := range words {
		w.word(s)
	}
}

// bytes returns the finished block.
func (w *blockWriter) bytes() []byte {
	block := make([]byte, 0, w.size()+16)
	for _, part := range [][]byte{w.words, w.numbers.nibbles, w.numbers.payload} {
		block = binary.AppendUvarint(block, uint64(len(part)))
		block = append(block, part...)
	}
	block = binary.AppendUvarint(block, uint64(w.scenes))
	return append(block, w.body...)
}

// check refuses what no camera's scene holds, so that nothing else gets into
// a record by way of one.
func check(s *scene.Scene) error {
	if len(s.People) > maxPeople {
		return fmt.Errorf("frame %d: %d people, at most %d can be kept", s.Frame, len(s.People), maxPeople)
	}
	if n := max(len(s.Pairs), len(s.Borders), len(s.Notices)); n > maxPeople*maxPerPerson {
		return fmt.Errorf("frame %d: a list of %d, at most %d can be kept", s.Frame, n, maxPeople*maxPerPerson)
	}
	if y := s.Clock.Year(); !s.Clock.IsZero() && (y < 1700 || y > 2200) {
		return fmt.Errorf("frame %d: the clock says the year %d", s.Frame, y)
	}
	for _, word := range wordsOf(s) {
		if len(word) > maxWord {
			return fmt.Errorf("frame %d: a name of %d bytes, at most %d can be kept", s.Frame, len(word), maxWord)
		}
	}
	return nil
}

func wordsOf(s *scene.Scene) (words []string) {
	for i := range s.People {
		words = append(words, s.People[i].Name, string(s.People[i].Posture))
		words = append(words, s.People[i].Zones...)
	}
	for _, p := range s.Pairs {
		words = append(words, p.A, p.B)
	}
	for _, b := range s.Borders {
		words = append(words, b.Person, b.Zone)
	}
	for _, n := range s.Notices {
		words = append(words, string(n.Kind))
		words = append(words, n.People...)
	}
	return words
}
