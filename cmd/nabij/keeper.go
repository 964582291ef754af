package main

import (
	"errors"
	"sync"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// keeper keeps a session's scenes once that is wished. Its methods are safe
// for concurrent use: the eye appends while the window asks.
type keeper struct {
	begin func() (*session.Writer, error) // makes the record when it is wished

	mu     sync.Mutex
	writer *session.Writer // nil: nothing is kept
	whole  bool            // it was kept until the session's end
	fault  error           // why the record stopped; the session goes on
	path   string          // of the record; empty: its disk is not watched
	space  space
	last   time.Duration // At of the last scene
	laid   *floor.Room   // as it is since it changed; nil: it did not
}

// Keeping reports whether the session is being recorded, or was to its end.
func (k *keeper) Keeping() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.whole || k.writer != nil && k.fault == nil
}

// Keep begins to record.
func (k *keeper) Keep() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer != nil || k.whole {
		return k.fault
	}
	writer, err := k.begin()
	if err == nil {
		k.writer = writer
		if k.laid != nil {
			k.fault = writer.SetRoom(k.last, *k.laid)
		}
	}
	return err
}

// lay keeps the room as it is from a time on: zones were laid, or the floor
// followed the camera.
func (k *keeper) lay(at time.Duration, room floor.Room) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.laid = &room
	if k.writer != nil && k.fault == nil {
		k.fault = k.writer.SetRoom(at, room)
	}
}

// Mark keeps a moment and returns its ID.
func (k *keeper) Mark(m scene.Moment) (id int64, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer == nil {
		return 0, errNotKept
	}
	if m.Clock.IsZero() {
		m.Clock = time.Now()
	}
	return k.writer.AddMoment(m)
}

// Edit puts a moment in place of the one with its ID.
func (k *keeper) Edit(m scene.Moment) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer == nil {
		return errNotKept
	}
	return k.writer.EditMoment(m)
}

var errNotKept = fail("fail_not_kept")

// add keeps a scene. A disk that fails or is full stops the record and not the
// session: the scene says so instead.
func (k *keeper) add(s *scene.Scene) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.last = s.At
	if k.writer == nil {
		return
	}
	if k.space.low(k.path, s.Clock) {
		s.Notices = append(s.Notices, scene.Notice{Kind: scene.DiskNearlyFull})
	}
	if k.fault == nil {
		k.fault = k.writer.Append(*s)
	}
	if k.fault != nil || k.writer.Paused() != nil {
		s.Notices = append(s.Notices, scene.Notice{Kind: scene.RecordPaused})
	}
}

// name says who people are, in the record if there is one.
func (k *keeper) name(namings []session.Naming) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer == nil {
		return nil
	}
	for _, n := range namings {
		if err := k.writer.Name(n); err != nil {
			return err
		}
	}
	return nil
}

// swap exchanges two names from now on, in the record if there is one.
func (k *keeper) swap(a, b string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer == nil {
		return nil
	}
	return k.writer.Swap(a, b, k.last+1)
}

// close ends the record and tells whether it is whole.
func (k *keeper) close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer == nil {
		return nil
	}
	err := errors.Join(k.fault, k.writer.Close())
	k.writer, k.whole = nil, err == nil
	if err != nil {
		err = fail("fail_record_stopped_early", err)
	}
	return err
}
