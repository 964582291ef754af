package opencv

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/camera"
)

// Driver is OpenCV's way to the system's cameras. It is a camera.Driver.
type Driver struct{}

// Cameras lists the cameras; see the function [Cameras].
func (Driver) Cameras() ([]camera.Info, error) { return Cameras() }

// Open opens a camera and asks for pictures of a size at a rate. Once they have
// settled it holds exposure, focus and white balance still where the camera
// lets it (see [camera.Holder]), and gives them back when it is closed.
func (Driver) Open(info camera.Info, size vision.Size, rateHz float64) (camera.Device, error) {
	if err := reachable(info); err != nil {
		return nil, err
	}
	capture, err := gocv.VideoCaptureDeviceWithAPI(info.Number, backend())
	if err != nil || !capture.IsOpened() {
		capture.Close()
		return nil, closedFault(info)
	}
	ask(capture, size, rateHz)
	return &device{capture: capture, rate: plausible(capture.Get(gocv.VideoCaptureFPS)), grip: newGrip(info)}, nil
}

// OpenCamera opens a camera of the system's by its name or number; see
// camera.Open.
func OpenCamera(ctx context.Context, nameOrNumber string, size vision.Size, rateHz float64) (*camera.Camera, error) {
	return camera.Open(ctx, Driver{}, nameOrNumber, size, rateHz)
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

// device is an open camera.
type device struct {
	capture *gocv.VideoCapture
	rate    float64
	shelf   shelf

	mu   sync.Mutex // of grip, which others may ask
	grip *grip
}

var errNoPicture = errors.New("the camera gave no picture")

// Read waits for the next picture. OpenCV cannot be told for how long.
func (d *device) Read(time.Duration) (vision.Picture, error) {
	picture := &Picture{mat: d.shelf.take(), shelf: &d.shelf}
	if d.capture.Read(&picture.mat) && !picture.mat.Empty() && picture.mat.Type() == gocv.MatTypeCV8UC3 {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.grip.see(meanBrightness(picture))
		return picture, nil
	}
	return nil, errors.Join(errNoPicture, picture.Close())
}

// Skip lets the next picture pass as it came; see [camera.Skipper].
func (d *device) Skip(time.Duration) { d.capture.Grab(1) }

// Held says which settings are held still; see [camera.Holder].
func (d *device) Held() []camera.Held {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.grip.said
}

// meanBrightness is the mean of a picture, 0 to 255, at a few hundred places.
func meanBrightness(p *Picture) float64 {
	grey, sum := p.Grey(24, 16, nil), 0
	for _, v := range grey {
		sum += int(v)
	}
	return float64(sum) / float64(max(len(grey), 1))
}

// Rate is the rate in Hz that the camera granted, read before its first
// picture; 0 where it states none.
func (d *device) Rate() float64 { return d.rate }

// Close lets go of the camera.
func (d *device) Close() error {
	if err := errors.Join(d.grip.let(), d.shelf.close(), d.capture.Close()); err != nil {
		return fmt.Errorf("close camera: %w", err)
	}
	return nil
}
