package camera

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"nabij/vision"
)

// The pace of a camera that gives nothing.
const (
	beat       = 200 * time.Millisecond // between two frames without a picture
	retryEvery = time.Second            // between two looks for the camera
	wedged     = 5 * time.Second        // after which one that gives nothing is opened anew
	tornAfter  = 500 * time.Millisecond // a single torn picture is only left out
	nearlyNow  = 50 * time.Millisecond  // in which a camera may open without a frame between
)

// Options say how a camera is read.
type Options struct {
	Clock Clock // nil: the system's
	// Inline reads the camera in the goroutine that asks for frames, for
	// drivers that keep to Read's wait; nothing else runs then.
	Inline bool
}

func (o Options) filled() Options {
	if o.Clock == nil {
		o.Clock = Wall()
	}
	return o
}

// Steady is a camera that a session goes on with, whatever happens to it. Next
// and Rest are for one goroutine at a time.
type Steady struct {
	driver  Driver
	options Options
	clock   Clock
	info    Info
	size    vision.Size
	rate    float64
	known   []Info // the cameras that were there at the start

	camera  *Camera // nil: it is away, or rests
	opening chan opened
	tried   time.Duration // when it was looked for last
	judge   judge
	trouble vision.Trouble // why there is no picture
	lost    time.Duration  // since when there is none
	looked  time.Duration  // when the list of cameras was read last

	begun   time.Duration // on the clock
	numbers int           // frames of the cameras before
	last    int           // number of the last frame
	dropped int           // by the cameras before, and torn
	moment  noted
}

// opened is how an opening ended.
type opened struct {
	camera *Camera
	err    error
}

// Begin opens a camera for a session, as [Open] does.
func Begin(ctx context.Context, driver Driver, nameOrNumber string, size vision.Size, rateHz float64, o Options) (*Steady, error) {
	o = o.filled()
	info, err := find(driver, nameOrNumber)
	if err != nil {
		return nil, err
	}
	camera, err := open(ctx, driver, info, size, rateHz, o)
	if err != nil {
		return nil, err
	}
	known, _ := driver.Cameras() // only to tell another camera from none
	s := &Steady{
		driver: driver, options: o, clock: o.Clock, info: info, size: camera.size, rate: camera.rate, known: known,
		camera: camera, begun: o.Clock.Elapsed(), judge: judge{size: camera.size},
	}
	s.lost = s.begun
	s.moment.begin(o.Clock)
	return s, nil
}

// Next waits for the next frame. It fails only when the context ends: without a
// picture of the room it gives a frame without one, with the trouble.
func (s *Steady) Next(ctx context.Context) (vision.Frame, error) {
	for {
		if err := ctx.Err(); err != nil {
			return vision.Frame{}, err
		}
		if s.camera == nil && !s.openAgain(ctx) {
			if err := s.clock.Sleep(ctx, beat); err != nil {
				return vision.Frame{}, err
			}
			return s.without(), nil
		}
		frame, err := s.camera.within(ctx, beat)
		switch {
		case ctx.Err() != nil:
			return vision.Frame{}, errors.Join(ctx.Err(), frame.Close())
		case err == nil:
			if frame, ok := s.take(frame); ok {
				return frame, nil
			}
		case s.silent(err):
			return s.without(), nil
		}
	}
}

// take judges a picture and makes the session's frame of it; false where it is
// only left out.
func (s *Steady) take(frame vision.Frame) (vision.Frame, bool) {
	now := s.clock.Elapsed()
	trouble := s.judge.see(now, frame.Number, frame.Picture)
	if !blind(trouble) {
		s.trouble, s.lost = "", now
		frame.Number += s.numbers
		frame.At = now - s.begun
		frame.Trouble = trouble
		if noted := s.moment.look(s.clock); trouble == "" {
			frame.Trouble = noted
		}
		s.last = frame.Number
		return frame, true
	}
	s.last = s.numbers + frame.Number
	frame.Close()
	s.dropped++
	if s.trouble != trouble && trouble == vision.CameraTorn && now-s.lost < tornAfter {
		return vision.Frame{}, false
	}
	s.trouble = trouble
	if now-s.lost > wedged && (trouble == vision.CameraStill || trouble == vision.CameraResized) {
		s.letGo() // opening it anew may bring it round
	}
	return s.without(), true
}

// blind reports whether a trouble leaves no picture of the room.
func blind(t vision.Trouble) bool {
	switch t {
	case "", vision.CameraSlow, vision.Slept, vision.ClockSet:
		return false
	}
	return true
}

