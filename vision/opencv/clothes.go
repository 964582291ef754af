package opencv

import (
	"math"

	"nabij/vision"
)

// The bins of a histogram of clothes: hue by brightness for what has colour,
// brightness alone for what is grey.
const (
	hues        = 12
	brightness  = 3 // levels of a hue
	greys       = vision.ColourBins - hues*brightness
	greyBelow   = 0.2  // saturation
	darkBelow   = 0.12 // value: too dark to have a hue
	jointSeen   = 0.1  // score from which a joint says where the clothes are
	samplesSide = 14   // samples across and down one part of the body
)

// clothes measures the colours of a body's upper and lower clothes in the
// network's own input (BGR, px of the input). Sampling there costs tens of
// microseconds, whatever the camera's size. Nil where there is nothing to see.
func clothes(bgr []byte, size vision.Size, body *vision.Body) *vision.Colours {
	upper, lower := quads(body)
	var colours vision.Colours
	if !histogram(bgr, size, upper, &colours.Upper) || !histogram(bgr, size, lower, &colours.Lower) {
		return nil
	}
	return &colours
}

// quad is a part of the body: left and right at the top, then at the bottom.
type quad [4]vision.Pixel

// quads returns where the torso (shoulders to hips) and the thighs (hips to
// knees) are; without joints, the parts of the box where they mostly are.
func quads(body *vision.Body) (upper, lower quad) {
	shoulders := [2]vision.Joint{vision.LeftShoulder, vision.RightShoulder}
	hips := [2]vision.Joint{vision.LeftHip, vision.RightHip}
	knees := [2]vision.Joint{vision.LeftKnee, vision.RightKnee}
	return between(body, shoulders, hips, 0.2, 0.5), between(body, hips, knees, 0.55, 0.8)
}

func between(body *vision.Body, top, bottom [2]vision.Joint, from, to float64) quad {
	var q quad
	for i, joint := range []vision.Joint{top[0], top[1], bottom[0], bottom[1]} {
		if body.Joints[joint].Score < jointSeen {
			return middle(body.Box, from, to)
		}
		q[i] = body.Joints[joint].At
	}
	return q
}

// middle is the inner half of a box's width, between two parts of its height.
func middle(box vision.Box, from, to float64) quad {
	left, right := box.Left+box.Width/4, box.Left+box.Width*3/4
	top, bottom := box.Top+box.Height*from, box.Top+box.Height*to
	return quad{{U: left, V: top}, {U: right, V: top}, {U: left, V: bottom}, {U: right, V: bottom}}
}

// histogram fills the bins from a grid of samples in a quad, and reports
// whether any lay in the picture.
func histogram(bgr []byte, size vision.Size, q quad, bins *[vision.ColourBins]float32) bool {
	count := 0
	for i := range samplesSide {
		down := (float64(i) + 0.5) / samplesSide
		left, right := along(q[0], q[2], down), along(q[1], q[3], down)
		for j := range samplesSide {
			at := along(left, right, (float64(j)+0.5)/samplesSide)
			x, y := int(math.Round(at.U)), int(math.Round(at.V))
			if x < 0 || y < 0 || x >= size.Width || y >= size.Height {
				continue
			}
			pixel := bgr[3*(y*size.Width+x):]
			bins[bin(pixel[2], pixel[1], pixel[0])]++
			count++
		}
	}
	for i := range bins {
		bins[i] /= float32(max(1, count))
	}
	return count > 0
}

func along(a, b vision.Pixel, part float64) vision.Pixel {
	return vision.Pixel{U: a.U + (b.U-a.U)*part, V: a.V + (b.V-a.V)*part}
}

// bin returns the bin of a colour, by its hue, saturation and value.
func bin(red, green, blue uint8) int {
	high, low := max(red, green, blue), min(red, green, blue)
	value, span := float64(high)/255, float64(high)-float64(low)
	if value < darkBelow || span < greyBelow*float64(high) {
		return hues*brightness + min(greys-1, int(value*greys))
	}
	r, g, b := float64(red), float64(green), float64(blue)
	var sixth float64 // of the colour circle
	switch high {
	case red:
		sixth = (g - b) / span
	case green:
		sixth = 2 + (b-r)/span
	default:
		sixth = 4 + (r-g)/span
	}
	hue := (int(math.Round(sixth*hues/6)) + hues) % hues
	return hue*brightness + min(brightness-1, int(value*brightness))
}
