package fake

import (
	"context"
	"errors"
	"sync"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
)

// Fault is something that a camera does and should not.
type Fault string

// The faults.
const (
	Vanish  Fault = "vanish"  // is unplugged
	Another Fault = "another" // is unplugged, and another one is plugged in
	Freeze  Fault = "freeze"  // gives the same picture again and again
	Black   Fault = "black"   // gives black pictures, with a little noise
	Stall   Fault = "stall"   // gives nothing, and no error
	Fail    Fault = "fail"    // gives errors
	Tear    Fault = "tear"    // gives pictures put together from pieces
	Cut     Fault = "cut"     // gives pictures that end half way
	Resize  Fault = "resize"  // gives pictures of another size
	Slow    Fault = "slow"    // gives five pictures a second
)

// Faults are all there are.
var Faults = []Fault{Vanish, Another, Freeze, Black, Stall, Fail, Tear, Cut, Resize, Slow}

// Expected is the trouble that a fault must be taken for.
func (f Fault) Expected() vision.Trouble {
	return map[Fault]vision.Trouble{
		Vanish: vision.CameraGone, Another: vision.CameraOther, Freeze: vision.CameraStill, Black: vision.CameraDark,
		Stall: vision.CameraStill, Fail: vision.CameraStill, Tear: vision.CameraTorn, Cut: vision.CameraTorn,
		Resize: vision.CameraResized, Slow: vision.CameraSlow,
	}[f]
}

// Camera is one webcam and the socket it is in. It is a camera.Driver, safe for
// concurrent use.
type Camera struct {
	clock  camera.Clock
	size   vision.Size
	period time.Duration

	mu      sync.Mutex
	fault   Fault
	until   time.Duration // when it ends; 0: when told
	plugged int           // how often it was plugged in
	opened  int           // devices that are open
	made    uint64        // pictures
	last    *Picture
}

// NewCamera returns a camera that gives pictures of a size at a rate in Hz.
func NewCamera(clock camera.Clock, size vision.Size, rateHz float64) *Camera {
	return &Camera{clock: clock, size: size, period: time.Duration(float64(time.Second) / rateHz)}
}

// Name is the name by which the camera is opened.
const Name = "fake webcam"

// Do begins a fault; an empty one ends it. A camera that comes back after it
// vanished must be opened again.
func (c *Camera) Do(f Fault) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begin(f)
	c.until = 0
}

// DoFor begins a fault that ends by itself.
func (c *Camera) DoFor(f Fault, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begin(f)
	c.until = c.clock.Elapsed() + d
}

func (c *Camera) begin(f Fault) {
	if c.away() {
		c.plugged++
	}
	if c.fault = f; c.away() {
		c.plugged++
	}
}

// heal ends a fault whose time is over.
func (c *Camera) heal() {
	if c.until > 0 && c.clock.Elapsed() >= c.until {
		c.begin("")
		c.until = 0
	}
}

func (c *Camera) away() bool { return c.fault == Vanish || c.fault == Another }

// OpenDevices is how many devices were opened and not closed.
func (c *Camera) OpenDevices() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.opened
}

// Cameras implements camera.Driver. There is always a second camera, built in.
func (c *Camera) Cameras() ([]camera.Info, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heal()
	found := []camera.Info{{Name: "built in", Number: 0, Identity: "built in"}}
	switch c.fault {
	case Vanish:
	case Another:
		found = append(found, camera.Info{Name: Name, Number: 1, Identity: "another"})
	default:
		found = append(found, camera.Info{Name: Name, Number: 1 + c.plugged%2, Identity: "the one"})
	}
	return found, nil
}

var errAway = errors.New("no such device")

// Open implements camera.Driver.
func (c *Camera) Open(info camera.Info, _ vision.Size, _ float64) (camera.Device, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.heal(); c.away() {
		return nil, errAway
	}
	c.opened++
	return &device{camera: c, plugged: c.plugged, due: c.clock.Elapsed() + c.period}, nil
}

// device is one opening of a camera.
type device struct {
	camera  *Camera
	plugged int
	due     time.Duration // when the next picture is
}

var (
	errSilent = errors.New("no picture in time")
	errRead   = errors.New("input/output error")
)

// Read implements camera.Device.
func (d *device) Read(wait time.Duration) (vision.Picture, error) {
	c := d.camera
	f, gone := c.now(d.plugged)
	switch {
	case gone:
		return nil, errors.Join(errAway, c.pass(10*time.Millisecond))
	case f == Fail:
		return nil, errors.Join(errRead, c.pass(10*time.Millisecond))
	case f == Stall:
		return nil, errors.Join(errSilent, c.pass(wait))
	}
	if until := d.due - c.clock.Elapsed(); until > wait {
		return nil, errors.Join(errSilent, c.pass(wait))
	} else if err := c.pass(until); err != nil {
		return nil, err
	}
	d.due += c.period
	if f == Slow {
		d.due += time.Second/5 - c.period
	}
	d.due = max(d.due, c.clock.Elapsed()) // what was not read in time is gone
	return c.picture(f), nil
}

// Skip implements camera.Skipper.
func (d *device) Skip(wait time.Duration) {
	_, _ = d.Read(wait) // a made-up picture costs nothing
}

func (c *Camera) pass(d time.Duration) error { return c.clock.Sleep(context.Background(), d) }

// now is the present fault, and whether what was opened then is gone.
func (c *Camera) now(plugged int) (Fault, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heal()
	return c.fault, c.plugged != plugged
}

// Rate implements camera.Device.
func (d *device) Rate() float64 { return float64(time.Second) / float64(d.camera.period) }

// Close implements camera.Device.
func (d *device) Close() error {
	d.camera.mu.Lock()
	defer d.camera.mu.Unlock()
	d.camera.opened--
	return nil
}
