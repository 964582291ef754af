package camera

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"nabij/vision"
)

// How long a camera may keep silent.
const (
	firstPicture = 5 * time.Second // some warm up
	patience     = 2 * time.Second
	closeWait    = time.Second // the reader may be inside the driver
	readWait     = time.Second
	betweenReads = 10 * time.Millisecond
)

// Camera is an open camera. One goroutine reads it all the time; the newest
// frame wins, and those that nobody fetched are closed and counted. Next is for
// one goroutine at a time.
type Camera struct {
	info  Info
	size  vision.Size
	rate  float64
	clock Clock

	device  Device
	start   time.Duration // on the clock
	stop    context.CancelFunc
	latest  chan vision.Frame // the newest frame that nobody has yet
	ended   chan struct{}     // closed when the reader has let go of the device
	broken  error             // why the reader stopped; after ended
	dropped atomic.Int64
	inline  bool // no reader: Next reads itself
	number  int  // of the last frame
	ease    ease
}

// Open opens a camera by its number or its name (or a part of the name that
// fits only one), asks for pictures of a size at a rate in Hz, and waits for
// the first one. The size is checked against the pictures that come; the rate
// that was granted is what Rate says. Errors name the camera and carry a hint.
//
// The camera is read until the context ends or it is closed.
func Open(ctx context.Context, driver Driver, nameOrNumber string, size vision.Size, rateHz float64) (*Camera, error) {
	info, err := find(driver, nameOrNumber)
	if err != nil {
		return nil, err
	}
	return open(ctx, driver, info, size, rateHz, Options{}.filled())
}

