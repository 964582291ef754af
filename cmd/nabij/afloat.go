package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"nabij/canvas/words"
	"nabij/vision/scene"
)

// afloat is a session that a window shows and that can do without it.
type afloat struct {
	keeping func() bool
	scenes  <-chan scene.Scene
	over    <-chan struct{}
	close   func() error // ends the session and closes its record
}

// lost is what follows when the display is gone: the session goes on without a
// window, and at its end the program ends, since the window's own thread is
// held for ever.
func (c *call) lost(ctx context.Context) func(error) {
	return func(cause error) { os.Exit(c.report(c.withoutWindow(ctx, cause))) }
}

// withoutWindow goes on with a session that is being kept until it is over or
// told to stop, after the window was lost. A session of which nothing is kept
// ends: nobody sees it any more.
func (c *call) withoutWindow(ctx context.Context, cause error) error {
	s := c.afloat.Load()
	if s == nil {
		return cause
	}
	if s.keeping() {
		fmt.Fprintf(c.stderr, "nabij: %s\n%s\n", oneLine(cause.Error()), words.For(c.language()).Say("display_lost_going_on"))
		s.drift(ctx)
	}
	return errors.Join(cause, s.close())
}

// drift takes the scenes that nobody looks at, until the end.
func (s *afloat) drift(ctx context.Context) {
	for {
		select {
		case <-s.scenes:
		case <-s.over:
			return
		case <-ctx.Done():
			return
		}
	}
}
