package opencv

import (
	"fmt"
	"image"
	"math"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// FindChessboard finds a chessboard in a picture and returns its inner corners,
// columns×rows of them, row by row, to a fraction of a pixel; none where it is
// not whole in the picture.
func FindChessboard(img *image.RGBA, columns, rows int) ([]vision.Pixel, error) {
	if columns < 3 || rows < 3 || columns > 30 || rows > 30 {
		return nil, fmt.Errorf("look for a chessboard of %d×%d inner corners: want 3 to 30", columns, rows)
	}
	grey, err := newLight(img).mat()
	if err != nil {
		return nil, fmt.Errorf("look for a chessboard: %w", err)
	}
	defer grey.Close()
	corners := gocv.NewMat()
	defer corners.Close()
	flags := gocv.CalibCBAdaptiveThresh | gocv.CalibCBNormalizeImage | gocv.CalibCBFastCheck
	if !gocv.FindChessboardCorners(grey, image.Pt(columns, rows), &corners, flags) {
		return nil, nil
	}
	gocv.CornerSubPix(grey, &corners, image.Pt(cornerAround, cornerAround), image.Pt(-1, -1), gocv.NewTermCriteria(gocv.Count|gocv.EPS, 40, 0.001))
	values, err := corners.DataPtrFloat32()
	if err != nil || len(values) != 2*columns*rows {
		return nil, fmt.Errorf("look for a chessboard: %d numbers came, want %d: %w", len(values), 2*columns*rows, err)
	}
	found := make([]vision.Pixel, columns*rows)
	for i := range found {
		found[i] = vision.Pixel{U: float64(values[2*i]), V: float64(values[2*i+1])}
	}
	return found, nil
}

// BoardLens is a lens that was found from views of a chessboard.
type BoardLens struct {
	Lens floor.Lens
	// RMSPx is how far corners are from where the lens would show them, root
	// mean square, and FocalSigma how far apart the focal lengths of two halves
	// of the views are, relative: both say how good it is.
	RMSPx, FocalSigma float64
}

// fixK3 is OpenCV's CALIB_FIX_K3, for which the binding has another number.
const fixK3 gocv.CalibFlag = 128

// LensFromChessboard finds the lens from a chessboard that was held before the
// camera in different ways (Zhang 2000, "A flexible new technique for camera
// calibration"). The size of its squares does not matter. Errors carry a hint.
func LensFromChessboard(views calibrate.Boards) (BoardLens, error) {
	if err := views.Enough(); err != nil {
		return BoardLens{}, err
	}
	found, err := calibrateCamera(views)
	if err != nil {
		return found, err
	}
	even, odd := views.Halves()
	a, err := calibrateCamera(even)
	if err != nil {
		return found, err
	}
	b, err := calibrateCamera(odd)
	if err != nil {
		return found, err
	}
	found.FocalSigma = math.Abs(math.Log(a.Lens.FX/b.Lens.FX)) / 2
	return found, views.Check(found.Lens, found.RMSPx)
}

func calibrateCamera(views calibrate.Boards) (found BoardLens, err error) {
	objects, seen := gocv.NewPoints3fVector(), gocv.NewPoints2fVector()
	defer objects.Close()
	defer seen.Close()
	for _, view := range views.Views {
		var at []gocv.Point3f
		var px []gocv.Point2f
		for i, p := range view {
			at = append(at, gocv.Point3f{X: float32(i % views.Columns), Y: float32(i / views.Columns)})
			px = append(px, gocv.Point2f{X: float32(p.U), Y: float32(p.V)})
		}
		a, b := gocv.NewPoint3fVectorFromPoints(at), gocv.NewPoint2fVectorFromPoints(px)
		objects.Append(a)
		seen.Append(b)
		a.Close()
		b.Close()
	}
	var mats [4]gocv.Mat
	for i := range mats {
		mats[i] = gocv.NewMat()
		defer mats[i].Close()
	}
	matrix, bend := mats[0], mats[1]
	found.RMSPx = gocv.CalibrateCamera(objects, seen, image.Pt(views.Size.Width, views.Size.Height), &matrix, &bend, &mats[2], &mats[3], fixK3)
	m, err := matrix.DataPtrFloat64()
	if err != nil || len(m) != 9 {
		return found, fmt.Errorf("lens from a chessboard: no matrix came: %w", err)
	}
	d, err := bend.DataPtrFloat64()
	if err != nil || len(d) < 5 {
		return found, fmt.Errorf("lens from a chessboard: no distortion came: %w", err)
	}
	found.Lens = floor.Lens{FX: m[0], FY: m[4], CX: m[2], CY: m[5], K1: d[0], K2: d[1], P1: d[2], P2: d[3], K3: d[4]}
	return found, nil
}
