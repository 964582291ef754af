package session

import (
	"encoding/binary"
	"errors"
	"time"

	"nabij/vision/scene"
)

// blockReader takes a block apart. Its input is not trusted: each count is
// bounded by the bytes that are there.
type blockReader struct {
	memory
	words   []string
	numbers numberReader
	body    []byte
	err     error
}

// readBlock returns the scenes of a block.
func readBlock(block []byte) ([]scene.Scene, error) {
	r := &blockReader{memory: newMemory(), body: block}
	words := r.part()
	r.numbers.nibbles = r.part()
	r.numbers.payload = r.part()
	r.readWords(words)
	count := r.count()
	scenes := make([]scene.Scene, 0, min(count, 64))
	for i := 0; i < count && r.failed() == nil; i++ {
		s := r.scene()
		r.last = s
		scenes = append(scenes, s)
	}
	if r.failed() == nil && len(r.body) > 0 {
		r.err = errors.New("a block holds more than its scenes")
	}
	if r.failed() == nil {
		r.err = r.numbers.done()
	}
	return scenes, r.failed()
}

func (r *blockReader) failed() error {
	if r.err != nil {
		return r.err
	}
	return r.numbers.err
}

func (r *blockReader) fail() { r.err, r.body = errShort, nil }

// count reads a number of things, each of which takes a byte or more.
func (r *blockReader) count() int {
	n, size := binary.Uvarint(r.body)
	if size <= 0 || n > uint64(len(r.body)-size) {
		r.fail()
		return 0
	}
	r.body = r.body[size:]
	return int(n)
}

func (r *blockReader) part() []byte {
	n := r.count()
	part := r.body[:n]
	r.body = r.body[n:]
	return part
}

func (r *blockReader) readWords(words []byte) {
	for len(words) > 0 {
		n, size := binary.Uvarint(words)
		if size <= 0 || n > maxWord || n > uint64(len(words)-size) {
			r.fail()
			return
		}
		r.words = append(r.words, string(words[size:size+int(n)]))
		words = words[size+int(n):]
	}
}

func (r *blockReader) byte() byte {
	if len(r.body) == 0 {
		r.fail()
		return 0
	}
	b := r.body[0]
	r.body = r.body[1:]
	return b
}

func (r *blockReader) varint() int64 {
	n, size := binary.Varint(r.body)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.body = r.body[size:]
	return n
}

func (r *blockReader) word() string {
	n, size := binary.Uvarint(r.body)
	if size <= 0 || n >= uint64(len(r.words)) {
		r.fail()
		return ""
	}
	r.body = r.body[size:]
	return r.words[n]
}

func (r *blockReader) list() (words []string) {
	for n := r.count(); n > 0 && r.err == nil; n-- {
		words = append(words, r.word())
	}
	return words
}

func (r *blockReader) scene() (s scene.Scene) {
	same := r.byte()
	s.Frame = r.last.Frame + int(r.varint())
	s.At = r.last.At + time.Duration(r.varint())
	s.Clock = r.clock(s.At, same)
	r.persons(&s, same)
	r.pairRows(&s, same)
	r.borderRows(&s, same)
	for n := r.count(); n > 0 && r.err == nil; n-- {
		s.Notices = append(s.Notices, scene.Notice{Kind: scene.NoticeKind(r.word()), People: r.list()})
	}
	return s
}

func (r *blockReader) clock(at time.Duration, same byte) time.Time {
	if same&hasClock == 0 {
		return time.Time{}
	}
	if same&newZone != 0 {
		r.zoneSec = int(r.varint())
	}
	r.offset += time.Duration(r.varint())
	clock := time.Unix(0, int64(r.offset+at)).UTC()
	if r.zoneSec != 0 {
		clock = clock.In(time.FixedZone("", r.zoneSec))
	}
	return clock
}

func (r *blockReader) persons(s *scene.Scene, same byte) {
	count := len(r.last.People)
	if same&samePeople == 0 {
		count = r.count()
	}
	s.People = make([]scene.Person, 0, min(count, maxPeople))
	for i := 0; i < count && r.failed() == nil; i++ {
		var p scene.Person
		if same&samePeople == 0 {
			p.Name = r.word()
		} else {
			p.Name = r.last.People[i].Name
		}
		r.state(&p, r.last.Find(p.Name))
		r.row(&p)
		s.People = append(s.People, p)
	}
}

func (r *blockReader) state(p, before *scene.Person) {
	flags := r.byte()
	p.Seen, p.Doubt = flags&isSeen != 0, flags&isDoubt != 0
	switch {
	case flags&sameState == 0:
		p.Posture = scene.Posture(r.word())
		p.Zones = r.list()
	case before == nil:
		r.fail()
	default:
		p.Posture, p.Zones = before.Posture, before.Zones
	}
}

func (r *blockReader) row(p *scene.Person) {
	last := r.person(p.Name)
	rowOf(last, p, func(last *float64, _ float64, g grid) { r.numbers.get(last, g) })
	p.Place.At.X, p.Place.At.Y = last.x, last.y
	p.Place.Cov.XX, p.Place.Cov.XY, p.Place.Cov.YY = last.xx, last.xy, last.yy
	p.HeightM, p.FeetSeen = last.height, last.feet
	p.Box.Left, p.Box.Top, p.Box.Width, p.Box.Height = last.left, last.top, last.width, last.height2
}

func (r *blockReader) pairRows(s *scene.Scene, same byte) {
	count := len(r.last.Pairs)
	if same&samePairs == 0 {
		count = r.count()
	}
	s.Pairs = make([]scene.Pair, 0, min(count, maxPeople))
	for i := 0; i < count && r.failed() == nil; i++ {
		var p scene.Pair
		if same&samePairs == 0 {
			p.A, p.B = r.word(), r.word()
		} else {
			p.A, p.B = r.last.Pairs[i].A, r.last.Pairs[i].B
		}
		last := row(r.memory.pairs, p.A, p.B)
		p.DistanceM = r.numbers.get(&last[0], gridMetre)
		p.VarM2 = r.numbers.get(&last[1], gridMetre2)
		s.Pairs = append(s.Pairs, p)
	}
}

func (r *blockReader) borderRows(s *scene.Scene, same byte) {
	count := len(r.last.Borders)
	if same&sameBorders == 0 {
		count = r.count()
	}
	s.Borders = make([]scene.Border, 0, min(count, maxPeople))
	for i := 0; i < count && r.failed() == nil; i++ {
		var b scene.Border
		if same&sameBorders == 0 {
			b.Person, b.Zone = r.word(), r.word()
		} else {
			b.Person, b.Zone = r.last.Borders[i].Person, r.last.Borders[i].Zone
		}
		last := row(r.memory.borders, b.Person, b.Zone)
		b.DistanceM = r.numbers.get(&last[0], gridMetre)
		b.VarM2 = r.numbers.get(&last[1], gridMetre2)
		s.Borders = append(s.Borders, b)
	}
}
