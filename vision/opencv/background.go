package opencv

import (
	"fmt"
	"image"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/emptyroom"
)

// background compares frames with the empty room.
type background struct {
	room  *emptyroom.Room
	cells gocv.Mat // BGR, one pixel per cell
}

func newBackground(size vision.Size) *background {
	return &background{room: emptyroom.New(size), cells: gocv.NewMat()}
}

// average returns the mean colours of a frame's cells, three bytes each, valid
// until the next frame.
func (b *background) average(picture gocv.Mat) ([]uint8, error) {
	grid := b.room.Grid()
	part := picture.Region(image.Rect(0, 0, grid.Size.Width*grid.Step, grid.Size.Height*grid.Step))
	defer part.Close()
	gocv.Resize(part, &b.cells, image.Pt(grid.Size.Width, grid.Size.Height), 0, 0, gocv.InterpolationArea)
	colours, err := b.cells.DataPtrUint8()
	if err != nil {
		return nil, fmt.Errorf("compare with the empty room: %w", err)
	}
	return colours, nil
}

func (b *background) close() { b.cells.Close() }
