package session

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"os"
	"slices"
	"sort"
	"sync"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Record is a recorded session, open for reading. Nothing on the disk is
// changed through it. Its methods are safe for concurrent use.
type Record struct {
	path   string
	id     ID
	header Header

	mu           sync.Mutex // guards what follows
	first, final time.Duration
	changes      []change
	db           *database
	from         source
	damage       error
	key          Key
	cached       entry // the block read last
	scenes       []scene.Scene
}

// Open opens the record at path with its key from keys. A recording that was
// cut off is made whole first: its journal is folded in where the folder can
// be written, and read from beside it where not. A damaged record opens with
// what is whole in it, and [Record.Damage] says so.
// Errors: ErrForeign, ErrNewer, ErrDamaged, ErrTruncated, ErrUnknownKey,
// ErrErased, ErrLocked, ErrEmpty.
func Open(path string, keys *Keys) (*Record, error) {
	r, err := open(path, keys)
	if err != nil {
		return nil, fmt.Errorf("open record %q: %w", path, explain(err))
	}
	return r, nil
}

func open(path string, keys *Keys) (*Record, error) {
	p, err := readPrefix(path)
	if err != nil {
		return nil, err
	}
	key, err := keys.find(p.ID)
	if err != nil {
		return nil, err
	}
	return openWith(path, p.ID, key)
}

func openWith(path string, id ID, key Key) (*Record, error) {
	if err := mend(path, id, key); err != nil {
		return nil, err
	}
	db, err := openDatabase(path, vfsRead, id, key)
	if err != nil {
		return nil, err
	}
	r := &Record{path: path, id: id, key: key, db: db, from: db}
	err = explain(r.load())
	if errors.Is(err, ErrDamaged) {
		err = r.rescue(err)
	}
	if err != nil {
		return nil, errors.Join(err, db.close(false))
	}
	return r, nil
}

// rescue goes on with what can still be read, or fails for the reason given.
func (r *Record) rescue(reason error) error {
	saved, err := r.db.rescue()
	if err != nil || len(saved) == 0 {
		if shorter(r.path, r.key) {
			return fmt.Errorf("%w: nothing of it can be read", ErrTruncated)
		}
		return reason
	}
	r.from, r.damage = saved, saved.told(r.path, r.key)
	if err := r.load(); err != nil {
		return r.damage
	}
	return nil
}

// journals are the ends of the names of what a program that is killed may leave
// beside a record: what it wrote last, and, from the first and the last moment
// of writing, what to take back.
var journals = []string{"-wal", "-journal"}

// mend folds in the journal that a recording leaves when it is killed.
func mend(path string, id ID, key Key) error {
	if !slices.ContainsFunc(journals, func(end string) bool {
		_, err := os.Stat(path + end)
		return !errors.Is(err, fs.ErrNotExist)
	}) {
		return nil
	}
	db, err := openDatabase(path, vfsWrite, id, key)
	if err == nil {
		_, err = db.query("e.seq = 0")
		err = errors.Join(err, db.close(err == nil))
	}
	if err == nil {
		os.Remove(path + "-journal") // what is left of it takes nothing back
	}
	if err = explain(err); errors.Is(err, ErrLocked) {
		return err
	}
	return nil // what is wrong with it, if anything, is told by reading it
}

// load reads what is asked for most.
func (r *Record) load() error {
	header, err := r.from.at(0)
	if err != nil {
		return err
	}
	if header == nil {
		return ErrEmpty
	}
	if err := unmarshalText(header.data, &r.header); err != nil {
		return fmt.Errorf("%w in its header: %w", ErrDamaged, err)
	}
	first, err := r.from.blockAfter(0)
	if err != nil {
		return err
	}
	last, err := r.from.blockAt(math.MaxInt64, false)
	if err != nil {
		return err
	}
	if first == nil || last == nil {
		return ErrEmpty
	}
	r.first, r.final = first.from, last.to
	corrections, err := r.corrections()
	for _, c := range corrections {
		if ch := c.change(); ch != nil {
			r.changes = append(r.changes, ch)
		}
	}
	return err
}

// Damage returns what is wrong with the record as far as reading has shown;
// nil where nothing is. Only Verify reads all of it.
func (r *Record) Damage() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.damage
}

// Close ends the use of the record.
func (r *Record) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.db == nil {
		return nil
	}
	return r.db.close(false)
}

// Change adds to the record while it stays open: it is let go meanwhile, and
// what reading gives has changed when Change returns. Somebody is a pseudonym
// that may be empty. A damaged record is refused.
func (r *Record) Change(by string, add func(*Additions) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.damage != nil {
		return fmt.Errorf("add to record %q: %w", r.path, r.damage)
	}
	err := r.db.close(false)
	if err == nil {
		err = r.additions(by, add)
	}
	fresh, opening := openWith(r.path, r.id, r.key)
	if opening != nil {
		opening = explain(opening)
		r.db, r.from, r.damage = nil, rescued(nil), opening
		return errors.Join(err, fmt.Errorf("record %q: %w", r.path, opening))
	}
	r.first, r.final, r.changes = fresh.first, fresh.final, fresh.changes
	r.db, r.from, r.damage = fresh.db, fresh.from, fresh.damage
	r.cached, r.scenes = entry{}, nil
	return err
}

