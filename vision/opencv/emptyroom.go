package opencv

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/camera"
)

// EmptyRoom makes one quiet picture of a room out of many frames: the mean of
// each pixel over the frames in which nobody is before it. It is for one
// goroutine at a time.
type EmptyRoom struct {
	size   vision.Size
	sum    gocv.Mat // 32-bit BGR
	count  gocv.Mat // 32-bit, 255 for each frame
	mask   gocv.Mat
	frames int
}

// NewEmptyRoom returns one for pictures of a size; it is closed by its maker.
func NewEmptyRoom(size vision.Size) *EmptyRoom {
	return &EmptyRoom{
		size:  size,
		sum:   gocv.NewMatWithSize(size.Height, size.Width, gocv.MatTypeCV32FC3),
		count: gocv.NewMatWithSize(size.Height, size.Width, gocv.MatTypeCV32FC1),
		mask:  gocv.NewMatWithSize(size.Height, size.Width, gocv.MatTypeCV8UC1),
	}
}

// grown is how much larger, as a share of its height, a body's box is taken to
// every side, for hands, shadows and what the finder cut off.
const grown = 0.15

// Add takes in a frame but for where people are, in px.
func (r *EmptyRoom) Add(frame vision.Frame, people []vision.Box) error {
	picture, err := pixels(frame)
	if err != nil {
		return err
	}
	if size := frame.Picture.Size(); size != r.size {
		return fmt.Errorf("frame %d: picture of %d×%d px, want %d×%d", frame.Number, size.Width, size.Height, r.size.Width, r.size.Height)
	}
	r.mask.SetTo(gocv.NewScalar(255, 0, 0, 0))
	for _, b := range people {
		more := grown * b.Height
		wide := vision.Box{Left: b.Left - more, Top: b.Top - more, Width: b.Width + 2*more, Height: b.Height + 2*more}
		gocv.Rectangle(&r.mask, inside(wide, r.size), color.RGBA{}, -1)
	}
	gocv.AccumulateWithMask(picture, &r.sum, r.mask)
	gocv.Accumulate(r.mask, &r.count)
	r.frames++
	return nil
}

// Frames is how many frames were taken in.
func (r *EmptyRoom) Frames() int { return r.frames }

// Seen is the share of the picture, 0 to 1, that was seen without anybody.
func (r *EmptyRoom) Seen() float64 {
	if r.frames == 0 {
		return 0
	}
	return float64(gocv.CountNonZero(r.count)) / float64(r.size.Width*r.size.Height)
}

// Picture returns the room as it was seen; transparent where somebody was in
// front all the time.
func (r *EmptyRoom) Picture() (*image.RGBA, error) {
	sum, err := r.sum.DataPtrFloat32()
	if err != nil {
		return nil, fmt.Errorf("empty room: %w", err)
	}
	count, err := r.count.DataPtrFloat32()
	if err != nil {
		return nil, fmt.Errorf("empty room: %w", err)
	}
	img := image.NewRGBA(image.Rect(0, 0, r.size.Width, r.size.Height))
	for i, n := range count {
		if n == 0 {
			continue
		}
		k := 255 / n
		pixel := img.Pix[4*i : 4*i+4 : 4*i+4]
		for c := range 3 {
			pixel[c] = uint8(sum[3*i+2-c]*k + 0.5)
		}
		pixel[3] = 255
	}
	return img, nil
}

// Close gives the memory back; to close twice does no harm.
func (r *EmptyRoom) Close() error {
	return errors.Join(r.sum.Close(), r.count.Close(), r.mask.Close())
}

// How an empty room is looked for in a clip: the first frames are enough where
// nobody is in them; else the rest is looked through, a frame now and then.
const (
	emptyFrames = 20
	lookEvery   = 5
	laterEvery  = 10
	laterLooks  = 60
	wholeRoom   = 0.999
)

// Finder finds the bodies in a frame; an [Eye] is one.
type Finder interface {
	Look(ctx context.Context, frame vision.Frame, expect vision.Expect) (vision.Sight, error)
}

