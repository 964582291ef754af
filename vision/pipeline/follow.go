package pipeline

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/place"
	"nabij/vision/scene"
	"nabij/vision/track"
)

// Options say what is known beforehand.
type Options struct {
	Ground place.Ground
	Zones  []floor.Zone
	People int // how many take part; 0: as many as the evidence shows
	// Laid gives the zones from a moment on, where they are others than before;
	// nil: they stay. It is asked before each scene is made.
	Laid func(at time.Duration) (zones []floor.Zone, changed bool)
}

// Moment is one scene and what it was made from.
type Moment struct {
	Scene scene.Scene
	Sight vision.Sight
	// Spent is how long each stage took, by name; the eye's stages are named by
	// the eye, "track" is all from bodies to the scene.
	Spent map[string]time.Duration
}

// TrackStage is the name in [Moment].Spent of all that follows the eye.
const TrackStage = "track"

// Follow hands each moment to tell as it was known at that moment, until the
// source ends (nil), the context does, or tell or a stage fails; a stage that
// panics gives [Broken].
func Follow(ctx context.Context, from Source, eye Eye, o Options, tell func(Moment) error) error {
	return follow(ctx, from, eye, o, track.New(o.Ground, track.Options{People: o.People}), tell)
}

// Path follows people to the source's end and returns every moment with
// hindsight. The moments as they were known at the time go to tell, which may
// be nil.
func Path(ctx context.Context, from Source, eye Eye, o Options, tell func(Moment) error) ([]scene.Scene, error) {
	tracker := track.New(o.Ground, track.Options{People: o.People, KeepPath: true})
	var moments []scene.Scene
	err := follow(ctx, from, eye, o, tracker, func(m Moment) error {
		moments = append(moments, scene.Scene{Frame: m.Scene.Frame, At: m.Scene.At, Clock: m.Scene.Clock, Notices: ofRoom(m.Sight)})
		if tell == nil {
			return nil
		}
		return tell(m)
	})
	if err != nil {
		return nil, err
	}
	return hindsight(moments, tracker.Paths(), o.Zones), nil
}

func follow(ctx context.Context, from Source, eye Eye, o Options, tracker *track.Tracker, tell func(Moment) error) error {
	watcher := scene.NewWatcher(o.Zones)
	easer, eases := from.(Easer)
	var expect vision.Expect
	for {
		var frame vision.Frame
		err := guard("camera", func() (err error) {
			frame, err = from.Next(ctx)
			return err
		})
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		m, err := look(ctx, frame, eye, expect, tracker, watcher, o.Laid)
		if err != nil {
			return err
		}
		if eases {
			easer.Ease(m.Sight.Gap)
		}
		expect = expected(m.Scene, tracker.Wonders())
		if err := guard("tell", func() error { return tell(m) }); err != nil {
			return err
		}
	}
}

// look turns one frame into a moment and gives the frame back.
func look(ctx context.Context, frame vision.Frame, eye Eye, expect vision.Expect, tracker *track.Tracker, watcher *scene.Watcher,
	laid func(time.Duration) ([]floor.Zone, bool)) (Moment, error) {
	var sight vision.Sight
	err := guard("eye", func() (err error) {
		sight, err = see(ctx, frame, eye, expect)
		return err
	})
	if err != nil {
		return Moment{}, err
	}
	start := time.Now()
	m := Moment{Sight: sight}
	err = guard(TrackStage, func() error {
		if laid != nil {
			if zones, changed := laid(frame.At); changed {
				watcher.Lay(zones)
			}
		}
		people := tracker.Step(sight)
		said := people
		if sight.Blind {
			said = nil // that nobody can be seen is said already
		}
		m.Scene = watcher.Look(frame.Number, frame.At, frame.Clock, people, notices(ofRoom(sight), said))
		return nil
	})
	m.Spent = make(map[string]time.Duration, len(sight.Spent)+1)
	for stage, took := range sight.Spent {
		m.Spent[stage] = took
	}
	m.Spent[TrackStage] = time.Since(start)
	return m, err
}

// see lets the eye look at a frame and closes it. Without a picture nobody can
// be seen.
func see(ctx context.Context, frame vision.Frame, eye Eye, expect vision.Expect) (sight vision.Sight, err error) {
	if frame.Picture == nil {
		return vision.Sight{Frame: frame.Number, At: frame.At, Clock: frame.Clock, Blind: true, Trouble: frame.Trouble}, ctx.Err()
	}
	defer func() { err = errors.Join(err, frame.Close()) }()
	sight, err = eye.Look(ctx, frame, expect)
	if frame.Trouble != "" {
		sight.Trouble = frame.Trouble
	}
	return sight, err
}

// expected tells the eye where people were last, and whether somebody else may
// be there.
func expected(s scene.Scene, unsure bool) vision.Expect {
	e := vision.Expect{Unsure: unsure}
	for _, p := range s.People {
		if p.Box.Area() > 0 {
			e.Boxes = append(e.Boxes, p.Box)
			if p.Posture == scene.Stand || p.Posture == scene.Walk {
				e.Upright = append(e.Upright, p.Box)
			}
		}
	}
	return e
}

// hindsight makes scenes of people's paths, at every moment that there was.
func hindsight(moments []scene.Scene, paths [][]track.Told, zones []floor.Zone) []scene.Scene {
	at := make(map[int][]scene.Person, len(moments))
	for _, path := range paths {
		for _, told := range path {
			at[told.Frame] = append(at[told.Frame], told.Person)
		}
	}
	watcher := scene.NewWatcher(zones)
	out := make([]scene.Scene, 0, len(moments))
	for _, m := range moments {
		people := at[m.Frame]
		slices.SortFunc(people, byName)
		out = append(out, watcher.Look(m.Frame, m.At, m.Clock, people, notices(m.Notices, people)))
	}
	return out
}

// byName orders A to Z before AA.
func byName(a, b scene.Person) int {
	if d := len(a.Name) - len(b.Name); d != 0 {
		return d
	}
	switch {
	case a.Name < b.Name:
		return -1
	case a.Name > b.Name:
		return 1
	}
	return 0
}
