package floor

import "math"

// Vec3 is a position or direction in space, in metres. Floor frame (z up)
// unless said otherwise.
type Vec3 struct{ X, Y, Z float64 }

// Sub returns a - b.
func (a Vec3) Sub(b Vec3) Vec3 { return Vec3{a.X - b.X, a.Y - b.Y, a.Z - b.Z} }

// Add returns a + b.
func (a Vec3) Add(b Vec3) Vec3 { return Vec3{a.X + b.X, a.Y + b.Y, a.Z + b.Z} }

// Scale returns a times k.
func (a Vec3) Scale(k float64) Vec3 { return Vec3{k * a.X, k * a.Y, k * a.Z} }

// Dot returns the dot product.
func (a Vec3) Dot(b Vec3) float64 { return a.X*b.X + a.Y*b.Y + a.Z*b.Z }

// Cross returns the cross product.
func (a Vec3) Cross(b Vec3) Vec3 {
	return Vec3{a.Y*b.Z - a.Z*b.Y, a.Z*b.X - a.X*b.Z, a.X*b.Y - a.Y*b.X}
}

// Norm returns the length.
func (a Vec3) Norm() float64 { return math.Sqrt(a.Dot(a)) }

// Unit returns a scaled to length 1.
func (a Vec3) Unit() Vec3 { return a.Scale(1 / a.Norm()) }

// Rotation turns the floor frame into the camera frame. Its rows are the
// camera's x, y and z axes in the floor frame.
type Rotation [3]Vec3

// Apply returns the rotated vector.
func (r Rotation) Apply(v Vec3) Vec3 { return Vec3{r[0].Dot(v), r[1].Dot(v), r[2].Dot(v)} }

// Undo returns the vector that Apply would turn into v.
func (r Rotation) Undo(v Vec3) Vec3 {
	return r[0].Scale(v.X).Add(r[1].Scale(v.Y)).Add(r[2].Scale(v.Z))
}

// Then returns r followed by another rotation.
func (r Rotation) Then(o Rotation) Rotation {
	x, y, z := Vec3{X: 1}, Vec3{Y: 1}, Vec3{Z: 1}
	turn := func(v Vec3) Vec3 { return o.Apply(r.Apply(v)) }
	a, b, c := turn(x), turn(y), turn(z)
	return Rotation{{a.X, b.X, c.X}, {a.Y, b.Y, c.Y}, {a.Z, b.Z, c.Z}}
}

// Turned returns r followed by a turn about the axis w, in the frame that r
// leads to, by |w| radians.
func (r Rotation) Turned(w Vec3) Rotation { return r.turned(w) }

// turned returns r followed by a turn about the axis w, in the camera frame,
// by |w| radians (Rodrigues), with the axes made orthonormal again.
func (r Rotation) turned(w Vec3) Rotation {
	angle := w.Norm()
	if angle < 1e-300 {
		return r
	}
	axis, sin, cos := w.Scale(1/angle), math.Sin(angle), math.Cos(angle)
	turn := func(v Vec3) Vec3 {
		return v.Scale(cos).Add(axis.Cross(v).Scale(sin)).Add(axis.Scale(axis.Dot(v) * (1 - cos)))
	}
	columns := [3]Vec3{
		turn(Vec3{r[0].X, r[1].X, r[2].X}),
		turn(Vec3{r[0].Y, r[1].Y, r[2].Y}),
		turn(Vec3{r[0].Z, r[1].Z, r[2].Z}),
	}
	return fromColumns(columns[0], columns[1])
}

// fromColumns makes a rotation from the floor's x and y axes as the camera
// sees them, which need be only nearly orthogonal and of any length.
func fromColumns(x, y Vec3) Rotation {
	x, y = x.Unit(), y.Unit()
	// Share the error between the two axes instead of trusting one of them.
	even, odd := x.Add(y).Unit(), x.Sub(y).Unit()
	x, y = even.Add(odd).Unit(), even.Sub(odd).Unit()
	z := x.Cross(y)
	return Rotation{{x.X, y.X, z.X}, {x.Y, y.Y, z.Y}, {x.Z, y.Z, z.Z}}
}
