package pipeline

import (
	"context"
	"time"

	"nabij/vision"
)

// Source gives frames: a clip every frame, a camera the newest.
type Source interface {
	// Next waits for the next frame; io.EOF tells that there are no more.
	// The caller owns the frame and closes it. A frame may have no picture.
	Next(ctx context.Context) (vision.Frame, error)
	// Size is the size of the pictures, in px.
	Size() vision.Size
	// Rate is the frame rate in Hz that the source states; 0 where unknown.
	Rate() float64
	Close() error
}

// Easer is a [Source] that can do with less while nobody moves: it gives fewer
// frames, about as far apart as it is told that they may come; 0: every one.
type Easer interface{ Ease(gap time.Duration) }

// Eye finds what is to be seen in a frame. It does not close the frame.
type Eye interface {
	Look(ctx context.Context, frame vision.Frame, expect vision.Expect) (vision.Sight, error)
	Close() error
}
