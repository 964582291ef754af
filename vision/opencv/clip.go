package opencv

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
)

// Clip is a video file (or a picture: a clip of one frame) that gives every
// frame in order. It is for one goroutine at a time.
type Clip struct {
	path    string
	capture *gocv.VideoCapture
	size    vision.Size
	rate    float64
	stated  int // frames that the file says it has

	number int           // of the last frame given
	at     time.Duration // of the last frame given
	origin time.Duration // the file's own time of frame 1
	ahead  *Picture      // read to look at the size, not yet given
	closed bool
	shelf  shelf
}

// OpenClip opens a video file and makes sure that it has a picture. Errors
// name the file and carry a hint.
func OpenClip(path string) (*Clip, error) {
	name := fmt.Sprintf("open clip %q", path)
	if err := readable(path); err != nil {
		return nil, clipFault(name, err)
	}
	full, err := filepath.Abs(path) // a relative name could read as an address
	if err != nil {
		return nil, clipFault(name, err)
	}
	capture, err := gocv.VideoCaptureFileWithAPI(full, gocv.VideoCaptureFFmpeg)
	if err != nil || !capture.IsOpened() {
		capture.Close()
		return nil, &Fault{what: name + ": this is no video, or it is damaged", hint: hintBroken}
	}
	c := &Clip{path: path, capture: capture}
	if c.ahead = c.read(); c.ahead == nil {
		c.Close()
		return nil, &Fault{what: name + ": has no pictures", hint: hintBroken}
	}
	c.size = c.ahead.Size()
	c.rate = plausible(capture.Get(gocv.VideoCaptureFPS))
	c.stated = int(capture.Get(gocv.VideoCaptureFrameCount))
	c.origin = c.position()
	return c, nil
}

const hintBroken = "try whether a video player shows it, and copy it afresh from where it was made"

// readable reports why a file cannot be read at all.
func readable(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return errFolder
	case !info.Mode().IsRegular():
		return errNoFile
	case info.Size() == 0:
		return errEmpty
	}
	return nil
}

var (
	errFolder = errors.New("is a folder")
	errNoFile = errors.New("is not an ordinary file")
	errEmpty  = errors.New("is empty")
)

// clipFault adds what to do about a file that cannot be read.
func clipFault(what string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // the name is told already
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Fault{what: what, cause: err, hint: "check the name and the folder"}
	case errors.Is(err, fs.ErrPermission):
		return &Fault{what: what, cause: err, hint: "ask the owner of the file for permission to read it"}
	}
	return &Fault{what: what, cause: err, hint: "name a video file, such as session.mp4"}
}

// plausible returns a frame rate, or 0 for one that no file can mean.
func plausible(rate float64) float64 {
	if !(rate > 0 && rate < 1000) {
		return 0
	}
	return rate
}

// patience is how many times a clip that should have more frames is read in
// vain, one spoilt packet each time, before it counts as ended.
const patience = 64

// Next returns the next frame, io.EOF after the last one. A clip that ends
// well before its stated end gives a [Fault] instead: it was cut off.
func (c *Clip) Next(ctx context.Context) (vision.Frame, error) {
	if err := ctx.Err(); err != nil {
		return vision.Frame{}, err
	}
	if c.closed {
		return vision.Frame{}, io.EOF
	}
	picture := c.ahead
	c.ahead = nil
	for try := 0; picture == nil && try < patience && (try == 0 || c.number < c.stated); try++ {
		picture = c.read()
	}
	if picture == nil {
		return vision.Frame{}, c.end()
	}
	c.number++
	c.at = c.time()
	return vision.Frame{Number: c.number, At: c.at, Picture: picture}, nil
}

// skip passes over so many frames.
func (c *Clip) skip(frames int) {
	if frames > 0 && !c.closed && c.ahead == nil {
		c.capture.Grab(frames)
		c.number += frames
	}
}

// read returns the next picture, nil where there is none.
func (c *Clip) read() *Picture {
	picture := &Picture{mat: c.shelf.take(), shelf: &c.shelf}
	if !c.capture.Read(&picture.mat) || picture.mat.Empty() {
		picture.Close()
		return nil
	}
	return picture
}

// position is the file's own time of the frame just read.
func (c *Clip) position() time.Duration {
	return time.Duration(c.capture.Get(gocv.VideoCapturePosMsec) * float64(time.Millisecond))
}

// time is the time of frame c.number. Files round their own times, so at a
// constant rate frame n is at exactly (n-1)/rate; where the file's time is off
// that by half a frame or more, its rate varies and its times count.
func (c *Clip) time() time.Duration {
	own := c.position() - c.origin
	if c.rate == 0 {
		return max(own, c.at)
	}
	period := periodOf(c.rate)
	even := time.Duration(float64(c.number-1) * float64(time.Second) / c.rate)
	if off := (own - even).Abs(); off < period/2 || own <= 0 {
		return max(even, c.at)
	}
	return max(own, c.at)
}

// end tells the end of a clip from a clip that was cut off. Stated lengths are
// often a little wrong, so a tenth is let pass.
func (c *Clip) end() error {
	if c.rate == 0 || c.stated <= 10 {
		return io.EOF
	}
	seconds := float64(c.stated) / c.rate
	if reached := c.at.Seconds() + 1/c.rate; reached < 0.9*seconds {
		return &Fault{
			what: fmt.Sprintf("clip %q: cut off or damaged after frame %d (%.1f of %.1f s)", c.path, c.number, reached, seconds),
			hint: hintBroken,
		}
	}
	return io.EOF
}

// Size is the size of the pictures, in px.
func (c *Clip) Size() vision.Size { return c.size }

// Rate is the frame rate in Hz that the file states; 0 where it states none.
func (c *Clip) Rate() float64 { return c.rate }

// Frames is the number of frames that the file states; it may be a little
// wrong, and 0 where it states none.
func (c *Clip) Frames() int { return max(0, c.stated) }

// Close closes the file; to close twice does no harm.
func (c *Clip) Close() error {
	if c.closed {
		return nil
	}
	c.closed = true
	if c.ahead != nil {
		c.ahead.Close()
	}
	return errors.Join(c.shelf.close(), c.capture.Close())
}
