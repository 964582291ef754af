package synth

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// Photo draws the room: two samples across and down each pixel, then the blur of
// a webcam's lens, its noise, and JPEG, which halves the resolution of colour.
// Many frames make less noise; this is the mean of a few.
func (l *Laid) Photo() (*image.RGBA, error) {
	w, h := l.Size.Width, l.Size.Height
	pixels := make([]rgb, w*h)
	boxes := l.zoneBoxes()
	for y := range h {
		for x := range w {
			var sum rgb
			for k := range 4 {
				px := vision.Pixel{U: float64(x) + 0.5*float64(k%2) - 0.25, V: float64(y) + 0.5*float64(k/2) - 0.25}
				c := l.colour(px, boxes)
				sum[0], sum[1], sum[2] = sum[0]+c[0]/4, sum[1]+c[1]/4, sum[2]+c[2]/4
			}
			pixels[y*w+x] = sum
		}
	}
	pixels = blurred(blurred(pixels, w, h, l.blurPx, 1, 0), w, h, l.blurPx, 0, 1)
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i, c := range pixels {
		img.SetRGBA(i%w, i/w, color.RGBA{byteOf(c[0]), byteOf(c[1]), byteOf(c[2]), 255})
	}
	grain(img, l.seed)
	return compressed(img, l.quality)
}

func byteOf(v float64) uint8 { return uint8(min(max(v, 0), 1)*255 + 0.5) }

func compressed(img *image.RGBA, quality int) (*image.RGBA, error) {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	back, err := jpeg.Decode(&file)
	if err != nil {
		return nil, err
	}
	draw.Draw(img, img.Rect, back, image.Point{}, draw.Src)
	return img, nil
}

// blurred convolves rows (dx 1) or columns (dy 1) with a Gaussian.
func blurred(from []rgb, w, h int, sigma float64, dx, dy int) []rgb {
	to := make([]rgb, len(from))
	var kernel [5]float64
	total := 0.0
	for k := range kernel {
		kernel[k] = math.Exp(-0.5 * math.Pow(float64(k-2)/sigma, 2))
		total += kernel[k]
	}
	for y := range h {
		for x := range w {
			var sum rgb
			for k, weight := range kernel {
				i, j := min(max(x+(k-2)*dx, 0), w-1), min(max(y+(k-2)*dy, 0), h-1)
				for m := range sum {
					sum[m] += weight / total * from[j*w+i][m]
				}
			}
			to[y*w+x] = sum
		}
	}
	return to
}

// zoneBoxes bounds each zone with its width, to skip far ones.
func (l *Laid) zoneBoxes() (boxes []vision.Box) {
	for _, z := range l.Zones {
		low, high := z.Outline[0], z.Outline[0]
		for _, p := range z.Outline {
			low = floor.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
			high = floor.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
		}
		boxes = append(boxes, vision.Box{Left: low.X - 0.1, Top: low.Y - 0.1, Width: high.X - low.X + 0.2, Height: high.Y - low.Y + 0.2})
	}
	return boxes
}

// colour is what the room shows at a place in the picture.
func (l *Laid) colour(px vision.Pixel, boxes []vision.Box) rgb {
	ray, ok := l.Camera.Ray(px)
	if !ok {
		return rgb{}
	}
	centre := l.Camera.Centre()
	at, paint := l.walls(centre, ray)
	for _, t := range l.things {
		if d, hit := t.hit(centre, ray); hit && d < at {
			at, paint = d, t.paint.scale(0.85+0.3*math.Mod(d*7, 0.5))
		}
	}
	if ray.Z < 0 && -centre.Z/ray.Z < at {
		at = -centre.Z / ray.Z
		p := floor.Point{X: centre.X + at*ray.X, Y: centre.Y + at*ray.Y}
		paint = l.ground(p, at/l.Camera.Lens.FX/2, boxes)
	}
	fall := 1 / (1 + sq(at/l.fallM)/4)
	return rgb{paint[0] * l.light[0] * fall, paint[1] * l.light[1] * fall, paint[2] * l.light[2] * fall}
}

