package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"nabij/canvas/window/display"
	"nabij/canvas/words"
	"nabij/config"
	"nabij/vision"
	"nabij/vision/opencv"
	"nabij/vision/session"
)

// finding is one thing that works, or does not.
type finding struct {
	What   string `json:"what"`
	Works  bool   `json:"works"`
	Detail string `json:"detail"`
	Advice string `json:"advice,omitempty"`
}

func doctor(ctx context.Context, c *call) error {
	asJSON := c.Bool("json", false, "flag_json")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	findings := []finding{eyeWorks(), cameras(), screen(), storage(), keyStore(), lastRoom(), network()}
	if *asJSON {
		encoder := json.NewEncoder(c.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(findings)
	}
	for _, f := range findings {
		describeFinding(c.out(), f)
	}
	return nil
}

func describeFinding(w teller, f finding) {
	state := "doctor_works"
	if !f.Works {
		state = "doctor_not_yet"
	}
	fmt.Fprintf(w, "%-10s %-8s %s\n", w.Sayf(words.ID("doctor_"+f.What)), w.Sayf(words.ID(state)), w.Retell(f.Detail))
	if f.Advice != "" {
		fmt.Fprintf(w, "%-19s %s\n", "", w.Retell(f.Advice))
	}
}

// found makes a finding of an error, or of its absence.
func found(what, detail string, err error) finding {
	if err == nil {
		return finding{What: what, Works: true, Detail: detail}
	}
	return finding{What: what, Detail: oneLine(err.Error()), Advice: hint(err)}
}

// eyeWorks tries the person network on an empty picture.
func eyeWorks() finding {
	size := vision.Size{Width: 640, Height: 480}
	eye, err := opencv.NewEye(size, opencv.EyeOptions{})
	if err != nil {
		return found("eye", "", err)
	}
	defer eye.Close()
	return found("eye", advice("doctor_engine", opencv.Version(), opencv.EngineName()), tryEye(eye, size))
}

func tryEye(eye *opencv.Eye, size vision.Size) error {
	picture, err := opencv.NewPicture(size, make([]byte, 3*size.Width*size.Height))
	if err != nil {
		return err
	}
	defer picture.Close()
	_, err = eye.Look(context.Background(), vision.Frame{Number: 1, Picture: picture}, vision.Expect{})
	return err
}

func cameras() finding {
	known, err := opencv.Cameras()
	if err == nil && len(known) == 0 {
		err = hinted{fail("fail_none_connected"), advice("hint_plug_webcam")}
	}
	detail := ""
	for i, camera := range known {
		if i > 0 {
			detail += ", "
		}
		detail += fmt.Sprintf("%d: %s", camera.Number, camera.Name)
	}
	return found("camera", detail, err)
}

// screen tells whether a window can open.
func screen() finding {
	var err error
	if !display.Found() {
		err = hinted{fail("fail_no_display"), advice("hint_desktop")}
	}
	return found("window", advice("doctor_display"), err)
}

// network tells whether the system keeps this program from the network.
func network() finding {
	err := unshielded
	if err != nil {
		err = hinted{err, advice("hint_network")}
	}
	return found("network", advice("doctor_network_refused"), err)
}

// storage tries to write where records are kept.
func storage() finding {
	dir, err := config.DataDir()
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		var probe *os.File
		if probe, err = os.CreateTemp(dir, ".probe-"); err == nil {
			err = errors.Join(probe.Close(), os.Remove(probe.Name()))
		}
	}
	return found("storage", dir, err)
}

func keyStore() finding {
	dir, err := config.DataDir()
	if err != nil {
		return found("keys", "", err)
	}
	if dir = filepath.Join(dir, "keys"); !session.HasKeys(dir) {
		return found("keys", advice("doctor_no_keys"), nil)
	}
	return found("keys", dir, nil)
}

func lastRoom() finding {
	path, err := config.SettingsFile()
	if err != nil {
		return found("room", "", err)
	}
	room := config.LoadSettings(path).Room
	if room == "" {
		return found("room", advice("doctor_no_room"), nil)
	}
	_, err = openRoom(room)
	return found("room", room, err)
}
