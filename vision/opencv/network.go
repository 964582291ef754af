package opencv

import (
	"fmt"
	"image"
	"math"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/movenet"
)

// network is the person network at one input size, with its buffers.
type network struct {
	size   vision.Size
	engine engine
	input  gocv.Mat // BGR, letterboxed
	blob   gocv.Mat // the same as RGB floats, NCHW
}

// spent is how long the stages of one run took.
type spent struct{ prepare, forward, decode time.Duration }

func newNetwork(size vision.Size) (*network, error) {
	engine, err := newEngine(size)
	if err != nil {
		return nil, err
	}
	return &network{
		size:   size,
		engine: engine,
		input:  gocv.NewMatWithSizeFromScalar(gocv.NewScalar(0, 0, 0, 0), size.Height, size.Width, gocv.MatTypeCV8UC3),
		blob:   gocv.NewMat(),
	}, nil
}

// scaleOf is px of the input per px of a whole picture of a size.
func (n *network) scaleOf(picture vision.Size) float64 {
	return float64(n.size.Height) / float64(picture.Height)
}

// run finds the bodies in a region of a picture, in picture px.
func (n *network) run(picture gocv.Mat, region image.Rectangle, threshold float64) ([]vision.Body, spent, error) {
	begin := time.Now()
	box := vision.Box{
		Left: float64(region.Min.X), Top: float64(region.Min.Y),
		Width: float64(region.Dx()), Height: float64(region.Dy()),
	}
	letterbox := n.prepare(picture, region, box)
	prepared := time.Now()
	numbers, err := n.engine.pass(n.blob)
	if err != nil {
		return nil, spent{}, fmt.Errorf("run the person network: %w", err)
	}
	forwarded := time.Now()
	heads, err := movenet.SplitHeads(numbers, n.size)
	if err != nil {
		return nil, spent{}, err
	}
	bodies := movenet.Decode(heads, threshold)
	small, err := n.input.DataPtrUint8()
	if err != nil {
		return nil, spent{}, fmt.Errorf("read the person network's input: %w", err)
	}
	for i := range bodies {
		bodies[i].Colours = clothes(small, n.size, &bodies[i])
		letterbox.ToPicture(&bodies[i], box)
	}
	return bodies, spent{prepared.Sub(begin), forwarded.Sub(prepared), time.Since(forwarded)}, nil
}

// prepare fills the network's input from a region of a picture.
func (n *network) prepare(picture gocv.Mat, region image.Rectangle, box vision.Box) movenet.Letterbox {
	letterbox, filled := movenet.Fit(box, n.size)
	if filled != n.size { // what an earlier region left beside this one
		n.input.SetTo(gocv.NewScalar(0, 0, 0, 0))
	}
	part := picture.Region(region)
	defer part.Close()
	target := n.input.Region(image.Rect(0, 0, filled.Width, filled.Height))
	defer target.Close()
	method := gocv.InterpolationLinear
	if letterbox.Scale < 0.5 { // then linear would skip pixels
		method = gocv.InterpolationArea
	}
	gocv.Resize(part, &target, image.Pt(filled.Width, filled.Height), 0, 0, method)
	gocv.BlobFromImages([]gocv.Mat{n.input}, &n.blob, 1, image.Pt(n.size.Width, n.size.Height),
		gocv.NewScalar(0, 0, 0, 0), true, false, gocv.MatTypeCV32F)
	return letterbox
}

// inside returns the whole px of a box that lie in a picture.
func inside(box vision.Box, size vision.Size) image.Rectangle {
	whole := vision.Box{Width: float64(size.Width), Height: float64(size.Height)}
	box = box.Intersect(whole)
	return image.Rect(
		int(math.Floor(box.Left)), int(math.Floor(box.Top)),
		int(math.Ceil(box.Right())), int(math.Ceil(box.Bottom())))
}

func (n *network) close() {
	n.blob.Close()
	n.input.Close()
	n.engine.close()
}
