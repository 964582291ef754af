package calibrate

import (
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// Boards are views of one chessboard, waved before the camera.
type Boards struct {
	Size          vision.Size // of the pictures
	Columns, Rows int         // inner corners
	Views         [][]vision.Pixel
}

const (
	// mostBoards is how many views are kept: more take longer and say no more.
	mostBoards = 30
	// leastBoards is how many different views tell a lens.
	leastBoards = 6
	// otherShare is how far, as a share of the picture's width, corners lie on
	// average from those of every view before for a view to be a new one.
	otherShare = 0.04
	// leastCover is the share of the picture's width and height that the views
	// reach over together.
	leastCover = 0.6
	// boardPx is how far off corners may be, root mean square.
	boardPx = 1.0
)

const hintBoards = "hold the chessboard flat and still, near and far, in every corner of the picture, and tilted to all sides"

// Add takes in a view; false where it is hardly another than one before, or
// where there are enough.
func (b *Boards) Add(corners []vision.Pixel) bool {
	if len(corners) != b.Columns*b.Rows || len(b.Views) >= mostBoards {
		return false
	}
	for _, v := range b.Views {
		sum := 0.0
		for i := range v {
			sum += v[i].Distance(corners[i]) / float64(len(v))
		}
		if sum < otherShare*float64(b.Size.Width) {
			return false
		}
	}
	b.Views = append(b.Views, corners)
	return true
}

// Cover is the share of the picture's width and of its height, 0 to 1, that the
// views reach over.
func (b *Boards) Cover() (across, down float64) {
	low, high := vision.Pixel{U: math.Inf(1), V: math.Inf(1)}, vision.Pixel{U: math.Inf(-1), V: math.Inf(-1)}
	for _, v := range b.Views {
		for _, p := range v {
			low = vision.Pixel{U: min(low.U, p.U), V: min(low.V, p.V)}
			high = vision.Pixel{U: max(high.U, p.U), V: max(high.V, p.V)}
		}
	}
	return max(0, (high.U-low.U)/float64(b.Size.Width)), max(0, (high.V-low.V)/float64(b.Size.Height))
}

// Enough refuses views that cannot tell a lens, and says what is missing.
func (b *Boards) Enough() error {
	across, down := b.Cover()
	switch {
	case len(b.Views) == 0:
		return refuse(floor.TooFew, nil, hintBoards, "no chessboard of %d×%d inner corners was seen", b.Columns, b.Rows)
	case len(b.Views) < leastBoards:
		return refuse(floor.TooFew, nil, hintBoards, "the chessboard was seen in %d different ways, want at least %d", len(b.Views), leastBoards)
	case min(across, down) < leastCover:
		return refuse(floor.TooSmall, nil, hintBoards, "the chessboard was held in the middle only: over %.0f %% of the picture's width and %.0f %% of its height",
			100*across, 100*down)
	}
	return nil
}

// Halves are every other view and the rest.
func (b *Boards) Halves() (even, odd Boards) {
	even, odd = *b, *b
	even.Views, odd.Views = nil, nil
	for i, v := range b.Views {
		if i%2 == 0 {
			even.Views = append(even.Views, v)
		} else {
			odd.Views = append(odd.Views, v)
		}
	}
	return even, odd
}

// Check refuses a lens that no webcam has, or that does not fit the views.
func (b *Boards) Check(l floor.Lens, rmsPx float64) error {
	wide := float64(max(b.Size.Width, b.Size.Height))
	switch {
	case !l.Finite() || l.FX < 0.25*wide || l.FX > 5*wide || math.Abs(math.Log(l.FX/l.FY)) > 0.1:
		return refuse(floor.BadLens, nil, hintBoards, "the views of the chessboard lead to no lens of a webcam")
	case !(rmsPx <= boardPx*wide/640):
		return refuse(floor.Misfit, nil, "glue the chessboard to something flat, and hold it still", "the chessboard is bent or was moving: its corners are %.1f px off", rmsPx)
	}
	return nil
}
