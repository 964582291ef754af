package floor

import (
	"math"

	"nabij/vision"
)

// ToFloor returns the floor point below what a pixel shows at a height above
// the floor, in metres. Its covariance holds the pixel's own noise and how
// unsure the floor itself is. The errors are of type [*Error]: a pixel at or
// above the horizon of that height, or beyond the lens model.
func (f *Floor) ToFloor(px vision.Pixel, noise vision.PixelCov, heightM float64) (Place, error) {
	return f.ToFloorUnsure(px, noise, heightM, 0)
}

// ToFloorUnsure is ToFloor for a height that is itself known only to a
// standard deviation, in metres: it moves the place along the line of sight.
func (f *Floor) ToFloorUnsure(px vision.Pixel, noise vision.PixelCov, heightM, sigmaHeightM float64) (Place, error) {
	at, err := f.meet(px, heightM)
	if err != nil {
		return Place{}, err
	}
	_, s, ok := f.camera.Linear(Vec3{at.X, at.Y, heightM})
	if !ok {
		return Place{}, errHorizon
	}
	// The place p is where project(p, parameters, height) is the pixel. So a
	// change of the pixel moves p by A = (∂project/∂p)⁻¹, and a change of
	// parameters or height by -A times what it does to the pixel.
	noise = f.uncertain(&s, noise)
	h := sq(sigmaHeightM)
	noise.UU += h * s.Point[0].Z * s.Point[0].Z
	noise.UV += h * s.Point[0].Z * s.Point[1].Z
	noise.VV += h * s.Point[1].Z * s.Point[1].Z
	det := s.Point[0].X*s.Point[1].Y - s.Point[0].Y*s.Point[1].X
	if det == 0 {
		return Place{}, errHorizon
	}
	a, b := s.Point[1].Y/det, -s.Point[0].Y/det
	c, d := -s.Point[1].X/det, s.Point[0].X/det
	return Place{At: at, Cov: Cov{
		XX: a*a*noise.UU + 2*a*b*noise.UV + b*b*noise.VV,
		XY: a*c*noise.UU + (a*d+b*c)*noise.UV + b*d*noise.VV,
		YY: c*c*noise.UU + 2*c*d*noise.UV + d*d*noise.VV,
	}}, nil
}

// uncertain adds to a pixel's covariance what the floor's own parameters make
// of it.
func (f *Floor) uncertain(s *Slopes, noise vision.PixelCov) vision.PixelCov {
	for i := range f.free {
		var u, v float64
		for j := range f.free {
			u += f.cov[i][j] * s.Param[0][j]
			v += f.cov[i][j] * s.Param[1][j]
		}
		noise.UU += s.Param[0][i] * u
		noise.UV += s.Param[0][i] * v
		noise.VV += s.Param[1][i] * v
	}
	return noise
}

// meet returns where the line of sight of a pixel crosses the plane of that
// height, dropped to the floor.
func (f *Floor) meet(px vision.Pixel, heightM float64) (Point, error) {
	d, ok := f.camera.Ray(px)
	if !ok {
		return Point{}, errBeyondLens
	}
	// Slower than that, the line meets the plane beyond the horizon or farther
	// away than any room.
	along := (heightM - f.centre.Z) / d.Z
	if !(along > 0) || along > farthest || math.IsInf(along, 0) {
		return Point{}, errHorizon
	}
	return Point{f.centre.X + along*d.X, f.centre.Y + along*d.Y}, nil
}

// ToPicture returns the pixel that shows what is at a height above a floor
// point, in metres. It reports false behind the camera and beyond the lens
// model; the pixel may lie outside the picture.
func (f *Floor) ToPicture(p Point, heightM float64) (vision.Pixel, bool) {
	return f.camera.Project(Vec3{p.X, p.Y, heightM})
}

// Slopes returns the pixel of ToPicture and how it moves: px per metre of x, y
// and height, for u and for v.
func (f *Floor) Slopes(p Point, heightM float64) (px vision.Pixel, u, v Vec3, ok bool) {
	px, s, ok := f.camera.Linear(Vec3{p.X, p.Y, heightM})
	return px, s.Point[0], s.Point[1], ok && f.within(p, heightM)
}

func (f *Floor) within(p Point, heightM float64) bool {
	_, ok := f.camera.Project(Vec3{p.X, p.Y, heightM})
	return ok
}

// PredictedPixelCov returns how unsure ToPicture is, in px², because the floor
// itself is.
func (f *Floor) PredictedPixelCov(p Point, heightM float64) (vision.PixelCov, bool) {
	_, s, ok := f.camera.Linear(Vec3{p.X, p.Y, heightM})
	return f.uncertain(&s, vision.PixelCov{}), ok
}

// PredictedCov returns how unsure the floor itself is about the floor point
// that a pixel shows: ToFloor's covariance for a pixel without noise.
func (f *Floor) PredictedCov(px vision.Pixel) (Cov, error) {
	at, err := f.ToFloor(px, vision.PixelCov{}, 0)
	return at.Cov, err
}

// Ray returns the direction, of length 1 in the floor frame, of a pixel's line
// of sight, which starts at [Floor.CameraAt].
func (f *Floor) Ray(px vision.Pixel) (Vec3, bool) { return f.camera.Ray(px) }

// HeightAt returns the height above floor point p, in metres, of what the
// pixel shows if that stands at p: where the line of sight crosses the upright
// plane through p that faces the camera. It reports false for a line of sight
// that leads away from p.
func (f *Floor) HeightAt(px vision.Pixel, p Point) (heightM float64, ok bool) {
	d, ok := f.camera.Ray(px)
	if !ok {
		return 0, false
	}
	to := p.Sub(Point{f.centre.X, f.centre.Y})
	speed := to.X*d.X + to.Y*d.Y
	if speed <= 0 {
		return 0, false
	}
	return f.centre.Z + d.Z*to.Dot(to)/speed, true
}