// silent takes that no picture came, and reports whether that must be said.
func (s *Steady) silent(err error) bool {
	now := s.clock.Elapsed()
	if !errors.Is(err, errSilent) {
		s.letGo()
		s.trouble = vision.CameraStill
	}
	if now-s.looked >= retryEvery/2 && now-s.lost >= 2*beat {
		s.looked = now
		if _, trouble := s.find(); trouble != "" {
			s.letGo()
			s.trouble = trouble
		}
	}
	if now-s.lost >= wedged {
		s.letGo()
	}
	if s.trouble == "" && now-s.lost >= stillAfter {
		s.trouble = vision.CameraStill
	}
	return s.trouble != ""
}

// without is a frame without a picture, now.
func (s *Steady) without() vision.Frame {
	s.last++
	s.numbers++
	return vision.Frame{Number: s.last, At: s.clock.Elapsed() - s.begun, Clock: s.clock.Wall(), Trouble: s.trouble}
}

// openAgain opens the camera if it is there, and reports whether it is open. An
// opening that takes long goes on while frames without a picture come.
func (s *Steady) openAgain(ctx context.Context) bool {
	if s.opening == nil {
		now := s.clock.Elapsed()
		if now-s.tried < retryEvery && s.tried > 0 {
			return false
		}
		s.tried = now
		info, trouble := s.find()
		if trouble != "" {
			s.trouble = trouble
			return false
		}
		s.opening = make(chan opened, 1)
		go func(done chan<- opened) { done <- s.openCamera(ctx, info) }(s.opening)
	}
	if s.options.Inline { // a made-up clock does not run meanwhile
		o := <-s.opening
		s.opening = nil
		return s.arrive(o)
	}
	timer := time.NewTimer(nearlyNow)
	defer timer.Stop()
	select {
	case o := <-s.opening:
		s.opening = nil
		return s.arrive(o)
	case <-timer.C:
		return false
	}
}

// openCamera opens the camera. A driver that panics gives an error.
func (s *Steady) openCamera(ctx context.Context, info Info) (o opened) {
	defer func() {
		if cause := recover(); cause != nil {
			o.err = fmt.Errorf("the driver failed: %v", cause)
		}
	}()
	o.camera, o.err = open(ctx, s.driver, info, s.size, s.rate, s.options)
	return o
}

// arrive goes on with a camera that was opened again, or notes why not.
func (s *Steady) arrive(o opened) bool {
	if o.err != nil {
		var fault *Fault
		if s.trouble = vision.CameraStill; errors.As(o.err, &fault) && fault.trouble != "" {
			s.trouble = fault.trouble
		}
		return false
	}
	s.camera, s.numbers = o.camera, s.last
	s.judge.resume()
	s.lost, s.looked = s.clock.Elapsed(), s.clock.Elapsed()
	return true
}

// find looks for the session's camera; without it, it tells whether another one
// came in its place.
func (s *Steady) find() (Info, vision.Trouble) {
	now, err := s.driver.Cameras()
	if err != nil {
		return s.info, "" // what cannot be listed may still open
	}
	for _, c := range now {
		if c.same(s.info) {
			return c, ""
		}
	}
	for _, c := range now {
		if !slices.ContainsFunc(s.known, c.same) {
			return Info{}, vision.CameraOther
		}
	}
	return Info{}, vision.CameraGone
}

// letGo closes the camera until it is opened again.
func (s *Steady) letGo() {
	if s.camera == nil {
		return
	}
	s.dropped += s.camera.Dropped()
	s.camera.Close() // it is in trouble already; that it closes badly is no news
	s.camera, s.tried = nil, s.clock.Elapsed()
	if s.trouble == "" {
		s.trouble = vision.CameraStill
	}
}

// Rest lets go of the camera until the next frame is asked for: it sees nothing
// meanwhile.
func (s *Steady) Rest() {
	if s.camera == nil {
		return
	}
	s.letGo()
	s.trouble, s.tried = "", 0
}

// Size is the size of the pictures, in px.
func (s *Steady) Size() vision.Size { return s.size }

// Rate is the frame rate in Hz that the camera granted; 0 where it states none.
func (s *Steady) Rate() float64 { return s.rate }

// Held says which settings the camera holds still, as [Camera.Held] does.
func (s *Steady) Held() []Held {
	if s.camera == nil {
		return nil
	}
	return s.camera.Held()
}

// Name is the camera's name as the system gives it.
func (s *Steady) Name() string { return s.info.Name }

// Dropped is how many pictures were not used.
func (s *Steady) Dropped() int {
	if s.camera == nil {
		return s.dropped
	}
	return s.dropped + s.camera.Dropped()
}

// Close lets go of the camera for good.
func (s *Steady) Close() error {
	if s.opening != nil {
		if o := <-s.opening; o.camera != nil {
			o.camera.Close()
		}
		s.opening = nil
	}
	if s.camera == nil {
		return nil
	}
	camera := s.camera
	s.dropped, s.camera = s.Dropped(), nil
	return camera.Close()
}
