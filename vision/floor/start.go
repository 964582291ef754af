package floor

import (
	"math"

	"nabij/vision"
)

// best returns the cheapest camera: first from the points' homography, read as
// seen through each lens; then, where that leads nowhere, as the homography of
// four points does of which three are nearly in line, from all around.
func (f *problem) best(size vision.Size, lenses []Lens) (best Camera, ok bool) {
	cost := math.Inf(1)
	try := func(start Camera) {
		if c, found := f.descend(start, expectClickPx); found < cost {
			best, cost = c, found
		}
	}
	for _, l := range lenses {
		if c, ok := f.startWith(l); ok {
			try(c)
		}
		// Off by no more than clicks are: another camera would hardly be better.
		if len(f.points) >= surePoints && cost < 2*float64(2*len(f.points)) {
			return best, true
		}
	}
	if math.IsInf(cost, 1) || len(f.points) < surePoints || f.rms(&best) > misfitLimit(size) {
		for _, c := range f.ring(lenses[0]) {
			try(c)
		}
	}
	return best, !math.IsInf(cost, 1)
}

// surePoints is how many points tell the focal length and the distortion.
const surePoints = 6

// ExpectedLenses returns lenses with focal lengths across what is expected of a
// webcam with pictures of that size, to start looking from.
func ExpectedLenses(size vision.Size) []Lens {
	var lenses []Lens
	for _, ratio := range [...]float64{0.65, 0.85, 0.5, 1.2} {
		focal := ratio * float64(max(size.Width, size.Height))
		lenses = append(lenses, Lens{FX: focal, FY: focal, CX: float64(size.Width-1) / 2, CY: float64(size.Height-1) / 2,
			K1: expectRadial1, K2: radialBack * expectRadial1 * expectRadial1})
	}
	return lenses
}

// ring returns eight cameras around the points, high above the floor, that
// look at their middle.
func (f *problem) ring(lens Lens) []Camera {
	var middle Point
	for _, p := range f.points {
		middle = middle.Add(p.Floor.Scale(1 / float64(len(f.points))))
	}
	reach := 0.0
	for _, p := range f.points {
		reach = max(reach, p.Floor.Distance(middle))
	}
	var cameras []Camera
	for i := range 8 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 4)
		at := Vec3{middle.X + 1.6*reach*cos, middle.Y + 1.6*reach*sin, 1.2 * reach}
		cameras = append(cameras, NewCamera(lens, LookAt(at, Vec3{middle.X, middle.Y, 0}, 0), at))
	}
	return cameras
}

// startWith reads the points' homography as seen through one lens.
func (f *problem) startWith(lens Lens) (Camera, bool) {
	limit := lens.unfolded()
	seen, at := make([]Point, len(f.points)), make([]Point, len(f.points))
	var middle Point
	for i, p := range f.points {
		// A pixel just beyond the lens model still says roughly where it is.
		x, y, _ := lens.undistort(p.Picture, limit)
		seen[i], at[i] = Point{x, y}, p.Floor
		middle = middle.Add(p.Floor.Scale(1 / float64(len(f.points))))
	}
	h, ok := findHomography(at, seen)
	if !ok {
		return Camera{}, false
	}
	c := Camera{Lens: lens, limit: limit}
	c.Rotation, c.Shift = h.pose(middle)
	return c, true
}
