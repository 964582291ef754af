package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/opencv"
)

// cameraLook is how long a camera is watched: until its own settings have come
// to rest, and then for its rate.
const cameraLook = 5 * time.Second

// calibrateCamera lists the cameras, or looks through one.
func calibrateCamera(ctx context.Context, c *call) error {
	name := c.String("source", "", "look through this camera, and say what it holds still (default: list the cameras)")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *name == "" {
		return listCameras(c.stdout)
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
		return hinted{fmt.Errorf("camera %q: it gives no pictures (%s)", from.Name(), trouble), camera.HintCable}
	}
	size := from.Size()
	fmt.Fprintf(c.stdout, "%s: %d x %d px, %.1f pictures a second\n", from.Name(), size.Width, size.Height, float64(frames-1)/(last-first).Seconds())
	describeHeld(c.stdout, held)
	return nil
}

func listCameras(w io.Writer) error {
	known, err := opencv.Cameras()
	if err != nil {
		return err
	}
	if len(known) == 0 {
		return hinted{errors.New("no camera is connected"), "connect a webcam, then try again; nabij doctor says more"}
	}
	for _, info := range known {
		fmt.Fprintf(w, "%d  %s\n", info.Number, info.Name)
		for _, m := range opencv.Modes(info) {
			fmt.Fprintf(w, "   %d x %d px", m.Size.Width, m.Size.Height)
			if m.RateHz > 0 {
				fmt.Fprintf(w, ", up to %.0f a second", m.RateHz)
			}
			fmt.Fprintln(w)
		}
	}
	return nil
}

var settingNames = map[camera.Setting]string{camera.Exposure: "exposure", camera.Focus: "focus", camera.WhiteBalance: "white balance"}

// describeHeld says plainly what stays as it is and what does not.
func describeHeld(w io.Writer, held []camera.Held) {
	if len(held) == 0 {
		fmt.Fprintln(w, "whether exposure, focus and white balance stay as they are is not known")
	}
	for _, h := range held {
		said := map[camera.Hold]string{
			camera.Locked:  "is held while nabij watches",
			camera.Fixed:   "does not change by itself",
			camera.Unknown: "cannot be held: the camera does not say whether it changes it",
			camera.Refused: "cannot be held: the camera goes on changing it",
		}[h.Hold]
		fmt.Fprintf(w, "%s %s\n", settingNames[h.Setting], said)
	}
}
