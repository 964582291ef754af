package main

import (
	"context"
	"fmt"
	"os"

	"nabij/vision/export"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

func importTrack(ctx context.Context, c *call) error {
	c.secret()
	recordFile := c.String("record", "", "flag_record_made")
	momentsFile := c.String("moments", "", "flag_moments_import")
	roomFile := c.String("room", "", "flag_room_import")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	if *recordFile == "" {
		return misused("use_import")
	}
	var room floor.Room
	if *roomFile != "" {
		g, err := openRoom(*roomFile)
		if err != nil {
			return err
		}
		room = g.room
	}
	scenes, err := readTrack(ctx, args[0])
	if err != nil {
		return err
	}
	moments, err := readMoments(*momentsFile)
	if err != nil {
		return err
	}
	record, err := c.newRecord(*recordFile, room)
	if err != nil {
		return err
	}
	record.moments = moments
	if !scenes[0].Clock.IsZero() {
		record.started = scenes[0].Clock
	}
	if err := record.keep(scenes); err != nil {
		return err
	}
	summarise(c.out(), scenes)
	return nil
}

// readMoments reads the moments of a file; none where path is empty.
func readMoments(path string) ([]scene.Moment, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	moments, err := export.ReadMomentsCSV(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return moments, nil
}

// readTrack reads all scenes of a track and works out the distances, which a
// track does not hold.
func readTrack(ctx context.Context, path string) ([]scene.Scene, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var scenes []scene.Scene
	for s, err := range export.ReadTrackCSV(file) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		s.Pairs = scene.Pairs(s.People)
		scenes = append(scenes, s)
	}
	if len(scenes) == 0 {
		return nil, hinted{fail("fail_holds_no_row", path), advice("hint_import")}
	}
	return scenes, nil
}
