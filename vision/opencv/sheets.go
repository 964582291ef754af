package opencv

import (
	"context"
	"fmt"
	"image"
	"math"
	"slices"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/calibrate"
)

const (
	// The picture is cut at these brightnesses, so that a sheet in the shade
	// and one in the sun each stand out at some.
	lowestCut, highestCut, cutStep = 40, 248, 8
	// bentShare is how far a side may stray from straight before it is taken
	// for two, as a share of the outline's length.
	bentShare = 0.025
	// filled is the least share of the four corners' area that an outline has.
	filled = 0.88
	// Sides and area of the smallest sheet that is measured, in px.
	leastSidePx, leastAreaPx2 = 6, 80
	// largestShare of the picture is a wall's, not a sheet's.
	largestShare = 0.2
)

// FindWhiteQuads finds what may be plain white sheets in a picture: bright
// quadrilaterals of little colour, alike inside, with something darker all
// around, whole in the picture. Corners are where the sides' edges meet, to a
// fraction of a px; a side may be bent as a lens bends it. Which of them are
// sheets on the floor is for [calibrate.ChooseSheets] to say. Nothing is found
// where the picture is transparent.
func FindWhiteQuads(ctx context.Context, img *image.RGBA) ([]calibrate.Quad, error) {
	white, err := whiteness(img)
	if err != nil {
		return nil, err
	}
	defer white.Close()
	finder := quadFinder{pic: newLight(img)}
	cut := gocv.NewMat()
	defer cut.Close()
	for level := lowestCut; level <= highestCut; level += cutStep {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		gocv.Threshold(white, &cut, float32(level), 255, gocv.ThresholdBinary)
		finder.take(cut)
	}
	return finder.quads(), nil
}

// whiteness is the least of a pixel's three colours, smoothed: high only where
// something is bright and has little colour.
func whiteness(img *image.RGBA) (gocv.Mat, error) {
	size := img.Rect.Size()
	if size.X < 16 || size.Y < 16 {
		return gocv.Mat{}, fmt.Errorf("look for sheets: a picture of %d×%d px is too small", size.X, size.Y)
	}
	values := make([]byte, size.X*size.Y)
	for y := range size.Y {
		row := img.Pix[y*img.Stride:]
		for x := range size.X {
			values[y*size.X+x] = min(row[4*x], row[4*x+1], row[4*x+2])
		}
	}
	view, err := gocv.NewMatFromBytes(size.Y, size.X, gocv.MatTypeCV8UC1, values)
	if err != nil {
		return gocv.Mat{}, fmt.Errorf("look for sheets: %w", err)
	}
	defer view.Close()
	smooth := gocv.NewMat()
	gocv.GaussianBlur(view, &smooth, image.Pt(3, 3), 0, 0, gocv.BorderReplicate)
	return smooth, nil
}

// quadFinder gathers quads from cuts of one picture.
type quadFinder struct {
	pic   *light
	found []found
	tried []calibrate.Quad // outlines that were looked at
}

// found is a quad and how far its edges are from its sides, root mean square.
type found struct {
	quad  calibrate.Quad
	offPx float64
}

// take looks at the outlines of a cut.
func (f *quadFinder) take(cut gocv.Mat) {
	outlines := gocv.FindContours(cut, gocv.RetrievalList, gocv.ChainApproxNone)
	defer outlines.Close()
	for i := range outlines.Size() {
		rough, ok := fourCorners(outlines.At(i), f.pic.size)
		if !ok || slices.ContainsFunc(f.tried, func(q calibrate.Quad) bool { return apart(q, rough) < 1 }) {
			continue
		}
		f.tried = append(f.tried, rough)
		if quad, offPx, ok := f.pic.sharpen(rough); ok {
			f.add(found{quad, offPx})
		}
	}
}

// fourCorners returns the corners of an outline that has four.
func fourCorners(outline gocv.PointVector, size vision.Size) (q calibrate.Quad, ok bool) {
	area := gocv.ContourArea(outline)
	if area < leastAreaPx2/2 || area > largestShare*float64(size.Width*size.Height) {
		return q, false
	}
	corners := gocv.ApproxPolyDP(outline, max(bentShare*gocv.ArcLength(outline, true), 1.5), true)
	defer corners.Close()
	if corners.Size() != 4 {
		return q, false
	}
	for k, p := range corners.ToPoints() {
		q[k] = vision.Pixel{U: float64(p.X), V: float64(p.Y)}
	}
	return q, isQuad(q) && area > filled*(quadArea(q)-gocv.ArcLength(corners, true)/2)
}

// isQuad reports whether the corners go round without turning back, and no side
// is too short.
func isQuad(q calibrate.Quad) bool {
	sign := 0.0
	for i := range q {
		a, b := q[(i+1)%4].Sub(q[i]), q[(i+2)%4].Sub(q[(i+1)%4])
		turn := (a.U*b.V - a.V*b.U) / math.Max(1, math.Hypot(a.U, a.V)*math.Hypot(b.U, b.V))
		if math.Abs(turn) < 0.1 || turn*sign < 0 || math.Hypot(a.U, a.V) < leastSidePx {
			return false
		}
		sign = turn
	}
	return quadArea(q) >= leastAreaPx2
}

func quadArea(q calibrate.Quad) float64 {
	a, b := q[2].Sub(q[0]), q[3].Sub(q[1])
	return math.Abs(a.U*b.V-a.V*b.U) / 2
}

// apart is the greatest distance of a corner of p from the nearest of q, px.
func apart(p, q calibrate.Quad) (most float64) {
	for _, a := range p {
		nearest := math.Inf(1)
		for _, b := range q {
			nearest = min(nearest, a.Distance(b))
		}
		most = max(most, nearest)
	}
	return most
}

// add keeps the quad whose edges are straightest of those that are the same.
func (f *quadFinder) add(n found) {
	for i, o := range f.found {
		if apart(o.quad, n.quad) < 0.15*math.Sqrt(quadArea(o.quad))+1 {
			if n.offPx < o.offPx {
				f.found[i] = n
			}
			return
		}
	}
	f.found = append(f.found, n)
}

func (f *quadFinder) quads() (quads []calibrate.Quad) {
	for _, n := range f.found {
		quads = append(quads, n.quad)
	}
	return quads
}
