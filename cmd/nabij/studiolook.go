package main

import (
	"context"
	"errors"
	"image"
	"io"

	"nabij/canvas/guide"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/opencv"
)

// tapped is a frame of the camera that is watched, for somebody who looks.
type tapped struct{ frame vision.Frame }

// tapInto gives a frame to whoever looks at the camera; false where nobody
// takes it.
func (s *studio) tapInto(frame vision.Frame) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tap == nil || frame.Picture == nil {
		return false
	}
	select {
	case s.tap <- tapped{frame}:
		return true
	default:
		return false
	}
}

// mostFrames is how many frames of a camera are looked at for the empty room:
// about five seconds.
const mostFrames = 120

// glimpse is the next frames of the camera that is watched, as a clip.
type glimpse struct {
	frames chan tapped
	size   vision.Size
	number int
}

// Size is the size of the pictures, px.
func (g *glimpse) Size() vision.Size { return g.size }

// Next waits for the next frame; io.EOF after the last one.
func (g *glimpse) Next(ctx context.Context) (vision.Frame, error) {
	if g.number == mostFrames {
		return vision.Frame{}, io.EOF
	}
	select {
	case <-ctx.Done():
		return vision.Frame{}, ctx.Err()
	case t := <-g.frames:
		g.number++
		t.frame.Number = g.number
		return t.frame, nil
	}
}

// glimpse begins to take the frames of the camera that is watched.
func (s *studio) glimpse() (*glimpse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last == nil {
		return nil, hinted{fail("fail_no_picture"), advice("hint_choose_camera_first")}
	}
	g := &glimpse{frames: make(chan tapped, 4), size: vision.Size{Width: s.last.Rect.Dx(), Height: s.last.Rect.Dy()}}
	s.tap = g.frames
	return g, nil
}

// untap ends a glimpse.
func (s *studio) untap(g *glimpse) {
	s.mu.Lock()
	s.tap = nil
	s.mu.Unlock()
	for {
		select {
		case t := <-g.frames:
			t.frame.Close()
		default:
			return
		}
	}
}

// eyeFor returns the eye for pictures of a size, which is made once.
func (s *studio) eyeFor(size vision.Size) (*opencv.Eye, error) {
	if s.eye != nil && s.size == size {
		return s.eye, nil
	}
	if err := s.close(); err != nil {
		return nil, err
	}
	eye, err := opencv.NewEye(size, opencv.EyeOptions{})
	if err == nil {
		s.eye, s.size = eye, size
	}
	return eye, err
}

// Empty looks at the room without people: at a clip from its beginning, at a
// camera for a while from now on.
func (s *studio) Empty(ctx context.Context) (guide.Quiet, error) {
	s.mu.Lock()
	source := s.source
	s.mu.Unlock()
	if isClip(source) {
		empty, err := seeEmptyRoom(ctx, source, func(vision.Size) error { return nil })
		return s.keep(empty.picture, empty.seen, err)
	}
	g, err := s.glimpse()
	if err != nil {
		return guide.Quiet{}, err
	}
	defer s.untap(g)
	eye, err := s.eyeFor(g.size)
	if err != nil {
		return guide.Quiet{}, err
	}
	room, err := opencv.SeeEmptyRoom(ctx, g, eye)
	if err != nil {
		return guide.Quiet{}, err
	}
	defer room.Close()
	picture, err := room.Picture()
	return s.keep(picture, room.Seen(), err)
}

// keep remembers the quiet picture that was seen last.
func (s *studio) keep(picture *image.RGBA, seen float64, err error) (guide.Quiet, error) {
	if err != nil {
		return guide.Quiet{}, s.plainly(err)
	}
	s.mu.Lock()
	s.quiet = picture
	s.mu.Unlock()
	return guide.Quiet{Image: picture, Seen: seen}, nil
}

// lookNow finds the bodies in the newest picture.
func (s *studio) lookNow(ctx context.Context) (vision.Sight, error) {
	s.mu.Lock()
	img := s.last
	s.mu.Unlock()
	if img == nil {
		return vision.Sight{}, hinted{fail("fail_no_picture"), advice("hint_choose_camera_first")}
	}
	size := vision.Size{Width: img.Rect.Dx(), Height: img.Rect.Dy()}
	eye, err := s.eyeFor(size)
	if err != nil {
		return vision.Sight{}, err
	}
	picture, err := opencv.NewPicture(size, bgr(img))
	if err != nil {
		return vision.Sight{}, err
	}
	defer picture.Close()
	return eye.Look(ctx, vision.Frame{Number: 1, Picture: picture}, vision.Expect{})
}

// bgr is an image's pixels as OpenCV has them.
func bgr(img *image.RGBA) []byte {
	size := img.Rect.Size()
	out := make([]byte, 0, 3*size.X*size.Y)
	for y := range size.Y {
		row := img.Pix[y*img.Stride : y*img.Stride+4*size.X]
		for i := 0; i < len(row); i += 4 {
			out = append(out, row[i+2], row[i+1], row[i])
		}
	}
	return out
}

// Edges finds what is straight in the room.
func (s *studio) Edges(ctx context.Context, img *image.RGBA) ([][]vision.Pixel, error) {
	return opencv.StraightEdges(ctx, img)
}

// Board finds a chessboard's inner corners.
func (s *studio) Board(img *image.RGBA, columns, rows int) ([]vision.Pixel, error) {
	return opencv.FindChessboard(img, columns, rows)
}

// BoardLens finds the lens from views of a chessboard.
func (s *studio) BoardLens(_ context.Context, views calibrate.Boards) (floor.Lens, error) {
	found, err := opencv.LensFromChessboard(views)
	return *roundedLens(found.Lens), err
}

// Stands compares the room's landmarks with what the camera sees now.
func (s *studio) Stands(ctx context.Context, room floor.Room, solved *floor.Floor) (seen calibrate.Sighted, mirrored bool, err error) {
	quiet, err := s.Empty(ctx)
	if err != nil {
		return seen, false, err
	}
	seen, err = ground{room, solved, true}.recognise(s.source, emptyRoom{quiet.Image, quiet.Seen})
	if errors.Is(err, errMirrored) {
		return seen, true, nil
	}
	return seen, false, err
}

// landmarks are the fixed things of the room to know its picture again by: of
// the quiet picture, or where there is none yet, of the newest, but for where
// sheets, ribbons and people are.
func (s *studio) landmarks(ctx context.Context, g ground) ([]floor.Landmark, error) {
	avoid := whereZonesAre(g)
	s.mu.Lock()
	img, newest := s.quiet, s.last
	s.mu.Unlock()
	if img == nil {
		sight, err := s.lookNow(ctx)
		if err != nil {
			return nil, err
		}
		img = newest
		for _, b := range sight.Bodies {
			avoid = append(avoid, b.Box)
		}
	}
	quads, err := opencv.FindWhiteQuads(ctx, img)
	if err != nil {
		return nil, err
	}
	marks, err := opencv.Landmarks(img, append(avoid, boxesOf(quads)...))
	return roundedMarks(marks), err
}

// close lets go of the eye.
func (s *studio) close() error {
	if s.eye == nil {
		return nil
	}
	err := s.eye.Close()
	s.eye = nil
	return err
}
