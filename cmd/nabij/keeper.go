package main

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"nabij/vision/scene"
	"nabij/vision/session"
)

// keeper keeps a session's scenes once that is wished. Its methods are safe
// for concurrent use: the eye appends while the window asks.
type keeper struct {
	begin func() (*session.Writer, error) // makes the record when it is wished

	mu     sync.Mutex
	writer *session.Writer // nil: nothing is kept
	fault  error           // why the record stopped; the session goes on
}

// Keeping reports whether the session is being recorded.
func (k *keeper) Keeping() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.writer != nil && k.fault == nil
}

// Keep begins to record.
func (k *keeper) Keep() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer != nil {
		return k.fault
	}
	writer, err := k.begin()
	if err == nil {
		k.writer = writer
	}
	return err
}

// Moment marks a moment of that voice.
func (k *keeper) Moment(voice scene.Voice, at time.Duration) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer == nil {
		return errors.New("the session is not being kept")
	}
	nan := math.NaN()
	return k.writer.AddMoment(scene.Moment{
		At: at, Clock: time.Now(), Voice: voice, Kind: scene.Mark,
		DistanceM: nan, VarM2: nan, DirectionDeg: nan,
	})
}

// Stop keeps a stop-distance mark.
func (k *keeper) Stop(m scene.Moment) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer == nil {
		return errors.New("the session is not being kept")
	}
	m.Clock = time.Now()
	return k.writer.AddMoment(m)
}

// add keeps a scene. A disk that fails or is full stops the record and not the
// session: the scene says so instead.
func (k *keeper) add(s *scene.Scene) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer == nil {
		return
	}
	if k.fault == nil {
		k.fault = k.writer.Append(*s)
	}
	if k.fault != nil || k.writer.Paused() != nil {
		s.Notices = append(s.Notices, scene.Notice{Kind: scene.RecordPaused})
	}
}

// close ends the record and tells whether it is whole.
func (k *keeper) close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writer == nil {
		return nil
	}
	err := errors.Join(k.fault, k.writer.Close())
	k.writer = nil
	if err != nil {
		err = fmt.Errorf("the record stopped early: %w", err)
	}
	return err
}
