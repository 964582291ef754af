package opencv

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"strconv"
	"strings"

	"gocv.io/x/gocv"

	"nabij/vision"
)

// CameraInfo is a camera that the system knows.
type CameraInfo struct {
	Name   string // as the system gives it; two of a kind share one
	Number int    // as in /dev/videoNUMBER on Linux
	Path   string // of the device; empty where the system has none
}

// OpenCamera opens a camera by its number or its name (or a part of the name
// that fits only one), asks for pictures of a size at a rate, and waits for the
// first one. An empty size or a rate of 0 leaves the choice to the camera. The
// size is checked against the pictures that come; the rate that was granted is
// what Rate says. Errors name the camera and carry a hint.
//
// The camera is read until the context ends or it is closed.
func OpenCamera(ctx context.Context, nameOrNumber string, size vision.Size, fps float64) (*Camera, error) {
	info, err := find(nameOrNumber)
	if err != nil {
		return nil, err
	}
	if err := reachable(info); err != nil {
		return nil, err
	}
	capture, err := gocv.VideoCaptureDeviceWithAPI(info.Number, backend())
	if err != nil || !capture.IsOpened() {
		capture.Close()
		return nil, closedFault(info)
	}
	ask(capture, size, fps)
	rate := plausible(capture.Get(gocv.VideoCaptureFPS)) // before the reader has it
	camera := watch(ctx, info.Name, capture)
	camera.rate = rate
	if err := camera.check(ctx, size); err != nil {
		camera.Close()
		return nil, err
	}
	return camera, nil
}

// backend pins the way to the camera, so that the same number always means
// the same camera.
func backend() gocv.VideoCaptureAPI {
	switch runtime.GOOS {
	case "linux":
		return gocv.VideoCaptureV4L2
	case "darwin":
		return gocv.VideoCaptureAVFoundation
	case "windows":
		return gocv.VideoCaptureMSMF
	}
	return gocv.VideoCaptureAny
}

// ask asks a camera for a size and a rate. Compressed pictures come first:
// uncompressed, USB 2 carries 1280×720 px at 10 Hz only. A camera that has no
// such pictures keeps its own kind.
func ask(capture *gocv.VideoCapture, size vision.Size, fps float64) {
	capture.Set(gocv.VideoCaptureFOURCC, capture.ToCodec("MJPG"))
	if !size.Empty() {
		capture.Set(gocv.VideoCaptureFrameWidth, float64(size.Width))
		capture.Set(gocv.VideoCaptureFrameHeight, float64(size.Height))
	}
	if fps > 0 {
		capture.Set(gocv.VideoCaptureFPS, math.Round(fps))
	}
}

// check waits for the first picture and compares its size with the one that
// was asked for. The picture itself is dropped: cameras begin too dark.
func (c *Camera) check(ctx context.Context, want vision.Size) error {
	frame, err := c.next(ctx, firstPicture)
	if ctx.Err() != nil {
		return fmt.Errorf("open camera %q: %w", c.name, ctx.Err())
	}
	if err != nil {
		return &Fault{
			what: fmt.Sprintf("open camera %q: it gives no pictures", c.name), hint: hintCable,
		}
	}
	c.size = frame.Picture.Size()
	if err := frame.Picture.Close(); err != nil {
		return fmt.Errorf("open camera %q: %w", c.name, err)
	}
	if !want.Empty() && c.size != want {
		return &Fault{
			what: fmt.Sprintf("open camera %q: it gives pictures of %d×%d px, not %d×%d",
				c.name, c.size.Width, c.size.Height, want.Width, want.Height),
			hint: fmt.Sprintf("calibrate the room with this camera, at %d×%d px", c.size.Width, c.size.Height),
		}
	}
	return nil
}

// find returns the camera of a number or name.
func find(nameOrNumber string) (CameraInfo, error) {
	if strings.TrimSpace(nameOrNumber) == "" {
		return CameraInfo{}, &Fault{what: "open camera: no camera was named", hint: hintNames()}
	}
	known, listErr := Cameras()
	if number, err := strconv.Atoi(nameOrNumber); err == nil && number >= 0 {
		for _, info := range known {
			if info.Number == number {
				return info, nil
			}
		}
		if listErr == nil {
			return CameraInfo{}, absent(nameOrNumber)
		}
		return CameraInfo{Name: nameOrNumber, Number: number}, nil
	}
	if listErr != nil {
		return CameraInfo{}, listErr
	}
	return pick(known, nameOrNumber)
}

// pick finds the one camera with a name, or with a part of it.
func pick(known []CameraInfo, name string) (CameraInfo, error) {
	for _, fits := range []func(CameraInfo) bool{
		func(c CameraInfo) bool { return c.Path == name && name != "" },
		func(c CameraInfo) bool { return strings.EqualFold(c.Name, name) },
		func(c CameraInfo) bool { return strings.Contains(strings.ToLower(c.Name), strings.ToLower(name)) },
	} {
		var found []CameraInfo
		for _, c := range known {
			if fits(c) {
				found = append(found, c)
			}
		}
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return CameraInfo{}, &Fault{
				what: fmt.Sprintf("open camera %q: %d cameras have that name", name, len(found)),
				hint: "name it by its number: " + list(found),
			}
		}
	}
	return CameraInfo{}, absent(name)
}

func absent(name string) error {
	return &Fault{what: fmt.Sprintf("open camera %q: there is no such camera", name), hint: hintNames()}
}

// hintNames says which cameras there are.
func hintNames() string {
	known, err := Cameras()
	if err != nil || len(known) == 0 {
		return "connect a webcam, then try again"
	}
	return "the cameras here are " + list(known)
}

// list writes cameras with their numbers.
func list(known []CameraInfo) string {
	var parts []string
	for _, c := range known {
		parts = append(parts, fmt.Sprintf("%d (%s)", c.Number, c.Name))
	}
	return strings.Join(parts, ", ")
}
