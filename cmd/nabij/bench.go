package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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
	Speed    benchSpeed `json:"speed"`
}

// benchPath is how good one path is; what has no truth is left out.
type benchPath struct {
	Places   *score.Places   `json:"places,omitempty"`
	Boxes    *score.Boxes    `json:"boxes,omitempty"`
	Presence *score.Presence `json:"presence,omitempty"`
}

// benchSpeed is how long a frame takes. Everything besides the network's own
// forward pass is what the program adds, reading the clip included.
type benchSpeed struct {
	Frames     int                `json:"frames"`
	FrameMS    float64            `json:"frame_ms"` // mean, of all
	NetworkMS  float64            `json:"network_ms"`
	StageMS    map[string]float64 `json:"stage_ms"`    // means
	StageRatio map[string]float64 `json:"stage_ratio"` // to the network
	RestRatio  float64            `json:"rest_ratio"`  // all but the network, to it
}

// benchScene is a scene's clip and what is known of it.
type benchScene struct {
	name, clip string
	ground     *ground // nil: not known
	truth      []score.Truth
	boxes      []score.BoxRow
}

func bench(ctx context.Context, c *call) error {
	jsonFile := c.String("json", "", "write the same figures for programs")
	people := c.Int("people", 0, "how many take part (0: as many as are seen)")
	args, err := c.parse(1, -1)
	if err != nil {
		return err
	}
	var scenes []benchScene
	for _, path := range args {
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
		printBench(c.stdout, r)
	}
	return files.keep()
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
		return s, hinted{fmt.Errorf("scene %q: %d files named clip.*, want one", path, len(clips)),
			"a scene is a folder with clip.*, room.yaml, zones.yaml and truth.csv"}
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

// benchOne runs one clip once: it gives both the path as it was told at the
// time and the path with hindsight.
func (c *call) benchOne(ctx context.Context, s benchScene, people int) (benchResult, error) {
	clip, err := opencv.OpenClip(s.clip)
	if err != nil {
		return benchResult{}, err
	}
	defer clip.Close()
	g := s.ground
	if g == nil {
		standIn, err := groundFor("", clip.Size(), s.clip)
		if err != nil {
			return benchResult{}, err
		}
		g = &standIn
	} else if err := g.fits(filepath.Join(filepath.Dir(s.clip), "room.yaml"), clip.Size(), s.clip); err != nil {
		return benchResult{}, err
	}
	eye, err := opencv.NewEye(clip.Size(), opencv.EyeOptions{})
	if err != nil {
		return benchResult{}, err
	}
	defer eye.Close()
	var causal []scene.Scene
	var statistics pipeline.Statistics
	bar := newProgress(c.stderr, clip.Frames())
	begun := time.Now()
	smoothed, err := pipeline.Path(ctx, clip, eye, g.options(people), func(m pipeline.Moment) error {
		bar.step(m.Scene.Frame)
		causal = append(causal, m.Scene)
		statistics.Add(m)
		return nil
	})
	bar.end()
	if err != nil {
		return benchResult{}, err
	}
	return benchResult{
		Scene:    s.name,
		Smoothed: s.measure(smoothed, *g),
		Causal:   s.measure(causal, *g),
		Speed:    speed(time.Since(begun), &statistics),
	}, nil
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
	network := milliseconds(s.Stage(opencv.StageNetwork).Mean())
	frame := milliseconds(took) / float64(max(1, s.Frames()))
	b := benchSpeed{
		Frames: s.Frames(), FrameMS: frame, NetworkMS: network,
		StageMS: map[string]float64{}, StageRatio: map[string]float64{},
	}
	if network > 0 {
		b.RestRatio = (frame - network) / network
	}
	for stage, d := range s.Stages() {
		ms := milliseconds(d.Mean())
		b.StageMS[stage] = ms
		if network > 0 {
			b.StageRatio[stage] = ms / network
		}
	}
	return b
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
