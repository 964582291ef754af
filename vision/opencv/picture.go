package opencv

import (
	"errors"
	"fmt"
	"image"

	"gocv.io/x/gocv"

	"nabij/vision"
)

// Picture is the pixels of a frame, 8-bit BGR in OpenCV's memory.
type Picture struct {
	mat    gocv.Mat
	shelf  *shelf // where the memory goes when it is closed; nil: back to OpenCV
	closed bool
}

// NewPicture returns a picture of the given pixels: rows from the top, each
// pixel one byte of blue, green and red. The pixels are copied.
func NewPicture(size vision.Size, bgr []byte) (*Picture, error) {
	if size.Empty() || len(bgr) != 3*size.Width*size.Height {
		return nil, fmt.Errorf("picture of %d×%d px: %d bytes do not fit", size.Width, size.Height, len(bgr))
	}
	view, err := gocv.NewMatFromBytes(size.Height, size.Width, gocv.MatTypeCV8UC3, bgr)
	if err != nil {
		return nil, fmt.Errorf("picture of %d×%d px: %w", size.Width, size.Height, err)
	}
	defer view.Close() // it points at memory that is not its own
	return &Picture{mat: view.Clone()}, nil
}

// Size is the size of the picture, in px.
func (p *Picture) Size() vision.Size {
	if p.closed {
		return vision.Size{}
	}
	return vision.Size{Width: p.mat.Cols(), Height: p.mat.Rows()}
}

// Close gives the pixels back; to close twice does no harm.
func (p *Picture) Close() error {
	if p.closed {
		return nil
	}
	p.closed = true
	if p.shelf != nil {
		return p.shelf.give(p.mat)
	}
	return p.mat.Close()
}

// Grey appends the brightness, as green has it, of columns×rows pixels that lie
// evenly over the picture, row by row from the top. A closed picture has none.
func (p *Picture) Grey(columns, rows int, to []uint8) []uint8 {
	if p.closed {
		return to
	}
	bgr, err := p.mat.DataPtrUint8()
	if err != nil {
		return to
	}
	width, height := p.mat.Cols(), p.mat.Rows()
	for y := range rows {
		row := bgr[(2*y+1)*height/(2*rows)*p.mat.Step():]
		for x := range columns {
			to = append(to, row[3*((2*x+1)*width/(2*columns))+1])
		}
	}
	return to
}

// CopyTo writes the picture into an image of the same size, to be shown.
func (p *Picture) CopyTo(img *image.RGBA) error {
	size := p.Size()
	if size.Empty() || img.Rect.Dx() != size.Width || img.Rect.Dy() != size.Height {
		return fmt.Errorf("copy a picture of %d×%d px: the image is %d×%d", size.Width, size.Height, img.Rect.Dx(), img.Rect.Dy())
	}
	bgr, err := p.mat.DataPtrUint8()
	if err != nil {
		return fmt.Errorf("copy a picture: %w", err)
	}
	for y := range size.Height {
		row := bgr[y*p.mat.Step():]
		out := img.Pix[y*img.Stride:]
		for x := range size.Width {
			out[4*x], out[4*x+1], out[4*x+2], out[4*x+3] = row[3*x+2], row[3*x+1], row[3*x], 255
		}
	}
	return nil
}

// pixels returns a frame's Mat, which stays the frame's.
func pixels(frame vision.Frame) (gocv.Mat, error) {
	p, ok := frame.Picture.(*Picture)
	if !ok {
		return gocv.Mat{}, fmt.Errorf("frame %d: a picture of type %T is not OpenCV's", frame.Number, frame.Picture)
	}
	if p.closed || p.mat.Empty() {
		return gocv.Mat{}, fmt.Errorf("frame %d: %w", frame.Number, errNoPixels)
	}
	return p.mat, nil
}

var errNoPixels = errors.New("picture has no pixels, or was closed")
