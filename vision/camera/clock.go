package camera

import (
	"context"
	"sync"
	"time"
)

// Clock tells the time and lets it pass. A made-up one lets hours pass in
// seconds.
type Clock interface {
	// Elapsed is the time since a fixed moment, on a clock that nobody can
	// set; the time that the computer was asleep is part of it.
	Elapsed() time.Duration
	// Asleep is how much of it the computer was asleep.
	Asleep() time.Duration
	// Wall is the wall clock, which anybody can set.
	Wall() time.Time
	// Sleep waits for d, or until the context ends.
	Sleep(ctx context.Context, d time.Duration) error
}

// wall is the system's clock.
type wall struct {
	start time.Time
	mu    sync.Mutex
	slept time.Duration // as noticed last
}

// Wall returns the system's clock, counted from now.
func Wall() Clock { return &wall{start: time.Now(), slept: asleep()} }

func (w *wall) Elapsed() time.Duration { return time.Since(w.start) + w.Asleep() }

// Asleep takes steps of leastSleep or more: what passes between two readings
// is no sleep.
func (w *wall) Asleep() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now := asleep(); now-w.slept >= leastSleep {
		w.slept = now
	}
	return w.slept
}

// leastSleep is the shortest sleep that counts.
const leastSleep = 500 * time.Millisecond

func (w *wall) Wall() time.Time { return time.Now().Round(0) }

func (w *wall) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
