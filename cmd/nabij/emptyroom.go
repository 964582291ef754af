package main

import (
	"cmp"
	"context"
	"image"

	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
)

// openToCalibrate opens a clip or picture, of which every frame counts, or the
// camera of that name or number.
func openToCalibrate(ctx context.Context, source string) (pipeline.Source, error) {
	if isClip(source) {
		return opencv.OpenClip(source)
	}
	return camera.Begin(ctx, opencv.Driver{}, source, vision.Size{}, 0, camera.Options{})
}

// sourceOr is the source that was named, or else the room's camera.
func sourceOr(source string, room floor.Room) (string, error) {
	if source == "" && room.Device == "" {
		return "", misused("use_source_needed")
	}
	return cmp.Or(source, room.Device), nil
}

// roomToLookAt opens a room with its floor, and names the source to look at it
// through where none was asked for.
func roomToLookAt(roomFile string, source *string) (path string, g ground, err error) {
	if path, err = chosenRoom(roomFile); err != nil {
		return path, g, err
	}
	if g, err = openRoom(path); err != nil {
		return path, g, err
	}
	*source, err = sourceOr(*source, g.room)
	return path, g, err
}

// emptyRoom is the room without people, and how much of it was seen.
type emptyRoom struct {
	picture *image.RGBA
	seen    float64 // share of the picture
}

// seeEmptyRoom sees the room of a camera, clip or picture of a size that fits.
func seeEmptyRoom(ctx context.Context, source string, fits func(vision.Size) error) (emptyRoom, error) {
	from, err := openToCalibrate(ctx, source)
	if err != nil {
		return emptyRoom{}, err
	}
	defer from.Close()
	if err := fits(from.Size()); err != nil {
		return emptyRoom{}, err
	}
	return lookAtEmptyRoom(ctx, source, from)
}

// lookAtEmptyRoom sees the room of a source that is open.
func lookAtEmptyRoom(ctx context.Context, source string, from pipeline.Source) (emptyRoom, error) {
	eye, err := opencv.NewEye(from.Size(), opencv.EyeOptions{})
	if err != nil {
		return emptyRoom{}, err
	}
	defer eye.Close()
	room, err := opencv.SeeEmptyRoom(ctx, from, eye)
	if err != nil {
		return emptyRoom{}, err
	}
	defer room.Close()
	empty := emptyRoom{seen: room.Seen()}
	if empty.picture, err = room.Picture(); err != nil {
		return emptyRoom{}, err
	}
	if dark(empty.picture) {
		return emptyRoom{}, hinted{fail("fail_picture_black", source), advice("hint_cap")}
	}
	return empty, nil
}

// dark reports that a picture shows nothing: hardly any pixel is brighter than
// a camera's noise in the dark.
func dark(img *image.RGBA) bool {
	bright := 0
	for i := 0; i < len(img.Pix); i += 4 {
		if max(img.Pix[i], img.Pix[i+1], img.Pix[i+2]) > 40 {
			bright++
		}
	}
	return bright < len(img.Pix)/4/50
}

// describe says what part of the room could not be looked at.
func (e emptyRoom) describe(w teller) {
	if hidden := 1 - e.seen; hidden > 0.001 {
		w.tell("say_people_hide", 100*hidden)
		w.tell("say_step_out")
	}
}
