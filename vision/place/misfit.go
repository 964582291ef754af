package place

import (
	"nabij/vision"
	"nabij/vision/floor"
)

// misfit is how far a clue is from where a stance and the unknowns expect it.
type misfit struct {
	off            vision.Pixel
	inverse        vision.PixelCov // of the covariance, 1/px²
	det            float64         // of the covariance, px⁴
	squared        float64         // Mahalanobis distance
	slopeU, slopeV [unknowns]float64
}

// misfit compares a clue with what is expected. Its covariance is the network's
// noise, the part's own height and how far it may be aside, each projected.
func (c clue) misfit(on Ground, h *offset, theta [unknowns]float64) (m misfit, ok bool) {
	at, ahead := floor.Point{X: theta[0], Y: theta[1]}, floor.Point{X: theta[4], Y: theta[5]}
	up := h.perStature*theta[2] + h.fixedM
	slope := [unknowns]float64{2: h.perStature}
	if !h.onFloor {
		up += theta[3]
		slope[3] = 1
	}
	px, du, dv, ok := on.Slopes(h.spot(at, ahead, on), up)
	if !ok {
		return m, false
	}
	m.covariance(c, h, du, dv)
	if c.part.span() {
		px = m.span(h.leftM, ahead, du, dv)
	} else {
		m.slopeU = [unknowns]float64{du.X, du.Y, du.Z * slope[2], du.Z * slope[3], h.forwardM * du.X, h.forwardM * du.Y}
		m.slopeV = [unknowns]float64{dv.X, dv.Y, dv.Z * slope[2], dv.Z * slope[3], h.forwardM * dv.X, h.forwardM * dv.Y}
	}
	m.off = c.at.Sub(px)
	m.squared = m.inverse.UU*m.off.U*m.off.U + 2*m.inverse.UV*m.off.U*m.off.V + m.inverse.VV*m.off.V*m.off.V
	return m, true
}

func (m *misfit) covariance(c clue, h *offset, du, dv floor.Vec3) {
	a2, h2 := h.sigmaAsideM*h.sigmaAsideM, h.sigmaM*h.sigmaM
	uu := c.sigmaU*c.sigmaU + a2*(du.X*du.X+du.Y*du.Y) + h2*du.Z*du.Z
	vv := c.sigmaV*c.sigmaV + a2*(dv.X*dv.X+dv.Y*dv.Y) + h2*dv.Z*dv.Z
	uv := a2*(du.X*dv.X+du.Y*dv.Y) + h2*du.Z*dv.Z
	m.det = uu*vv - uv*uv
	m.inverse = vision.PixelCov{UU: vv / m.det, UV: -uv / m.det, VV: uu / m.det}
}

// span returns how far apart in the picture two joints are whose left one is
// leftM from the right one, to the left of ahead: for (x, y) that is (-y, x).
func (m *misfit) span(leftM float64, ahead floor.Point, du, dv floor.Vec3) vision.Pixel {
	m.slopeU = [unknowns]float64{4: leftM * du.Y, 5: -leftM * du.X}
	m.slopeV = [unknowns]float64{4: leftM * dv.Y, 5: -leftM * dv.X}
	return vision.Pixel{U: m.slopeU[4]*ahead.X + m.slopeU[5]*ahead.Y, V: m.slopeV[4]*ahead.X + m.slopeV[5]*ahead.Y}
}

// spot is the place on the floor below a part of a body that is at a place and
// faces ahead.
func (h *offset) spot(at, ahead floor.Point, on Ground) floor.Point {
	if h.nearM == 0 {
		return at.Add(ahead.Scale(h.forwardM))
	}
	to := towards(at, on.CameraAt())
	return at.Add(to.Scale(h.nearM + h.forwardM*to.Dot(ahead)))
}

// towards is the direction over the floor from a place to the camera.
func towards(at floor.Point, camera floor.Vec3) floor.Point {
	to := floor.Point{X: camera.X, Y: camera.Y}.Sub(at)
	return to.Scale(1 / max(leastLength, to.Norm()))
}

// looks is to where the camera is for a body whose left shoulder is seen on the
// right, and away from it for others.
func looks(clues []clue, camera floor.Point) floor.Point {
	for _, c := range clues {
		if c.part == shoulderSpan && c.at.U < 0 {
			return camera.Scale(-1)
		}
	}
	return camera
}
