package session

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"nabij/vision/scene"
)

// commitEvery is how often a writer puts what it has on the disk. A kill or a
// power cut loses at most this and the commit under way: less than a second.
const commitEvery = 500 * time.Millisecond

// maxWaiting is how many bytes may wait for the disk before Append waits too.
const maxWaiting = 4 << 20

// Writer records one session. Its methods are safe for concurrent use.
type Writer struct {
	path string
	id   ID

	mu      sync.Mutex // guards what follows
	block   *blockWriter
	last    time.Duration // At of the last scene
	scenes  int
	waiting []entry
	bytes   int   // in waiting
	err     error // of the disk: nothing more is taken
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
	w, err := create(path, keys, header)
	if err != nil {
		return nil, fmt.Errorf("create record %q: %w", path, explain(err))
	}
	return w, nil
}

func create(path string, keys *Keys, header Header) (*Writer, error) {
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
	db, err := beginDatabase(path, id, key, text)
	if err != nil {
		return nil, errors.Join(err, os.Remove(path), os.Remove(keys.path(id)))
	}
	return startWriter(path, id, db), nil
}

func beginDatabase(path string, id ID, key Key, header []byte) (*database, error) {
	db, err := openDatabase(path, vfsWrite, id, key)
	if err != nil {
		return nil, err
	}
	if err := db.begin(header); err != nil {
		return nil, errors.Join(err, db.close(false), removeJournal(path))
	}
	return db, nil
}

func removeJournal(path string) error {
	os.Remove(path + "-wal")
	return nil
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
// scenes come much faster than they happened. An error of the disk is told by
// every call after it.
func (w *Writer) Append(s scene.Scene) error {
	if err := check(&s); err != nil {
		return fmt.Errorf("record %q: %w", w.path, err)
	}
	full, err := w.take(&s)
	if full {
		err = w.commit()
	}
	if err != nil {
		return fmt.Errorf("record %q: %w", w.path, err)
	}
	return nil
}

// take buffers a scene and reports whether the buffer is full.
func (w *Writer) take(s *scene.Scene) (full bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.open(); err != nil {
		return false, err
	}
	if s.At < w.last {
		return false, fmt.Errorf("frame %d: its time %v is before the last one's, %v", s.Frame, s.At, w.last)
	}
	if !w.block.takes(s) {
		w.finishBlock()
	}
	w.block.add(s)
	w.last = s.At
	w.scenes++
	return w.bytes > maxWaiting, nil
}

// open returns why nothing more is taken, if so.
func (w *Writer) open() error {
	if w.closed {
		return ErrClosed
	}
	return w.err
}

// finishBlock moves the block to what waits for the disk.
func (w *Writer) finishBlock() {
	if w.block.scenes == 0 {
		return
	}
	w.queue(entry{kind: entryScenes, from: w.block.from, to: w.last, data: w.block.bytes()})
	w.block = newBlockWriter()
}

func (w *Writer) queue(e entry) {
	w.waiting = append(w.waiting, e)
	w.bytes += len(e.data)
}

// addText adds an entry of JSON.
func (w *Writer) addText(kind entryKind, at time.Duration, v any) error {
	text, err := marshalText(v)
	if err != nil {
		return fmt.Errorf("record %q: %w", w.path, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.open(); err != nil {
		return fmt.Errorf("record %q: %w", w.path, err)
	}
	w.finishBlock()
	w.queue(entry{kind: kind, from: at, to: at, data: text})
	return nil
}

// commit puts all that waits on the disk.
func (w *Writer) commit() error {
	w.disk.Lock()
	defer w.disk.Unlock()
	w.mu.Lock()
	if w.err != nil {
		defer w.mu.Unlock()
		return w.err
	}
	w.finishBlock()
	waiting := w.waiting
	w.waiting, w.bytes = nil, 0
	w.mu.Unlock()
	if len(waiting) == 0 {
		return nil
	}
	err := w.db.add(waiting)
	if err == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting, w.err = append(waiting, w.waiting...), explain(err)
	return w.err
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
	w.queue(entry{kind: entryEnd, from: w.last, to: w.last, data: []byte("{}")})
	w.closed = true
	w.mu.Unlock()

	close(w.stop)
	w.ticker.Wait()
	err := w.commit()
	w.disk.Lock()
	defer w.disk.Unlock()
	if err = errors.Join(err, w.db.close(err == nil)); err != nil {
		return fmt.Errorf("close record %q: %w", w.path, explain(err))
	}
	return nil
}