// Source gives frames of one size one after the other, io.EOF after the last; a
// [Clip] and a camera are.
type Source interface {
	Next(ctx context.Context) (vision.Frame, error)
	Size() vision.Size
}

// SeeEmptyRoom takes the empty room from the beginning of a clip, or from a
// camera. While people hide part of it, it goes on until they have moved away;
// what never comes free stays unseen. A camera that shows nothing for five
// seconds gives a [Fault].
func SeeEmptyRoom(ctx context.Context, from Source, eye Finder) (*EmptyRoom, error) {
	room := NewEmptyRoom(from.Size())
	s := search{room: room, eye: eye}
	for {
		frame, err := from.Next(ctx)
		if errors.Is(err, io.EOF) {
			err = s.settle()
			if err == nil {
				return room, nil
			}
		}
		if err == nil {
			err = s.take(ctx, frame)
		}
		if err != nil {
			s.drop()
			room.Close()
			return nil, err
		}
		if s.done() {
			return room, s.settle()
		}
	}
}

// search is the state of SeeEmptyRoom.
type search struct {
	room     *EmptyRoom
	eye      Finder
	waiting  []vision.Frame // since the last look
	somebody bool           // at the last look
	last     int            // the last frame's number
	looks    int
	blind    int // frames in a row without a picture
}

// longBlind is how many frames in a row may lack a picture: a camera that gives
// none has five of them in a second.
const longBlind = 25

// nothingSeen says why a camera shows no room, and what to do.
func nothingSeen(t vision.Trouble) error {
	what, hint := "gives no pictures", camera.HintCable
	switch t {
	case vision.CameraDark:
		what, hint = "shows only black", "take the cap off the camera, or put the light on"
	case vision.CameraStill:
		what = "shows the same picture again and again"
	case vision.CameraTorn:
		what, hint = "gives pictures put together from pieces", "try another cable or socket, or a smaller picture"
	case vision.CameraResized:
		what, hint = "changed the size of its pictures", "close other programs that use the camera, then start again"
	case vision.CameraOther:
		what, hint = "is not there, and another one is", "connect the camera that you chose, or choose the other one"
	}
	return &Fault{what: "look at the empty room: the camera " + what, hint: hint}
}

// take looks at a frame when it is time to, and keeps those between until it is
// known that nobody was there before and after.
func (s *search) take(ctx context.Context, frame vision.Frame) error {
	if frame.Picture == nil {
		if s.blind++; s.blind > longBlind {
			return nothingSeen(frame.Trouble)
		}
		return nil
	}
	s.last, s.blind = frame.Number, 0
	every := lookEvery
	if frame.Number > emptyFrames {
		every = laterEvery
	}
	if frame.Number != 1 && frame.Number%every != 0 {
		if frame.Number > emptyFrames {
			return frame.Picture.Close()
		}
		s.waiting = append(s.waiting, frame)
		return nil
	}
	defer frame.Picture.Close()
	sight, err := s.eye.Look(ctx, frame, vision.Expect{})
	if err != nil {
		return err
	}
	s.looks++
	before := s.somebody
	s.somebody = len(sight.Bodies) > 0
	if before || s.somebody {
		s.drop()
	} else if err := s.settle(); err != nil {
		return err
	}
	var boxes []vision.Box
	for _, b := range sight.Bodies {
		boxes = append(boxes, b.Box)
	}
	return s.room.Add(frame, boxes)
}

// settle takes in the frames that waited.
func (s *search) settle() error {
	defer s.drop()
	for _, f := range s.waiting {
		if err := s.room.Add(f, nil); err != nil {
			return err
		}
	}
	return nil
}

// drop gives the frames that waited back.
func (s *search) drop() {
	for _, f := range s.waiting {
		f.Picture.Close()
	}
	s.waiting = nil
}

func (s *search) done() bool {
	return s.last >= emptyFrames && (s.room.Seen() >= wholeRoom || s.looks >= laterLooks)
}
