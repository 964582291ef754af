package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"nabij/canvas/words"
	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/opencv"
)

// cameraLook is how long a camera is watched: until its own settings have come
// to rest, and then for its rate.
const cameraLook = 5 * time.Second

// calibrateCamera lists the cameras, or looks through one.
func calibrateCamera(ctx context.Context, c *call) error {
	name := c.String("source", "", "flag_source_look")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *name == "" {
		return listCameras(c.out())
	}
	from, err := camera.Begin(ctx, opencv.Driver{}, *name, vision.Size{}, 0, camera.Options{})
	if err != nil {
		return err
	}
	first, last, frames, trouble := time.Duration(0), time.Duration(0), 0, vision.Trouble("")
	for begun := time.Now(); err == nil && time.Since(begun) < cameraLook; {
		var frame vision.Frame
		if frame, err = from.Next(ctx); err != nil {
			break
		}
		if frame.Picture == nil {
			trouble = frame.Trouble
			continue
		}
		if frames++; frames == 1 {
			first = frame.At
		}
		last = frame.At
		err = frame.Close()
	}
	held := from.Held()
	if err = errors.Join(err, from.Close()); err != nil {
		return err
	}
	if frames < 2 {
		return hinted{fail("fail_camera_gives_no_pictures", from.Name(), trouble), camera.HintCable}
	}
	size := from.Size()
	c.tell("say_camera_pictures", from.Name(), size.Width, size.Height, float64(frames-1)/(last-first).Seconds())
	describeHeld(c.out(), held)
	return nil
}

func listCameras(w teller) error {
	known, err := opencv.Cameras()
	if err != nil {
		return err
	}
	if len(known) == 0 {
		return hinted{fail("fail_no_camera_connected"), advice("hint_connect_webcam")}
	}
	for _, info := range known {
		fmt.Fprintf(w, "%d  %s\n", info.Number, info.Name)
		for _, m := range opencv.Modes(info) {
			fmt.Fprintf(w, "   %d x %d px", m.Size.Width, m.Size.Height)
			if m.RateHz > 0 {
				fmt.Fprint(w, w.Sayf("say_up_to", m.RateHz))
			}
			fmt.Fprintln(w)
		}
	}
	return nil
}

var settingNames = map[camera.Setting]words.ID{
	camera.Exposure: "say_exposure", camera.Focus: "say_focus", camera.WhiteBalance: "say_white_balance",
}

// describeHeld says plainly what stays as it is and what does not.
func describeHeld(w teller, held []camera.Held) {
	if len(held) == 0 {
		w.tell("say_held_nothing_known")
	}
	for _, h := range held {
		said := map[camera.Hold]words.ID{
			camera.Locked:  "say_held_locked",
			camera.Fixed:   "say_held_fixed",
			camera.Unknown: "say_held_unknown",
			camera.Refused: "say_held_refused",
		}[h.Hold]
		w.tell(said, w.Sayf(settingNames[h.Setting]))
	}
}