func open(ctx context.Context, driver Driver, info Info, size vision.Size, rateHz float64, o Options) (*Camera, error) {
	device, err := driver.Open(info, size, rateHz)
	if err != nil {
		return nil, err
	}
	c := watch(ctx, info, device, o)
	if err := c.check(ctx, size); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// watch starts reading a device. The reader lives until Close, the end of the
// context, or until the device is silent for too long.
func watch(ctx context.Context, info Info, d Device, o Options) *Camera {
	ctx, stop := context.WithCancel(ctx)
	c := &Camera{
		info: info, rate: d.Rate(), clock: o.Clock, device: d, start: o.Clock.Elapsed(), stop: stop,
		latest: make(chan vision.Frame, 1), ended: make(chan struct{}), inline: o.Inline,
	}
	if !c.inline {
		go c.read(ctx)
	}
	return c
}

// read hands over one frame after the other.
func (c *Camera) read(ctx context.Context) {
	defer close(c.ended)
	defer c.device.Close()
	defer func() {
		if caught := recover(); caught != nil {
			c.broken = fmt.Errorf("the driver failed: %v", caught)
		}
	}()
	silent := c.clock.Elapsed()
	for ctx.Err() == nil {
		frame, err := c.readNow(ctx, readWait)
		if err != nil {
			if c.clock.Elapsed()-silent > firstPicture {
				c.broken = err
				return
			}
			_ = c.clock.Sleep(ctx, betweenReads)
			continue
		}
		silent = c.clock.Elapsed()
		c.offer(frame)
	}
}

// offer puts a frame where Next finds it, in place of an older one.
func (c *Camera) offer(frame vision.Frame) {
	select {
	case old := <-c.latest:
		old.Close()
		c.dropped.Add(1)
	default:
	}
	c.latest <- frame // only this goroutine fills it, so there is room
}

// Next waits for a frame newer than the last one. A camera that gives none for
// two seconds gives a [Fault]; it may be asked again, in case it comes back.
func (c *Camera) Next(ctx context.Context) (vision.Frame, error) {
	frame, err := c.within(ctx, patience)
	if errors.Is(err, errSilent) {
		err = &Fault{
			what: fmt.Sprintf("camera %q: no picture for %v", c.info.Name, patience), hint: HintCable,
			trouble: vision.CameraStill,
		}
	}
	return frame, err
}

// errSilent tells that no picture came in time.
var errSilent = errors.New("no picture yet")

// within waits for a frame for so long, and then gives errSilent.
func (c *Camera) within(ctx context.Context, wait time.Duration) (vision.Frame, error) {
	if err := ctx.Err(); err != nil {
		return vision.Frame{}, err
	}
	if c.inline {
		frame, err := c.readNow(ctx, wait)
		if err != nil {
			err = errSilent
		}
		return frame, err
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case frame := <-c.latest:
		return frame, nil
	case <-ctx.Done():
		return vision.Frame{}, ctx.Err()
	case <-c.ended:
		return vision.Frame{}, c.stopped()
	case <-timer.C:
		return vision.Frame{}, errSilent
	}
}

// readNow reads the device in the caller's goroutine, after as many pictures as
// may pass.
func (c *Camera) readNow(ctx context.Context, wait time.Duration) (vision.Frame, error) {
	passed := c.ease.pass(c.device, wait)
	if err := ctx.Err(); err != nil {
		return vision.Frame{}, err
	}
	picture, err := c.device.Read(wait)
	if err != nil {
		return vision.Frame{}, err
	}
	now := c.clock.Elapsed()
	c.number += passed + 1
	c.ease.came(now)
	return vision.Frame{Number: c.number, At: now - c.start, Clock: c.clock.Wall(), Picture: picture}, nil
}

// stopped is what a camera whose reader ended has to say.
func (c *Camera) stopped() error {
	f := &Fault{what: fmt.Sprintf("camera %q: has stopped", c.info.Name), hint: HintCable, trouble: vision.CameraStill}
	if c.broken != nil {
		f.what += ": " + c.broken.Error()
	}
	return f
}

// check waits for the first picture and compares its size with the one that
// was asked for. The picture itself is dropped: cameras begin too dark.
func (c *Camera) check(ctx context.Context, want vision.Size) error {
	warmUp := firstPicture
	if c.inline {
		warmUp = beat // whoever asks for frames waits as well
	}
	frame, err := c.within(ctx, warmUp)
	if ctx.Err() != nil {
		return fmt.Errorf("open camera %q: %w", c.info.Name, ctx.Err())
	}
	if err != nil {
		return &Fault{
			what: fmt.Sprintf("open camera %q: it gives no pictures", c.info.Name), hint: HintCable,
			trouble: vision.CameraStill,
		}
	}
	c.size = frame.Picture.Size()
	if err := frame.Close(); err != nil {
		return fmt.Errorf("open camera %q: %w", c.info.Name, err)
	}
	if !want.Empty() && c.size != want {
		return &Fault{
			what: fmt.Sprintf("open camera %q: it gives pictures of %d×%d px, not %d×%d",
				c.info.Name, c.size.Width, c.size.Height, want.Width, want.Height),
			hint:    fmt.Sprintf("calibrate the room with this camera, at %d×%d px", c.size.Width, c.size.Height),
			trouble: vision.CameraResized,
		}
	}
	return nil
}

// Size is the size of the pictures, in px.
func (c *Camera) Size() vision.Size { return c.size }

// Rate is the frame rate in Hz that the camera granted, which may differ from
// the one asked for; 0 where it states none.
func (c *Camera) Rate() float64 { return c.rate }

// Held says which settings the camera holds still; empty until its pictures have
// settled, and where the driver cannot tell.
func (c *Camera) Held() []Held {
	if h, ok := c.device.(Holder); ok {
		return h.Held()
	}
	return nil
}

// Name is the camera's name as the system gives it.
func (c *Camera) Name() string { return c.info.Name }

// Dropped is how many frames nobody fetched before a newer one came.
func (c *Camera) Dropped() int { return int(c.dropped.Load()) }

// Close stops the reader and lets go of the camera. A driver that does not
// come back is left to itself after a second.
func (c *Camera) Close() error {
	c.stop()
	if c.inline {
		return c.device.Close()
	}
	timer := time.NewTimer(closeWait)
	defer timer.Stop()
	select {
	case <-c.ended:
	case <-timer.C:
		return fmt.Errorf("close camera %q: the driver does not answer", c.info.Name)
	}
	select {
	case frame := <-c.latest:
		return frame.Close()
	default:
		return nil
	}
}
