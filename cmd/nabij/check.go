package main

import (
	"context"
	"fmt"
	"io"

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
	roomFile := c.roomFlag("room file with a calibrated floor")
	source := c.String("source", "", "camera, clip or picture that shows a sheet of A4 or a person on the floor")
	measured := c.Float64("measured", 0, "the distance by tape, in metres")
	from := c.String("from", "0,0", "the floor place to measure from, in metres")
	at := c.String("at", "", "the place in the picture to measure to, in px (default: the sheet or the person that is seen)")
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
	fmt.Fprintf(c.stdout, "%s at x %.2f m, y %.2f m\n", what, check.At.X, check.At.Y)
	fmt.Fprintf(c.stdout, "from %g, %g: %.3f m by tape, %.3f m on the floor found: %+.1f cm, where %.1f cm are to be expected\n",
		origin.X, origin.Y, check.MeasuredM, check.FoundM, 100*tested.OffM(), 100*tested.SigmaM)
	if tested.Surprising() {
		fmt.Fprintln(c.stdout, "that is more than the floor says of itself: measure once more, or find the floor again")
	}
	return nil
}

// placeToCheck is the place in the picture that was named, or the sheet or the
// person that is seen, and what it is.
func (g ground) placeToCheck(ctx context.Context, path, source, at string) (floor.Place, string, error) {
	if at != "" {
		px, err := pixelOf(at)
		if err != nil {
			return floor.Place{}, "", err
		}
		place, err := g.floor.ToFloor(px, vision.Isotropic(1), 0)
		return place, "the place", err
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
		return place, "a sheet of A4", nil
	}
	place, err := g.personIn(ctx, source)
	return place, "a person", err
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
		return floor.Place{}, hinted{fmt.Errorf("%q: %w", source, errNoPlace), "lay a sheet of A4 flat on the floor, or name the place in the picture with --at U,V"}
	case n > 1:
		return floor.Place{}, hinted{fmt.Errorf("%q: %d people are seen", source, n), "let one person stand in the picture, alone"}
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