func sq(v float64) float64 { return v * v }

// walls returns how far the wall is that a ray meets, and its colour: a white
// skirting of 8 cm below a pale wall.
func (l *Laid) walls(from, ray floor.Vec3) (distanceM float64, paint rgb) {
	distanceM = math.Inf(1)
	for _, d := range []float64{-from.X / ray.X, (l.WidthM - from.X) / ray.X, (l.DepthM - from.Y) / ray.Y} {
		if d > 0 && d < distanceM {
			distanceM = d
		}
	}
	if z := from.Z + distanceM*ray.Z; z < 0.08 {
		return distanceM, rgb{0.88, 0.88, 0.86}
	}
	return distanceM, rgb{0.8, 0.79, 0.76}
}

// ground is the floor and what lies on it.
func (l *Laid) ground(p floor.Point, pixelM float64, boxes []vision.Box) rgb {
	c := l.cover.at(p, pixelM)
	for i, z := range l.Zones {
		if !boxes[i].Contains(vision.Pixel{U: p.X, V: p.Y}) {
			continue
		}
		c = l.laidOn(c, z, p, pixelM)
	}
	for _, d := range l.discs {
		if share := min(max((d.radiusM-p.Distance(d.at))/pixelM+0.5, 0), 1); share > 0 {
			c = c.mix(d.paint.scale(1-0.3*sq(p.Distance(d.at)/d.radiusM)), share)
		}
	}
	for _, paper := range l.Papers {
		if share := paper.share(p, pixelM); share > 0 {
			c = c.mix(paperWhite, share)
		}
	}
	for _, s := range l.suns {
		c = c.scale(1 + (s.times-1)*s.share(p))
	}
	for _, t := range l.things {
		if t.From.Z < 0.6 { // a soft shadow
			m := floor.Point{X: (t.From.X + t.To.X) / 2, Y: (t.From.Y + t.To.Y) / 2}
			c = c.scale(1 - 0.15*math.Exp(-sq(p.Distance(m)/0.15)))
		}
	}
	return c
}

// laidOn is a place of the floor with a ribbon on it, which is flat, or a cord.
func (l *Laid) laidOn(c rgb, z floor.Zone, p floor.Point, pixelM float64) rgb {
	near := z.Nearest(p)
	off, paint := math.Abs(near.DistanceM), l.paint[z.Name]
	if z.Kind == floor.Cord {
		radius := z.WidthM / 2
		c = c.scale(1 - 0.25*math.Exp(-sq(off/z.WidthM))) // it shades the floor beside it
		off = l.besideCord(near.At, p, radius)
		paint = paint.scale(1.05 - 0.3*min(sq(off/radius), 1))
	}
	return c.mix(paint, min(max((z.WidthM/2-off)/pixelM+0.5, 0), 1))
}

// besideCord is how far the ray to a floor point passes by the middle of a cord,
// which is round and lies on the floor at its nearest point, in metres.
func (l *Laid) besideCord(nearest, p floor.Point, radiusM float64) float64 {
	way := p.Sub(nearest)
	off := way.Norm()
	if off == 0 {
		return 0
	}
	eye := l.Camera.Centre()
	aside := (floor.Point{X: eye.X, Y: eye.Y}).Sub(p).Dot(way.Scale(1 / off))
	return math.Abs(off*eye.Z+radiusM*aside) / math.Hypot(aside, eye.Z)
}

// share is how much of a place lies in the patch, 0 to 1.
func (s patch) share(p floor.Point) float64 {
	d := p.Sub(s.at)
	x, y := math.Abs(d.Dot(s.along)), math.Abs(d.X*s.along.Y-d.Y*s.along.X)
	edge := min(s.longM/2-x, s.wideM/2-y)
	return min(max(edge/s.softM+0.5, 0), 1)
}
