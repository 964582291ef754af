package session

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"nabij/vision/scene"
)

// commitEvery is how often a writer puts what it has on the disk. A kill or a
// power cut loses at most this and the commit under way: less than a second.
const commitEvery = 500 * time.Millisecond

// What may wait for the disk, in bytes: while it works, before Append waits
// too; and while it is full, before scenes are left out.
const (
	maxWaiting = 4 << 20
	maxHeld    = 1 << 20
)

// Writer records one session. Its methods are safe for concurrent use.
type Writer struct {
	path string
	id   ID

	mu      sync.Mutex // guards what follows
	block   *blockWriter
	names   []string      // of everyone so far
	number  int64         // of the entry queued last
	last    time.Duration // At of the last scene
	waiting []entry
	bytes   int   // in waiting
	paused  error // of the disk: what comes is held, then left out
	gap     Gap   // what was left out
	closed  bool

	disk   sync.Mutex // held through a commit; taken before mu
	db     *database
	stop   chan struct{}
	ticker sync.WaitGroup
}

// Create begins a record at path, where nothing may be yet, with a new random
// key that it keeps in keys. A failure leaves neither file nor key behind.
// Errors: ErrExists, ErrUnwritable, ErrFull, ErrLocked.
func Create(path string, keys *Keys, header Header) (*Writer, error) {
	w, err := create(path, vfsWrite, keys, header)
	if err != nil {
		return nil, fmt.Errorf("create record %q: %w", path, explain(err))
	}
	return w, nil
}

func create(path, layer string, keys *Keys, header Header) (*Writer, error) {
	if err := checkRoom(&header.Room); err != nil {
		return nil, err
	}
	text, err := marshalText(header)
	if err != nil {
		return nil, err
	}
	var key Key
	rand.Read(key[:])
	id := newID()
	page, err := prefix{ID: id}.marshal()
	if err != nil {
		return nil, err
	}
	if err := newFile(path, page); err != nil {
		return nil, err
	}
	if err := keys.add(id, key); err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	db, err := beginDatabase(path, layer, id, key, text)
	if err != nil {
		return nil, errors.Join(err, os.Remove(path), os.Remove(keys.path(id)))
	}
	return startWriter(path, id, db), nil
}

func beginDatabase(path, layer string, id ID, key Key, header []byte) (*database, error) {
	db, err := openDatabase(path, layer, id, key)
	if err != nil {
		return nil, err
	}
	if err := db.begin(header); err != nil {
		err = errors.Join(err, db.close(false))
		os.Remove(path + "-wal")
		return nil, err
	}
	return db, nil
}

func startWriter(path string, id ID, db *database) *Writer {
	w := &Writer{path: path, id: id, db: db, block: newBlockWriter(), last: -1 << 62, stop: make(chan struct{})}
	w.ticker.Add(1)
	go w.tick()
	return w
}

// ID returns the record's name in the key store.
func (w *Writer) ID() ID { return w.id }

// tick commits on the wall's clock until the writer is closed.
func (w *Writer) tick() {
	defer w.ticker.Done()
	ticker := time.NewTicker(commitEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			w.commit()
		case <-w.stop:
			return
		}
	}
}

// Append adds a scene, whose time must not be before the last one's. It
// returns at once, the disk follows on its own clock; it waits only where
// scenes come much faster than they happened. A full disk is no error of
// Append: see [Writer.Paused].
func (w *Writer) Append(s scene.Scene) error {
	if err := check(&s); err != nil {
		return fmt.Errorf("record %q: %w", w.path, err)
	}
	full, err := w.take(&s)
	if err != nil {
		return fmt.Errorf("record %q: %w", w.path, err)
	}
	if full {
		w.commit()
	}
	return nil
}

// take buffers a scene and reports whether the buffer is full.
func (w *Writer) take(s *scene.Scene) (full bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return false, ErrClosed
	}
	if s.At < w.last {
		return false, fmt.Errorf("frame %d: its time %v is before the last one's, %v", s.Frame, s.At, w.last)
	}
	w.last = s.At
	if w.paused != nil && w.bytes > maxHeld {
		w.gap.add(s.At)
		return false, nil
	}
	if !w.block.takes(s) {
		w.finishBlock()
	}
	w.block.add(s)
	w.meet(s)
	return w.bytes > maxWaiting, nil
}

