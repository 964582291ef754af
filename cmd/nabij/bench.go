package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"nabij/config"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
	"nabij/vision/scene"
	"nabij/vision/score"
)

// benchResult is what was measured on one scene, or on one clip alone.
type benchResult struct {
	Scene    string     `json:"scene"`
	Smoothed benchPath  `json:"smoothed"`
	Causal   benchPath  `json:"causal"`
	Speed    benchSpeed `json:"speed,omitzero"`
}

// benchPath is how good one path is; what has no truth is left out.
type benchPath struct {
	Places   *score.Places   `json:"places,omitempty"`
	Boxes    *score.Boxes    `json:"boxes,omitempty"`
	Presence *score.Presence `json:"presence,omitempty"`
}

// benchSpeed is how long a frame takes, in ms and in passes of the network over
// a whole picture. All besides the network's forward passes is the rest, reading
// the clip included.
type benchSpeed struct {
	Frames  int                   `json:"frames"`
	Passes  int                   `json:"passes"`      // over a whole picture
	PassMS  float64               `json:"pass_ms"`     // mean
	FrameMS float64               `json:"frame_ms"`    // mean of everything
	Frame   float64               `json:"frame_ratio"` // to a pass
	Rest    float64               `json:"rest_ratio"`
	StageMS map[string]benchStage `json:"stage_ms"`
}

// benchStage is how long one stage takes where it runs, and what that comes to
// for each frame, in passes.
type benchStage struct {
	spread
	Ratio float64 `json:"ratio"`
}

// benchScene is a scene's clip and what is known of it.
type benchScene struct {
	name, clip string
	ground     *ground // nil: not known
	truth      []score.Truth
	boxes      []score.BoxRow
}

func bench(ctx context.Context, c *call) error {
	jsonFile := c.String("json", "", "flag_json_file")
	people := c.Int("people", 0, "flag_people")
	live := c.Bool("live", false, "flag_live")
	each := c.Duration("for", 20*time.Second, "flag_for_each")
	args, err := c.parse(0, -1)
	if err != nil {
		return err
	}
	switch {
	case *live && len(args) > 0:
		return misused("use_live_makes_up_own_scenes")
	case *live && *each <= 0:
		return misused("use_for_above_0")
	case *live:
		return c.benchLive(ctx, *each, *jsonFile)
	case len(args) == 0:
		return misused("use_bench_needs_scene")
	}
	var scenes []benchScene
	for _, path := range args {
		if len(args) > 1 && isText(path) {
			c.aside().tell("say_no_scene_was_passed_over", path)
			continue
		}
		s, err := openScene(path)
		if err != nil {
			return err
		}
		scenes = append(scenes, s)
	}
	var results []benchResult
	var files outputs
	defer files.drop()
	if err := files.add(*jsonFile, func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(results)
	}); err != nil {
		return err
	}
	for _, s := range scenes {
		r, err := c.benchOne(ctx, s, *people)
		if err != nil {
			return err
		}
		results = append(results, r)
		printBench(c.out(), r)
	}
	if all, ok := poolBench(results); ok {
		results = append(results, all)
		printPool(c.out(), all)
	}
	return files.keep()
}

// isText reports whether a file lies beside scenes to be read, as a licence does.
func isText(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && slices.Contains([]string{"", ".md", ".txt"}, filepath.Ext(path))
}

// openScene reads a scene's folder, or takes a clip as it is.
func openScene(path string) (benchScene, error) {
	info, err := os.Stat(path)
	if err != nil {
		return benchScene{}, err
	}
	s := benchScene{name: filepath.Base(path), clip: path}
	if !info.IsDir() {
		return s, nil
	}
	clips, err := filepath.Glob(filepath.Join(path, "clip.*"))
	if err != nil || len(clips) != 1 {
		return s, hinted{fail("fail_scene_clips", path, len(clips)),
			advice("hint_scene_folder")}
	}
	s.clip = clips[0]
	if s.ground, err = sceneRoom(path); err != nil {
		return s, err
	}
	if s.truth, err = readIfThere(filepath.Join(path, "truth.csv"), score.ReadTruth); err != nil {
		return s, err
	}
	s.boxes, err = readIfThere(filepath.Join(path, "gt.txt"), func(name string, r io.Reader) ([]score.BoxRow, error) {
		return score.ReadBoxes(name, r, true)
	})
	return s, err
}

