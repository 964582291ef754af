package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
	"nabij/vision/scene"
	"nabij/vision/synth"
)

// benchLiveHz is the rate of an ordinary webcam.
const benchLiveHz = 30

// benchLiveDrawn is how much of a made-up session is drawn at most, to be played
// back and forth.
const benchLiveDrawn = 6 * time.Second

// liveCase is one made-up session to be watched as live would.
type liveCase struct {
	name   string
	script *synth.Script
}

// liveResult is how well the way from the camera to the map kept up.
type liveResult struct {
	Name    string `json:"name"`
	Frames  int    `json:"frames"` // told
	Looks   int    `json:"looks"`
	Dropped int    `json:"dropped"`
	People  int    `json:"people"` // told at the end
	// From a picture's being taken to its scene's being told, in the first and in
	// the second half.
	FirstMS  spread  `json:"first_half_ms"`
	SecondMS spread  `json:"second_half_ms"`
	PassMS   spread  `json:"pass_ms"`
	FPS      float64 `json:"fps"` // told
	// Of one core, in all and in the second half, when what is still is at rest.
	CPUPct       float64 `json:"cpu_pct"`
	SecondCPUPct float64 `json:"second_half_cpu_pct"`
	RSSMB        float64 `json:"rss_mb"`
}

// benchLive watches made-up sessions by the clock, as live watches a camera, and
// says whether it kept up.
func (c *call) benchLive(ctx context.Context, each time.Duration, jsonFile string) error {
	var results []liveResult
	var files outputs
	defer files.drop()
	if err := files.add(jsonFile, func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(results)
	}); err != nil {
		return err
	}
	for _, lc := range liveCases(min(each, benchLiveDrawn)) {
		r, err := c.watchMadeUp(ctx, lc, each)
		if err != nil {
			return fmt.Errorf("%s: %w", lc.name, err)
		}
		results = append(results, r)
	}
	printLive(c.out(), results)
	return files.keep()
}

// liveCases are two people who walk about, and one who stands still, in both
// sizes.
func liveCases(drawn time.Duration) []liveCase {
	small, large := vision.Size{Width: 640, Height: 480}, vision.Size{Width: 1280, Height: 720}
	return []liveCase{
		{advice("bench_two_walk", "640×480"), walkers(small, drawn)}, {advice("bench_two_walk", "1280×720"), walkers(large, drawn)},
		{advice("bench_one_stands", "640×480"), stillOne(small)}, {advice("bench_one_stands", "1280×720"), stillOne(large)},
	}
}

// stillOne is one of the walkers, who rests. Only the noise differs from picture
// to picture: a few are enough.
func stillOne(size vision.Size) *synth.Script {
	s := walkers(size, time.Second/5)
	s.People = s.People[:1]
	s.People[0].Path = s.People[0].Path[:1]
	return s
}

// walkers are two people who never rest, in a room with a camera of a size.
func walkers(size vision.Size, drawn time.Duration) *synth.Script {
	s := &synth.Script{RateHz: benchLiveHz, Length: drawn, Seed: 1}
	for r := rand.New(rand.NewPCG(7, 7)); s.Room == nil || s.Room.Size != size || s.Room.WidthM < 4; {
		s.Room = synth.RandomRoom(r)
	}
	s.Room.Furniture = nil
	for i, shirt := range []uint8{200, 40} {
		p := synth.Person{Name: string(rune('A' + i)), StatureM: 1.7}
		p.Shirt.R, p.Shirt.G, p.Shirt.B, p.Shirt.A = shirt, 90, 240-shirt, 255
		p.Trousers.R, p.Trousers.G, p.Trousers.B, p.Trousers.A = 40, 40, shirt, 255
		for k := range 4 {
			x := 1.2 + 1.6*float64((k+i)%2)
			p.Path = append(p.Path, synth.Moment{At: time.Duration(k) * 2 * time.Second, Place: floor.Point{X: x, Y: 3 + 0.7*float64(i)}, Posture: scene.Stand})
		}
		s.People = append(s.People, p)
	}
	return s
}

// reelOf draws a script.
func reelOf(ctx context.Context, s *synth.Script, length time.Duration) (*opencv.Reel, error) {
	reel := opencv.NewReel(s.Room.Size, s.RateHz, length)
	source := synth.NewSource(s, true, time.Time{})
	for {
		frame, err := source.Next(ctx)
		if errors.Is(err, io.EOF) {
			return reel, nil
		}
		if err != nil {
			return nil, err
		}
		picture, err := opencv.NewPicture(s.Room.Size, frame.Picture.(*synth.Picture).BGR())
		if err != nil {
			return nil, err
		}
		err = errors.Join(reel.Add(picture), picture.Close(), frame.Close())
		if err != nil {
			return nil, err
		}
	}
}

