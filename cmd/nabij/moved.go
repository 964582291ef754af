package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"nabij/config"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/opencv"
)

// calibrateMoved says whether the camera stands where it stood when the room's
// landmarks were taken, and may put the floor where it is seen now.
func calibrateMoved(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("room file with landmarks")
	source := c.String("source", "", "camera, clip or picture of the room")
	follow := c.Bool("follow", false, "put the floor points to where they are seen now, if the camera only turned")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	path, g, err := roomToLookAt(*roomFile, source)
	if err != nil {
		return err
	}
	if len(g.room.Landmarks) == 0 {
		return hinted{fmt.Errorf("%s: it holds no landmarks to know the camera's place by", path), "nabij calibrate zones takes them, and so does every other way to find the floor"}
	}
	empty, err := seeEmptyRoom(ctx, *source, func(size vision.Size) error { return g.fits(path, size, *source) })
	if err != nil {
		return err
	}
	seen, err := g.recognise(*source, empty)
	if err != nil {
		return err
	}
	describeView(c.stdout, seen)
	if seen.View != calibrate.MovedView {
		return nil
	}
	room, ok := seen.Follow(g.room)
	switch {
	case !ok:
		return movedAway(path, seen)
	case !*follow:
		fmt.Fprintln(c.stdout, "it only turned: with --follow the floor points go along")
		return nil
	}
	room.Points, room.Landmarks = rounded(room.Points), roundedMarks(room.Landmarks)
	if _, err := solveRoom(path, room); err != nil {
		return err
	}
	if err := config.SaveRoom(path, room); err != nil {
		return err
	}
	fmt.Fprintln(c.stdout, "it only turned: the floor points went along; zones and checks stay as they are")
	return nil
}

func movedAway(path string, seen calibrate.Sighted) error {
	return hinted{
		fmt.Errorf("%s: the camera has moved since, by %.0f px, and not only turned", path, seen.ShiftPx),
		"put it back, or find the floor again: nabij calibrate sheets",
	}
}

// recognise compares the room's landmarks with a picture, and refuses one that is
// turned over from left to right.
func (g ground) recognise(source string, empty emptyRoom) (calibrate.Sighted, error) {
	now, err := opencv.LandmarksIn(empty.picture, false)
	if err != nil {
		return calibrate.Sighted{}, err
	}
	seen := calibrate.Recognise(g.floor, g.room.Landmarks, now)
	if seen.View != calibrate.UnknownView {
		return seen, nil
	}
	over, err := opencv.LandmarksIn(empty.picture, true)
	if err != nil {
		return seen, err
	}
	if calibrate.Recognise(g.floor, g.room.Landmarks, over).View != calibrate.UnknownView {
		return seen, hinted{
			fmt.Errorf("%q: %w: left and right are exchanged against the room file", source, errMirrored),
			"switch off the camera's mirror picture, in its own program or in its settings",
		}
	}
	return seen, nil
}

var errMirrored = errors.New("the picture is mirrored")

func describeView(w io.Writer, s calibrate.Sighted) {
	switch s.View {
	case calibrate.SameView:
		fmt.Fprintf(w, "the camera stands where it stood: %d of %d landmarks, %.1f px off\n", s.Seen, s.Known, s.ShiftPx)
	case calibrate.MovedView:
		fmt.Fprintf(w, "the camera has moved: %d of %d landmarks lie %.1f px away\n", s.Seen, s.Known, s.ShiftPx)
	default:
		fmt.Fprintf(w, "this may be another camera or another room: of %d landmarks, too few are seen\n", s.Known)
	}
}

// stands makes sure that a picture shows the room as it was measured: a camera
// that only turned is followed, one that did more is refused.
func (g ground) stands(path, source string, empty emptyRoom, w io.Writer) (ground, error) {
	if len(g.room.Landmarks) == 0 {
		return g, nil
	}
	seen, err := g.recognise(source, empty)
	if err != nil || seen.View == calibrate.SameView {
		return g, err
	}
	describeView(w, seen)
	if seen.View == calibrate.UnknownView {
		return g, nil
	}
	room, ok := seen.Follow(g.room)
	if !ok {
		return g, movedAway(path, seen)
	}
	room.Points, room.Landmarks = rounded(room.Points), roundedMarks(room.Landmarks)
	fmt.Fprintln(w, "it only turned: the floor points went along")
	return solveRoom(path, room)
}

// errNoPlace tells that nothing to measure to was found.
var errNoPlace = errors.New("neither a sheet of A4 nor a person was seen to measure to")
