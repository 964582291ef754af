package opencv

import (
	"context"
	"fmt"
	"hash/fnv"
	"sync/atomic"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
)

// How long a camera may keep silent.
const (
	firstPicture = 5 * time.Second // some warm up
	stalledAfter = 2 * time.Second
	frozenAfter  = 2 * time.Second
	closeWait    = time.Second // the reader may be inside the driver
)

// device is what a camera reads from.
type device interface {
	// Read waits for a picture; false where there came none.
	Read(*gocv.Mat) bool
	Close() error
}

// Camera is a live camera. One goroutine reads it all the time; the newest
// frame wins, and those that nobody fetched are closed and counted. Next is for
// one goroutine at a time.
type Camera struct {
	name string
	size vision.Size
	rate float64

	device  device
	start   time.Time
	stop    context.CancelFunc
	latest  chan vision.Frame // the newest frame that nobody has yet
	ended   chan struct{}     // closed when the reader has let go of the device
	dropped atomic.Int64
	frozen  atomic.Bool
}

// watch starts reading a device. The reader lives until Close, the end of the
// context, or until the device is silent for too long.
func watch(ctx context.Context, name string, d device) *Camera {
	ctx, stop := context.WithCancel(ctx)
	c := &Camera{
		name: name, device: d, start: time.Now(), stop: stop,
		latest: make(chan vision.Frame, 1), ended: make(chan struct{}),
	}
	go c.read(ctx)
	return c
}

// read hands over one frame after the other.
func (c *Camera) read(ctx context.Context) {
	defer close(c.ended)
	defer c.device.Close()
	var still stillness
	number, silent := 0, c.start
	for ctx.Err() == nil {
		picture := &Picture{mat: gocv.NewMat()}
		if !c.device.Read(&picture.mat) || picture.mat.Empty() {
			picture.Close()
			if time.Since(silent) > firstPicture {
				return
			}
			_ = wait(ctx, 10*time.Millisecond)
			continue
		}
		now := time.Now()
		number, silent = number+1, now
		c.frozen.Store(still.since(picture, now) >= frozenAfter)
		c.offer(vision.Frame{Number: number, At: now.Sub(c.start), Clock: now.Round(0), Picture: picture})
	}
}

// offer puts a frame where Next finds it, in place of an older one.
func (c *Camera) offer(frame vision.Frame) {
	select {
	case old := <-c.latest:
		old.Picture.Close()
		c.dropped.Add(1)
	default:
	}
	c.latest <- frame // only this goroutine fills it, so there is room
}

// Next waits for a frame newer than the last one. A camera that gives none for
// two seconds gives a [Fault]; it may be asked again, in case it comes back.
func (c *Camera) Next(ctx context.Context) (vision.Frame, error) {
	return c.next(ctx, stalledAfter)
}

func (c *Camera) next(ctx context.Context, patience time.Duration) (vision.Frame, error) {
	if err := ctx.Err(); err != nil {
		return vision.Frame{}, err
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case frame := <-c.latest:
		return frame, nil
	case <-ctx.Done():
		return vision.Frame{}, ctx.Err()
	case <-c.ended:
		return vision.Frame{}, &Fault{
			what: fmt.Sprintf("camera %q: has stopped", c.name), hint: hintCable,
		}
	case <-timer.C:
		return vision.Frame{}, &Fault{
			what: fmt.Sprintf("camera %q: no picture for %v", c.name, patience), hint: hintCable,
		}
	}
}

const hintCable = "check the cable, and that no other program is using the camera; then start again"

// Size is the size of the pictures, in px.
func (c *Camera) Size() vision.Size { return c.size }

// Rate is the frame rate in Hz that the camera granted, which may differ from
// the one asked for; 0 where it states none.
func (c *Camera) Rate() float64 { return c.rate }

// Name is the camera's name as the system gives it.
func (c *Camera) Name() string { return c.name }

// Dropped is how many frames nobody fetched before a newer one came.
func (c *Camera) Dropped() int { return int(c.dropped.Load()) }

// Frozen reports whether the camera has sent the very same picture for two
// seconds: a real picture always carries noise, so it no longer looks.
func (c *Camera) Frozen() bool { return c.frozen.Load() }

// Close stops the reader and lets go of the camera. A driver that does not
// come back is left to itself after a second.
func (c *Camera) Close() error {
	c.stop()
	select {
	case <-c.ended:
	case <-time.After(closeWait):
		return fmt.Errorf("close camera %q: the driver does not answer", c.name)
	}
	select {
	case frame := <-c.latest:
		return frame.Picture.Close()
	default:
		return nil
	}
}

// stillness tells how long a camera has sent the same picture.
type stillness struct {
	sum   uint64
	begin time.Time
}

// since returns how long pictures have been equal to this one. It compares a
// sum over every 16th row, which noise never leaves alone.
func (s *stillness) since(picture *Picture, now time.Time) time.Duration {
	const rows = 16
	bytes, err := picture.mat.DataPtrUint8()
	if err != nil {
		return 0
	}
	hash := fnv.New64a()
	step := picture.mat.Step()
	for at := 0; at+step <= len(bytes); at += rows * step {
		hash.Write(bytes[at : at+step])
	}
	if sum := hash.Sum64(); sum != s.sum || s.begin.IsZero() {
		s.sum, s.begin = sum, now
	}
	return now.Sub(s.begin)
}
