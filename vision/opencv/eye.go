package opencv

import (
	"context"
	"fmt"
	"image"
	"time"

	"nabij/vision"
	"nabij/vision/movenet"
)

// The stages that an [Eye] tells the time of, in a sight's Spent.
const (
	StagePrepare = "prepare" // letterbox and blob
	StageNetwork = "network" // the forward pass
	StageDecode  = "decode"  // bodies, joints and clothes
	StageRoom    = "room"    // what differs from the empty room
)

// EyeOptions are what an [Eye] may be told.
type EyeOptions struct {
	// Threshold is the score from which a body is given, above 0 and below 1;
	// 0 means [movenet.DefaultThreshold].
	Threshold float64
}

// Eye finds the bodies in pictures of one size. It is for one goroutine at a
// time.
type Eye struct {
	size      vision.Size
	threshold float64
	whole     *network
	closer    *network // for regions; nil until the first
	empty     *background
}

// closeSide is the input's side in px for a region: 42 ms against 66 ms for
// the whole picture.
const closeSide = 256

// NewEye makes the person network ready for pictures of a size. It takes
// about a second.
func NewEye(size vision.Size, options EyeOptions) (*Eye, error) {
	if size.Empty() {
		return nil, fmt.Errorf("make the eye ready: pictures of %d×%d px hold nothing", size.Width, size.Height)
	}
	threshold := options.Threshold
	if threshold == 0 {
		threshold = movenet.DefaultThreshold
	}
	if !(threshold > 0 && threshold < 1) {
		return nil, fmt.Errorf("make the eye ready: threshold %g is not between 0 and 1", threshold)
	}
	whole, err := newNetwork(movenet.InputSize(size))
	if err != nil {
		return nil, fmt.Errorf("make the eye ready: %w", err)
	}
	return &Eye{size: size, threshold: threshold, whole: whole, empty: newBackground(size)}, nil
}

// Look finds the bodies in a frame, the highest score first, and what differs
// from the empty room, which is never learned where people are expected.
func (e *Eye) Look(ctx context.Context, frame vision.Frame, expect vision.Expect) (vision.Sight, error) {
	sight := vision.Sight{Frame: frame.Number, At: frame.At, Clock: frame.Clock, Size: e.size}
	if err := ctx.Err(); err != nil {
		return sight, err
	}
	picture, err := pixels(frame)
	if err != nil {
		return sight, err
	}
	if size := frame.Picture.Size(); size != e.size {
		return sight, fmt.Errorf("frame %d: picture of %d×%d px, want %d×%d",
			frame.Number, size.Width, size.Height, e.size.Width, e.size.Height)
	}
	bodies, took, err := e.whole.run(picture, image.Rect(0, 0, e.size.Width, e.size.Height), e.threshold)
	if err != nil {
		return sight, fmt.Errorf("frame %d: %w", frame.Number, err)
	}
	sight.Bodies = bodies
	begin := time.Now()
	view, err := e.empty.look(picture, frame.At, bodies, expect)
	if err != nil {
		return sight, fmt.Errorf("frame %d: %w", frame.Number, err)
	}
	sight.Foreground, sight.LightChanged = view.Foreground, view.LightChanged
	sight.CameraMoved, sight.Shift = view.CameraMoved, view.Shift
	sight.Spent = map[string]time.Duration{
		StagePrepare: took.prepare, StageNetwork: took.forward, StageDecode: took.decode, StageRoom: time.Since(begin),
	}
	return sight, nil
}

// LookAt finds the bodies in a region of a frame, in px of the whole picture,
// for people who are too small to be found in all of it. A region that meets
// the picture nowhere holds nobody. The first call makes a second, smaller
// network ready, which takes about as long as [NewEye].
func (e *Eye) LookAt(ctx context.Context, frame vision.Frame, region vision.Box) ([]vision.Body, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	picture, err := pixels(frame)
	if err != nil {
		return nil, err
	}
	rectangle := inside(region, frame.Picture.Size())
	if rectangle.Empty() {
		return nil, nil
	}
	if e.closer == nil {
		if e.closer, err = newNetwork(vision.Size{Width: closeSide, Height: closeSide}); err != nil {
			return nil, fmt.Errorf("look closer: %w", err)
		}
	}
	bodies, _, err := e.closer.run(picture, rectangle, e.threshold)
	if err != nil {
		return nil, fmt.Errorf("frame %d: look closer: %w", frame.Number, err)
	}
	return bodies, nil
}

// Close gives the network back; to close twice does no harm.
func (e *Eye) Close() error {
	for _, n := range []**network{&e.whole, &e.closer} {
		if *n != nil {
			(*n).close()
			*n = nil
		}
	}
	if e.empty != nil {
		e.empty.close()
		e.empty = nil
	}
	return nil
}
