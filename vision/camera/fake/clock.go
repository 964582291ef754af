package fake

import (
	"context"
	"sync"
	"time"
)

// Clock is a clock whose time passes only while somebody sleeps on it. It is
// safe for concurrent use; time is meant for one sleeper at a time.
type Clock struct {
	mu      sync.Mutex
	elapsed time.Duration
	asleep  time.Duration
	wall    time.Time
}

// NewClock returns a clock that begins at a wall clock's time.
func NewClock(wall time.Time) *Clock { return &Clock{wall: wall} }

// Elapsed is the time since the clock was made.
func (c *Clock) Elapsed() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.elapsed
}

// Asleep is how much of it the computer was asleep.
func (c *Clock) Asleep() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asleep
}

// Wall is what the wall clock says.
func (c *Clock) Wall() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.wall.Add(c.elapsed)
}

// Sleep lets d pass at once.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.elapsed += max(d, 0)
	return nil
}

// Suspend lets the computer sleep for d: nothing runs, the wall clock goes on.
func (c *Clock) Suspend(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.elapsed += d
	c.asleep += d
}

// Set moves the wall clock by d, as somebody would who sets it.
func (c *Clock) Set(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wall = c.wall.Add(by)
}
