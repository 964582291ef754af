package floor

import (
	"math"

	"nabij/vision"
)

// Floor is a camera that looks at a floor, solved from points, with how sure
// that solution is. It is safe for use by several goroutines: nothing in it
// changes.
type Floor struct {
	camera    Camera
	centre    Vec3
	size      vision.Size
	points    []Correspondence
	residuals []vision.Pixel
	noisePx   float64
	free      int
	cov       covariance
}

// Solve finds the camera that shows floor points where they were seen in
// pictures of that size. With a lens it finds where the camera hangs and how
// it looks; without, also its focal length and radial distortion, as far as
// the points tell them (six points or more do), with the picture's centre as
// the optical one. Errors are of type [*Error].
func Solve(size vision.Size, lens *Lens, points []Correspondence) (*Floor, error) {
	if err := checkGiven(size, lens, points); err != nil {
		return nil, err
	}
	f := newProblem(size, lens, points)
	camera, noisePx, ok := f.solve(size, lens)
	if !ok {
		return nil, refuse(Unsolved, nil, "check that each floor point belongs to its place in the picture",
			"the floor points do not lead to any camera")
	}
	if err := f.checkFound(size, lens, &camera); err != nil {
		return nil, err
	}
	cov, _, ok := f.covariance(&camera, noisePx)
	if !ok {
		return nil, refuse(InLine, nil, hintSpread, "the floor points do not determine the camera")
	}
	return &Floor{camera: camera, centre: camera.Centre(), size: size, points: append([]Correspondence(nil), points...),
		residuals: f.residuals(&camera), noisePx: noisePx, free: f.free, cov: cov}, nil
}

func newProblem(size vision.Size, lens *Lens, points []Correspondence) *problem {
	f := &problem{points: points, free: ParamCount, logF: expectedLogFocal(size)}
	if lens != nil {
		f.free = logFocal
	}
	return f
}

// solve finds the best camera, and lets residuals and noise settle on one
// another.
func (f *problem) solve(size vision.Size, lens *Lens) (best Camera, noisePx float64, ok bool) {
	lenses := ExpectedLenses(size)
	if lens != nil {
		lenses = []Lens{*lens}
	}
	noisePx = expectClickPx
	if best, ok = f.best(size, lenses); !ok {
		return best, noisePx, false
	}
	for range 4 {
		_, determined, ok := f.covariance(&best, noisePx)
		if !ok {
			return best, noisePx, false
		}
		noisePx = f.noise(&best, determined)
		best, _ = f.descend(best, noisePx)
	}
	return best, noisePx, true
}

// noise estimates the standard deviation of the clicks, in px, from the
// residuals and what is expected of clicks.
func (f *problem) noise(c *Camera, determined float64) float64 {
	left := max(0, 2*float64(len(f.points))-determined)
	return math.Sqrt((clickWeight*sq(expectClickPx) + f.squares(c)) / (clickWeight + left))
}

func (f *problem) residuals(c *Camera) []vision.Pixel {
	found := make([]vision.Pixel, len(f.points))
	for i, p := range f.points {
		px, _, _ := c.Linear(Vec3{p.Floor.X, p.Floor.Y, 0})
		found[i] = p.Picture.Sub(px)
	}
	return found
}

// Without returns the floor solved again from all points but the i-th, to see
// whether that one fits.
func (f *Floor) Without(i int) (*Floor, error) {
	return Solve(f.size, f.givenLens(), without(f.points, i))
}

// givenLens returns the lens if it was not part of what was solved.
func (f *Floor) givenLens() *Lens {
	if f.free > logFocal {
		return nil
	}
	lens := f.camera.Lens
	return &lens
}

// LensSolved reports whether the lens was found from the points.
func (f *Floor) LensSolved() bool { return f.free > logFocal }

// Camera returns the lens and pose that were found.
func (f *Floor) Camera() Camera { return f.camera }

// CameraAt returns where the camera is, in the floor frame; z is its height.
func (f *Floor) CameraAt() Vec3 { return f.centre }

// Size returns the size of the pictures that the floor holds for, in px.
func (f *Floor) Size() vision.Size { return f.size }

// Points returns the correspondences that the floor was solved from.
func (f *Floor) Points() []Correspondence { return append([]Correspondence(nil), f.points...) }

// Residuals returns, for each point, where it was seen minus where the floor
// would show it, in px.
func (f *Floor) Residuals() []vision.Pixel { return append([]vision.Pixel(nil), f.residuals...) }

// RMS returns the root of the points' mean squared distance from where the
// floor would show them, in px.
func (f *Floor) RMS() float64 {
	sum := 0.0
	for _, r := range f.residuals {
		sum += sq(r.U) + sq(r.V)
	}
	return math.Sqrt(sum / float64(len(f.residuals)))
}

// NoisePx returns the estimated standard deviation of the points in the
// picture, in px in each direction.
func (f *Floor) NoisePx() float64 { return f.noisePx }

// FocalSigma returns the relative standard deviation of the focal length; 0
// where the lens was given.
func (f *Floor) FocalSigma() float64 { return math.Sqrt(f.cov[logFocal][logFocal]) }
