package guide

import (
	"context"
	"image"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// Camera is a camera that the system knows.
type Camera struct {
	Name   string // as the system gives it, to be shown
	Source string // what Watch takes for it
}

// Lock tells whether the camera holds something still that it would otherwise
// change by itself.
type Lock struct {
	What string // "exposure", "focus" or "white_balance"
	Held bool
}

// Opened is what a source turned out to be.
type Opened struct {
	Name   string // as it is written into the room file; empty for a file
	Size   vision.Size
	RateHz float64 // 0: unknown
	Locks  []Lock  // empty: nothing can be locked, or it is no camera
}

// Frame is the newest picture of a source.
type Frame struct {
	Image   *image.RGBA // nil where there is none; nobody changes it any more
	Trouble vision.Trouble
}

// Quiet is one quiet picture of the room, made from several.
type Quiet struct {
	Image *image.RGBA // transparent where somebody stood all the time
	Seen  float64     // share of the picture without anybody, 0 to 1
}

// Program is what a guide asks of the rest of the program. Everything with a
// context is called on a goroutine of its own, one at a time but for Watch, and
// may take a while.
// Errors may have a Hint.
type Program interface {
	// Cameras lists the cameras that are connected.
	Cameras() ([]Camera, error)
	// Watch opens a source, tells what it is, and shows its pictures until the
	// context ends. An empty size leaves it to the source.
	Watch(ctx context.Context, source string, size vision.Size, opened func(Opened), show func(Frame)) error
	// Empty looks at the room that is being watched.
	Empty(ctx context.Context) (Quiet, error)
	// Sheets finds what may be white sheets.
	Sheets(ctx context.Context, img *image.RGBA) ([]calibrate.Quad, error)
	// People finds where on the floor people are.
	People(ctx context.Context, ground *floor.Floor) ([]floor.Point, error)
	// Snap returns the corner next to a place in a picture.
	Snap(img *image.RGBA, near vision.Pixel) (vision.Pixel, bool)
	// Edges finds what is straight in the room, as pixels along each edge.
	Edges(ctx context.Context, img *image.RGBA) ([][]vision.Pixel, error)
	// Board finds a chessboard's inner corners; none where it is not whole in
	// the picture.
	Board(img *image.RGBA, columns, rows int) ([]vision.Pixel, error)
	// BoardLens finds the lens from views of a chessboard.
	BoardLens(ctx context.Context, views calibrate.Boards) (floor.Lens, error)
	// Stands tells whether the camera stands where it stood when a room's
	// landmarks were taken, and whether its picture is mirrored against them.
	Stands(ctx context.Context, room floor.Room, ground *floor.Floor) (seen calibrate.Sighted, mirrored bool, err error)
	// Save writes the room; a new one gets a file of its own. It returns where.
	// A room without landmarks gets those of the picture.
	Save(room floor.Room, anew bool) (path string, err error)
}
