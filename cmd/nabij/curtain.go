package main

import (
	"context"
	"sync"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
)

// liveSource is a camera, or a clip that is played like one.
type liveSource interface {
	pipeline.Source
	Dropped() int
}

var (
	_ liveSource = (*camera.Steady)(nil)
	_ liveSource = (*opencv.Paced)(nil)
)

// curtain stands before a source. While it is closed no picture is taken: a
// camera is let go meanwhile, a clip goes on behind it, as time does.
type curtain struct {
	liveSource

	mu     sync.Mutex
	closed bool
	lifted chan struct{} // closed when the curtain opens
}

// newCurtain opens the source.
func newCurtain(ctx context.Context, open func(context.Context) (liveSource, error)) (*curtain, error) {
	source, err := open(ctx)
	if err != nil {
		return nil, err
	}
	return &curtain{liveSource: source}, nil
}

// Paused reports whether the curtain is closed.
func (c *curtain) Paused() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed
}

// Pause closes the curtain, or opens it.
func (c *curtain) Pause(closed bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if closed == c.closed {
		return nil
	}
	if c.closed = closed; closed {
		c.lifted = make(chan struct{})
	} else {
		close(c.lifted)
	}
	return nil
}

// Next waits for the next frame, through pauses.
func (c *curtain) Next(ctx context.Context) (vision.Frame, error) {
	if err := c.waitOpen(ctx); err != nil {
		return vision.Frame{}, err
	}
	return c.liveSource.Next(ctx)
}

// Ease implements pipeline.Easer.
func (c *curtain) Ease(gap time.Duration) {
	if source, ok := c.liveSource.(pipeline.Easer); ok {
		source.Ease(gap)
	}
}

// waitOpen waits while the curtain is closed.
func (c *curtain) waitOpen(ctx context.Context) error {
	c.mu.Lock()
	closed, lifted := c.closed, c.lifted
	c.mu.Unlock()
	if !closed {
		return nil
	}
	if source, ok := c.liveSource.(interface{ Rest() }); ok {
		source.Rest()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-lifted:
		return nil
	}
}
