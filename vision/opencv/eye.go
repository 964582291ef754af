package opencv

import (
	"context"
	"fmt"
	"image"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/emptyroom"
	"nabij/vision/movenet"
)

// The stages that an [Eye] tells the time of, in a sight's Spent.
const (
	StagePrepare = "prepare" // letterbox and blob
	StageNetwork = "network" // the forward pass for the whole picture
	StageDecode  = "decode"  // bodies, joints and clothes
	StageRoom    = "room"    // what differs from the empty room
	StageCloser  = "closer"  // a closer look at one place, where there was one, without its forward pass
	StageRegion  = "region"  // that forward pass
)

// EyeOptions are what an [Eye] may be told.
type EyeOptions struct {
	// Threshold is the score from which a body is given, above 0 and below 1;
	// 0 means [movenet.DefaultThreshold].
	Threshold float64
	// Sparing looks for bodies only in the frames where something has changed,
	// and there not in all: the others are glances. Without it every frame is
	// looked at, and more finely where people are small in the picture.
	Sparing bool
}

// Eye finds the bodies in pictures of one size. It is for one goroutine at a
// time.
type Eye struct {
	size      vision.Size
	threshold float64
	whole     *network
	fine      *network // for people who are small in the picture; nil until there are any
	small     smallness
	closer    *closer
	finer     finer
	empty     *background
	gaze      *gaze // nil: every frame is looked at
}

// NewEye makes the person network ready for pictures of a size, and for parts
// of them. It takes about two seconds.
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
	closer, err := newCloser(whole.size)
	if err != nil {
		whole.close()
		return nil, fmt.Errorf("make the eye ready: %w", err)
	}
	eye := &Eye{size: size, threshold: threshold, whole: whole, closer: closer, empty: newBackground(size)}
	if options.Sparing {
		eye.gaze = &gaze{grid: emptyroom.GridOf(size)}
	}
	return eye, nil
}

// Look finds the bodies in a frame, the highest score first, and what differs
// from the empty room, which is never learned where people are expected. Where
// somebody is expected, a lower score is enough; where she is not found, or a
// silhouette is unexplained, it looks more closely: at one place in a frame,
// within a quarter of a pass of the network per frame. What that adds comes
// last in the sight. What is left of that goes to upright people who are far away.
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
	begin := time.Now()
	cells, err := e.empty.average(picture)
	if err != nil {
		return sight, fmt.Errorf("frame %d: %w", frame.Number, err)
	}
	averaged := time.Since(begin)
	if e.gaze != nil {
		look, unchanged := e.gaze.due(cells, frame.At, expect)
		_, sight.Gap = e.gaze.rest(frame.At)
		if !look {
			sight.Glance, sight.Unchanged = true, unchanged
			sight.Spent = map[string]time.Duration{StageRoom: time.Since(begin)}
			return sight, nil
		}
	}
	fine := e.gaze == nil && e.small.now && movenet.FineSize(e.size).Height <= e.size.Height
	bodies, took, err := e.search(picture, fine)
	if err != nil {
		return sight, fmt.Errorf("frame %d: %w", frame.Number, err)
	}
	sight.Bodies = likely(bodies, expect.Boxes, e.threshold)
	begin = time.Now()
	view := e.empty.room.Look(frame.At, cells, sight.Bodies, expect.Boxes)
	sight.Foreground, sight.LightChanged = view.Foreground, view.LightChanged
	sight.CameraMoved, sight.Shift = view.CameraMoved, view.Shift
	sight.Spent = map[string]time.Duration{
		StagePrepare: took.prepare, StageNetwork: took.forward, StageDecode: took.decode, StageRoom: averaged + time.Since(begin),
	}
	if fine { // where people are small, parts of them are all that a closer look adds
		return sight, nil
	}
	if err := e.lookCloser(picture, &sight, expect, view.Unexplained); err != nil {
		return sight, fmt.Errorf("frame %d: look closer: %w", frame.Number, err)
	}
	return sight, nil
}

// search runs the network over a whole picture, at its usual input size or a finer
// one, and notes how small people are.
func (e *Eye) search(picture gocv.Mat, fine bool) ([]vision.Body, spent, error) {
	net := e.whole
	if fine {
		if e.fine == nil {
			var err error
			if e.fine, err = newNetwork(movenet.FineSize(e.size)); err != nil {
				return nil, spent{}, err
			}
		}
		net = e.fine
	}
	bodies, took, err := net.run(picture, image.Rect(0, 0, e.size.Width, e.size.Height), expectedShare*e.threshold)
	e.small.see(bodies, e.whole.scaleOf(e.size))
	return bodies, took, err
}

// lookCloser adds what a closer look finds to a sight: at somebody known who was not
// found; else, when it is time, a finer one at somebody upright who is far away; else
// at a silhouette that nobody has explained.
func (e *Eye) lookCloser(picture gocv.Mat, sight *vision.Sight, expect vision.Expect, unexplained []vision.Box) (err error) {
	defer func() { e.finer.refine(sight.Bodies, expect.Upright, sight.At) }()
	if !e.closer.afford() {
		return nil
	}
	begin := time.Now()
	var forward time.Duration
	box, ok := e.closer.missing(sight.Bodies, expect.Boxes)
	if i, due := e.finer.due(sight.Bodies, expect.Upright, e.whole.scaleOf(e.size), sight.At); due && !ok {
		forward, err = e.lookFiner(picture, sight, i)
	} else {
		if !ok {
			box, ok = e.closer.inTurn(unexplained)
		}
		if !ok {
			return nil
		}
		sight.Bodies, forward, err = e.closer.look(picture, box, sight.Bodies, e.threshold)
	}
	sight.Spent[StageRegion] = forward
	sight.Spent[StageCloser] = time.Since(begin) - forward
	return err
}

// lookFiner takes a finer look at a body of a sight.
func (e *Eye) lookFiner(picture gocv.Mat, sight *vision.Sight, i int) (forward time.Duration, err error) {
	shown, forward, err := e.closer.at(picture, sight.Bodies[i].Box, e.threshold)
	e.finer.take(sight.Bodies[i], shown, sight.At)
	return forward, err
}

// LookAt finds the bodies in a region of a frame, in px of the whole picture,
// for people who are too small to be found in all of it. A region that meets
// the picture nowhere holds nobody.
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
	bodies, _, err := e.closer.net.run(picture, rectangle, e.threshold)
	if err != nil {
		return nil, fmt.Errorf("frame %d: look closer: %w", frame.Number, err)
	}
	return bodies, nil
}

// Close gives the network back; to close twice does no harm.
func (e *Eye) Close() error {
	if e.whole != nil {
		e.whole.close()
		if e.fine != nil {
			e.fine.close()
		}
		e.closer.net.close()
		e.empty.close()
		e.whole = nil
	}
	return nil
}