// mostNames is how many names the end of a record lists.
const mostNames = 1000

// meet remembers the names of everyone, for the end of the record.
func (w *Writer) meet(s *scene.Scene) {
	for i := range s.People {
		if name := s.People[i].Name; len(w.names) < mostNames && !slices.Contains(w.names, name) {
			w.names = append(w.names, name)
		}
	}
}

// finishBlock moves the block to what waits for the disk.
func (w *Writer) finishBlock() {
	if w.block.scenes == 0 {
		return
	}
	w.queue(entry{kind: entryScenes, from: w.block.from, to: w.block.last.At, data: w.block.bytes()})
	w.block = newBlockWriter()
}

// queue lets an entry wait for the disk. Entries get there in this order, so
// that their numbers are known.
func (w *Writer) queue(e entry) int64 {
	w.waiting = append(w.waiting, e)
	w.bytes += len(e.data)
	w.number++
	return w.number
}

// addText adds an entry of JSON and returns its number.
func (w *Writer) addText(kind entryKind, at time.Duration, v any) (seq int64, err error) {
	text, err := marshalText(v)
	if err != nil {
		return 0, fmt.Errorf("record %q: %w", w.path, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return 0, fmt.Errorf("record %q: %w", w.path, ErrClosed)
	}
	w.finishBlock()
	return w.queue(entry{kind: kind, from: at, to: at, data: text}), nil
}

// commit puts all that waits on the disk. Where that fails, what waited goes
// on waiting, and the recording is paused until a later commit succeeds.
func (w *Writer) commit() error {
	w.disk.Lock()
	defer w.disk.Unlock()
	waiting := w.takeWaiting()
	if len(waiting) == 0 {
		return nil
	}
	err := explain(w.put(waiting))
	w.mu.Lock()
	defer w.mu.Unlock()
	w.paused = err
	if err != nil {
		w.waiting = append(waiting, w.waiting...)
		for _, e := range waiting {
			w.bytes += len(e.data)
		}
		return err
	}
	return w.markGap()
}

// Flush puts all that waits on the disk now, as the writer does by itself every
// half second of the wall's clock: for whoever lets time pass faster.
func (w *Writer) Flush() error { return w.commit() }

// put adds entries to the database. Should it panic, that is an error like any
// other: the entries wait, and the session goes on.
func (w *Writer) put(entries []entry) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("a mistake in the program: %v", cause)
		}
	}()
	return w.db.add(entries)
}

func (w *Writer) takeWaiting() []entry {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.finishBlock()
	waiting := w.waiting
	w.waiting, w.bytes = nil, 0
	return waiting
}

// markGap adds what was left out while the disk was full.
func (w *Writer) markGap() error {
	if w.gap.Scenes == 0 {
		return nil
	}
	text, err := marshalText(w.gap)
	w.queue(entry{kind: entryGap, from: w.gap.From, to: w.gap.To, data: text})
	w.gap = Gap{}
	return err
}

// Paused returns why nothing reaches the disk at the moment, such as ErrFull;
// nil while all is well. A paused recording holds a minute or more, then leaves
// scenes out, goes on as soon as it can, and marks the gap.
func (w *Writer) Paused() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.paused
}

// Close writes what is left, marks the end and leaves one file. The error
// tells whether the record is whole; calling it again does nothing.
func (w *Writer) Close() error {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil
	}
	w.finishBlock()
	end, err := marshalText(ending{Names: w.names})
	w.queue(entry{kind: entryEnd, from: w.last, to: w.last, data: end})
	w.closed = true
	w.mu.Unlock()

	close(w.stop)
	w.ticker.Wait()
	if err == nil {
		err = w.commit()
	}
	if err == nil {
		err = w.commit() // the mark of a gap
	}
	w.disk.Lock()
	defer w.disk.Unlock()
	if err = errors.Join(err, w.db.close(err == nil)); err != nil {
		return fmt.Errorf("close record %q: %w", w.path, explain(err))
	}
	return nil
}
