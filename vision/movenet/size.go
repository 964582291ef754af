package movenet

import (
	"math"

	"nabij/vision"
)

// Stride is how many input px one cell of the heads is wide and high.
const Stride = 4

const (
	grain     = 32  // px: the network halves its input five times
	shortSide = 288 // px: a person of 50 px is found at 288 and missed at 256
	longSide  = 768 // px: beyond this the forward pass takes too long
)

// InputSize returns the network's input size for pictures of a size: the short
// side is 288 px and the long side the multiple of 32 px nearest the picture's
// aspect ratio (4:3 gives 384×288, 16:9 gives 512×288).
func InputSize(picture vision.Size) vision.Size {
	if picture.Empty() {
		return vision.Size{Width: 384, Height: shortSide}
	}
	aspect := float64(picture.Width) / float64(picture.Height)
	if aspect < 1 {
		return vision.Size{Width: shortSide, Height: longFor(1 / aspect)}
	}
	return vision.Size{Width: longFor(aspect), Height: shortSide}
}

func longFor(aspect float64) int {
	side := grain * int(math.Round(math.Min(shortSide*aspect, longSide)/grain))
	return max(side, shortSide)
}

// FineSize returns an input size for pictures in which people are small: one and a
// half times the sides of [InputSize], and 2.3 times the work (4:3 gives 576×448).
func FineSize(picture vision.Size) vision.Size {
	usual := InputSize(picture)
	return vision.Size{Width: finer(usual.Width), Height: finer(usual.Height)}
}

func finer(side int) int { return grain * int(math.Round(1.5*float64(side)/grain)) }

// Letterbox places a part of a picture into the top left of the network's
// input: input = (picture - Origin) · Scale. What is left over stays black.
type Letterbox struct {
	Origin vision.Pixel // px of the picture
	Scale  float64      // input px per picture px
}

// Fit returns the letterbox that fits a region of a picture into the input,
// and how large the region becomes there, in px.
func Fit(region vision.Box, input vision.Size) (Letterbox, vision.Size) {
	scale := math.Min(float64(input.Width)/region.Width, float64(input.Height)/region.Height)
	return Letterbox{Origin: vision.Pixel{U: region.Left, V: region.Top}, Scale: scale}, vision.Size{
		Width:  min(input.Width, max(1, int(math.Round(region.Width*scale)))),
		Height: min(input.Height, max(1, int(math.Round(region.Height*scale)))),
	}
}

// ToPicture takes a body from input px to picture px, in place. The box is
// clipped to bounds, the part of the picture that the network saw.
func (l Letterbox) ToPicture(body *vision.Body, bounds vision.Box) {
	box := body.Box
	corner := l.pixel(vision.Pixel{U: box.Left, V: box.Top})
	body.Box = vision.Box{
		Left: corner.U, Top: corner.V,
		Width: box.Width / l.Scale, Height: box.Height / l.Scale,
	}.Intersect(bounds)
	for k := range body.Joints {
		body.Joints[k].At = l.pixel(body.Joints[k].At)
	}
}

func (l Letterbox) pixel(p vision.Pixel) vision.Pixel {
	return vision.Pixel{U: p.U/l.Scale + l.Origin.U, V: p.V/l.Scale + l.Origin.V}
}
