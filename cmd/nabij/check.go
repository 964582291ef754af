package main

import (
	"context"
	"fmt"
	"io"

	"nabij/canvas/words"
	"nabij/config"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
)

// calibrateCheck compares a distance that was measured with a tape with what the
// floor says, and keeps both in the room file.
func calibrateCheck(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("flag_room_calibrated")
	source := c.String("source", "", "flag_source_check")
	measured := c.Float64("measured", 0, "flag_measured")
	from := c.String("from", "0,0", "flag_from_place")
	at := c.String("at", "", "flag_at")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	var origin floor.Point
	var err error
	if origin.X, origin.Y, err = numberPair(*from); err != nil {
		return err
	}
	path, g, err := roomToLookAt(*roomFile, source)
	if err != nil {
		return err
	}
	place, what, err := g.placeToCheck(ctx, path, *source, *at)
	if err != nil {
		return err
	}
	tested, err := calibrate.TestPlace(g.floor, origin, place, *measured)
	if err != nil {
		return err
	}
	check := tested.Check
	check.At, check.FoundM = roundedPoint(check.At), roundedM(check.FoundM)
	g.room.Checks = append(g.room.Checks, check)
	if err := config.SaveRoom(path, g.room); err != nil {
		return err
	}
	remember(path)
	c.tell("say_checked", c.out().Sayf(what), check.At.X, check.At.Y)
	c.tell("say_check",
		origin.X, origin.Y, check.MeasuredM, check.FoundM, 100*tested.OffM(), 100*tested.SigmaM)
	if tested.Surprising() {
		c.tell("say_check_surprising")
	}
	return nil
}

// placeToCheck is the place in the picture that was named, or the sheet or the
// person that is seen, and what it is.
func (g ground) placeToCheck(ctx context.Context, path, source, at string) (floor.Place, words.ID, error) {
	if at != "" {
		px, err := pixelOf(at)
		if err != nil {
			return floor.Place{}, "", err
		}
		place, err := g.floor.ToFloor(px, vision.Isotropic(1), 0)
		return place, "say_the_place", err
	}
	empty, err := seeEmptyRoom(ctx, source, func(size vision.Size) error { return g.fits(path, size, source) })
	if err != nil {
		return floor.Place{}, "", err
	}
	quads, err := opencv.FindWhiteQuads(ctx, empty.picture)
	if err != nil {
		return floor.Place{}, "", err
	}
	if place, ok := calibrate.SheetOn(g.floor, quads); ok {
		return place, "say_a_sheet", nil
	}
	place, err := g.personIn(ctx, source)
	return place, "say_a_person", err
}

// checkFrames is how many frames a person is followed for.
const checkFrames = 30

// personIn follows the people of a source for a second and returns the place of
// the one person who is there.
func (g ground) personIn(ctx context.Context, source string) (floor.Place, error) {
	from, err := openToCalibrate(ctx, source)
	if err != nil {
		return floor.Place{}, err
	}
	defer from.Close()
	eye, err := opencv.NewEye(from.Size(), opencv.EyeOptions{})
	if err != nil {
		return floor.Place{}, err
	}
	defer eye.Close()
	var last pipeline.Moment
	err = pipeline.Follow(ctx, &firstFrames{from, checkFrames}, eye, g.options(0), func(m pipeline.Moment) error {
		if len(m.Scene.People) > 0 {
			last = m
		}
		return nil
	})
	switch n := len(last.Scene.People); {
	case err != nil:
		return floor.Place{}, err
	case n == 0:
		return floor.Place{}, hinted{fmt.Errorf("%q: %w", source, errNoPlace), advice("hint_check_sheet")}
	case n > 1:
		return floor.Place{}, hinted{fail("fail_check_people", source, n), advice("hint_check_person")}
	}
	return last.Scene.People[0].Place, nil
}

// firstFrames ends a source after so many frames.
type firstFrames struct {
	pipeline.Source
	left int
}

// Next is the source's, until the frames are used up.
func (f *firstFrames) Next(ctx context.Context) (vision.Frame, error) {
	if f.left--; f.left < 0 {
		return vision.Frame{}, io.EOF
	}
	return f.Source.Next(ctx)
}
