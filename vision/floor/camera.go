package floor

import "nabij/vision"

// ParamCount is the number of parameters that a solution may move: the camera's
// turn about its own axes (rad, 3), the floor's origin in the camera frame (m,
// 3), the logarithm of the focal length, k1 and k2.
const ParamCount = radial2 + 1

// PoseCount is the number of them that do not concern the lens; they come
// first.
const PoseCount = logFocal

// The parameters, in the order of a covariance.
const (
	turnX = iota // rad, a turn of the camera about its own axes
	turnY
	turnZ
	shiftX // m, the floor's origin in the camera frame
	shiftY
	shiftZ
	logFocal // natural logarithm of the focal length in px
	radial1  // k1
	radial2  // k2
)

// Camera is a lens and where it hangs: everything that says which pixel shows
// which point of the room.
type Camera struct {
	Lens     Lens
	Rotation Rotation // floor frame to camera frame
	Shift    Vec3     // m, the floor's origin in the camera frame
	// limit is the radius up to which the lens is no fold, see unfolded.
	limit float64
}

// NewCamera returns the camera with that lens, which hangs at centre (floor
// frame, m) and looks as the rotation says.
func NewCamera(lens Lens, rotation Rotation, centre Vec3) Camera {
	return Camera{Lens: lens, Rotation: rotation, Shift: rotation.Apply(centre).Scale(-1), limit: lens.unfolded()}
}

// LookAt returns a rotation for a camera at centre that looks at target, both
// in the floor frame, with the picture's upper side up, then rolled clockwise
// by rollRad about the viewing direction.
func LookAt(centre, target Vec3, rollRad float64) Rotation {
	forward := target.Sub(centre).Unit()
	right := forward.Cross(Vec3{Z: 1})
	if right.Norm() < 1e-9 {
		right = Vec3{X: 1} // straight down: the picture's upper side is y
	}
	right = right.Unit()
	return Rotation{right, forward.Cross(right), forward}.turned(Vec3{Z: rollRad})
}

// Centre returns where the camera is, in the floor frame; z is its height.
func (c *Camera) Centre() Vec3 { return c.Rotation.Undo(c.Shift).Scale(-1) }

// Project returns the pixel that shows a point of the room. It reports false
// where the point is behind the camera or further off the axis than the lens
// model reaches.
func (c *Camera) Project(p Vec3) (vision.Pixel, bool) {
	q := c.Rotation.Apply(p).Add(c.Shift)
	if q.Z < nearest {
		return vision.Pixel{}, false
	}
	x, y := q.X/q.Z, q.Y/q.Z
	u, v, _, _, _ := c.Lens.distort(x, y)
	return vision.Pixel{U: c.Lens.CX + c.Lens.FX*u, V: c.Lens.CY + c.Lens.FY*v}, x*x+y*y < c.limit*c.limit
}

// nearest is how near before the camera a point may be, in metres.
const nearest = 0.01

// Ray returns the direction, of length 1 in the floor frame, in which the
// camera sees a pixel; false where the lens model has none.
func (c *Camera) Ray(p vision.Pixel) (Vec3, bool) {
	x, y, ok := c.Lens.undistort(p, c.limit)
	return c.Rotation.Undo(Vec3{x, y, 1}).Unit(), ok
}

// Slopes are derivatives of a pixel's u and v.
type Slopes struct {
	Point [2]Vec3                // px per m of the point's x, y, z
	Param [2][ParamCount]float64 // px per unit of each parameter
}

// Linear projects a point and returns all derivatives there. Behind the camera
// it reports false; beyond the lens model it goes on, so that a solver may
// pass through.
func (c *Camera) Linear(p Vec3) (px vision.Pixel, s Slopes, ok bool) {
	turned := c.Rotation.Apply(p)
	q := turned.Add(c.Shift)
	if q.Z < nearest {
		return px, s, false
	}
	l := &c.Lens
	x, y := q.X/q.Z, q.Y/q.Z
	u, v, ux, uy, vy := l.distort(x, y)
	px = vision.Pixel{U: l.CX + l.FX*u, V: l.CY + l.FY*v}

	// The pixel by the point in the camera frame.
	du := Vec3{ux, uy, -(ux*x + uy*y)}.Scale(l.FX / q.Z)
	dv := Vec3{uy, vy, -(uy*x + vy*y)}.Scale(l.FY / q.Z)
	r2 := x*x + y*y
	for i, d := range [2]Vec3{du, dv} {
		s.Point[i] = c.Rotation.Undo(d)
		w := turned.Cross(d) // d·(w×turned) = w·(turned×d)
		s.Param[i] = [ParamCount]float64{w.X, w.Y, w.Z, d.X, d.Y, d.Z}
	}
	s.Param[0][logFocal], s.Param[1][logFocal] = l.FX*u, l.FY*v
	s.Param[0][radial1], s.Param[1][radial1] = l.FX*x*r2, l.FY*y*r2
	s.Param[0][radial2], s.Param[1][radial2] = l.FX*x*r2*r2, l.FY*y*r2*r2
	return px, s, true
}

// Moved returns the camera with its first parameters changed by d, at most
// [ParamCount].
func (c *Camera) Moved(d []float64) Camera {
	var p [ParamCount]float64
	copy(p[:], d)
	m := *c
	m.Rotation = c.Rotation.turned(Vec3{p[turnX], p[turnY], p[turnZ]})
	// The turn acts before the shift, so the shift is simply added to.
	m.Shift = c.Shift.Add(Vec3{p[shiftX], p[shiftY], p[shiftZ]})
	m.Lens = c.Lens.scaled(p[logFocal])
	m.Lens.K1 += p[radial1]
	m.Lens.K2 += p[radial2]
	if p[radial1] != 0 || p[radial2] != 0 {
		m.limit = m.Lens.unfolded()
	}
	return m
}
