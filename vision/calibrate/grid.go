package calibrate

import (
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// Predicted is how unsure a floor is at one of its places.
type Predicted struct {
	At      floor.Point
	Picture vision.Pixel
	// ErrorM is the root mean square distance, in metres, that a place found
	// here is off because the floor itself is; it holds nothing of how well a
	// body is found in the picture.
	ErrorM float64
	// PerPixelM is how far one pixel, in the worst direction, moves a place.
	PerPixelM float64
}

// Grid predicts at each crossing of a grid of stepM that lies on the part of
// the floor around its points (up to aroundM beyond them) that the picture
// shows. The crossings are whole multiples of stepM, by rows of growing y.
func Grid(f *floor.Floor, stepM, aroundM float64) []Predicted {
	low, high := bounds(f.Points())
	around := floor.Point{X: aroundM, Y: aroundM}
	low, high = low.Sub(around), high.Add(around)
	var grid []Predicted
	for j := math.Ceil(low.Y / stepM); j*stepM <= high.Y; j++ {
		for i := math.Ceil(low.X / stepM); i*stepM <= high.X; i++ {
			if p, ok := Predict(f, floor.Point{X: i * stepM, Y: j * stepM}); ok {
				grid = append(grid, p)
			}
		}
	}
	return grid
}

// Predict says how unsure the floor is at one place; false where the picture
// does not show it.
func Predict(f *floor.Floor, at floor.Point) (Predicted, bool) {
	px, ok := f.ToPicture(at, 0)
	size := f.Size()
	in := vision.Box{Left: -0.5, Top: -0.5, Width: float64(size.Width), Height: float64(size.Height)}
	if !ok || !in.Contains(px) {
		return Predicted{}, false
	}
	own, err := f.PredictedCov(px)
	if err != nil {
		return Predicted{}, false
	}
	noisy, err := f.ToFloor(px, vision.Isotropic(1), 0)
	perPixel, _, _ := noisy.Cov.Add(own.Scale(-1)).Axes()
	return Predicted{At: at, Picture: px, ErrorM: math.Sqrt(own.XX + own.YY), PerPixelM: perPixel}, err == nil
}

func bounds(points []floor.Correspondence) (low, high floor.Point) {
	low, high = points[0].Floor, points[0].Floor
	for _, p := range points {
		low = floor.Point{X: min(low.X, p.Floor.X), Y: min(low.Y, p.Floor.Y)}
		high = floor.Point{X: max(high.X, p.Floor.X), Y: max(high.Y, p.Floor.Y)}
	}
	return low, high
}
