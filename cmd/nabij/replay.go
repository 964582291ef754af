package main

import (
	"context"
	"errors"
	"time"

	"nabij/canvas/controls"
	"nabij/canvas/player"
	"nabij/canvas/window"
	"nabij/canvas/window/display"
	"nabij/vision/scene"
	"nabij/vision/session"
)

func replay(ctx context.Context, c *call) (err error) {
	c.secret()
	limit := c.Duration("for", 0, "close the window after so long (default: never)")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	record, err := c.openRecord(args[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, record.Close()) }()
	if !display.Found() {
		return window.Run(ctx, window.Options{Lang: c.language()}) // says what is missing
	}
	show, err := c.replayShow(record)
	if err != nil {
		return err
	}
	return window.Run(ctx, window.Options{Show: show, Lang: c.language(), CloseAfter: *limit})
}

// replayShow is a record in a window. The record stays the caller's.
func (c *call) replayShow(record *session.Record) (window.Show, error) {
	first, _ := record.Span()
	room, err := record.RoomAt(first)
	if err != nil {
		return window.Show{}, err
	}
	played, err := newRecording(record)
	if err != nil {
		return window.Show{}, err
	}
	return window.Show{Panel: controls.Replay(room, played, controls.Look{Lang: c.language()})}, nil
}

// recording is a record as the player takes it.
type recording struct {
	*session.Record
	moments []time.Duration
	stops   []scene.Moment
	gaps    []player.Span
}

func newRecording(record *session.Record) (recording, error) {
	moments, err := record.Moments()
	if err != nil {
		return recording{}, err
	}
	gaps, err := record.Gaps()
	r := recording{Record: record}
	for _, m := range moments {
		r.moments = append(r.moments, m.At)
		if m.Kind == scene.D1 || m.Kind == scene.D2 {
			r.stops = append(r.stops, m)
		}
	}
	for _, g := range gaps {
		r.gaps = append(r.gaps, player.Span{From: g.From, To: g.To})
	}
	return r, err
}

// Span is the time from the first scene to the last.
func (r recording) Span() player.Span {
	first, last := r.Record.Span()
	return player.Span{From: first, To: last}
}

// Moments are the times that were marked.
func (r recording) Moments() []time.Duration { return r.moments }

// Stops are the stop-distance marks.
func (r recording) Stops() []scene.Moment { return r.stops }

// Gaps are the times at which nothing could be kept.
func (r recording) Gaps() []player.Span { return r.gaps }
