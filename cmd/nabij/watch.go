package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
	"nabij/vision/scene"
)

// openLive opens a clip where source is a file, else the camera of that name
// or number. The room's camera is meant where source is empty.
func openLive(ctx context.Context, source string, size vision.Size) (liveSource, error) {
	if !isClip(source) {
		return camera.Begin(ctx, opencv.Driver{}, source, size, 30, camera.Options{})
	}
	clip, err := opencv.OpenClip(source)
	if err != nil {
		return nil, err
	}
	return opencv.Pace(clip), nil
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
	source  liveSource
	eye     pipeline.Eye
	options pipeline.Options
	keeper  *keeper
	company *company // who people are; nil: they are called as the eye calls them
	show    func(scene.Scene)
	limit   time.Duration // 0: until the source ends
	stay    bool          // the window stays after the source's end

	mu         sync.Mutex
	statistics pipeline.Statistics
	taken      map[int]time.Time // when the pictures not yet on the map were taken
}

// run watches until the source ends, the context does, or the time is over.
func (w *watching) run(ctx context.Context) error {
	if w.limit > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, w.limit)
		defer stop()
	}
	err := pipeline.Follow(ctx, w.source, w.eye, w.options, func(m pipeline.Moment) error {
		w.keeper.add(&m.Scene)
		w.count(m)
		if w.company != nil {
			m.Scene = w.company.named(m.Scene)
		}
		w.show(m.Scene)
		return nil
	})
	if ctx.Err() != nil { // stopped, or the time asked for is over
		err = nil
	}
	return errors.Join(err, w.keeper.close())
}

// count adds a moment to the statistics and remembers when its picture was
// taken.
func (w *watching) count(m pipeline.Moment) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.statistics.Add(m)
	if w.taken == nil {
		w.taken = map[int]time.Time{}
	}
	w.taken[m.Scene.Frame] = m.Scene.Clock
}

// drawn tells that a scene is on the map. Older ones were passed over.
func (w *watching) drawn(frame int, at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if taken, ok := w.taken[frame]; ok && !taken.IsZero() {
		w.statistics.Drawn(at.Sub(taken))
	}
	for number := range w.taken {
		if number <= frame {
			delete(w.taken, number)
		}
	}
}
