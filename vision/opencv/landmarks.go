package opencv

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"image/color"
	"slices"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/floor"
)

const (
	// mostLandmarks are kept of a room, spread over landmarkColumns×landmarkRows
	// parts of the picture; lookedFor are compared with them.
	mostLandmarks, lookedFor              = 120, 1500
	landmarkColumns, landmarkRows         = 8, 6
	landmarkLevels, landmarkRim           = 4, 20
	leastResponse                         = 1e-5
	landmarkBytes                         = 32
	landmarkScale                 float32 = 1.25
)

// Landmarks finds fixed things of a room to know its picture again by: corners
// of furniture, of walls and of the floor's pattern, spread over the picture,
// each with 32 bytes that compare brightnesses around it (ORB: Rublee and
// others, "ORB: an efficient alternative to SIFT or SURF", 2011). Nothing is
// taken from the boxes to avoid, px, and from where the picture is transparent:
// people, ribbons and sheets do not stay.
func Landmarks(img *image.RGBA, avoid []vision.Box) ([]floor.Landmark, error) {
	l := newLight(img)
	grey, err := l.mat()
	if err != nil {
		return nil, fmt.Errorf("look for landmarks: %w", err)
	}
	defer grey.Close()
	found, err := landmarks(grey, avoid)
	if err != nil {
		return nil, fmt.Errorf("look for landmarks: %w", err)
	}
	return spread(found, l.size, avoid, img), nil
}

// LandmarksNow finds what may be a room's landmarks in a frame, but for where
// people are: many more than a room keeps. With mirrored they are those of the
// picture turned over from left to right.
func LandmarksNow(ctx context.Context, frame vision.Frame, people []vision.Box, mirrored bool) ([]floor.Landmark, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	picture, err := pixels(frame)
	if err != nil {
		return nil, err
	}
	grey := gocv.NewMat()
	defer grey.Close()
	gocv.CvtColor(picture, &grey, gocv.ColorBGRToGray)
	marks, err := allLandmarks(grey, people, mirrored)
	if err != nil {
		return nil, fmt.Errorf("frame %d: look for landmarks: %w", frame.Number, err)
	}
	return marks, nil
}

// LandmarksIn is LandmarksNow for an image.
func LandmarksIn(img *image.RGBA, mirrored bool) ([]floor.Landmark, error) {
	grey, err := newLight(img).mat()
	if err != nil {
		return nil, fmt.Errorf("look for landmarks: %w", err)
	}
	defer grey.Close()
	return allLandmarks(grey, nil, mirrored)
}

func allLandmarks(grey gocv.Mat, people []vision.Box, mirrored bool) ([]floor.Landmark, error) {
	if mirrored {
		gocv.Flip(grey, &grey, 1)
		wide := float64(grey.Cols() - 1)
		turned := make([]vision.Box, len(people))
		for i, b := range people {
			turned[i] = vision.Box{Left: wide - b.Right(), Top: b.Top, Width: b.Width, Height: b.Height}
		}
		people = turned
	}
	found, err := landmarks(grey, people)
	if err != nil {
		return nil, err
	}
	marks := make([]floor.Landmark, len(found))
	for i := range found {
		marks[i] = found[i].Landmark
	}
	return marks, nil
}

// mark is a landmark and how clear it is.
type mark struct {
	floor.Landmark
	response float64
}

func landmarks(grey gocv.Mat, avoid []vision.Box) ([]mark, error) {
	size := vision.Size{Width: grey.Cols(), Height: grey.Rows()}
	mask := gocv.NewMatWithSizeFromScalar(gocv.NewScalar(255, 0, 0, 0), size.Height, size.Width, gocv.MatTypeCV8UC1)
	defer mask.Close()
	for _, b := range avoid {
		gocv.Rectangle(&mask, inside(b, size), color.RGBA{}, -1)
	}
	orb := gocv.NewORBWithParams(lookedFor, landmarkScale, landmarkLevels, landmarkRim, 0, 2, gocv.ORBScoreTypeHarris, 31, 10)
	defer orb.Close()
	points, table := orb.DetectAndCompute(grey, mask)
	defer table.Close()
	if len(points) == 0 {
		return nil, nil
	}
	bytes, err := table.DataPtrUint8()
	if err != nil || len(bytes) != landmarkBytes*len(points) {
		return nil, fmt.Errorf("%d bytes for %d landmarks: %w", len(bytes), len(points), err)
	}
	found := make([]mark, len(points))
	for i, p := range points {
		found[i] = mark{floor.Landmark{
			At:         vision.Pixel{U: p.X, V: p.Y},
			Descriptor: slices.Clone(bytes[landmarkBytes*i : landmarkBytes*(i+1)]),
		}, p.Response}
	}
	return found, nil
}

// spread keeps the clearest landmarks of each part of the picture, no two of
// them next to one another.
func spread(found []mark, size vision.Size, avoid []vision.Box, img *image.RGBA) (kept []floor.Landmark) {
	slices.SortStableFunc(found, func(a, b mark) int { return cmp.Compare(b.response, a.response) })
	const each = mostLandmarks/(landmarkColumns*landmarkRows) + 2
	var taken [landmarkColumns * landmarkRows]int
	apart := 0.015 * float64(size.Width)
	for _, m := range found {
		part := int(m.At.V)*landmarkRows/size.Height*landmarkColumns + int(m.At.U)*landmarkColumns/size.Width
		if len(kept) == mostLandmarks || taken[part] == each || m.response < leastResponse || !seenAround(img, m.At) ||
			slices.ContainsFunc(avoid, func(b vision.Box) bool { return b.Contains(m.At) }) ||
			slices.ContainsFunc(kept, func(k floor.Landmark) bool { return k.At.Distance(m.At) < apart }) {
			continue
		}
		taken[part]++
		kept = append(kept, m.Landmark)
	}
	return kept
}

// seenAround reports whether the picture is opaque around a place.
func seenAround(img *image.RGBA, p vision.Pixel) bool {
	for _, d := range [][2]int{{0, 0}, {-12, -12}, {12, -12}, {-12, 12}, {12, 12}} {
		x, y := int(p.U)+d[0], int(p.V)+d[1]
		if !(image.Point{X: x, Y: y}).In(img.Rect) || img.Pix[img.PixOffset(x, y)+3] == 0 {
			return false
		}
	}
	return true
}
