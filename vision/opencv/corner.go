package opencv

import (
	"fmt"
	"image"
	"image/draw"
	"math"

	"gocv.io/x/gocv"

	"nabij/vision"
)

// SnapReachPx is how far a hand may be beside a corner for it to snap there, in
// pictures 640 px wide.
const SnapReachPx = 6.0

// How clear a corner is: the lesser eigenvalue of the mean structure of
// brightness around it, in squared levels of 255 per px, at least; and how far
// around it the edges that meet there are looked at, in px.
const (
	leastCorner  = 60.0
	cornerAround = 5
)

// SnapCorner moves a place that a hand pointed out to the corner next to it, to
// a fraction of a pixel: where the edges around meet. It returns false, and the
// place as it is, where there is no clear corner within reach, in px.
func SnapCorner(img *image.RGBA, at vision.Pixel, reachPx float64) (vision.Pixel, bool, error) {
	part, from := cutAround(img, at, reachPx+4*cornerAround)
	if part.Rect.Dx() < 4*cornerAround || part.Rect.Dy() < 4*cornerAround {
		return at, false, nil // there is no picture there
	}
	l := newLight(part)
	grey, err := l.mat()
	if err != nil {
		return at, false, fmt.Errorf("snap to a corner: %w", err)
	}
	defer grey.Close()
	found, ok := strongest(l, at.Sub(from), reachPx)
	if !ok {
		return at, false, nil
	}
	corner := gocv.NewMatWithSize(1, 1, gocv.MatTypeCV32FC2)
	defer corner.Close()
	corner.SetFloatAt(0, 0, float32(found.U))
	corner.SetFloatAt(0, 1, float32(found.V))
	gocv.CornerSubPix(grey, &corner, image.Pt(cornerAround, cornerAround), image.Pt(-1, -1), gocv.NewTermCriteria(gocv.Count|gocv.EPS, 40, 0.001))
	sharp := vision.Pixel{U: float64(corner.GetFloatAt(0, 0)) + from.U, V: float64(corner.GetFloatAt(0, 1)) + from.V}
	found = vision.Pixel{U: found.U + from.U, V: found.V + from.V}
	if !(sharp.Distance(found) < cornerAround && sharp.Distance(at) < reachPx+2) {
		return at, false, nil
	}
	return sharp, true, nil
}

// cutAround is the part of a picture up to reach px from a place, and where its
// first pixel is; empty where there is none.
func cutAround(img *image.RGBA, at vision.Pixel, reach float64) (*image.RGBA, vision.Pixel) {
	if !(math.Abs(at.U) < 1e5 && math.Abs(at.V) < 1e5) {
		return &image.RGBA{}, vision.Pixel{}
	}
	x, y, r := int(at.U), int(at.V), int(reach)+1
	box := image.Rect(x-r, y-r, x+r, y+r).Intersect(img.Rect)
	part := image.NewRGBA(image.Rectangle{Max: box.Size()})
	draw.Draw(part, part.Rect, img, box.Min, draw.Src)
	return part, vision.Pixel{U: float64(box.Min.X), V: float64(box.Min.Y)}
}

// mat is the brightness as a Mat, 8 bits a pixel; black where nothing was seen.
func (l *light) mat() (gocv.Mat, error) {
	if l.size.Width < 4*cornerAround || l.size.Height < 4*cornerAround {
		return gocv.Mat{}, fmt.Errorf("a picture of %d×%d px is too small", l.size.Width, l.size.Height)
	}
	values := make([]byte, len(l.value))
	for i, v := range l.value {
		if v == v {
			values[i] = byte(v + 0.5)
		}
	}
	view, err := gocv.NewMatFromBytes(l.size.Height, l.size.Width, gocv.MatTypeCV8UC1, values)
	if err != nil {
		return gocv.Mat{}, err
	}
	defer view.Close() // it points at memory that is not its own
	return view.Clone(), nil
}

// strongest returns the pixel within reach around which brightness has most
// structure in both directions (Shi and Tomasi, "Good features to track", 1994),
// a nearer one before one as strong.
func strongest(l *light, at vision.Pixel, reachPx float64) (best vision.Pixel, ok bool) {
	most := 0.0
	for y := math.Ceil(at.V - reachPx); y <= at.V+reachPx; y++ {
		for x := math.Ceil(at.U - reachPx); x <= at.U+reachPx; x++ {
			p := vision.Pixel{U: x, V: y}
			far := p.Distance(at) / reachPx
			clear := cornerness(l, p)
			if far > 1 || !(clear >= leastCorner) {
				continue
			}
			if score := clear * (1 - 0.5*far); score > most {
				best, most = p, score
			}
		}
	}
	return best, most > 0
}

// cornerness is the lesser eigenvalue of the structure of brightness around a
// pixel; NaN where that is not all in the picture.
func cornerness(l *light, p vision.Pixel) float64 {
	var uu, uv, vv, n float64
	for dy := -2.0; dy <= 2; dy++ {
		for dx := -2.0; dx <= 2; dx++ {
			q := vision.Pixel{U: p.U + dx, V: p.V + dy}
			gu := (l.at(step(q, vision.Pixel{U: 1}, 1)) - l.at(step(q, vision.Pixel{U: 1}, -1))) / 2
			gv := (l.at(step(q, vision.Pixel{V: 1}, 1)) - l.at(step(q, vision.Pixel{V: 1}, -1))) / 2
			uu, uv, vv, n = uu+gu*gu, uv+gu*gv, vv+gv*gv, n+1
		}
	}
	mean, half := (uu+vv)/2, (uu-vv)/2
	return (mean - math.Hypot(half, uv)) / n
}
