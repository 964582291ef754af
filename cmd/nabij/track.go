package main

import (
	"context"
	"io"
	"iter"
	"math"

	"nabij/vision/export"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
	"nabij/vision/scene"
)

func trackClip(ctx context.Context, c *call) error {
	c.secret()
	roomFile := c.String("room", "", "flag_room_track")
	people := c.Int("people", 0, "flag_people")
	causal := c.Bool("causal", false, "flag_causal")
	csvFile := c.String("csv", "", "flag_csv_write")
	motFile := c.String("mot", "", "flag_mot")
	recordFile := c.String("record", "", "flag_record_track")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	if *people < 0 {
		return misused("use_people")
	}
	if *recordFile != "" && *roomFile == "" {
		return hinted{fail("fail_record_needs_room"), advice("hint_add_room")}
	}
	clip, err := opencv.OpenClip(args[0])
	if err != nil {
		return err
	}
	defer clip.Close()
	g, err := groundFor(*roomFile, clip.Size(), args[0])
	if err != nil {
		return err
	}
	var scenes []scene.Scene
	var files outputs
	defer files.drop()
	if err := files.add(*csvFile, func(w io.Writer) error { return export.WriteTrackCSV(w, each(scenes), export.Options{}) }); err != nil {
		return err
	}
	if err := files.add(*motFile, func(w io.Writer) error { return export.WriteMOT(w, each(scenes)) }); err != nil {
		return err
	}
	record, err := c.newRecord(*recordFile, g.room)
	if err != nil {
		return err
	}
	eye, err := opencv.NewEye(clip.Size(), opencv.EyeOptions{Sparing: *causal})
	if err != nil {
		return err
	}
	defer eye.Close()
	scenes, err = c.follow(ctx, clip, eye, g.options(*people), *causal)
	if err != nil {
		return err
	}
	if !g.known {
		withoutMetres(scenes)
	}
	if err := files.keep(); err != nil {
		return err
	}
	if err := record.keep(scenes); err != nil {
		return err
	}
	summarise(c.out(), scenes)
	return nil
}

// follow runs a clip through to its end and returns every scene, as it was
// known at the moment or with hindsight.
func (c *call) follow(ctx context.Context, clip *opencv.Clip, eye pipeline.Eye, o pipeline.Options, causal bool) ([]scene.Scene, error) {
	bar := newProgress(c.aside(), clip.Frames())
	defer bar.end()
	var asItWas []scene.Scene
	tell := func(m pipeline.Moment) error {
		bar.step(m.Scene.Frame)
		if causal {
			asItWas = append(asItWas, m.Scene)
		}
		return nil
	}
	if causal {
		return asItWas, pipeline.Follow(ctx, clip, eye, o, tell)
	}
	return pipeline.Path(ctx, clip, eye, o, tell)
}

// withoutMetres takes away what a guessed floor says of places and heights:
// nobody measured it.
func withoutMetres(scenes []scene.Scene) {
	nan := math.NaN()
	for _, s := range scenes {
		for i := range s.People {
			p := &s.People[i]
			p.Place = floor.Place{At: floor.Point{X: nan, Y: nan}, Cov: floor.Cov{XX: nan, XY: nan, YY: nan}}
			p.HeightM, p.Zones = 0, nil
		}
	}
}

// each gives scenes one by one, as the exports take them.
func each(scenes []scene.Scene) iter.Seq2[scene.Scene, error] {
	return func(yield func(scene.Scene, error) bool) {
		for _, s := range scenes {
			if !yield(s, nil) {
				return
			}
		}
	}
}

func summarise(w teller, scenes []scene.Scene) {
	names := map[string]bool{}
	for _, s := range scenes {
		for _, p := range s.People {
			names[p.Name] = true
		}
	}
	w.tell("say_frames", len(scenes), w.Say("count_people", "Count", len(names)))
}
