package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"nabij/vision"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
)

// liveSource is a camera, or a clip that is played like one.
type liveSource interface {
	pipeline.Source
	Dropped() int
}

// retryEvery is how long a camera that went away is left before it is looked
// for again.
const retryEvery = 2 * time.Second

// curtain stands before a camera. While it is closed the camera is let go, so
// that no picture is taken; and when the camera goes away, it waits for the
// same one to come back. A clip goes on behind it, as time does.
type curtain struct {
	open func(context.Context) (liveSource, error)
	// away is told what is wrong while no picture comes.
	away func(error)

	source  liveSource
	camera  bool
	begun   time.Time     // when the first source was opened
	from    time.Duration // when the present one was, after begun
	numbers int           // frames of the sources before
	last    int           // number of the last frame
	dropped int           // by the sources before
	size    vision.Size
	rate    float64

	mu     sync.Mutex
	closed bool
	lifted chan struct{} // closed when the curtain opens
}

// newCurtain opens the source for the first time.
func newCurtain(ctx context.Context, open func(context.Context) (liveSource, error)) (*curtain, error) {
	source, err := open(ctx)
	if err != nil {
		return nil, err
	}
	_, camera := source.(*opencv.Camera)
	return &curtain{open: open, away: func(error) {}, source: source, camera: camera, begun: time.Now(), size: source.Size(), rate: source.Rate()}, nil
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

// Next waits for the next picture, through pauses and a camera's absence.
func (c *curtain) Next(ctx context.Context) (vision.Frame, error) {
	for {
		if err := c.waitOpen(ctx); err != nil {
			return vision.Frame{}, err
		}
		frame, err := c.take(ctx)
		var fault *opencv.Fault
		if err == nil || ctx.Err() != nil || !c.camera || !errors.As(err, &fault) {
			return frame, err
		}
		c.away(err)
		c.letGo()
		select {
		case <-ctx.Done():
			return vision.Frame{}, ctx.Err()
		case <-time.After(retryEvery):
		}
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
	if c.camera {
		c.letGo()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-lifted:
		return nil
	}
}

// take gives the source's next frame, numbered and timed as if there had been
// one source all along.
func (c *curtain) take(ctx context.Context) (vision.Frame, error) {
	if c.source == nil {
		from := time.Since(c.begun)
		source, err := c.open(ctx)
		if err != nil {
			return vision.Frame{}, err
		}
		c.source, c.from, c.numbers = source, from, c.last
	}
	frame, err := c.source.Next(ctx)
	if err != nil {
		return frame, err
	}
	frame.Number += c.numbers
	frame.At += c.from
	c.last = frame.Number
	return frame, nil
}

// letGo closes the camera until it is opened again.
func (c *curtain) letGo() {
	if c.source == nil {
		return
	}
	c.dropped += c.source.Dropped()
	c.source.Close()
	c.source = nil
}

// Size is the size of the pictures, in px.
func (c *curtain) Size() vision.Size { return c.size }

// Rate is the frame rate in Hz that the source states.
func (c *curtain) Rate() float64 { return c.rate }

// Dropped is how many frames were passed over.
func (c *curtain) Dropped() int {
	if c.source == nil {
		return c.dropped
	}
	return c.dropped + c.source.Dropped()
}

// Close closes the source.
func (c *curtain) Close() error {
	if c.source == nil {
		return nil
	}
	return c.source.Close()
}
