package main

import (
	"context"
	"errors"
	"time"

	"nabij/canvas"
	"nabij/canvas/controls"
	"nabij/canvas/player"
	"nabij/canvas/window"
	"nabij/canvas/window/display"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/session"
)

func replay(ctx context.Context, c *call) (err error) {
	c.secret()
	limit := c.Duration("for", 0, "flag_for_replay")
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
	played, err := newRecording(record)
	if err != nil {
		return window.Show{}, err
	}
	look := c.look()
	look.Names, look.Looks = played.names, played.looks
	return window.Show{Panel: controls.Replay(played, look)}, nil
}

// recording is a record as the window takes it: what is asked for at every
// drawing is at hand.
type recording struct {
	*session.Record
	names   []string
	looks   map[string]canvas.Look
	moments []scene.Moment
	rooms   []session.Laid
	gaps    []player.Span
}

var _ controls.Book = (*recording)(nil)

func newRecording(record *session.Record) (*recording, error) {
	r := &recording{Record: record, looks: map[string]canvas.Look{}}
	people, err := record.People()
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		r.names = append(r.names, p.Name)
		if look, has := lookOf(p.Look); has {
			r.looks[p.Name] = look
		}
	}
	holes, err := record.Holes()
	if err != nil {
		return nil, err
	}
	for _, h := range holes {
		r.gaps = append(r.gaps, player.Span{From: h.From, To: h.To})
	}
	if r.rooms, err = record.Rooms(); err != nil {
		return nil, err
	}
	r.moments, err = record.Moments()
	return r, err
}

// Span is the time from the first scene to the last.
func (r *recording) Span() player.Span {
	first, last := r.Record.Span()
	return player.Span{From: first, To: last}
}

// Moments are those that were marked, in the order of their times.
func (r *recording) Moments() []scene.Moment { return r.moments }

// Gaps are the times at which nothing was recorded.
func (r *recording) Gaps() []player.Span { return r.gaps }

// RoomAt is the room as it was at a time.
func (r *recording) RoomAt(t time.Duration) floor.Room {
	room := r.rooms[0].Room
	for _, laid := range r.rooms {
		if laid.From <= t {
			room = laid.Room
		}
	}
	return room
}

// Mark adds a moment.
func (r *recording) Mark(m scene.Moment) error {
	return r.change(func(a *session.Additions) error { return a.AddMoment(m) })
}

// Edit puts a moment in place of the one with its ID.
func (r *recording) Edit(m scene.Moment) error {
	return r.change(func(a *session.Additions) error { return a.EditMoment(m) })
}

// Remove leaves a moment out.
func (r *recording) Remove(m scene.Moment) error {
	return r.change(func(a *session.Additions) error { return a.RemoveMoment(m) })
}

// Swap exchanges two names within a span.
func (r *recording) Swap(a, b string, within player.Span) error {
	return r.change(func(add *session.Additions) error { return add.Swap(a, b, within.From, within.To) })
}

func (r *recording) change(add func(*session.Additions) error) error {
	if err := r.Change("", add); err != nil {
		return err
	}
	moments, err := r.Record.Moments()
	r.moments = moments
	return err
}
