package session

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
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
	first  time.Duration
	final  time.Duration

	mu     sync.Mutex // guards what follows
	db     *database
	cached entry // the block read last
	scenes []scene.Scene
}

// Open opens the record at path with its key from keys. A recording that was
// cut off is made whole first: its journal is folded in where the folder can
// be written, and read from beside it where not.
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
	if err := mend(path, p.ID, key); err != nil {
		return nil, err
	}
	db, err := openDatabase(path, vfsRead, p.ID, key)
	if err != nil {
		return nil, err
	}
	r := &Record{path: path, id: p.ID, db: db}
	if err := r.load(); err != nil {
		return nil, errors.Join(err, db.close(false))
	}
	return r, nil
}

// mend folds in the journal that a recording leaves when it is killed.
func mend(path string, id ID, key Key) error {
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	db, err := openDatabase(path, vfsWrite, id, key)
	if err == nil {
		_, err = db.query("e.seq = 0")
		err = errors.Join(err, db.close(err == nil))
	}
	if err = explain(err); errors.Is(err, ErrLocked) {
		return err
	}
	return nil // what is wrong with it, if anything, is told by reading it
}

// load reads what is asked for most.
func (r *Record) load() error {
	entries, err := r.db.query("e.seq = 0")
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return ErrEmpty
	}
	if err := unmarshalText(entries[0].data, &r.header); err != nil {
		return fmt.Errorf("%w in its header: %w", ErrDamaged, err)
	}
	r.first, err = r.edge("e.start, e.seq")
	if err != nil {
		return err
	}
	r.final, err = r.edge("e.start DESC, e.seq DESC")
	return err
}

func (r *Record) edge(order string) (time.Duration, error) {
	blocks, err := r.db.query("e.kind = 1 ORDER BY " + order + " LIMIT 1")
	if err != nil {
		return 0, err
	}
	if len(blocks) == 0 {
		return 0, ErrEmpty
	}
	if order == "e.start, e.seq" {
		return blocks[0].from, nil
	}
	return blocks[0].to, nil
}

// Close ends the use of the record.
func (r *Record) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.db.close(false)
}

// ID returns the record's name in the key store.
func (r *Record) ID() ID { return r.id }

// Header returns what the record said of itself from the start.
func (r *Record) Header() Header { return r.header }

// Span returns the times of the first and the last scene.
func (r *Record) Span() (first, last time.Duration) { return r.first, r.final }

// At returns the scene that was current at the time t: the last one not after
// it. Before the first scene it is the first.
func (r *Record) At(t time.Duration) (scene.Scene, error) {
	scenes, err := r.block("e.kind = 1 AND e.start <= ? ORDER BY e.start DESC, e.seq DESC LIMIT 1", max(t, r.first))
	if err != nil {
		return scene.Scene{}, fmt.Errorf("record %q at %v: %w", r.path, t, explain(err))
	}
	i := sort.Search(len(scenes), func(i int) bool { return scenes[i].At > t })
	return scenes[max(i-1, 0)], nil
}

// block returns the scenes of the block that a condition finds. The block
// read last is kept: replay asks for it again and again.
func (r *Record) block(where string, at time.Duration) ([]scene.Scene, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c := &r.cached; c.seq > 0 && at >= c.from && at < c.to {
		return r.scenes, nil
	}
	blocks, err := r.db.query(where, int64(at))
	if err != nil {
		return nil, err
	}
	if len(blocks) == 0 {
		return nil, ErrEmpty
	}
	scenes, err := decode(&blocks[0])
	if err == nil {
		r.cached, r.scenes = blocks[0], scenes
	}
	return scenes, err
}

func decode(e *entry) ([]scene.Scene, error) {
	scenes, err := readBlock(e.data)
	if err != nil {
		return nil, fmt.Errorf("%w at entry %d: %w", ErrDamaged, e.seq, err)
	}
	if len(scenes) == 0 {
		return nil, fmt.Errorf("%w at entry %d: no scene in it", ErrDamaged, e.seq)
	}
	return scenes, nil
}

// Range gives the scenes from one time to another, both included. A damaged
// stretch is told by one error, after which the scenes behind it follow.
func (r *Record) Range(from, to time.Duration) iter.Seq2[scene.Scene, error] {
	return func(yield func(scene.Scene, error) bool) {
		seq := r.before(from)
		for {
			block, scenes, err := r.following(seq)
			if block == nil && err == nil || err == nil && scenes[0].At > to {
				return
			}
			if err != nil && !yield(scene.Scene{}, fmt.Errorf("record %q: %w", r.path, explain(err))) {
				return
			}
			if block == nil {
				return
			}
			seq = block.seq
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
	blocks, err := r.db.query("e.kind = 1 AND e.start < ? ORDER BY e.start DESC, e.seq DESC LIMIT 1", int64(t))
	if len(blocks) == 0 || err != nil {
		return 0
	}
	return blocks[0].seq - 1
}

// following returns the block after the entry of that number; nil at the end.
func (r *Record) following(seq int64) (*entry, []scene.Scene, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	blocks, err := r.db.query("+e.kind = 1 AND e.seq > ? ORDER BY e.seq LIMIT 1", seq)
	if len(blocks) == 0 {
		return nil, nil, err
	}
	if err != nil {
		return &blocks[0], nil, err
	}
	scenes, err := decode(&blocks[0])
	return &blocks[0], scenes, err
}

// Moments returns the marked moments in the order of their times.
func (r *Record) Moments() ([]scene.Moment, error) {
	entries, err := r.texts(entryMoment)
	moments := make([]scene.Moment, 0, len(entries))
	for _, e := range entries {
		var m keptMoment
		if err := unmarshalText(e.data, &m); err != nil {
			return moments, fmt.Errorf("record %q: %w at entry %d: %w", r.path, ErrDamaged, e.seq, err)
		}
		moments = append(moments, m.moment(e.seq))
	}
	sort.SliceStable(moments, func(i, j int) bool { return moments[i].At < moments[j].At })
	return moments, err
}

// RoomAt returns the room as it was at the time t.
func (r *Record) RoomAt(t time.Duration) (floor.Room, error) {
	room := r.header.Room
	entries, err := r.texts(entryRoom)
	for _, e := range entries {
		if e.from > t {
			break
		}
		room = floor.Room{}
		if err := unmarshalText(e.data, &room); err != nil {
			return room, fmt.Errorf("record %q: %w at entry %d: %w", r.path, ErrDamaged, e.seq, err)
		}
	}
	return room, err
}

func (r *Record) texts(kind entryKind) ([]entry, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	entries, err := r.db.query("e.kind = ? ORDER BY e.start, e.seq", int64(kind))
	if err != nil {
		err = fmt.Errorf("record %q: %w", r.path, explain(err))
	}
	return entries, err
}
