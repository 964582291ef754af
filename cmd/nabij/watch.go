package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"nabij/vision"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// liveSource is a camera, or a clip that is played like one.
type liveSource interface {
	pipeline.Source
	Dropped() int
}

// openLive opens a clip where source is a file, else the camera of that name
// or number; empty: the room's camera.
func openLive(ctx context.Context, source string, g *ground) (liveSource, error) {
	if source == "" && g != nil {
		source = g.room.Device
	}
	if isClip(source) {
		clip, err := opencv.OpenClip(source)
		if err != nil {
			return nil, err
		}
		return opencv.Pace(clip), nil
	}
	var size vision.Size
	if g != nil {
		size = g.room.Size
	}
	return opencv.OpenCamera(ctx, source, size, 30)
}

// isClip tells a clip from a camera: it is a file, or named like one.
func isClip(source string) bool {
	if info, err := os.Stat(source); err == nil {
		return info.Mode().IsRegular() || info.IsDir()
	}
	return strings.ContainsAny(source, `./\`)
}

// watching is one live session: from source to scenes, which are shown and,
// where it is wished, kept.
type watching struct {
	source     liveSource
	eye        pipeline.Eye
	options    pipeline.Options
	record     *session.Writer // nil: nothing is kept
	show       func(scene.Scene)
	limit      time.Duration // 0: until the source ends
	statistics pipeline.Statistics
	unkept     error // why the record stopped; the map goes on
}

// run watches until the source or the context ends.
func (w *watching) run(ctx context.Context) error {
	if w.limit > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, w.limit)
		defer stop()
	}
	err := pipeline.Follow(ctx, w.source, w.eye, w.options, func(m pipeline.Moment) error {
		w.keep(&m.Scene)
		w.show(m.Scene)
		w.statistics.Add(m)
		return nil
	})
	if w.record != nil {
		w.unkept = errors.Join(w.unkept, w.record.Close())
	}
	if ctx.Err() != nil { // stopped, or the time asked for is over
		err = nil
	}
	if w.unkept != nil {
		err = errors.Join(err, fmt.Errorf("the record stopped early: %w", w.unkept))
	}
	return err
}

// keep adds a scene to the record. A disk that fails ends the record and not
// the session: the scene says so instead.
func (w *watching) keep(s *scene.Scene) {
	if w.record == nil {
		return
	}
	if w.unkept == nil {
		w.unkept = w.record.Append(*s)
	}
	if w.unkept != nil {
		s.Notices = append(s.Notices, scene.Notice{Kind: scene.RecordPaused})
	}
}