// additions adds to the record, which nobody has open.
func (r *Record) additions(by string, add func(*Additions) error) error {
	a, err := addWith(r.path, r.id, r.key, by)
	if err != nil {
		return fmt.Errorf("add to record %q: %w", r.path, explain(err))
	}
	return errors.Join(add(a), a.Close())
}

// ID returns the record's name in the key store.
func (r *Record) ID() ID { return r.id }

// Header returns what the record said of itself from the start.
func (r *Record) Header() Header { return r.header }

// Span returns the times of the first and the last scene.
func (r *Record) Span() (first, last time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.first, r.final
}

// At returns the scene that was current at the time t: the last one not after
// it. Before the first scene it is the first. Its lists are not to be changed.
func (r *Record) At(t time.Duration) (scene.Scene, error) {
	first, _ := r.Span()
	scenes, err := r.blockAt(max(t, first))
	if err != nil {
		return scene.Scene{}, fmt.Errorf("record %q at %v: %w", r.path, t, explain(err))
	}
	i := sort.Search(len(scenes), func(i int) bool { return scenes[i].At > t })
	return scenes[max(i-1, 0)], nil
}

// blockAt returns the scenes of the block in which t lies. The block read last
// is kept: replay asks for it again and again.
func (r *Record) blockAt(t time.Duration) ([]scene.Scene, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c := &r.cached; c.seq > 0 && t >= c.from && t < c.to {
		return r.scenes, nil
	}
	block, err := r.from.blockAt(t, false)
	if err != nil {
		return nil, err
	}
	if block == nil {
		return nil, ErrEmpty
	}
	scenes, err := r.decode(block)
	if err == nil {
		r.cached, r.scenes = *block, scenes
	}
	return scenes, err
}

// decode returns the scenes of a block, their names put right.
func (r *Record) decode(e *entry) ([]scene.Scene, error) {
	scenes, err := readBlock(e.data)
	if err != nil {
		return nil, fmt.Errorf("%w at entry %d: %w", ErrDamaged, e.seq, err)
	}
	if len(scenes) == 0 {
		return nil, fmt.Errorf("%w at entry %d: no scene in it", ErrDamaged, e.seq)
	}
	for i := range scenes {
		for _, ch := range r.changes {
			applyTo(&scenes[i], ch)
		}
	}
	return scenes, nil
}

// Range gives the scenes from one time to another, both included. Damage is
// told by an error, after which the scenes behind it follow. Their lists are
// not to be changed.
func (r *Record) Range(from, to time.Duration) iter.Seq2[scene.Scene, error] {
	return func(yield func(scene.Scene, error) bool) {
		seq := r.before(from)
		for {
			next, scenes, err := r.following(seq)
			if err != nil && !yield(scene.Scene{}, fmt.Errorf("record %q: %w", r.path, explain(err))) {
				return
			}
			if next == seq || len(scenes) > 0 && scenes[0].At > to {
				return
			}
			seq = next
			for _, s := range scenes {
				if s.At >= from && s.At <= to && !yield(s, nil) {
					return
				}
			}
		}
	}
}

// before returns the number of the entry before the block in which t lies.
func (r *Record) before(t time.Duration) int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	block, err := r.from.blockAt(t, true)
	if block == nil || err != nil {
		return 0
	}
	return block.seq - 1
}

// following returns the scenes of the block after the entry of that number,
// and the block's own number, which is the same at the end. Where it meets
// damage it says so once, and what follows comes from what can be saved.
func (r *Record) following(seq int64) (next int64, scenes []scene.Scene, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	block, err := r.from.blockAfter(seq)
	if err != nil && r.damage == nil && r.db != nil {
		saved, _ := r.db.rescue()
		r.from, r.damage = saved, saved.told(r.path, r.key)
		block, _ = saved.blockAfter(seq)
		err = r.damage
	}
	if block == nil {
		return seq, nil, err
	}
	scenes, broken := r.decode(block)
	return block.seq, scenes, errors.Join(err, broken)
}

// Laid is the room as it was from a time on.
type Laid struct {
	From time.Duration
	Room floor.Room
}

// Rooms returns the room as it was at the beginning, and each time that it was
// laid anew.
func (r *Record) Rooms() ([]Laid, error) {
	rooms := []Laid{{math.MinInt64, r.header.Room}}
	entries, err := r.texts(entryRoom)
	for _, e := range entries {
		laid := Laid{From: e.from}
		if err := unmarshalText(e.data, &laid.Room); err != nil {
			return rooms, fmt.Errorf("record %q: %w at entry %d: %w", r.path, ErrDamaged, e.seq, err)
		}
		rooms = append(rooms, laid)
	}
	return rooms, err
}

// RoomAt returns the room as it was at the time t.
func (r *Record) RoomAt(t time.Duration) (floor.Room, error) {
	rooms, err := r.Rooms()
	i := sort.Search(len(rooms), func(i int) bool { return rooms[i].From > t })
	return rooms[max(i-1, 0)].Room, err
}

func (r *Record) texts(kind entryKind) ([]entry, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	entries, err := r.from.ofKind(kind)
	if err != nil {
		err = fmt.Errorf("record %q: %w", r.path, explain(err))
	}
	return entries, err
}