func (c *call) watchMadeUp(ctx context.Context, lc liveCase, each time.Duration) (liveResult, error) {
	fmt.Fprintln(c.stderr, c.aside().Retell(lc.name))
	reel, err := reelOf(ctx, lc.script, each)
	if err != nil {
		return liveResult{}, err
	}
	defer reel.Close()
	room := lc.script.Room.Described(rand.New(rand.NewPCG(1, 1)))
	ground, err := floor.Solve(room.Size, nil, room.Points)
	if err != nil {
		return liveResult{}, err
	}
	eye, err := opencv.NewEye(reel.Size(), opencv.EyeOptions{Sparing: true})
	if err != nil {
		return liveResult{}, err
	}
	defer eye.Close()
	r := liveResult{Name: lc.name}
	var statistics pipeline.Statistics
	var halves [2]pipeline.Durations
	all, second := usageNow(), usage{}
	err = pipeline.Follow(ctx, reel, eye, pipeline.Options{Ground: ground, Zones: room.Zones}, func(m pipeline.Moment) error {
		statistics.Add(m)
		half := int(2 * m.Scene.At / each)
		halves[half].Add(time.Since(m.Scene.Clock))
		if half == 1 && second == (usage{}) {
			second = usageNow()
		}
		r.People = len(m.Scene.People)
		return nil
	})
	wall := time.Since(all.at)
	pass := statistics.Stage(opencv.StageNetwork)
	r.Frames, r.Looks, r.Dropped = statistics.Frames(), pass.Count(), reel.Dropped()
	r.FirstMS, r.SecondMS, r.PassMS = spreadOf(&halves[0]), spreadOf(&halves[1]), spreadOf(pass)
	r.FPS, r.RSSMB = float64(r.Frames)/wall.Seconds(), residentMB()
	r.CPUPct, r.SecondCPUPct = all.pct(), second.pct()
	return r, err
}

// usage is how much of the processor's time the program had used at a time.
type usage struct {
	at  time.Time
	cpu time.Duration
}

func usageNow() usage { return usage{time.Now(), cpuTime()} }

// pct is how much it has used since, in % of one core.
func (u usage) pct() float64 { return 100 * float64(cpuTime()-u.cpu) / float64(time.Since(u.at)) }

func printLive(w teller, results []liveResult) {
	row := func(what string, value func(liveResult) string) {
		fmt.Fprintf(w, "%-44s", what)
		for _, r := range results {
			fmt.Fprintf(w, " %26s", value(r))
		}
		fmt.Fprintln(w)
	}
	number := func(format string, of func(liveResult) any) func(liveResult) string {
		return func(r liveResult) string { return fmt.Sprintf(format, of(r)) }
	}
	three := func(of func(liveResult) spread) func(liveResult) string {
		return func(r liveResult) string {
			s := of(r)
			return fmt.Sprintf("%.0f %.0f %.0f", s.P50, s.P95, s.P99)
		}
	}
	row(w.Sayf("bench_live", benchLiveHz), number("%s", func(r liveResult) any { return w.Retell(r.Name) }))
	row("  "+w.Sayf("bench_live_told"), number("%.1f", func(r liveResult) any { return r.FPS }))
	row("  "+w.Sayf("bench_live_passed_over"), number("%.1f", func(r liveResult) any { return 100 * float64(r.Dropped) / float64(cmp.Or(r.Frames+r.Dropped, 1)) }))
	row("  "+w.Sayf("bench_live_looks"), number("%.1f", func(r liveResult) any { return float64(r.Looks) / float64(cmp.Or(r.Frames, 1)) * r.FPS }))
	row("  "+w.Sayf("bench_live_pass"), three(func(r liveResult) spread { return r.PassMS }))
	row("  "+w.Sayf("bench_live_scene"), three(func(r liveResult) spread { return r.FirstMS }))
	row("  "+w.Sayf("bench_live_second_half"), three(func(r liveResult) spread { return r.SecondMS }))
	row("  "+w.Sayf("bench_live_processor"), number("%s", func(r liveResult) any { return fmt.Sprintf("%.0f %.0f", r.CPUPct, r.SecondCPUPct) }))
	row("  "+w.Sayf("bench_live_memory"), number("%.0f", func(r liveResult) any { return r.RSSMB }))
	row("  "+w.Sayf("bench_live_people"), number("%d", func(r liveResult) any { return r.People }))
}
