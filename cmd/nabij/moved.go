package main

import (
	"context"

	"nabij/config"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/opencv"
)

// calibrateMoved says whether the camera stands where it stood when the room's
// landmarks were taken, and may put the floor where it is seen now.
func calibrateMoved(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("flag_room_moved")
	source := c.String("source", "", "flag_source_room")
	follow := c.Bool("follow", false, "flag_follow")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	path, g, err := roomToLookAt(*roomFile, source)
	if err != nil {
		return err
	}
	if len(g.room.Landmarks) == 0 {
		return hinted{fail("fail_no_landmarks", path), advice("hint_landmarks")}
	}
	empty, err := seeEmptyRoom(ctx, *source, func(size vision.Size) error { return g.fits(path, size, *source) })
	if err != nil {
		return err
	}
	seen, err := g.recognise(*source, empty)
	if err != nil {
		return err
	}
	describeView(c.out(), seen)
	if seen.View != calibrate.MovedView {
		return nil
	}
	room, ok := seen.Follow(g.room)
	switch {
	case !ok:
		return movedAway(path, seen)
	case !*follow:
		c.tell("say_turned_follow")
		return nil
	}
	room.Points, room.Landmarks = rounded(room.Points), roundedMarks(room.Landmarks)
	if _, err := solveRoom(path, room); err != nil {
		return err
	}
	if err := config.SaveRoom(path, room); err != nil {
		return err
	}
	c.tell("say_turned_all")
	return nil
}

func movedAway(path string, seen calibrate.Sighted) error {
	return hinted{
		fail("fail_moved", path, seen.ShiftPx),
		advice("hint_put_back"),
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
			fail("fail_left_right", source, errMirrored),
			advice("hint_mirror"),
		}
	}
	return seen, nil
}

var errMirrored = fail("fail_mirrored")

func describeView(w teller, s calibrate.Sighted) {
	switch s.View {
	case calibrate.SameView:
		w.tell("say_camera_stands", s.Seen, s.Known, s.ShiftPx)
	case calibrate.MovedView:
		w.tell("say_camera_moved", s.Seen, s.Known, s.ShiftPx)
	default:
		w.tell("say_camera_unknown", s.Known)
	}
}

// stands makes sure that a picture shows the room as it was measured: a camera
// that only turned is followed, one that did more is refused.
func (g ground) stands(path, source string, empty emptyRoom, w teller) (ground, error) {
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
	w.tell("say_turned")
	return solveRoom(path, room)
}

// errNoPlace tells that nothing to measure to was found.
var errNoPlace = fail("fail_check_nothing")