// sceneRoom reads room.yaml with zones.yaml appended.
func sceneRoom(dir string) (*ground, error) {
	path := filepath.Join(dir, "room.yaml")
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	zones, err := os.ReadFile(filepath.Join(dir, "zones.yaml"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	room, err := config.ParseRoom(path, append(append(text, '\n'), zones...))
	if err != nil {
		return nil, err
	}
	g, err := solveRoom(path, room)
	return &g, err
}

func readIfThere[T any](path string, read func(string, io.Reader) ([]T, error)) ([]T, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return read(path, f)
}

// benchOne runs one clip twice: with hindsight, looking at every frame, and as
// it would have been told live, sparingly; the speed is that of the second.
func (c *call) benchOne(ctx context.Context, s benchScene, people int) (benchResult, error) {
	found := benchResult{Scene: s.name}
	var smoothed, causal []scene.Scene
	err := c.benchRun(ctx, &s, opencv.EyeOptions{}, func(from pipeline.Source, eye pipeline.Eye, bar *progress) (err error) {
		smoothed, err = pipeline.Path(ctx, from, eye, s.ground.options(people), func(m pipeline.Moment) error {
			bar.step(m.Scene.Frame)
			return nil
		})
		return err
	})
	if err != nil {
		return benchResult{}, err
	}
	err = c.benchRun(ctx, &s, opencv.EyeOptions{Sparing: true}, func(from pipeline.Source, eye pipeline.Eye, bar *progress) error {
		var statistics pipeline.Statistics
		begun := time.Now()
		err := pipeline.Follow(ctx, from, eye, s.ground.options(people), func(m pipeline.Moment) error {
			bar.step(m.Scene.Frame)
			causal = append(causal, m.Scene)
			statistics.Add(m)
			return nil
		})
		found.Speed = speed(time.Since(begun), &statistics)
		return err
	})
	found.Smoothed, found.Causal = s.measure(smoothed, *s.ground), s.measure(causal, *s.ground)
	return found, err
}

// benchRun opens a scene's clip and an eye for it. A scene without a room gets
// the ground that stands in for one.
func (c *call) benchRun(ctx context.Context, s *benchScene, o opencv.EyeOptions, run func(pipeline.Source, pipeline.Eye, *progress) error) error {
	clip, err := opencv.OpenClip(s.clip)
	if err != nil {
		return err
	}
	defer clip.Close()
	if s.ground == nil {
		standIn, err := groundFor("", clip.Size(), s.clip)
		if err != nil {
			return err
		}
		s.ground = &standIn
	} else if err := s.ground.fits(filepath.Join(filepath.Dir(s.clip), "room.yaml"), clip.Size(), s.clip); err != nil {
		return err
	}
	eye, err := opencv.NewEye(clip.Size(), o)
	if err != nil {
		return err
	}
	defer eye.Close()
	bar := newProgress(c.aside(), clip.Frames())
	defer bar.end()
	return run(clip, eye, bar)
}

// measure compares a path with all that is known of its scene.
func (s benchScene) measure(path []scene.Scene, g ground) benchPath {
	var found benchPath
	if s.truth != nil && g.known {
		places := score.MeasurePlaces(s.truth, score.FoundIn(path), g.room.Zones)
		found.Places = &places
	}
	if s.boxes != nil {
		boxes := score.MeasureBoxes(s.boxes, score.BoxesIn(path))
		found.Boxes = &boxes
	}
	if s.truth == nil && s.boxes == nil {
		presence := score.MeasurePresence(score.BoxesIn(path), len(path), g.floor.Size())
		found.Presence = &presence
	}
	return found
}

func speed(took time.Duration, s *pipeline.Statistics) benchSpeed {
	frames, pass := float64(max(1, s.Frames())), s.Stage(opencv.StageNetwork)
	forward := pass.Total() + s.Stage(opencv.StageRegion).Total()
	b := benchSpeed{
		Frames: s.Frames(), Passes: pass.Count(), PassMS: milliseconds(pass.Mean()),
		FrameMS: milliseconds(took) / frames, StageMS: map[string]benchStage{},
	}
	inPasses := func(d time.Duration) float64 { return milliseconds(d) / frames / max(1e-9, b.PassMS) }
	b.Frame, b.Rest = inPasses(took), inPasses(took-forward)
	for stage, d := range s.Stages() {
		b.StageMS[stage] = benchStage{spreadOf(d), inPasses(d.Total())}
	}
	return b
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
